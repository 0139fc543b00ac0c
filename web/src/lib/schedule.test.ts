/** What is typed for a schedule, and its rule in words. */
import { describe, expect, it } from "vitest";
import type { Account, Rule } from "../api/types";
import { dateStyle } from "./date";
import type { Setting } from "./draft";
import { numberStyle } from "./money";
import { ok } from "./result";
import { alsoDays, dayChoices, dayWords, emptySchedule, fieldOfWire, formOf, ruleWords, scheduleOf } from "./schedule";

const account = (id: number, name: string, kind: Account["kind"]): Account =>
  ({ id, name, kind, currency: "USD", decimals: 2, closed: false, balance: 0, entered_balance: 0, cleared_balance: 0, rows: 0, note: "", subkind: "", group: "", order: 0 });
const accounts = [account(1, "Current", "asset"), account(2, "Savings", "asset"), account(3, "Power", "expense")];
const setting: Setting = { account: accounts[0] as Account, accounts, numbers: numberStyle("en-US"), dates: dateStyle("en-US"), today: "2026-11-21" };
const rule = (more: Partial<Rule>): Rule => ({ first: "2026-11-21", unit: "months", interval: 1, on: { kind: "day", day: 21 }, weekend: "stay", end: { kind: "never" }, ...more });
const typed = { ...emptySchedule(1, "2026-11-21", setting.dates), payee: "City Power", category: "Power", amount: "45.00" };

describe("a rule", () => {
  it("is told in words", () => {
    const words = (more: Partial<Rule>): string => ruleWords(rule(more), setting.dates);
    expect(words({})).toBe("Every month on the 21st");
    expect(words({ unit: "weeks", interval: 2, on: null })).toBe("Every 2 weeks on Saturday");
    expect(words({ unit: "days", interval: 10, on: null })).toBe("Every 10 days");
    expect(words({ unit: "years", on: { kind: "nth", nth: -1, weekday: 1 } })).toBe("Every year on the last Monday of November");
    expect(words({ weekend: "before", end: { kind: "count", count: 12 } })).toBe("Every month on the 21st, before weekends, 12 times");
    expect(words({ end: { kind: "until", date: "2027-01-31" } })).toBe("Every month on the 21st, until 01/31/2027");
  });

  it("of several days of a month is typed and told in words", () => {
    const twice = rule({ on: { kind: "day", day: 1 }, also_on: [{ kind: "day", day: 15 }, { kind: "last" }] });
    expect(ruleWords(twice, setting.dates)).toBe("Every month on the 1st, the 15th and the last day");
    const days = (text: string) => alsoDays(text);
    expect(days("15, last")).toEqual(ok([{ kind: "day", day: 15 }, { kind: "last" }]));
    expect(days("the 15th and the second Tuesday")).toEqual(ok([{ kind: "day", day: 15 }, { kind: "nth", nth: 2, weekday: 2 }]));
    expect(days("last Friday")).toEqual(ok([{ kind: "nth", nth: -1, weekday: 5 }]));
    expect([days("").ok, days("32").ok, days("0").ok, days("soon").ok, days("1 15").ok]).toEqual([true, false, false, false, false]);
    const also = { ...typed, also: "28, second Tuesday" };
    const draft = scheduleOf(also, setting);
    expect(draft.ok && formOf(draft.value, setting)).toEqual(also);
    expect(scheduleOf({ ...typed, also: "soon" }, setting)).toMatchObject({ ok: false, error: { also: /^Type days/ } });
    expect(scheduleOf({ ...also, unit: "weeks" }, setting)).toMatchObject({ ok: true, value: { rule: { also_on: [] } } });
  });

  it("offers the days that a first date may mean, and keeps the one it has", () => {
    const words = (first: string): string[] => dayChoices(first, null).map(dayWords);
    expect(words("2026-11-10")).toEqual(["the 10th", "the second Tuesday"]);
    expect(words("2026-11-30")).toEqual(["the 30th", "the last day", "the last Monday"]);
    expect(words("2026-02-28")).toEqual(["the 28th", "the last day", "the fourth Saturday", "the last Saturday"]);
    expect(dayChoices("2026-11-10", { kind: "day", day: 31 }).map(dayWords)).toContain("the 31st");
  });
});

describe("a schedule", () => {
  it("means what was typed, and is shown as it was", () => {
    const draft = scheduleOf(typed, setting);
    if (!draft.ok) throw new Error(JSON.stringify(draft.error));
    expect(draft.value.splits).toEqual([{ account: 3, amount: 4500, memo: "", state: null }]);
    expect(draft.value.amount).toEqual({ kind: "fixed", amount: -4500 });
    expect(formOf(draft.value, setting)).toEqual(typed);
  });

  it("of an amount that is not known has a direction and no amount", () => {
    const draft = scheduleOf({ ...typed, kind: "estimated", direction: "deposit", amount: "", category: "[Savings]" }, setting);
    expect(draft.ok && draft.value.amount).toEqual({ kind: "estimated", deposit: true });
    expect(draft.ok && draft.value.splits).toEqual([{ account: 2, amount: 0, memo: "", state: null }]);
  });

  it("pays by cheque, and no deposit does", () => {
    const draft = (direction: "payment" | "deposit") => scheduleOf({ ...typed, direction, byCheque: true, category: "[Savings]" }, setting);
    const [payment, deposit] = [draft("payment"), draft("deposit")];
    expect([payment.ok && payment.value.by_cheque, deposit.ok && deposit.value.by_cheque]).toEqual([true, false]);
    expect(payment.ok && formOf(payment.value, setting).byCheque).toBe(true);
  });

  it("may be split where its amount is fixed", () => {
    const line = (side: string, amount: string) => ({ side, amount, memo: "", state: null });
    const split = { ...typed, category: "", lines: [line("Power", "40"), line("Tax", "5")] };
    const draft = scheduleOf(split, setting);
    expect(draft.ok && draft.value.splits.map(({ amount }) => amount)).toEqual([4000, 500]);
    expect(scheduleOf({ ...split, amount: "46" }, setting)).toMatchObject({ ok: false, error: { category: expect.stringContaining("add up") } });
  });

  it("says what is wrong beside its field", () => {
    const wrong = (more: Partial<typeof typed>): string[] => {
      const draft = scheduleOf({ ...typed, ...more }, setting);
      return draft.ok ? [] : Object.keys(draft.error);
    };
    expect(wrong({})).toEqual([]);
    expect(wrong({ amount: "forty" })).toEqual(["amount"]);
    expect(wrong({ amount: "" })).toEqual(["amount"]);
    expect(wrong({ first: "31.31." })).toEqual(["first"]);
    expect(wrong({ interval: "two" })).toEqual(["interval"]);
    expect(wrong({ interval: "0", amount: "forty" })).toEqual(["interval", "amount"]);
    expect(wrong({ interval: "1001" })).toEqual(["interval"]);
    expect(wrong({ end: "count", count: "" })).toEqual(["count"]);
    expect(wrong({ end: "count", count: "0" })).toEqual(["count"]);
    expect(wrong({ end: "until", until: "11/20/2026" })).toEqual(["until"]);
    expect(wrong({ end: "until", until: "11/21/2026" })).toEqual([]);
    expect(wrong({ end: "until", until: "" })).toEqual(["until"]);
    expect(wrong({ mode: "enter", days: "-1" })).toEqual(["days"]);
    expect(wrong({ category: "[Nowhere]" })).toEqual(["category"]);
  });

  it("shows a fault of the server where it was typed", () => {
    expect(fieldOfWire("end", { ...typed, end: "count" })).toBe("count");
    expect(fieldOfWire("interval", typed)).toBe("interval");
    expect(fieldOfWire("splits", typed)).toBe("category");
    expect(fieldOfWire("nothing", typed)).toBeNull();
  });
});
