/**
 * What a statement that is about to begin is likely to be, and what is typed for it.
 *
 * Pure. What is owed is typed as a plain amount and is negative in the book.
 */
import type { Account, ChangedField, DriftRow, Explanation, RowRef, StatementEntry, StatementPage, TickRow } from "../api/types";
import { addDays, formatDate, monthEnd, monthStart, parseDate, type DateStyle, type Iso } from "./date";
import { formatMinor, type NumberStyle } from "./money";
import { err, ok, type Result } from "./result";
import { parseSum } from "./sum";

export interface StatementForm {
  readonly date: string;
  readonly closing: string;
}

export type StatementErrors = Partial<Record<keyof StatementForm, string>>;

/** A month after the last statement, else the end of the month before this one. */
export function nextStatement(last: Iso | undefined, today: Iso): Iso {
  if (last === undefined) return addDays(`${today.slice(0, 8)}01`, -1);
  const end = addDays(last, 1).endsWith("-01") ? monthEnd(last) : monthEnd(monthEnd(last));
  if (addDays(last, 1).endsWith("-01")) return end;
  const day = `${monthStart(end).slice(0, 8)}${last.slice(8)}`;
  return day < end ? day : end;
}

export function statementOf(form: StatementForm, account: Account, numbers: NumberStyle, dates: DateStyle, today: Iso): Result<{ date: Iso; closing: number }, StatementErrors> {
  const date = parseDate(form.date, dates, today);
  const closing = parseSum(form.closing, account.decimals, numbers);
  if (date.ok && closing.ok) return ok({ date: date.value, closing: (account.kind === "liability" ? -closing.value : closing.value) || 0 });
  return err({ ...(date.ok ? {} : { date: date.error }), ...(closing.ok ? {} : { closing: closing.error }) });
}

/** A balance as the bank's paper has it: what is owed is a plain amount. */
export const asTold = (account: Account, minor: number): number => (account.kind === "liability" ? -minor : minor) || 0;

/** Names a row among the others of its statement. */
export const keyOf = ({ transaction, split }: RowRef): string => `${transaction}/${split}`;

export const rowIn = (page: StatementPage, ref: RowRef): TickRow | undefined => page.rows.find((row) => keyOf(row) === keyOf(ref));

/** What of a finished statement is not as it was; nothing where all is. */
export function soundness(one: StatementEntry, account: Account, numbers: NumberStyle): string {
  if (!one.finished) return "Not finished yet";
  if (one.difference === 0) return one.changed ? "Changed since, and still adds up" : "";
  const words = `No longer adds up: ${formatMinor(one.difference, account.decimals, numbers)}`;
  return one.changed ? words : `${words}, because what comes before it changed`;
}

export interface Style {
  readonly decimals: number;
  readonly numbers: NumberStyle;
  readonly dates: DateStyle;
}

/** What became of a row since the statement was finished. */
export function became(row: DriftRow, { decimals, numbers, dates }: Style): string {
  const text = (minor: number): string => formatMinor(minor, decimals, numbers);
  const which = row.statement_date ? `the statement of ${formatDate(row.statement_date, dates)}` : "the statement";
  if (row.now == null) return row.deleted ? `${text(row.held ?? 0)} was in ${which} and is deleted` : `${text(row.held ?? 0)} left ${which}`;
  return row.held == null ? `${text(row.now)} came into ${which}` : `was ${text(row.held)} in ${which}, is now ${text(row.now)}`;
}

const fieldNames: Partial<Record<ChangedField["field"], string>> = { date: "date", number: "number", payee: "payee", memo: "memo", amount: "amount" };

/** What else is another about it, from what to what; what is said already is left out. */
export function changedText({ field, from, to }: ChangedField, { decimals, numbers, dates }: Style): string {
  if (field === "account") return `moved from ${from ?? "nowhere"} to ${to ?? "nowhere"}`;
  if (field === "statement") return to == null ? "" : `now in the statement of ${formatDate(to, dates)}`;
  if (field === "state") return `${from ?? "nothing"} → ${to ?? "nothing"}`;
  const side = (text: string | null | undefined): string => {
    if (text == null || text === "") return "none";
    if (field === "amount") return formatMinor(Number(text), decimals, numbers);
    return field === "date" ? formatDate(text, dates) : text;
  };
  return `${fieldNames[field] ?? field} ${side(from)} → ${side(to)}`;
}

/** What came in and what went out, both as plain amounts, and how many rows each. */
export function sumsOf(rows: readonly { readonly amount: number }[]): { in: number; deposits: number; out: number; payments: number } {
  const sums = { in: 0, deposits: 0, out: 0, payments: 0 };
  for (const { amount } of rows) {
    if (amount < 0) {
      sums.out -= amount;
      sums.payments += 1;
    } else {
      sums.in += amount;
      sums.deposits += 1;
    }
  }
  return sums;
}

/** What an explanation says, without its rows. */
export const explains: Record<Explanation["kind"], string> = {
  toggle: "It adds up when these ticks are turned round:",
  sign_slip: "A payment entered as a deposit, or the reverse:",
  transposed: "Two digits exchanged:",
  elsewhere: "A row of another statement has this amount",
};
