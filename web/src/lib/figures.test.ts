/** The figures at the head of a register add up. */
import { expect, test } from "vitest";
import type { Funds } from "../api/types";
import { figuresOf, lowestAhead } from "./figures";

const bank = { kind: "asset", subkind: "", balance: 64_000, entered_balance: 164_000, cleared_balance: 100_000 } as const;
const funds: Funds = { revision: 1, account: 1, balance: 64_000, entered: 164_000, cleared: 100_000, unpaid: -38_000, coming: 2_000, available: 62_000 };
const told = (figures: ReturnType<typeof figuresOf>): [string, number][] => figures.map(({ label, minor }) => [label, minor]);

test("what the bank has, less what is outstanding, is what is available", () => {
  expect(told(figuresOf(bank, funds))).toEqual([["The bank has", 100_000], ["Outstanding", -38_000], ["Coming in", 2_000], ["Available", 62_000], ["All entered", 164_000], ["Balance", 64_000]]);
  expect(told(figuresOf(bank, { ...funds, coming: 0 })).map(([label]) => label)).not.toContain("Coming in");
  expect(told(figuresOf(bank, null))).toEqual([["The bank has", 100_000], ["All entered", 164_000], ["Balance", 64_000]]);
});

test("cash has a balance and no bank", () => {
  expect(told(figuresOf({ ...bank, subkind: "cash" }, funds))).toEqual([["All entered", 164_000], ["Balance", 64_000]]);
});

test("a card shows what is owed", () => {
  const card = { kind: "liability", subkind: "credit_card", balance: -50_000, entered_balance: -50_000, cleared_balance: -48_000 } as const;
  const owed = { ...funds, balance: -50_000, entered: -50_000, cleared: -48_000, unpaid: -2_000, coming: 0, available: -50_000 };
  expect(told(figuresOf(card, owed))).toEqual([["The bank says", 48_000], ["Outstanding", 2_000], ["Owed", 50_000]]);
  expect(told(figuresOf({ ...card, balance: 100, entered_balance: 100 }, null))).toEqual([["The bank says", 48_000], ["Overpaid", 100]]);
});

test("the lowest balance ahead has its day, and is not shown where nothing is ahead", () => {
  const ahead = { revision: 1, account: 1, today: "2026-11-21", balance: 100, rows: [], lowest: { date: "2026-12-03", balance: -20 } };
  const day = (date: string): string => date;
  expect(told(lowestAhead(bank, ahead, day))).toEqual([["Lowest, 2026-12-03", -20]]);
  expect(told(lowestAhead({ kind: "liability" }, { ...ahead, lowest: { date: "2026-11-21", balance: -20 } }, day))).toEqual([["Most owed, today", 20]]);
  expect(lowestAhead(bank, { ...ahead, lowest: { date: "2026-11-21", balance: 100 } }, day)).toEqual([]);
  expect(lowestAhead(bank, null, day)).toEqual([]);
});
