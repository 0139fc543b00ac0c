/** The tree of categories: what is beneath what, and what it comes to. */
import { describe, expect, it } from "vitest";
import type { Account } from "../api/types";
import { categoryTree, isWithin } from "./category";

const category = (id: number, name: string, balance: number, kind: "expense" | "income" = "expense"): Account => ({
  id, name, kind, currency: "USD", decimals: 2, balance, entered_balance: balance, cleared_balance: 0, rows: 1, closed: false, note: "", subkind: "", group: "", order: 0,
});

describe("the tree of categories", () => {
  const all = [category(1, "Food:Wine", 5), category(2, "Foodless", 1), category(3, "Car", 7), category(4, "Car:Fuel", 2), category(5, "Salary", -9, "income")];
  const tree = categoryTree(all, "expense");

  it("shows each above what is beneath it, also what is no category itself", () => {
    expect(tree.map(({ name, level, id }) => [name, level, id])).toEqual([["Car", 1, 3], ["Car:Fuel", 2, 4], ["Food", 1, null], ["Food:Wine", 2, 1], ["Foodless", 1, 2]]);
  });

  it("counts what is beneath", () => {
    expect(tree[0]).toMatchObject({ own: 1, rows: 2, total: 9 });
    expect(tree[2]).toMatchObject({ own: 0, rows: 1, total: 5 });
  });

  it("counts income as positive", () => {
    expect(categoryTree(all, "income")[0]?.total).toBe(9);
  });

  it("knows what is within", () => {
    expect([isWithin("food:bread", "Food"), isWithin("Foodless", "Food"), isWithin("Food", "Food")]).toEqual([true, false, true]);
  });
});
