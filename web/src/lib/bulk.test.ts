/** A change to many rows, as typed. */
import { expect, it } from "vitest";
import type { Account } from "../api/types";
import { bulkChange, differing, movable } from "./bulk";
import { dateStyle } from "./date";
import type { Setting } from "./draft";
import { numberStyle } from "./money";

const account = (id: number, more: Partial<Account> = {}): Account => ({ id, name: `A${id}`, kind: "asset", currency: "USD", decimals: 2, closed: false, ...more }) as Account;
const accounts = [account(1), account(2), account(3, { closed: true }), account(4, { currency: "EUR" }), account(5, { kind: "expense" })];
const setting: Setting = { account: account(1), accounts, numbers: numberStyle("en-US"), dates: dateStyle("en-US"), today: "2026-01-05" };
const read = (...given: [Parameters<typeof bulkChange>[0], string]): unknown => {
  const result = bulkChange(...given, setting);
  return result.ok ? result.value : result.error;
};

it("reads what each kind of change needs", () => {
  expect(read("category", " Food ")).toEqual({ category: "Food" });
  expect(read("payee", "")).toEqual({ payee: "" });
  expect(read("shift_days", "−3")).toEqual({ shift_days: -3 });
  expect(read("date", "02/03/2026")).toEqual({ date: "2026-02-03" });
  expect(read("tags_add", "trip, , summer")).toEqual({ tags_add: ["trip", "summer"] });
  expect(read("state", "cleared")).toEqual({ state: "cleared" });
  expect(read("account_move", "2")).toEqual({ account_move: 2 });
  expect(read("delete", "")).toBe("delete");
});

it("says what is missing or wrong", () => {
  expect(read("category", " ")).toMatch(/category/);
  expect(read("shift_days", "1.5")).toMatch(/number of days/);
  expect(read("shift_days", "0")).toMatch(/nothing/);
  expect(read("date", "99/99/2026")).toMatch(/no day/);
  expect(read("tags_remove", ",")).toMatch(/tag/);
  expect(read("state", "odd")).toMatch(/state/);
  for (const other of ["1", "3", "4", "5", ""]) expect(read("account_move", other)).toMatch(/account/);
});

it("rows go to open registers of their currency", () => expect(movable(setting).map(({ id }) => id)).toEqual([2]));

it("tells what would differ", () => {
  const before = { transaction: 1, split: 0, account: 1, date: "2026-01-01", category: "A", memo: "", amount: 1, state: "uncleared" as const, tags: [] };
  expect(differing({ before, after: { ...before, category: "B", tags: ["x"] } })).toEqual(["category", "tags"]);
  expect(differing({ before, after: null })).toEqual([]);
});
