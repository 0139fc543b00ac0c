/** What a row that was typed means as a transaction, and back. */
import { describe, expect, it } from "vitest";
import type { Account, AccountKind, Transaction } from "../api/types";
import { dateStyle } from "./date";
import { draftOf, emptyForm, fieldOfWire, formOf, remainder, withLines, type RowForm, type Setting } from "./draft";
import { numberStyle } from "./money";

function account(id: number, name: string, kind: AccountKind, currency = "USD"): Account {
  return { id, name, kind, currency, decimals: 2, balance: 0, entered_balance: 0, cleared_balance: 0, rows: 0, closed: false, note: "", subkind: "", group: "", order: 0 };
}

const cheque = account(1, "Cheque", "asset");
const accounts = [cheque, account(2, "Savings", "asset"), account(3, "Food", "expense"), account(4, "Gifts", "income"), account(5, "Gifts", "expense"), account(6, "Books", "expense", "EUR")];
const setting: Setting = { account: cheque, accounts, numbers: numberStyle("en-US"), dates: dateStyle("en-US"), today: "2026-03-14" };
const form = (more: Partial<RowForm>): RowForm => ({ ...emptyForm("2026-03-14", setting), ...more });

function draft(more: Partial<RowForm>) {
  const result = draftOf(form(more), setting, null);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
function wrong(more: Partial<RowForm>) {
  const result = draftOf(form(more), setting, null);
  return result.ok ? {} : result.error;
}

describe("a new row", () => {
  it("takes a payment out of the account and puts it into the category", () => {
    const made = draft({ payee: " Grocer ", category: "food", payment: "12.50", number: "101" });
    expect(made).toMatchObject({ date: "2026-03-14", payee: "Grocer", number: "101", base: null });
    expect(made.splits.map(({ account: id, amount }) => [id, amount])).toEqual([[1, -1250], [3, 1250]]);
  });

  it("takes a deposit the other way, and a negative payment as one", () => {
    expect(draft({ category: "Gifts", deposit: "5" }).splits.map((split) => [split.account, split.amount])).toEqual([[1, 500], [4, -500]]);
    expect(draft({ category: "Gifts", payment: "-5" }).splits.map((split) => split.amount)).toEqual([500, -500]);
  });

  it("tells an income from an expense of the same name by the direction", () => {
    expect(draft({ category: "Gifts", payment: "5" }).splits[1]?.account).toBe(5);
    expect(draft({ category: "Gifts", deposit: "5" }).splits[1]?.account).toBe(4);
  });

  it("makes a transfer of brackets, and never a category of them", () => {
    expect(draft({ category: "[savings]", payment: "5" }).splits[1]?.account).toBe(2);
    expect(wrong({ category: "[Nowhere]", payment: "5" }).category).toMatch(/no account/);
    expect(wrong({ category: "[Cheque]", payment: "5" }).category).toMatch(/itself/);
  });

  it("names a category that is not known yet, also where another currency has it", () => {
    expect(draft({ category: "Travel", payment: "5" }).splits[1]).toMatchObject({ category: "Travel", amount: 500 });
    expect(draft({ category: "Books", payment: "5" }).splits[1]).toMatchObject({ category: "Books" });
    expect(draft({ payment: "5" }).splits[1]).toMatchObject({ category: "Uncategorised" });
  });

  it("says beside each field what is wrong with it", () => {
    const errors = wrong({ date: "31/31", payment: "1.234" });
    expect(errors.date).toMatch(/no day/);
    expect(errors.payment).toMatch(/2 decimals/);
    expect(wrong({}).payment).toMatch(/Type the amount/);
    expect(wrong({ payment: "1", deposit: "1" }).deposit).toMatch(/not both/);
  });

  it("allows zero, for a void cheque, without a minus sign", () => {
    const splits = draft({ payment: "0", number: "102" }).splits;
    expect(splits.every((split) => Object.is(split.amount, 0))).toBe(true);
  });
});

describe("several lines", () => {
  const lines = (...amounts: string[]) => amounts.map((amount, at) => ({ side: at === 0 ? "Food" : "Travel", memo: "", amount, state: null }));

  it("must add up before they are saved", () => {
    expect(remainder(form({ payment: "10", lines: lines("6", "3.50") }), setting)).toBe(50);
    expect(wrong({ payment: "10", lines: lines("6", "3.50") }).lines).toMatch(/add up/);
    expect(draft({ payment: "10", lines: lines("12", "-2") }).splits.map((split) => split.amount)).toEqual([-1000, 1200, -200]);
    expect(draft({ deposit: "10", lines: lines("6", "4") }).splits.map((split) => split.amount)).toEqual([1000, -600, -400]);
  });

  it("leave the remainder open while an amount cannot be read", () => {
    expect(remainder(form({ payment: "10", lines: lines("x", "4") }), setting)).toBeNull();
    expect(remainder(form({ lines: lines("6", "4") }), setting)).toBeNull();
  });

  it("begin with what was one category", () => {
    expect(withLines(form({ category: "Food", payment: "10" })).lines).toMatchObject([{ side: "Food", amount: "10" }, { side: "", amount: "" }]);
  });
});

describe("a row in change", () => {
  const transfer: Transaction = {
    tags: ["Trip"], void: false, revision: 9, id: 7, date: "2026-02-01", number: null, payee: "Me", memo: "note",
    splits: [{ account: 2, amount: 500, memo: "theirs", state: "cleared" }, { account: 1, amount: -500, memo: "mine", state: "reconciled" }],
  };

  it("shows the side of this register and gives back what it does not show", () => {
    const origin = { transaction: transfer, split: 1 };
    const shown = formOf(origin, setting);
    expect(shown).toMatchObject({ date: "02/01/2026", payment: "5.00", deposit: "", category: "[Savings]", tags: "Trip", lines: [] });
    const result = draftOf(shown, setting, origin);
    expect(result.ok && result.value).toEqual({ date: "2026-02-01", number: null, payee: "Me", memo: "note", tags: ["Trip"], base: 9, splits: transfer.splits });
  });

  it("forgets the other side's state when it goes elsewhere", () => {
    const origin = { transaction: transfer, split: 1 };
    const result = draftOf({ ...formOf(origin, setting), category: "Food" }, setting, origin);
    expect(result.ok && result.value.splits[0]).toMatchObject({ account: 3, state: null });
  });

  it("shows several other sides as lines in the row's direction", () => {
    const split: Transaction = { ...transfer, splits: [{ account: 1, amount: 900, memo: "", state: "uncleared" }, { account: 4, amount: -1000, memo: "", state: "uncleared" }, { account: 3, amount: 100, memo: "cake", state: "uncleared" }] };
    const origin = { transaction: split, split: 0 };
    const shown = formOf(origin, setting);
    expect(shown.lines.map((line) => line.amount)).toEqual(["10.00", "-1.00"]);
    const result = draftOf(shown, setting, origin);
    expect(result.ok && result.value.splits.map((side) => [side.account, side.amount])).toEqual([[1, 900], [4, -1000], [3, 100]]);
  });
});

it("puts a fault of the wire beside the field that was typed", () => {
  expect(fieldOfWire("splits.0.amount", form({ deposit: "1" }), 0)).toBe("deposit");
  expect(fieldOfWire("splits.1.amount", form({ payment: "1" }), 0)).toBe("payment");
  expect([form({ tags: "t".repeat(201) }), form({ category: "c".repeat(201) })].map((row) => fieldOfWire("name", row, 0))).toEqual(["tags", "category"]);
  expect(["category", "splits.1.category", "date", "base"].map((wire) => fieldOfWire(wire, form({}), 0))).toEqual(["category", "category", "date", null]);
  const split = withLines(form({ payment: "1" }));
  expect(["splits.0.category", "splits.1.amount", "splits.2.category", "splits"].map((wire) => fieldOfWire(wire, split, 1))).toEqual(["side0", "payment", "side1", null]);
});

describe("a transaction with two sides in one account", () => {
  const split = (id: number, amount: number, state: "uncleared" | "cleared") => ({ account: id, amount, memo: "", state });
  const twofold: Transaction = {
    revision: 9, id: 1, date: "2026-03-01", number: null, payee: "Bank", memo: "", tags: [], void: false,
    splits: [split(1, -1000, "cleared"), split(3, 700, "uncleared"), split(1, 300, "uncleared")],
  };

  it.each([0, 2])("is changed from the row of side %i, and each side keeps its state", (at) => {
    const origin = { transaction: twofold, split: at };
    const result = draftOf({ ...formOf(origin, setting), memo: "seen" }, setting, origin);
    expect(result.ok && result.value.splits.map(({ account: id, category, amount, state }) => [id, category, amount, state])).toEqual([[1, undefined, -1000, "cleared"], [3, undefined, 700, "uncleared"], [1, undefined, 300, "uncleared"]]);
  });

  it("does not make a transfer to itself of another", () => {
    expect(wrong({ category: "[cheque]", payment: "5" }).category).toMatch(/account itself/);
    const origin = { transaction: { ...twofold, splits: [split(1, -1000, "cleared"), split(3, 1000, "uncleared")] }, split: 0 };
    const result = draftOf({ ...formOf(origin, setting), category: "[Cheque]" }, setting, origin);
    expect(result.ok ? "" : result.error.category).toMatch(/account itself/);
  });
});
