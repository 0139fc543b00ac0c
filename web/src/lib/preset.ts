/**
 * Layouts with names, as the book keeps them and as files share them.
 *
 * Pure: text in, a preset or a reason out. What a layout means is the server's to say.
 */
import type { LayoutPreset, LayoutSettings } from "../api/types";
import { err, ok, type Result } from "./result";

const KIND = "counterfoil import layout";
const LONGEST_NAME = 80;

const VALUES: Record<"date_order" | "decimal_mark" | "amount_sense", readonly string[]> = {
  date_order: ["day_first", "month_first", "year_first"],
  decimal_mark: ["point", "comma"],
  amount_sense: ["money_in", "money_out"],
};

/** What a column can be, in the order in which it is offered. */
export const ROLES = {
  date: "Date",
  value_date: "Value date",
  payee: "Payee",
  payer: "Payer",
  memo: "Memo",
  number: "Cheque number",
  amount: "Amount",
  debit: "Money out",
  credit: "Money in",
  direction: "Debit or credit",
  balance: "Balance",
  currency: "Currency",
  bank_id: "Bank’s id",
  category: "Category",
  account: "My account",
  status: "Status",
  fee: "Fee",
  ignored: "Not used",
} as const satisfies Record<NonNullable<LayoutSettings["columns"]>[number], string>;

/** The text of a file that shares a preset. */
export const presetFile = ({ name, settings }: LayoutPreset): string => `${JSON.stringify({ kind: KIND, version: 1, name, settings }, null, 2)}\n`;

/** The preset in a file, or why there is none. */
export function readPreset(text: string): Result<LayoutPreset, string> {
  const wrong = err("This file holds no layout that Counterfoil saved.");
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return wrong;
  }
  const { kind, name, settings } = (read ?? {}) as { kind?: unknown; name?: unknown; settings?: unknown };
  if (kind !== KIND || typeof name !== "string" || name.trim() === "") return wrong;
  if (typeof settings !== "object" || settings === null) return wrong;
  const given = settings as Record<string, unknown>;
  if (typeof given["layout"] !== "string") return wrong;
  const kept: LayoutSettings = { layout: given["layout"] };
  for (const [field, values] of Object.entries(VALUES)) {
    const value = given[field];
    if (value == null) continue;
    if (!values.includes(value as string)) return wrong;
    Object.assign(kept, { [field]: value });
  }
  const columns = given["columns"];
  if (columns != null) {
    if (!Array.isArray(columns) || !columns.every((role) => typeof role === "string" && Object.hasOwn(ROLES, role))) return wrong;
    kept.columns = columns as NonNullable<LayoutSettings["columns"]>;
  }
  return ok({ name: name.trim().slice(0, LONGEST_NAME), settings: kept });
}

/** The list with this preset in it, in place of one of the same name. */
export const withPreset = (presets: readonly LayoutPreset[], preset: LayoutPreset): LayoutPreset[] =>
  [...presets.filter(({ name }) => name.toLowerCase() !== preset.name.toLowerCase()), preset].sort((a, b) => a.name.localeCompare(b.name));

/** What waits and what is said now, of which only that counts that is not as it was `known`: two answers in a row are both meant. */
export function together(waiting: LayoutSettings, known: LayoutSettings, said: LayoutSettings): LayoutSettings {
  const changed = Object.entries(said).filter(([field, value]) => value !== known[field as keyof LayoutSettings]);
  return { ...waiting, ...Object.fromEntries(changed) };
}
