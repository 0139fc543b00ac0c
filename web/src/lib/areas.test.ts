/** Tiles and ribbons have what the lines have, and nothing twice. */
import { expect, test } from "vitest";
import type { ReportLine, ReportSection } from "../api/types";
import { flowOf, remainderOf, tilesOf } from "./areas";

const line = (key: string, whole: number, depth = 0, cut = 0): ReportLine => ({
  name: key.split(" ").at(-1) ?? "", key: key.split(" "), figures: [whole], rows: [1], whole, depth, cut, change: null, share: null,
});
const section = (lines: ReportLine[]): ReportSection => ({ currency: "USD", decimals: 2, lines, total: line("total", lines.filter(({ depth }) => depth === 0).reduce((sum, { whole }) => sum + (whole ?? 0), 0)) });

test("a tile is as large as its line, and its parts are no larger", () => {
  const one = section([line("category:food", 30), line("category:food:bread", 20, 1), line("category:food:rolls", 4, 2), line("category:back", -5), line("category:back:x", 5, 1), line("others", 7, 0, 3)]);
  const tiles = tilesOf(one, true);
  expect(tiles.map(({ key, amount, opens }) => [key[0], amount, opens])).toEqual([["category:food", 30, true], ["others", 7, false]]);
  expect(tiles[0]?.below[0]?.below[0]?.amount).toBe(4);
  expect(tiles[0]?.below[0]?.colour).toBe(tiles[0]?.colour);
  expect(remainderOf(tiles[0]!)).toBe(10);
  expect(tilesOf(one, false)[0]?.below).toEqual([]);
});

test("a category has the colour that it has where only what was spent is drawn", () => {
  const names = ["food", "car", "home", "gifts"];
  const spending = tilesOf(section(names.map((name, at) => line(`category:${name}`, 40 - at))), false);
  const flow = flowOf(section([line("in", 9), line("in category:salary", 9, 1), line("out", -154), ...names.map((name, at) => line(`out category:${name}`, at - 40, 1))]));
  for (const { key, colour } of spending) expect(flow.nodes.find((node) => node.key[1] === key[0])?.colour).toBe(colour);
});

test("what flows in flows out, and what is left is said", () => {
  const lines = [line("in", 100), line("in category:salary", 100, 1), line("out", -60), line("out category:food", -45, 1), line("out category:car", -15, 1)];
  const { nodes, links } = flowOf(section(lines));
  const sum = (side: "source" | "target"): number => links.filter((link) => link[side] === "middle").reduce((all, { value }) => all + value, 0);
  expect([sum("target"), sum("source")]).toEqual([100, 100]);
  expect(nodes.find(({ name }) => name === "Not spent")?.amount).toBe(40);
  const poor = flowOf(section([line("out", -60), line("out category:food", -60, 1)]));
  expect(poor.nodes.map(({ name }) => name)).toContain("From what there was");
  expect(flowOf(section([])).nodes).toEqual([]);
});
