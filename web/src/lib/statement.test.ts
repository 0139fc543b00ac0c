/** Which statement comes next, and what became of an old one. */
import { expect, it } from "vitest";
import type { DriftRow } from "../api/types";
import { dateStyle } from "./date";
import { numberStyle } from "./money";
import { became, changedText, nextStatement } from "./statement";

const style = { decimals: 2, numbers: numberStyle("en-US"), dates: dateStyle("en-GB") };
const row: DriftRow = { transaction: 1, memo: "", deleted: false, fields: [], held: -1250, now: null };

it("proposes the end of last month, or a month after the last statement", () => {
  expect(nextStatement(undefined, "2026-03-15")).toBe("2026-02-28");
  expect(nextStatement("2026-01-31", "2026-03-15")).toBe("2026-02-28");
  expect(nextStatement("2026-02-28", "2026-03-15")).toBe("2026-03-31");
  expect(nextStatement("2026-01-30", "2026-03-15")).toBe("2026-02-28");
  expect(nextStatement("2026-12-14", "2026-03-15")).toBe("2027-01-14");
});

it("says what became of a row, and of which statement", () => {
  expect(became(row, style)).toBe("−12.50 left the statement");
  expect(became({ ...row, deleted: true, statement_date: "2026-01-31" }, style)).toBe("−12.50 was in the statement of 31/01/2026 and is deleted");
  expect(became({ ...row, now: -1500 }, style)).toBe("was −12.50 in the statement, is now −15.00");
  expect(became({ ...row, held: null, now: 300 }, style)).toBe("3.00 came into the statement");
});

it("says from what to what, in the reader's own way of writing", () => {
  expect(changedText({ field: "date", from: "2026-01-03", to: "2026-02-01" }, style)).toBe("date 03/01/2026 → 01/02/2026");
  expect(changedText({ field: "amount", from: "-1250", to: "-1500" }, style)).toBe("amount −12.50 → −15.00");
  expect(changedText({ field: "number", from: null, to: "000102" }, style)).toBe("number none → 000102");
  expect(changedText({ field: "account", from: "Current", to: "Savings" }, style)).toBe("moved from Current to Savings");
  expect(changedText({ field: "statement", from: "2026-01-31", to: null }, style)).toBe("");
});
