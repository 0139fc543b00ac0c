/** Months of the budget by their names, and how full a bar is. */
import { describe, expect, test } from "vitest";
import type { BudgetRow } from "../api/types";
import { barOf, barWords, inUnit, linesOf, monthAlone, periodName, periodOf, stepped, unitOf } from "./budget";

const figures = (planned: number, actual: number, pace = 0, carried = 0): { carried: number; planned: number; actual: number; left: number; pace: number } => ({
  carried,
  planned,
  actual,
  left: carried + planned - actual,
  pace,
});

describe("the period", () => {
  test("of a day, the next one and the one before", () => {
    expect(periodOf("month", "2026-11-30")).toBe("2026-11");
    expect(periodOf("quarter", "2026-11-30")).toBe("2026-Q4");
    expect(periodOf("year", "2026-11-30")).toBe("2026");
    expect(stepped("2026-12", 1)).toBe("2027-01");
    expect(stepped("2026-01", -1)).toBe("2025-12");
    expect(stepped("2026-Q4", 1)).toBe("2027-Q1");
    expect(stepped("2026", -2)).toBe("2024");
    expect(stepped("2199-12", 1)).toBe("2199-12");
    expect(stepped("1900", -1)).toBe("1900");
  });

  test("in another unit holds on to today where it is in it", () => {
    expect(inUnit("2026", "month", "2026-11-30")).toBe("2026-11");
    expect(inUnit("2025", "month", "2026-11-30")).toBe("2025-01");
    expect(inUnit("2026-11", "quarter", "2026-12-01")).toBe("2026-Q4");
    expect(unitOf("2026-Q1")).toBe("quarter");
  });

  test("has a name", () => {
    expect(periodName("2026-11", "en-GB")).toBe("November 2026");
    expect(periodName("2026-Q4", "en-GB")).toBe("Q4 2026");
    expect(monthAlone("2026-11", "2026-12-01", "en")).toBe("November");
    expect(monthAlone("2025-11", "2026-12-01", "en")).toBe("November 2025");
  });
});

test("a row says what the one above does not", () => {
  const row = (category: number, name: string, above: number | null): BudgetRow =>
    ({ category, name, above }) as unknown as BudgetRow;
  const lines = linesOf([row(1, "Food", null), row(2, "Food:Bread:Rolls", 1), row(3, "Car:Fuel", null)]);
  expect(lines.map(({ label }) => label)).toEqual(["Food", "Bread:Rolls", "Car:Fuel"]);
});

test("a bar is as full as what is spent, and has the mark of the day", () => {
  expect(barOf(figures(0, 500), false)).toBeNull();
  expect(barOf(figures(1000, 250, 500), false)).toEqual({ full: 25, isOver: false, pace: 50, isAhead: false });
  expect(barOf(figures(1000, 750, 500), false)).toEqual({ full: 75, isOver: false, pace: 50, isAhead: true });
  expect(barOf(figures(1000, 1500, 1000), false)).toEqual({ full: 100, isOver: true, pace: null, isAhead: false });
  expect(barOf(figures(1000, 1500, 500, 1000), false)).toEqual({ full: 75, isOver: false, pace: 25, isAhead: true });
  // More than was expected to come in is nothing to warn of.
  expect(barOf(figures(1000, 1500, 500), true)?.isOver).toBe(false);
  expect(barWords(barOf(figures(1000, 750, 500), false))).toBe("75 percent, ahead of the day");
  expect(barWords(null)).toBe("");
});
