/**
 * What a payee brings with it: the category, the memo, the tags, the amount
 * and the splits of its last transaction, put where nothing was typed.
 *
 * Pure. What an earlier payee brought and nobody touched gives way to what
 * the next one brings.
 */
import type { Recall } from "../api/types";
import type { LineForm, RowForm, Setting } from "./draft";
import { editMinor } from "./money";
import { tagText } from "./tags";

export type Brought = Pick<RowForm, "category" | "memo" | "tags" | "payment" | "deposit" | "lines">;

const blank: Brought = { category: "", memo: "", tags: "", payment: "", deposit: "", lines: [] };
const lineText = (lines: readonly LineForm[]): string => JSON.stringify(lines.map(({ side, memo, amount }) => [side, memo, amount]));

export function broughtBy(recall: Recall, setting: Setting): Brought {
  const text = (minor: number): string => editMinor(minor, setting.account.decimals, setting.numbers);
  const direction = recall.amount > 0 ? -1 : 1;
  const several = recall.splits.length > 1;
  return {
    category: several ? "" : (recall.splits[0]?.category ?? ""),
    memo: recall.memo,
    tags: tagText(recall.tags),
    payment: recall.amount < 0 ? text(-recall.amount) : "",
    deposit: recall.amount > 0 ? text(recall.amount) : "",
    lines: several ? recall.splits.map((split) => ({ side: split.category, memo: split.memo, amount: text(split.amount * direction), state: null })) : [],
  };
}

/** The form with what is brought; `before` is what the payee before it had brought. */
export function withBrought(form: RowForm, brought: Brought, before: Brought = blank): RowForm {
  const free = (field: "category" | "memo" | "tags" | "payment" | "deposit"): boolean => form[field].trim() === "" || form[field] === before[field];
  const next = { ...form };
  if (free("memo")) next.memo = brought.memo;
  if (free("tags")) next.tags = brought.tags;
  const amountFree = free("payment") && free("deposit");
  if (amountFree) [next.payment, next.deposit] = [brought.payment, brought.deposit];
  const sidesFree = free("category") && (form.lines.length === 0 || lineText(form.lines) === lineText(before.lines));
  // The parts of another amount than theirs would not add up.
  if (sidesFree && (amountFree || brought.lines.length === 0)) [next.category, next.lines] = [brought.category, brought.lines];
  return next;
}
