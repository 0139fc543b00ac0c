/**
 * A new account as typed, and what it means.
 *
 * Pure. What is owed is typed as a plain amount and is negative in the book.
 */
import type { AccountKind, NewAccount } from "../api/types";
import { hasRegister } from "./chart";
import { parseDate, type DateStyle, type Iso } from "./date";
import { currencyDecimals, parseMinor, type NumberStyle } from "./money";
import { err, ok, type Result } from "./result";

export interface AccountForm {
  name: string;
  kind: AccountKind;
  /** What people call it: see `kindsOf`. */
  subkind: string;
  /** The heading it stands under; empty for that of its kind. */
  group: string;
  note: string;
  currency: string;
  /** Empty for none. */
  opening: string;
  date: string;
}

export type AccountErrors = Partial<Record<keyof AccountForm, string>>;

export function newAccountOf(form: AccountForm, numbers: NumberStyle, dates: DateStyle, today: Iso): Result<NewAccount, AccountErrors> {
  const errors: AccountErrors = {};
  const currency = form.currency.trim().toUpperCase();
  const decimals = currencyDecimals(currency);
  if (form.name.trim() === "") errors.name = "An account needs a name.";
  if (decimals === null) errors.currency = "A currency is three letters, like USD or EUR.";
  const account: NewAccount = { name: form.name.trim(), kind: form.kind, currency };
  if (hasRegister(form)) Object.assign(account, { subkind: form.subkind, group: form.group.trim(), note: form.note.trim() });
  if (hasRegister(form) && form.opening.trim() !== "") {
    const amount = parseMinor(form.opening, decimals ?? 2, numbers);
    const date = parseDate(form.date, dates, today);
    if (!amount.ok) errors.opening = amount.error;
    if (!date.ok) errors.date = date.error;
    if (amount.ok && date.ok && amount.value !== 0) account.opening = { date: date.value, amount: form.kind === "liability" ? -amount.value : amount.value };
  }
  return Object.keys(errors).length > 0 ? err(errors) : ok(account);
}
