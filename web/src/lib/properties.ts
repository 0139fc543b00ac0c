/**
 * The properties of an account as typed, and what of them is another.
 *
 * Pure. What is owed is typed as a plain amount and is negative in the book.
 */
import type { Account, AccountKind, AccountPatch, Opening } from "../api/types";
import { formatDate, parseDate, type DateStyle, type Iso } from "./date";
import { formatMinor, parseMinor, type NumberStyle } from "./money";
import { err, ok, type Result } from "./result";

export interface Properties {
  name: string;
  subkind: string;
  group: string;
  note: string;
  /** Empty for none. */
  opening: string;
  date: string;
}

export type PropertyErrors = Partial<Record<keyof Properties, string>>;

interface Reading {
  readonly numbers: NumberStyle;
  readonly dates: DateStyle;
  readonly today: Iso;
}

const ASSETS = [["", "Account"], ["bank", "Bank account"], ["savings", "Savings"], ["cash", "Cash"], ["investment", "Investment"], ["other", "Other"]] as const;
const LIABILITIES = [["", "Liability"], ["credit_card", "Credit card"], ["loan", "Loan"], ["mortgage", "Mortgage"], ["other", "Other"]] as const;

/** What people call the accounts of a kind. */
export const kindsOf = (kind: AccountKind): { value: string; label: string }[] =>
  (kind === "liability" ? LIABILITIES : ASSETS).map(([value, label]) => ({ value, label }));

export function propertiesOf(account: Account, opening: Opening | null, numbers: NumberStyle, dates: DateStyle): Properties {
  const amount = opening && (account.kind === "liability" ? -opening.amount : opening.amount);
  return {
    name: account.name,
    subkind: account.subkind,
    group: account.group,
    note: account.note,
    opening: amount === null ? "" : formatMinor(amount, account.decimals, numbers),
    date: opening ? formatDate(opening.date, dates) : "",
  };
}

/** Only what differs from what was shown. An opening balance that was cleared is taken away. */
export function patchOf(form: Properties, shown: Properties, account: Account, { numbers, dates, today }: Reading): Result<AccountPatch, PropertyErrors> {
  const patch: AccountPatch = {};
  const errors: PropertyErrors = {};
  if (form.name.trim() === "") errors.name = "An account needs a name.";
  for (const field of ["name", "subkind", "group", "note"] as const) {
    if (form[field].trim() !== shown[field]) patch[field] = form[field].trim();
  }
  if (form.opening !== shown.opening || form.date !== shown.date) {
    const amount = form.opening.trim() === "" ? ok(0) : parseMinor(form.opening, account.decimals, numbers);
    const date = form.date.trim() === "" ? ok(today) : parseDate(form.date, dates, today);
    if (!amount.ok) errors.opening = amount.error;
    if (!date.ok) errors.date = date.error;
    if (amount.ok && date.ok) patch.opening = { date: date.value, amount: account.kind === "liability" && amount.value !== 0 ? -amount.value : amount.value };
  }
  return Object.keys(errors).length > 0 ? err(errors) : ok(patch);
}
