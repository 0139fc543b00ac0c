/**
 * What a statement that is about to begin is likely to be, and what is typed for it.
 *
 * Pure. What is owed is typed as a plain amount and is negative in the book.
 */
import type { Account, Explanation } from "../api/types";
import { monthEnd, monthStart, parseDate, addDays, type DateStyle, type Iso } from "./date";
import type { NumberStyle } from "./money";
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

/** What an explanation says, without its rows. */
export const explains: Record<Explanation["kind"], string> = {
  toggle: "It adds up when these ticks are turned round",
  sign_slip: "A payment entered as a deposit, or the reverse",
  transposed: "Two digits exchanged",
  elsewhere: "A row of another statement has this amount",
};
