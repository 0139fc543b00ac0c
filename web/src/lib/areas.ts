/**
 * Tiles of a treemap and ribbons of a Sankey diagram: the lines of a report as what is laid out.
 *
 * Pure: it lays out nothing and shows nothing.
 */
import type { ReportLine, ReportSection } from "../api/types";
import { COLOURS, seriesOf } from "./report";

/** A line as an area; what comes to less than nothing has none. */
export interface Tile {
  readonly name: string;
  readonly key: readonly string[];
  readonly amount: number;
  /** That of the line on the first level that it is below. */
  readonly colour: number;
  readonly opens: boolean;
  readonly below: Tile[];
}

/** All columns of a line together, or the last one where they cannot be added. */
export const sizeOf = (line: ReportLine): number => line.whole ?? line.figures.at(-1) ?? 0;

/** The lines as tiles in tiles, as deep as is shown. */
export function tilesOf(section: ReportSection, open: boolean): Tile[] {
  const colours = new Map(seriesOf(section).map(({ key, colour }) => [key.join(" "), colour]));
  const rest = seriesOf(section).find(({ opens }) => !opens)?.colour ?? 0;
  const above: Tile[] = [];
  const roots: Tile[] = [];
  for (const line of section.lines) {
    above.length = Math.min(above.length, line.depth);
    const amount = sizeOf(line);
    const parent = above.at(-1);
    // Below what has no area nothing has one.
    if ((line.depth > 0 && (!open || !parent || above.length < line.depth)) || amount <= 0) continue;
    const colour = parent?.colour ?? colours.get(line.key.join(" ")) ?? rest;
    const tile: Tile = { name: line.name, key: line.key, amount, colour, opens: line.cut === 0, below: [] };
    (parent?.below ?? roots).push(tile);
    above.push(tile);
  }
  return roots;
}

/** What is left of a tile beside those below it; 0 where they come to more, as when something came back. */
export const remainderOf = (tile: Tile): number => Math.max(tile.amount - tile.below.reduce((sum, { amount }) => sum + amount, 0), 0);

/** A node of the flow: a line, the middle, or what is left over. */
export interface FlowNode {
  readonly id: string;
  readonly name: string;
  readonly key: readonly string[];
  readonly amount: number;
  readonly colour: number;
  readonly opens: boolean;
}

export interface FlowLink {
  readonly source: string;
  readonly target: string;
  readonly value: number;
}

const MIDDLE = "middle";

/** A line's key without the side that it is on. */
const categoryOf = ({ key }: Pick<ReportLine, "key">): string => key.slice(1).join(" ");

/** The same colours as where only the one side is drawn. */
function coloursOf(section: ReportSection, lines: readonly ReportLine[]): Map<string, number> {
  const alone = lines.map((line) => ({ ...line, depth: 0, key: line.key.slice(1) }));
  return new Map(seriesOf({ ...section, lines: alone }).map(({ key, colour }) => [key.join(" "), colour]));
}

/** From the categories that money came from, over all of it, to those that it went to. */
export function flowOf(section: ReportSection): { readonly nodes: FlowNode[]; readonly links: FlowLink[] } {
  const side = (name: string): ReportLine[] => section.lines.filter(({ key, depth }) => depth === 1 && key[0] === name);
  const [comes, goes] = [side("in"), side("out")];
  const sum = (lines: readonly ReportLine[]): number => lines.reduce((all, line) => all + Math.abs(sizeOf(line)), 0);
  const node = (line: ReportLine, colours: ReadonlyMap<string, number>): FlowNode => ({
    id: line.key.join(" "),
    name: line.name,
    key: line.key,
    amount: Math.abs(sizeOf(line)),
    colour: colours.get(categoryOf(line)) ?? COLOURS - 1,
    opens: line.cut === 0,
  });
  const [left, right] = [comes.map((line) => node(line, coloursOf(section, comes))), goes.map((line) => node(line, coloursOf(section, goes)))];
  const [income, spent] = [sum(comes), sum(goes)];
  if (income === 0 && spent === 0) return { nodes: [], links: [] };
  const plain = (id: string, name: string, amount: number): FlowNode => ({ id, name, key: [], amount, colour: -1, opens: false });
  const middle = plain(MIDDLE, "All money", Math.max(income, spent));
  const nodes = [...left, middle, ...right];
  const links = [
    ...left.map(({ id, amount }) => ({ source: id, target: MIDDLE, value: amount })),
    ...right.map(({ id, amount }) => ({ source: MIDDLE, target: id, value: amount })),
  ];
  if (income > spent) {
    nodes.push(plain("kept", "Not spent", income - spent));
    links.push({ source: MIDDLE, target: "kept", value: income - spent });
  } else if (spent > income) {
    nodes.push(plain("had", "From what there was", spent - income));
    links.push({ source: "had", target: MIDDLE, value: spent - income });
  }
  return { nodes, links: links.filter(({ value }) => value > 0) };
}
