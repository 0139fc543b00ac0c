/**
 * Reports as the page asks for them and draws them: what is chosen, how columns are called, where bars and points lie.
 *
 * Pure: it asks nobody and shows nothing.
 */
import type { KeptReport, Report, ReportChart, ReportDefinition, ReportLine, ReportSection } from "../api/types";
import type { Iso } from "./date";

export type Kind = ReportDefinition["what"];
type Of<K extends keyof ReportDefinition> = NonNullable<ReportDefinition[K]>;

/** What somebody chose on the page. */
export interface Choice {
  readonly kind: Kind;
  /** A span by its name, or two days as `2024-01-01..2024-06-30`. */
  readonly span: string;
  /** A second span beside it; "" for none. */
  readonly compare: string;
  readonly interval: Of<"interval">;
  readonly by: Of<"by">;
  /** What stands below each line. */
  readonly then: Of<"then">;
  readonly measure: Of<"measure">;
  readonly accounts: readonly number[];
  /** Only these, each with all below it; none for everything. */
  readonly categories: readonly number[];
  readonly search: string;
  readonly yearBegins: string;
  readonly chart: ReportChart;
}

/** The reports of the page; the place in the list is the number in the address, from 1. */
export const KINDS: readonly { readonly kind: Kind; readonly title: string; readonly compared?: true }[] = [
  { kind: "spending", title: "Spending" },
  { kind: "income", title: "Income" },
  { kind: "cash-flow", title: "Cash flow" },
  { kind: "net-worth", title: "Net worth" },
  { kind: "balance", title: "Balances" },
  { kind: "spending", title: "Compare", compared: true },
];

/** So far what is scheduled is drawn: three months. */
const DAYS_AHEAD = 92;

export const isStock = (kind: Kind): boolean => kind === "net-worth" || kind === "balance";

/** A report as it is shown first. */
export function usual(number: number): Choice {
  const { kind, compared } = KINDS[number - 1] ?? { kind: "spending" as const };
  return {
    kind,
    span: compared ? "this-year" : "last-12-months",
    compare: compared ? "last-year" : "",
    interval: compared ? "none" : "month",
    by: isStock(kind) ? "account" : kind === "cash-flow" ? "none" : "category",
    then: "none",
    measure: "sum",
    accounts: [],
    categories: [],
    search: "",
    yearBegins: "01-01",
    chart: "usual",
  };
}

export function definitionOf(choice: Choice, today: Iso): ReportDefinition {
  const { kind, span, compare, interval, by, then, measure, accounts, categories, search, yearBegins } = choice;
  return {
    what: kind,
    span,
    by,
    then,
    measure,
    today,
    interval: compare === "" ? interval : "none",
    accounts: [...accounts],
    categories: [...categories],
    year_begins: yearBegins,
    ...(isStock(kind) ? { ahead: DAYS_AHEAD } : {}),
    ...(compare === "" ? {} : { compare }),
    ...(search === "" ? {} : { search }),
  };
}

/** The choice that was kept. */
export function choiceOf({ report, chart }: Pick<KeptReport, "report" | "chart">): Choice {
  const first = usual(KINDS.findIndex(({ kind }) => kind === report.what) + 1);
  return {
    kind: report.what,
    span: report.span ?? first.span,
    compare: report.compare ?? "",
    interval: report.interval ?? first.interval,
    by: report.by ?? first.by,
    then: report.then ?? "none",
    measure: report.measure ?? "sum",
    accounts: report.accounts ?? [],
    categories: report.categories ?? [],
    search: report.search ?? "",
    yearBegins: report.year_begins ?? "01-01",
    chart,
  };
}

/** The address of a kept report in the page: its number after those that everybody has. */
export const KEPT_FROM = 1_000;

/** What a column is called in a language: "Mar 2025", "2025", or its days. */
export function columnName({ from, to }: { readonly from: Iso; readonly to: Iso }, locale: string, short = false): string {
  const utc = (day: Iso): Date => new Date(`${day}T00:00:00Z`);
  const text = (day: Iso, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC", calendar: "gregory", numberingSystem: "latn" }).format(utc(day));
  const next = new Date(utc(to).getTime() + 86_400_000).toISOString().slice(0, 10);
  const whole = from.endsWith("-01") && next.endsWith("-01");
  if (whole && from.endsWith("01-01") && next.endsWith("01-01") && from.slice(0, 4) === to.slice(0, 4)) return text(from, { year: "numeric" });
  if (whole && from.slice(0, 7) === to.slice(0, 7)) return text(from, { month: "short", year: short ? "2-digit" : "numeric" });
  const day = { day: "numeric", month: "short", ...(short ? {} : { year: "numeric" as const }) } as const;
  return from === to ? text(from, day) : `${text(from, day)} – ${text(to, day)}`;
}

/** How many colours and patterns there are, the last one for what has no own. */
export const COLOURS = 8;

/** One band of a chart: a line of the report, with a colour that it keeps. */
export interface Series {
  readonly name: string;
  readonly key: readonly string[];
  readonly figures: readonly number[];
  readonly colour: number;
  /** Whether its figures can be opened. */
  readonly opens: boolean;
}

/** A number that a text always has. */
function numberOf(text: string): number {
  let hash = 7;
  for (const letter of text) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return hash;
}

/** The largest lines as bands, the rest together as one. Each keeps its colour while no other shown one has it. */
export function seriesOf(section: ReportSection): Series[] {
  const roots = section.lines.filter(({ depth }) => depth === 0);
  const room = COLOURS - 1;
  const own = roots.length <= COLOURS ? roots : roots.slice(0, room);
  const rest = roots.slice(own.length);
  const colours = new Map<string, number>();
  const taken = new Set<number>();
  for (const key of own.map(({ key }) => key.join(" ")).toSorted()) {
    let colour = numberOf(key) % COLOURS;
    while (taken.has(colour)) colour = (colour + 1) % COLOURS;
    taken.add(colour);
    colours.set(key, colour);
  }
  const bands: Series[] = own.map(({ name, key, figures, cut }) => ({ name, key, figures, colour: colours.get(key.join(" ")) ?? 0, opens: cut === 0 }));
  if (rest.length === 0) return bands;
  const figures = section.total.figures.map((_, at) => rest.reduce((sum, line) => sum + (line.figures[at] ?? 0), 0));
  return [...bands, { name: `${rest.length} others`, key: ["others"], figures, colour: firstFree(taken), opens: false }];
}

const firstFree = (taken: ReadonlySet<number>): number => Array.from({ length: COLOURS }, (_, at) => at).find((at) => !taken.has(at)) ?? COLOURS - 1;

/** A piece of a stacked bar, in the units of the figures. */
export interface Piece {
  readonly series: number;
  readonly column: number;
  readonly from: number;
  readonly to: number;
}

/** Stacked upwards from nothing, and downwards what is negative. */
export function stacked(series: readonly Series[], columns: number): Piece[] {
  const pieces: Piece[] = [];
  for (let column = 0; column < columns; column += 1) {
    let [up, down] = [0, 0];
    series.forEach(({ figures }, at) => {
      const figure = figures[column] ?? 0;
      if (figure === 0) return;
      const from = figure > 0 ? up : down;
      const to = from + figure;
      if (figure > 0) up = to;
      else down = to;
      pieces.push({ series: at, column, from, to });
    });
  }
  return pieces;
}

/** The piece that a key leads to from another: along the columns, or up and down a bar; undefined where there is none. */
export function beside(pieces: readonly Piece[], from: Piece, key: string): Piece | undefined {
  const nearest = (ahead: readonly Piece[], far: (piece: Piece) => number): Piece | undefined => ahead.toSorted((one, other) => far(one) - far(other))[0];
  /** The nearest column first, and in it the nearest band. */
  const along = (ahead: (piece: Piece) => boolean, column: number): Piece | undefined =>
    nearest(pieces.filter(ahead), (piece) => Math.abs(piece.column - column) * 1_000 + Math.abs(piece.series - from.series));
  const bar = (ahead: (piece: Piece) => boolean): Piece | undefined =>
    nearest(pieces.filter((piece) => piece.column === from.column && ahead(piece)), (piece) => Math.abs(piece.series - from.series));
  if (key === "ArrowLeft") return along((piece) => piece.column < from.column, from.column);
  if (key === "ArrowRight") return along((piece) => piece.column > from.column, from.column);
  if (key === "ArrowUp") return bar((piece) => piece.series > from.series);
  if (key === "ArrowDown") return bar((piece) => piece.series < from.series);
  if (key === "Home") return along(() => true, 0);
  if (key === "End") return along(() => true, 1_000_000);
  return undefined;
}

/** The least and the most of an axis that has nothing on it, and round numbers between. */
export function axis(values: readonly number[]): { readonly least: number; readonly most: number; readonly ticks: readonly number[] } {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const span = Math.max(high - low, 1);
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((times) => times * power >= rough) ?? 10) * power;
  const [first, last] = [Math.floor(low / step), Math.ceil(high / step)];
  const ticks = Array.from({ length: last - first + 1 }, (_, at) => (first + at) * step);
  return { least: first * step, most: last * step, ticks };
}

/** The address of the report as a file for spreadsheets. */
export function csvUrl(definition: ReportDefinition): string {
  const { what, accounts, categories, ...rest } = definition;
  const given = Object.entries({ ...rest, accounts: (accounts ?? []).join(","), categories: (categories ?? []).join(","), format: "csv" }).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return `/api/v1/reports/${what}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}`;
}

/** Hundredths of a percent as one reads them: "12.3%". */
export const percent = (share: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1, numberingSystem: "latn" }).format(share / 10_000);

/** The lines of a table: all, or only those that stand below none. */
export const linesOf = (section: ReportSection, open: boolean): readonly ReportLine[] => section.lines.filter(({ depth }) => open || depth === 0);

/** Whether anything at all was found. */
export const isEmpty = (report: Report): boolean => report.sections.length === 0;

/** Where the focus goes in a grid by a key; null where the key is none of its own. */
export function moved(key: string, [row, column]: readonly [number, number], rows: number, columns: number): [number, number] | null {
  const within = (at: number, count: number): number => Math.min(Math.max(at, 0), count - 1);
  if (key === "ArrowUp") return [within(row - 1, rows), column];
  if (key === "ArrowDown") return [within(row + 1, rows), column];
  if (key === "ArrowLeft") return [row, within(column - 1, columns)];
  if (key === "ArrowRight") return [row, within(column + 1, columns)];
  if (key === "Home") return [row, 0];
  if (key === "End") return [row, columns - 1];
  return null;
}
