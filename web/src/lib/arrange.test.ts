/** Where accounts go that are moved. */
import { expect, it } from "vitest";
import type { Account } from "../api/types";
import { placed, stepped } from "./arrange";
import { grouped } from "./chart";

const account = (id: number, kind: "asset" | "liability", group = ""): Account => ({ id, name: String(id), kind, group, currency: "USD", decimals: 2, balance: 0, entered_balance: 0, cleared_balance: 0, rows: 0, closed: false, note: "", subkind: "", order: 0 });
// Assets: 1 2. House: 3. Liabilities: 4.
const groups = grouped([account(1, "asset"), account(2, "asset"), account(3, "asset", "House"), account(4, "liability")]);

it("one step changes places with the neighbour", () => {
  expect(stepped(groups, 1, 1)).toEqual({ accounts: [2, 1, 3, 4], moved: null });
  expect(stepped(groups, 2, -1)).toEqual({ accounts: [2, 1, 3, 4], moved: null });
});

it("at the edge of a group the next one is gone into, and there is an end", () => {
  expect(stepped(groups, 2, 1)).toEqual({ accounts: [1, 2, 3, 4], moved: { account: 2, group: "House" } });
  expect(stepped(groups, 3, -1)).toEqual({ accounts: [1, 2, 3, 4], moved: { account: 3, group: "" } });
  expect(stepped(groups, 4, -1)).toEqual({ accounts: [1, 2, 3, 4], moved: { account: 4, group: "House" } });
  expect([stepped(groups, 1, -1), stepped(groups, 4, 1), stepped(groups, 9, 1)]).toEqual([null, null, null]);
});

it("anywhere else at once, and nowhere where it is already", () => {
  expect(placed(groups, 4, { group: 0, at: 1 })).toEqual({ accounts: [1, 4, 2, 3], moved: { account: 4, group: "Assets" } });
  expect(placed(groups, 1, { group: 0, at: 2 })).toEqual({ accounts: [2, 1, 3, 4], moved: null });
  expect([placed(groups, 1, { group: 0, at: 0 }), placed(groups, 1, { group: 0, at: 1 })]).toEqual([null, null]);
});
