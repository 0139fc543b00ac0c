/** A row can be moved among those of its day, and not beyond it. */
import { expect, test } from "vitest";
import { canStep, passed } from "./dayorder";

const rows = [
  { transaction: 1, date: "2026-03-01" },
  { transaction: 2, date: "2026-03-02" },
  { transaction: 3, date: "2026-03-02" },
  { transaction: 3, date: "2026-03-02" },
  { transaction: 4, date: "2026-03-02" },
  { transaction: 5, date: "2026-03-03" },
];
const row = (index: number) => rows[index];

test("a row steps past others of its day only", () => {
  expect([1, 2, 4].map((index) => canStep(row, index, -1))).toEqual([false, true, true]);
  expect([1, 3, 4, 5].map((index) => canStep(row, index, 1))).toEqual([true, true, false, false]);
  expect(canStep(row, 9, 1)).toBe(false);
});

test("what a dragged row passes is counted by transaction", () => {
  expect(passed(row, 1, 5)).toBe(2);
  expect(passed(row, 4, 1)).toBe(-2);
  expect(passed(row, 4, 2)).toBe(-1);
});

test("no row is dragged out of its day, and none to where it is", () => {
  expect(passed(row, 1, 6)).toBe(null);
  expect(passed(row, 4, 0)).toBe(null);
  expect(passed(row, 1, 1)).toBe(null);
  expect(passed(row, 1, 2)).toBe(null);
  expect(passed(row, 2, 4)).toBe(null);
});
