/**
 * The report on show: what is chosen, its figures, and the figure that is open.
 *
 * It outlives its view, so that the way back from a register leads to where one was. Figures are read again whenever
 * the book moves on; what comes back late is dropped.
 */
import { getKeptReports, getReportRows, makeReport } from "../api/reports";
import type { KeptReport, Problem, Report, ReportColumn, ReportDefinition, ReportRows } from "../api/types";
import { oneAtATime } from "../lib/once";
import { choiceOf, definitionOf, KEPT_FROM, KINDS, usual, type Choice } from "../lib/report";
import type { Route } from "../lib/route";
import { calendar } from "./calendar.svelte";

/** A figure whose rows are open. */
export interface Figure {
  readonly currency: string;
  readonly decimals: number;
  readonly line: readonly string[];
  readonly name: string;
  /** Null for all columns together. */
  readonly column: number | null;
  /** Of a page that is no report: what to ask, its days, and where the way back leads. */
  readonly elsewhere?: { readonly definition: ReportDefinition; readonly days: ReportColumn; readonly back: Route; readonly words: string };
}

/** So many rows are read at first, and with each call for more. */
const ROWS = 200;

class Reports {
  number = $state(1);
  /** What is chosen in each report, by its number, where that is another than it begins with. */
  choices = $state.raw<Readonly<Record<number, Choice>>>({});
  /** Null until they were read. */
  kept = $state.raw<readonly KeptReport[] | null>(null);
  report = $state.raw<Report | null>(null);
  /** What the figures are of: the choice may be newer. */
  shown = $state.raw<Choice | null>(null);
  problem = $state.raw<Problem | null>(null);
  figure = $state.raw<Figure | null>(null);
  rows = $state.raw<ReportRows | null>(null);
  limit = $state(ROWS);
  /** Whether lines below others are shown. */
  open = $state(false);
  /** Where the focus was: in a table, by section, row and column; in the list of rows. */
  at = $state.raw<{ section: number; row: number; column: number }>({ section: 0, row: 0, column: 0 });
  row = $state(0);
  /** In a chart: the currency of its section, the band and the column. */
  piece = $state.raw<{ currency: string; at: readonly [number, number] }>({ currency: "", at: [0, 0] });
  /** Where the figure was opened, and so where the way back leads. */
  from = $state<"chart" | "table">("table");

  /** The kept report on show, if it is one. */
  get own(): KeptReport | null {
    return this.kept?.find(({ id }) => id + KEPT_FROM === this.number) ?? null;
  }

  /** What the report is called: one that is gone has no name. */
  get title(): string {
    return this.number > KEPT_FROM ? (this.own?.name ?? "") : (KINDS[this.number - 1]?.title ?? "");
  }

  /** Whether other than what is kept is chosen. */
  get isChanged(): boolean {
    return this.choices[this.number] !== undefined;
  }

  /** One object as long as nothing else is chosen or kept. */
  readonly #first = $derived.by(() => (this.own ? choiceOf(this.own) : usual(this.number)));

  get choice(): Choice {
    return this.choices[this.number] ?? this.#first;
  }

  get definition(): ReturnType<typeof definitionOf> {
    return definitionOf(this.choice, calendar.day);
  }

  choose(change: Partial<Choice>): void {
    this.choices = { ...this.choices, [this.number]: { ...this.choice, ...change } };
    this.at = { section: 0, row: 0, column: 0 };
  }

  /** Back to what is kept. */
  forget(): void {
    const { [this.number]: _, ...others } = this.choices;
    this.choices = others;
  }

  readKept = oneAtATime(async () => {
    const answer = await getKeptReports();
    if (answer.ok) this.kept = answer.value.reports;
  });

  show(number: number): void {
    if (this.number === number) return;
    this.number = number;
    [this.report, this.figure, this.rows] = [null, null, null];
    this.at = { section: 0, row: 0, column: 0 };
  }

  openFigure(figure: Figure, from: "chart" | "table"): void {
    this.from = from;
    [this.figure, this.rows, this.row, this.limit] = [figure, null, 0, ROWS];
  }

  refresh = oneAtATime(async () => {
    const [number, choice] = [this.number, this.choice];
    // What is kept under it is not known yet, or it is gone.
    if (number > KEPT_FROM && !this.own) return;
    const answer = await makeReport(this.definition);
    if (this.number !== number || this.choice !== choice) return;
    if (answer.ok) [this.report, this.shown, this.problem] = [answer.value, choice, null];
    else this.problem = answer.error;
  });

  readRows = oneAtATime(async () => {
    const figure = this.figure;
    if (!figure) return;
    const { currency, line, column } = figure;
    const answer = await getReportRows({ report: figure.elsewhere?.definition ?? this.definition, currency, line: [...line], column, limit: Math.min(this.limit, 1_000), offset: 0 });
    if (this.figure !== figure) return;
    if (answer.ok) [this.rows, this.problem] = [answer.value, null];
    else this.problem = answer.error;
  });
}

export const reports = new Reports();
