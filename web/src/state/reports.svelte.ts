/**
 * The report on show: what is chosen, its figures, and the figure that is open.
 *
 * It outlives its view, so that the way back from a register leads to where one was. Figures are read again whenever
 * the book moves on; what comes back late is dropped.
 */
import { getReportRows, makeReport } from "../api/reports";
import type { Problem, Report, ReportColumn, ReportDefinition, ReportRows } from "../api/types";
import { oneAtATime } from "../lib/once";
import { definitionOf, KINDS, usual, type Choice } from "../lib/report";
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
  /** What is chosen in each report. */
  choices = $state.raw<readonly Choice[]>(KINDS.map((_, at) => usual(at + 1)));
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

  get choice(): Choice {
    return this.choices[this.number - 1] ?? usual(1);
  }

  get definition(): ReturnType<typeof definitionOf> {
    return definitionOf(this.choice, calendar.day);
  }

  choose(change: Partial<Choice>): void {
    this.choices = this.choices.map((choice, at) => (at === this.number - 1 ? { ...choice, ...change } : choice));
    this.at = { section: 0, row: 0, column: 0 };
  }

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
