/** Columns, bands, axes and keys of reports. */
import { expect, test } from "vitest";
import type { ReportSection } from "../api/types";
import { axis, beside, columnName, csvUrl, definitionOf, moved, seriesOf, stacked, usual, COLOURS } from "./report";

const line = (name: string, figures: number[], depth = 0) => ({ name, key: [`category:${name}`], figures, depth, rows: figures.map(() => 1), whole: 0, change: null, cut: 0 });

function section(lines: ReturnType<typeof line>[]): ReportSection {
  const roots = lines.filter(({ depth }) => depth === 0);
  const figures = (roots[0]?.figures ?? []).map((_, at) => roots.reduce((sum, one) => sum + (one.figures[at] ?? 0), 0));
  return { currency: "USD", decimals: 2, lines, total: { ...line("Total", figures), key: [] } };
}

test("columns are called by their month, their year or their days", () => {
  expect(columnName({ from: "2024-02-01", to: "2024-02-29" }, "en-GB")).toBe("Feb 2024");
  expect(columnName({ from: "2024-01-01", to: "2024-12-31" }, "en-GB")).toBe("2024");
  expect(columnName({ from: "2024-02-05", to: "2024-02-05" }, "en-GB")).toBe("5 Feb 2024");
  expect(columnName({ from: "2024-04-06", to: "2025-04-05" }, "en-GB")).toBe("6 Apr 2024 – 5 Apr 2025");
});

test("no band is missing from a bar, and no two have one colour", () => {
  const names = Array.from({ length: 12 }, (_, at) => `Category ${at}`);
  const series = seriesOf(section([...names.map((name, at) => line(name, [at + 1, -at])), line("below", [5, 5], 1)]));
  expect(series).toHaveLength(COLOURS);
  expect(new Set(series.map(({ colour }) => colour)).size).toBe(COLOURS);
  const pieces = stacked(series, 2);
  const sum = (column: number): number => pieces.filter((piece) => piece.column === column).reduce((all, { from, to }) => all + to - from, 0);
  expect([sum(0), sum(1)]).toEqual([78, -66]);
  expect(Math.max(...pieces.filter(({ column }) => column === 0).map(({ to }) => to))).toBe(78);
});

test("a category keeps its colour whatever stands beside it", () => {
  const colourOf = (names: string[]): number | undefined => seriesOf(section(names.map((name) => line(name, [1])))).find(({ name }) => name === "Food")?.colour;
  expect(colourOf(["Food"])).toBe(colourOf(["Food", "Zoo"]));
});

test("an axis has nothing on it and round numbers", () => {
  expect(axis([]).least).toBe(0);
  const { least, most, ticks } = axis([-350, 1_190]);
  expect([least, most]).toEqual([-500, 1_500]);
  expect(ticks).toContain(0);
});

test("keys move along the pieces and stop at the ends", () => {
  const pieces = stacked(seriesOf(section([line("A", [3, 0, 3]), line("B", [1, 1, 1])])), 3);
  const at = (series: number, column: number) => pieces.find((piece) => piece.series === series && piece.column === column);
  const first = at(0, 0);
  if (!first) throw new Error("a piece");
  expect(beside(pieces, first, "ArrowUp")).toBe(at(1, 0));
  // A has nothing in the second column.
  expect(beside(pieces, first, "ArrowRight")).toBe(at(1, 1));
  expect(beside(pieces, first, "End")).toBe(at(0, 2));
  expect(beside(pieces, first, "ArrowLeft")).toBeUndefined();
  expect(beside(pieces, first, "Tab")).toBeUndefined();
  expect(moved("ArrowRight", [0, 2], 2, 3)).toEqual([0, 2]);
  expect(moved("Tab", [0, 2], 2, 3)).toBeNull();
});

test("what is chosen is what is asked for, also as a file", () => {
  const definition = definitionOf({ ...usual(1), accounts: [1, 4], search: "tag:trip" }, "2026-11-30");
  expect(definition).toMatchObject({ what: "spending", span: "last-12-months", interval: "month", search: "tag:trip" });
  expect(csvUrl(definition)).toContain("/reports/spending?");
  expect(csvUrl(definition)).toContain("accounts=1%2C4");
  expect(definitionOf(usual(6), "2026-11-30")).toMatchObject({ compare: "last-year", interval: "none" });
});
