/** What a payee brings, and what it leaves alone. */
import { expect, it } from "vitest";
import type { Account, Recall } from "../api/types";
import { dateStyle } from "./date";
import { emptyForm, type Setting } from "./draft";
import { numberStyle } from "./money";
import { broughtBy, splitOf, withBrought } from "./recall";

const setting: Setting = { account: { id: 1, decimals: 2 } as Account, accounts: [], numbers: numberStyle("en-US"), dates: dateStyle("en-US"), today: "2026-01-05" };
const grocer: Recall = { transaction: 9, date: "2026-01-01", category: "Food", account: 4, memo: "milk", amount: -1250, splits: [{ account: 4, category: "Food", amount: 1250, memo: "" }], tags: ["home"] };
const shop: Recall = { ...grocer, category: null, account: null, memo: "", splits: [{ account: 4, category: "Food", amount: 1000, memo: "" }, { account: 5, category: "[Savings]", amount: 250, memo: "put by" }] };
const form = emptyForm("2026-01-05", setting);

it("fills what is empty", () => {
  expect(withBrought(form, broughtBy(grocer, setting))).toMatchObject({ category: "Food", memo: "milk", tags: "home", payment: "12.50", deposit: "", lines: [] });
  expect(withBrought({ ...form, tags: "mine" }, broughtBy(grocer, setting)).tags).toBe("mine");
  expect(withBrought(form, broughtBy({ ...grocer, amount: 300, splits: [] }, setting))).toMatchObject({ payment: "", deposit: "3.00", category: "" });
});

it("keeps a split back until it is asked for", () => {
  expect(withBrought(form, broughtBy(shop, setting))).toMatchObject({ category: "", payment: "12.50", lines: [] });
  expect(splitOf(shop, setting)).toMatchObject([{ side: "Food", amount: "10.00" }, { side: "[Savings]", amount: "2.50", memo: "put by" }]);
  expect(splitOf({ ...shop, amount: 1250 }, setting)).toMatchObject([{ amount: "-10.00" }, { amount: "-2.50" }]);
  expect(splitOf(grocer, setting)).toEqual([]);
});

it("leaves what was typed alone", () => {
  const typed = { ...form, category: "Gifts", payment: "3" };
  expect(withBrought(typed, broughtBy(grocer, setting))).toMatchObject({ category: "Gifts", payment: "3", memo: "milk" });
  const split = [{ side: "Rent", memo: "", amount: "3", state: null }, { side: "Food", memo: "", amount: "", state: null }];
  expect(withBrought({ ...form, lines: split }, broughtBy(grocer, setting))).toMatchObject({ category: "", lines: split });
});

it("gives way to the next payee where nobody touched it", () => {
  const before = broughtBy(shop, setting);
  const first = withBrought(form, before);
  expect(withBrought(first, broughtBy(grocer, setting), before)).toMatchObject({ category: "Food", payment: "12.50", lines: [] });
  expect(withBrought({ ...first, memo: "mine" }, broughtBy(grocer, setting), before).memo).toBe("mine");
});
