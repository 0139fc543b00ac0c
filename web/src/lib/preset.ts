/**
 * Layouts with names, as the book keeps them and as files share them.
 *
 * Pure: text in, a preset or a reason out. What a layout means is the server's to say.
 */
import type { LayoutPreset, LayoutSettings } from "../api/types";
import { err, ok, type Result } from "./result";

const KIND = "counterfoil import layout";
const LONGEST_NAME = 80;
export const LONGEST_PATTERN = 40;

/** Fields of a layout that a person may set beside its columns. */
export type FormField = "encoding" | "delimiter" | "quote" | "decimal_mark" | "date_order";

interface FormChoice {
  readonly field: FormField;
  readonly label: string;
  /** Only a text has it, a sheet of a workbook has not. */
  readonly ofText: boolean;
  readonly choices: readonly (readonly [string, string])[];
}

/** The encodings that the program reads, by the names it has for them. */
const ENCODINGS: readonly (readonly [string, string])[] = [
  ["UTF-8", "UTF-8"],
  ["windows-1252", "Windows-1252, western Europe"],
  ["windows-1250", "Windows-1250, central Europe"],
  ["windows-1251", "Windows-1251, Cyrillic"],
  ["windows-1253", "Windows-1253, Greek"],
  ["windows-1254", "Windows-1254, Turkish"],
  ["windows-1255", "Windows-1255, Hebrew"],
  ["windows-1256", "Windows-1256, Arabic"],
  ["windows-1257", "Windows-1257, Baltic"],
  ["ISO-8859-2", "ISO 8859-2, central Europe"],
  ["ISO-8859-5", "ISO 8859-5, Cyrillic"],
  ["ISO-8859-7", "ISO 8859-7, Greek"],
  ["ISO-8859-13", "ISO 8859-13, Baltic"],
  ["ISO-8859-15", "ISO 8859-15, western Europe"],
  ["macintosh", "Mac Roman"],
  ["x-mac-cyrillic", "Mac Cyrillic"],
  ["CP850", "CP850, DOS of western Europe"],
  ["CP437", "CP437, DOS"],
  ["CP852", "CP852, DOS of central Europe"],
  ["CP737", "CP737, DOS of Greece"],
  ["IBM866", "CP866, DOS, Cyrillic"],
  ["KOI8-R", "KOI8-R, Russian"],
  ["KOI8-U", "KOI8-U, Ukrainian"],
  ["UTF-16LE", "UTF-16, little-endian"],
  ["UTF-16BE", "UTF-16, big-endian"],
  ["gb18030", "GB18030, Chinese"],
  ["GBK", "GBK, Chinese"],
  ["Big5", "Big5, Chinese"],
  ["Shift_JIS", "Shift JIS, Japanese"],
  ["EUC-JP", "EUC-JP, Japanese"],
  ["EUC-KR", "EUC-KR, Korean"],
];

/** How a table is taken apart and read: what can be chosen by hand. */
export const FORM: readonly FormChoice[] = [
  { field: "encoding", label: "Encoding", ofText: true, choices: ENCODINGS },
  { field: "delimiter", label: "Between columns", ofText: true, choices: [["comma", "Comma  ,"], ["semicolon", "Semicolon  ;"], ["tab", "Tab"], ["bar", "Bar  |"], ["caret", "Caret  ^"], ["tilde", "Tilde  ~"]] },
  { field: "quote", label: "Around a cell", ofText: true, choices: [["double", "Quotation marks  \""], ["single", "Apostrophes  '"], ["none", "Nothing"]] },
  { field: "decimal_mark", label: "Before decimals", ofText: false, choices: [["point", "Point  1.50"], ["comma", "Comma  1,50"]] },
  { field: "date_order", label: "Dates", ofText: false, choices: [["day_first", "Day first"], ["month_first", "Month first"], ["year_first", "Year first"]] },
];

/** What a word of a direction or status column can mean. */
export const WORD_MEANINGS = {
  money_out: "Money out",
  money_in: "Money in",
  booked: "Booked",
  left_out: "Not booked: left out",
} as const satisfies Record<string, string>;

type WordMeaning = keyof typeof WORD_MEANINGS;

/** As the program compares words: in small letters without accents. */
function plainWord(word: string): string {
  const letters = word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return letters.replace(/[^\p{L}\p{N}#*]+/gu, " ").trim() || word.trim();
}

interface Worded {
  readonly columns: readonly { readonly role: string }[];
  readonly rows: readonly (readonly string[])[];
}

/** The words in the direction and status columns of the rows that are shown, and those that were set before. */
export function wordsOf({ table, settled }: { readonly table?: Worded | null; readonly settled: LayoutSettings }): { readonly key: string; readonly word: string }[] {
  const MOST = 24;
  const known = settled.words ?? [];
  const found = new Map<string, string>();
  const columns = table?.columns ?? [];
  for (const row of table?.rows ?? []) {
    row.forEach((cell, at) => {
      const role = columns[at]?.role;
      const key = plainWord(cell);
      if ((role === "direction" || role === "status") && key !== "" && !found.has(key)) found.set(key, cell);
    });
  }
  for (const { word } of known) if (!found.has(word)) found.set(word, word);
  return [...found].slice(0, MOST).map(([key, word]) => ({ key, word }));
}

const values = (field: FormField): readonly string[] => (FORM.find((one) => one.field === field)?.choices ?? []).map(([value]) => value);

const VALUES: Record<FormField | "amount_sense", readonly string[]> = {
  encoding: values("encoding"),
  delimiter: values("delimiter"),
  quote: values("quote"),
  date_order: values("date_order"),
  decimal_mark: values("decimal_mark"),
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
  const pattern = given["date_pattern"];
  if (pattern != null) {
    if (typeof pattern !== "string" || pattern.length > LONGEST_PATTERN) return wrong;
    kept.date_pattern = pattern;
  }
  const fee = given["fee_apart"];
  if (fee != null) {
    if (typeof fee !== "boolean") return wrong;
    kept.fee_apart = fee;
  }
  const words = given["words"];
  if (words != null) {
    const isAnswer = (one: unknown): one is { word: string; meaning: WordMeaning } => {
      const { word, meaning } = (one ?? {}) as { word?: unknown; meaning?: unknown };
      return typeof word === "string" && typeof meaning === "string" && Object.hasOwn(WORD_MEANINGS, meaning);
    };
    if (!Array.isArray(words) || !words.every(isAnswer)) return wrong;
    kept.words = words.map(({ word, meaning }) => ({ word, meaning }));
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

/** Whether nothing of a table is read as long as nobody says what its columns are. */
export const isUnread = (preview: { readonly statements: readonly unknown[]; readonly readings: readonly { readonly table?: unknown }[] } | null): boolean => preview?.statements.length === 0 && preview.readings.some(({ table }) => table != null);

/** What waits and what is said now, of which only that counts that is not as it was `known`: two answers in a row are both meant. */
export function together(waiting: LayoutSettings, known: LayoutSettings, said: LayoutSettings, shown: NonNullable<LayoutSettings["columns"]> = []): LayoutSettings {
  const changed = Object.entries(said).filter(([field, value]) => value !== known[field as keyof LayoutSettings]);
  // Each column is an answer of its own: the one before may not have been read yet.
  const before = waiting.columns;
  const columns = before && said.columns?.map((role, at) => (role === shown[at] ? (before[at] ?? role) : role));
  const words = waiting.words && said.words && wordsTogether(waiting.words, known.words ?? [], said.words);
  return { ...waiting, ...Object.fromEntries(changed), ...(columns ? { columns } : {}), ...(words ? { words } : {}) };
}

type Words = NonNullable<LayoutSettings["words"]>;

/** Each word is an answer of its own, too: those that wait stay, but for what is said otherwise now or no longer. */
function wordsTogether(waiting: Words, known: Words, said: Words): Words {
  const meaning = (words: Words, key: string): string | undefined => words.find(({ word }) => word === key)?.meaning;
  const isTold = (key: string): boolean => meaning(said, key) !== meaning(known, key);
  return [...waiting.filter(({ word }) => !isTold(word)), ...said.filter(({ word }) => isTold(word))];
}
