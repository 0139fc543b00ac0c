/**
 * One change to many rows, as typed, and what it means.
 *
 * Pure. What would become of the rows is worked out by the server; here it is
 * only told which cells of a row would differ.
 */
import type { Account, BulkChange, BulkRow, BulkSide, SplitState } from "../api/types";
import { hasRegister, sideNames } from "./chart";
import { sameName } from "./complete";
import { parseDate } from "./date";
import { ITSELF, type Setting } from "./draft";
import { err, ok, type Result } from "./result";
import { tagsOf } from "./tags";

export const kinds = [
  { name: "category", title: "Category", field: "Category" },
  { name: "payee", title: "Payee", field: "Payee; empty for nobody" },
  { name: "state", title: "State", field: "State" },
  { name: "shift_days", title: "Shift the dates", field: "Days; a minus goes back" },
  { name: "date", title: "Date", field: "Date" },
  { name: "tags_add", title: "Add tags", field: "Tags, between commas" },
  { name: "tags_remove", title: "Remove tags", field: "Tags, between commas" },
  { name: "memo", title: "Memo", field: "Memo; empty for none" },
  { name: "account_move", title: "Move to another account", field: "Account" },
  { name: "delete", title: "Delete", field: "" },
] as const;
export type BulkKind = (typeof kinds)[number]["name"];

export const states: readonly SplitState[] = ["uncleared", "cleared", "reconciled"];
const MOST_DAYS = 36_500;

/** The registers that rows of this one can go to. */
export const movable = ({ account, accounts }: Setting): Account[] =>
  accounts.filter((other) => hasRegister(other) && !other.closed && other.id !== account.id && other.currency === account.currency);

function someTags(typed: string): Result<string[], string> {
  const names = tagsOf(typed);
  return names.length > 0 ? ok(names) : err("Type the name of a tag.");
}

function daysOf(typed: string): Result<number, string> {
  const days = /^[+-]?\d{1,6}$/.test(typed.trim().replace("−", "-")) ? Number(typed.trim().replace("−", "-")) : NaN;
  if (Number.isNaN(days) || Math.abs(days) > MOST_DAYS) return err("Type a number of days, like 7 or -1.");
  return days === 0 ? err("By no day at all nothing would change.") : ok(days);
}

/** A category, also one that is new, or an account in brackets, which has to be there. */
function sideOf(text: string, setting: Setting): Result<string, string> {
  if (!text) return err("Type the category the rows get.");
  if (sameName(text, `[${setting.account.name}]`)) return err(ITSELF);
  const known = sideNames(setting.accounts, setting.account).some((name) => sameName(name, text));
  return known || !/^\[.*\]$/.test(text) ? ok(text) : err(`There is no account ${text}. Create it first, or leave out the brackets for a new category.`);
}

const mapped = <T>(result: Result<T, string>, to: (value: T) => BulkChange): Result<BulkChange, string> => (result.ok ? ok(to(result.value)) : result);

/** The change that is meant, or what is wrong with what was typed. */
export function bulkChange(kind: BulkKind, typed: string, setting: Setting): Result<BulkChange, string> {
  const text = typed.trim();
  const state = states.find((known) => known === text);
  const account = movable(setting).find((known) => String(known.id) === text);
  switch (kind) {
    case "delete": return ok("delete");
    case "category": return mapped(sideOf(text, setting), (category) => ({ category }));
    case "payee": return ok({ payee: text });
    case "memo": return ok({ memo: text });
    case "state": return state ? ok({ state }) : err("Choose a state.");
    case "account_move": return account ? ok({ account_move: account.id }) : err("Choose the account the rows go to.");
    case "shift_days": return mapped(daysOf(text), (days) => ({ shift_days: days }));
    case "date": return mapped(parseDate(text, setting.dates, setting.today), (date) => ({ date }));
    case "tags_add": return mapped(someTags(text), (names) => ({ tags_add: names }));
    case "tags_remove": return mapped(someTags(text), (names) => ({ tags_remove: names }));
  }
}

/** The parts of a row that would differ. */
export function differing({ before, after }: BulkRow): (keyof BulkSide)[] {
  if (!after) return [];
  return (Object.keys(before) as (keyof BulkSide)[]).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
}
