/**
 * The budget on show: which months, their figures, and where the focus is.
 *
 * It outlives its view, so that the way back from a figure's rows leads to where one was. Figures are read again
 * whenever the book moves on; what comes back late is dropped.
 */
import { getBudget } from "../api/budget";
import type { Budget, Problem } from "../api/types";
import { inUnit, periodOf, stepped, unitOf, type Unit } from "../lib/budget";
import { oneAtATime } from "../lib/once";
import { calendar } from "./calendar.svelte";

class BudgetOnShow {
  /** Null for the month of today, also when the next one begins. */
  chosen = $state<string | null>(null);
  page = $state.raw<Budget | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** The category and the column that the focus is on, or comes back to. */
  at = $state.raw<{ readonly category: number; readonly column: number }>({ category: 0, column: 0 });
  /** A figure is open: its way back leads to where it was opened. */
  isBack = false;

  get period(): string {
    return this.chosen ?? periodOf("month", calendar.day);
  }

  show(period: string): void {
    this.chosen = period === periodOf("month", calendar.day) ? null : period;
  }

  step(by: number): void {
    this.show(stepped(this.period, by));
  }

  change(unit: Unit): void {
    this.show(inUnit(this.period, unit, calendar.day));
  }

  today(): void {
    this.show(periodOf(unitOf(this.period), calendar.day));
  }

  refresh = oneAtATime(async () => {
    const { period } = this;
    const answer = await getBudget(period, calendar.day);
    if (this.period !== period) return;
    if (answer.ok) [this.page, this.problem] = [answer.value, null];
    else this.problem = answer.error;
  });
}

export const budget = new BudgetOnShow();
