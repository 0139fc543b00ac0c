/**
 * What a payee brings with it: the category, the memo, the tags and the amount
 * of its last transaction, put where nothing was typed.
 *
 * Pure. What an earlier payee brought and nobody touched gives way to what
 * the next one brings. A split comes only when it is asked for: it would take
 * the fields away under the hands of whoever types.
 */
import type { Recall } from "../api/types";
import type { LineForm, RowForm, Setting } from "./draft";
import { editMinor } from "./money";
import { tagText } from "./tags";

export type Brought = Pick<RowForm, "category" | "memo" | "tags" | "payment" | "deposit">;

const blank: Brought = { category: "", memo: "", tags: "", payment: "", deposit: "" };

export function broughtBy(recall: Recall, setting: Setting): Brought {
  const text = (minor: number): string => editMinor(minor, setting.account.decimals, setting.numbers);
  const [only, ...more] = recall.splits;
  return {
    category: more.length > 0 ? "" : (only?.category ?? ""),
    memo: recall.memo,
    tags: tagText(recall.tags),
    payment: recall.amount < 0 ? text(-recall.amount) : "",
    deposit: recall.amount > 0 ? text(recall.amount) : "",
  };
}

/** The parts of the last transaction; none where it had one. */
export function splitOf(recall: Recall, setting: Setting): readonly LineForm[] {
  if (recall.splits.length < 2) return [];
  const direction = recall.amount > 0 ? -1 : 1;
  return recall.splits.map(({ category, memo, amount }) => ({ side: category, memo, amount: editMinor(amount * direction, setting.account.decimals, setting.numbers), state: null }));
}

/** The form with what is brought; `before` is what the payee before it had brought. */
export function withBrought(form: RowForm, brought: Brought, before: Brought = blank): RowForm {
  const free = (field: "category" | "memo" | "tags" | "payment" | "deposit"): boolean => form[field].trim() === "" || form[field] === before[field];
  const next = { ...form };
  if (free("memo")) next.memo = brought.memo;
  if (free("tags")) next.tags = brought.tags;
  if (free("payment") && free("deposit")) [next.payment, next.deposit] = [brought.payment, brought.deposit];
  if (free("category") && form.lines.length === 0) next.category = brought.category;
  return next;
}
