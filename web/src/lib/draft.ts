/**
 * A row of the register as typed, and the transaction it means.
 *
 * Pure: text in, a wire draft or the errors beside the fields out. What the
 * row does not show of a transaction (states, split memos, the order of its
 * splits) is kept in `Origin` and given back unchanged.
 */
import type { Account, Split, SplitDraft, SplitState, Transaction, TransactionDraft } from "../api/types";
import { sideName, sideNamed } from "./chart";
import { formatDate, parseDate, type DateStyle, type Iso } from "./date";
import { editMinor, type NumberStyle } from "./money";
import { err, ok, type Result } from "./result";
import { parseSum } from "./sum";
import { tagsOf, tagText } from "./tags";

export interface LineForm {
  side: string;
  memo: string;
  /** In the direction of the row: 60 of a payment of 100. */
  amount: string;
  state: SplitState | null;
}

export interface RowForm {
  date: string;
  number: string;
  payee: string;
  category: string;
  memo: string;
  /** Names between commas. */
  tags: string;
  payment: string;
  deposit: string;
  /** The other sides, where there are several; otherwise empty and `category` is the one. */
  lines: LineForm[];
}

/** Errors in words, by the field they stand beside; `side1` is the category of the second line. */
export type FieldErrors = Partial<Record<keyof RowForm | `side${number}` | `amount${number}`, string>>;

export interface Setting {
  readonly account: Account;
  readonly accounts: readonly Account[];
  readonly numbers: NumberStyle;
  readonly dates: DateStyle;
  readonly today: Iso;
}

/** The transaction that is being changed, and which of its splits the row shows. */
export interface Origin {
  readonly transaction: Transaction;
  readonly split: number;
}

/** The most characters of a name. */
const LONGEST_NAME = 200;
export const ITSELF = "This is the account itself. Choose where the money went or came from.";
export const UNCATEGORISED = "Uncategorised";
export const emptyLine = (): LineForm => ({ side: "", memo: "", amount: "", state: null });

export function emptyForm(date: Iso, setting: Setting): RowForm {
  return { date: formatDate(date, setting.dates), number: "", payee: "", category: "", memo: "", tags: "", payment: "", deposit: "", lines: [] };
}

const others = (origin: Origin): Split[] => origin.transaction.splits.filter((_, at) => at !== origin.split);

/** Nothing was typed into it; the day alone is offered and not typed. */
export const isBlank = ({ date: _, lines, ...texts }: RowForm): boolean => lines.length === 0 && Object.values(texts).every((text) => text.trim() === "");

export function formOf(origin: Origin, setting: Setting): RowForm {
  const { transaction, split } = origin;
  const amount = transaction.splits[split]?.amount ?? 0;
  const text = (minor: number): string => editMinor(minor, setting.account.decimals, setting.numbers);
  const named = (id: number): string => {
    const account = setting.accounts.find((known) => known.id === id);
    return account ? sideName(account) : "";
  };
  const rest = others(origin);
  const direction = amount > 0 ? -1 : 1;
  return {
    date: formatDate(transaction.date, setting.dates),
    number: transaction.number ?? "",
    payee: transaction.payee ?? "",
    memo: transaction.memo,
    tags: tagText(transaction.tags),
    payment: amount > 0 ? "" : text(-amount),
    deposit: amount > 0 ? text(amount) : "",
    category: rest.length === 1 ? named(rest[0]?.account ?? 0) : "",
    lines: rest.length === 1 ? [] : rest.map((side) => ({ side: named(side.account), memo: side.memo, amount: text(side.amount * direction), state: side.state })),
  };
}

/** The amount of the row: positive for a deposit, negative for a payment. */
function amountOf(form: RowForm, setting: Setting, errors: FieldErrors): number {
  const { decimals } = setting.account;
  const read = (field: "payment" | "deposit"): number | null => {
    if (form[field].trim() === "") return null;
    const parsed = parseSum(form[field], decimals, setting.numbers);
    if (!parsed.ok) errors[field] = parsed.error;
    return parsed.ok ? parsed.value : null;
  };
  const [payment, deposit] = [read("payment"), read("deposit")];
  if (payment !== null && deposit !== null) errors.deposit = "Either a payment or a deposit, not both.";
  if (payment === null && deposit === null) errors.payment ??= "Type the amount: a payment, or a deposit in the next column.";
  return (deposit ?? 0) - (payment ?? 0);
}

/** Exactly one of an account and the name of a new category. */
function sideOf(typed: string, amount: number, setting: Setting, isTwofold: boolean): Result<Pick<SplitDraft, "account" | "category">, string> {
  const text = typed.trim() || UNCATEGORISED;
  const known = sideNamed(text, setting.accounts, setting.account.currency, amount < 0 ? "income" : "expense");
  // A transaction that has two sides in this account keeps them.
  if (known?.id === setting.account.id && !isTwofold) return err(ITSELF);
  if (known) return ok({ account: known.id });
  if (!/^\[.*\]$/.test(text)) return ok({ category: text });
  return err(`There is no account ${text}. Create it first, or leave out the brackets for a new category.`);
}

/** What the lines still lack of the row's amount, in the row's direction; null while an amount is unreadable. */
export function remainder(form: RowForm, setting: Setting): number | null {
  const amount = parseSum(form.payment.trim() || form.deposit, setting.account.decimals, setting.numbers);
  const parts = form.lines.map((line) => lineAmount(line, setting));
  if (!amount.ok || parts.some((part) => part === null)) return null;
  return parts.reduce<number>((rest, part) => rest - (part ?? 0), amount.value);
}

function lineAmount(line: LineForm, setting: Setting): number | null {
  if (line.amount.trim() === "") return 0;
  const parsed = parseSum(line.amount, setting.account.decimals, setting.numbers);
  return parsed.ok ? parsed.value : null;
}

function sidesOf(form: RowForm, amount: number, setting: Setting, origin: Origin | null, errors: FieldErrors): SplitDraft[] {
  const isTwofold = origin !== null && others(origin).some(({ account }) => account === setting.account.id);
  if (form.lines.length === 0) {
    const side = sideOf(form.category, -amount, setting, isTwofold);
    if (!side.ok) errors.category = side.error;
    const kept = origin && others(origin).length === 1 ? others(origin)[0] : undefined;
    const same = kept && side.ok && kept.account === side.value.account;
    return side.ok ? [{ ...side.value, amount: amount === 0 ? 0 : -amount, memo: kept?.memo ?? "", state: same ? kept.state : null }] : [];
  }
  const direction = form.payment.trim() === "" ? -1 : 1;
  return form.lines.flatMap((line, at): SplitDraft[] => {
    const part = lineAmount(line, setting);
    if (part === null) errors[`amount${at}`] = "This is not an amount.";
    const side = sideOf(line.side, (part ?? 0) * direction, setting, isTwofold);
    if (!side.ok) errors[`side${at}`] = side.error;
    return side.ok ? [{ ...side.value, amount: (part ?? 0) * direction || 0, memo: line.memo.trim(), state: line.state }] : [];
  });
}

/** The draft the row means, or what is wrong with it. */
export function draftOf(form: RowForm, setting: Setting, origin: Origin | null): Result<TransactionDraft, FieldErrors> {
  const errors: FieldErrors = {};
  const date = parseDate(form.date, setting.dates, setting.today);
  if (!date.ok) errors.date = date.error;
  const amount = amountOf(form, setting, errors);
  const sides = sidesOf(form, amount, setting, origin, errors);
  if (form.lines.length > 0 && remainder(form, setting) !== 0) errors.lines = "The lines do not add up to the amount yet.";
  if (!date.ok || Object.keys(errors).length > 0) return err(errors);
  const kept = origin?.transaction.splits[origin.split];
  const own: SplitDraft = { account: setting.account.id, amount, memo: kept?.memo ?? "", state: kept?.state ?? null };
  const splits = [...sides];
  splits.splice(Math.min(origin?.split ?? 0, sides.length), 0, own);
  return ok({
    date: date.value,
    number: form.number.trim() || null,
    payee: form.payee.trim() || null,
    memo: form.memo.trim(),
    tags: tagsOf(form.tags),
    splits,
    base: origin?.transaction.revision ?? null,
  });
}

/**
 * Beside which field of the row a fault of a wire field is shown; null where
 * the row shows no such field. `own` is the place of the row's own split.
 */
export function fieldOfWire(wire: string, form: RowForm, own: number): keyof FieldErrors | null {
  const split = /^splits\.(\d+)\.(amount|category|account)$/.exec(wire);
  const at = Number(split?.[1] ?? own);
  if (split && form.lines.length > 0 && at !== own) {
    const line = at < own ? at : at - 1;
    return split[2] === "amount" ? `amount${line}` : `side${line}`;
  }
  // What a row gives names to is a tag or a category.
  if (wire === "name" && tagsOf(form.tags).some((tag) => tag.length > LONGEST_NAME)) return "tags";
  if (wire === "name") return form.lines.length > 0 ? null : "category";
  if (/amount/.test(wire)) return form.deposit.trim() && !form.payment.trim() ? "deposit" : "payment";
  if (/category|account|splits/.test(wire)) return form.lines.length > 0 ? null : "category";
  return wire === "date" || wire === "number" || wire === "payee" || wire === "memo" || wire === "tags" ? wire : null;
}

/** Two other lines to begin a split with; what was one category becomes the first. */
export function withLines(form: RowForm): RowForm {
  const first: LineForm = { ...emptyLine(), side: form.category, amount: form.payment.trim() || form.deposit.trim() };
  return { ...form, category: "", lines: [first, emptyLine()] };
}
