/**
 * The budget as the page shows it: which months, how they are called, and what of a bar is full.
 *
 * Pure: it asks nobody, and what is planned and left is the server's to say.
 */
import type { BudgetFigures, BudgetRow } from "../api/types";
import type { Iso } from "./date";

export type Unit = "month" | "quarter" | "year";

/** "2026-11", "2026-Q4" or "2026": the period of this unit that a day is in. */
export function periodOf(unit: Unit, day: Iso): string {
  const [year, month] = [day.slice(0, 4), Number(day.slice(5, 7))];
  if (unit === "year") return year;
  return unit === "month" ? day.slice(0, 7) : `${year}-Q${Math.ceil(month / 3)}`;
}

export const unitOf = (period: string): Unit => (period.includes("Q") ? "quarter" : period.length === 4 ? "year" : "month");

/** The first month of a period as a number. */
function firstMonth(period: string): number {
  const year = Number(period.slice(0, 4));
  const part = period.slice(5);
  if (part === "") return year * 12;
  return year * 12 + (part.startsWith("Q") ? (Number(part.slice(1)) - 1) * 3 : Number(part) - 1);
}

const LENGTH: Record<Unit, number> = { month: 1, quarter: 3, year: 12 };

/** The period so many further on; within the years that a book has. */
export function stepped(period: string, by: number): string {
  const unit = unitOf(period);
  const month = Math.min(Math.max(firstMonth(period) + by * LENGTH[unit], 1900 * 12), 2199 * 12 + 11);
  return periodOf(unit, dayOf(month));
}

const dayOf = (month: number): Iso => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}-01` as Iso;

/** The same days in another unit: the year of a month, the first month of a year, or that of today where it is in it. */
export function inUnit(period: string, unit: Unit, today: Iso): string {
  const isNow = periodOf(unitOf(period), today) === period;
  return periodOf(unit, isNow ? today : dayOf(firstMonth(period)));
}

/** "November 2026", "Q4 2026", "2026". */
export function periodName(period: string, locale: string): string {
  const unit = unitOf(period);
  if (unit === "year") return period;
  if (unit === "quarter") return `${period.slice(5)} ${period.slice(0, 4)}`;
  return monthName(period, locale);
}

export function monthName(month: string, locale: string, style: "long" | "short" = "long"): string {
  const format = new Intl.DateTimeFormat(locale, { month: style, year: "numeric", timeZone: "UTC", calendar: "gregory", numberingSystem: "latn" });
  return format.format(new Date(`${month}-01T00:00:00Z`));
}

/** "November": for a sentence about a month of this year. */
export function monthAlone(month: string, today: Iso, locale: string): string {
  if (month.slice(0, 4) !== today.slice(0, 4)) return monthName(month, locale);
  const format = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC", calendar: "gregory", numberingSystem: "latn" });
  return format.format(new Date(`${month}-01T00:00:00Z`));
}

/** A row with the part of its name that is not said by the row above it. */
export interface Line {
  readonly row: BudgetRow;
  readonly label: string;
}

export function linesOf(rows: readonly BudgetRow[]): Line[] {
  const names = new Map(rows.map((row) => [row.category, row.name]));
  return rows.map((row) => {
    const above = row.above === null || row.above === undefined ? undefined : names.get(row.above);
    return { row, label: above === undefined ? row.name : row.name.slice(above.length + 1) };
  });
}

/** How a thin bar is filled, in hundredths of its width. */
export interface Bar {
  readonly full: number;
  readonly isOver: boolean;
  /** Where today's mark is; null where there is none to show. */
  readonly pace: number | null;
  /** Whether more is gone than by today's day of the month. */
  readonly isAhead: boolean;
}

/** Of what there is to spend; null where nothing is planned. */
export function barOf(figures: BudgetFigures, isIncome: boolean): Bar | null {
  const most = figures.planned + figures.carried;
  if (most <= 0) return null;
  const within = (part: number): number => Math.round(Math.min(Math.max(part / most, 0), 1) * 100);
  const pace = figures.pace > 0 && figures.pace < most ? within(figures.pace) : null;
  return {
    full: within(figures.actual),
    isOver: !isIncome && figures.actual > most,
    pace,
    isAhead: !isIncome && pace !== null && figures.actual > figures.pace,
  };
}

/** What can be said of a bar in words. */
export function barWords(bar: Bar | null): string {
  if (!bar) return "";
  if (bar.isOver) return "over the plan";
  if (bar.pace === null) return `${bar.full} percent`;
  return `${bar.full} percent, ${bar.isAhead ? "ahead of the day" : "on pace"}`;
}

/** The line of a report that a row's figure is. */
export const reportKey = (row: BudgetRow): string[] => [`category:${row.name.toLowerCase()}`];
