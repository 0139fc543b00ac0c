/**
 * Chequebooks as the page shows and asks for them.
 *
 * Pure. Numbers are text, as printed, with their leading zeros; which of them
 * make a book is the server's to say.
 */
import type { Chequebook, ChequebookPatch, NewChequebook, ProposedChequebook } from "../api/types";
import { err, ok, type Result } from "./result";

export interface BookForm {
  first: string;
  last: string;
  next: string;
  inUse: boolean;
}

export type BookErrors = Partial<Record<"first" | "last" | "next", string>>;

const DEFAULT_SIZE = 25;
export const STALE_MONTHS = 6;
const LONGEST_MONTHS = 120;

/** What is likely to be added: the book after the last one, of the same size. */
export function nextBook(books: readonly Chequebook[]): BookForm {
  const last = books.at(-1);
  if (!last) return { first: "", last: "", next: "", inUse: false };
  const size = Number(last.last) - Number(last.first) + 1 || DEFAULT_SIZE;
  const number = (by: number): string => String(Number(last.last) + by).padStart(last.first.length, "0");
  return { first: number(1), last: number(size), next: "", inUse: false };
}

/** A book that cheques of the past look like they come from; taken into use where nothing else is. */
export const proposedBook = ({ first, last }: ProposedChequebook, books: readonly Chequebook[]): BookForm => ({ first, last, next: "", inUse: !books.some((book) => book.in_use) });

export const formOf = ({ first, last, next, in_use }: Chequebook): BookForm => ({ first, last, next: next ?? "", inUse: in_use });

const trimmed = ({ first, last, next }: BookForm): Record<"first" | "last" | "next", string> => ({ first: first.trim(), last: last.trim(), next: next.trim() });

function missing({ first, last }: { first: string; last: string }): BookErrors {
  return {
    ...(first === "" ? { first: "Give the number of the first cheque, as it is printed." } : {}),
    ...(last === "" ? { last: "Give the number of the last cheque, as it is printed." } : {}),
  };
}

export function newBookOf(form: BookForm): Result<NewChequebook, BookErrors> {
  const { first, last, next } = trimmed(form);
  const errors = missing({ first, last });
  if (Object.keys(errors).length > 0) return err(errors);
  return ok({ first, last, in_use: form.inUse, ...(next === "" ? {} : { next }) });
}

/** Only what was changed: what stands there is often worked out from the register. */
export function patchOf(book: Chequebook, form: BookForm): Result<ChequebookPatch, BookErrors> {
  const { first, last, next } = trimmed(form);
  const errors = missing({ first, last });
  if (Object.keys(errors).length > 0) return err(errors);
  const patch: ChequebookPatch = {};
  if (first !== book.first) patch.first = first;
  if (last !== book.last) patch.last = last;
  if (next !== "" && next !== (book.next ?? "")) patch.next = next;
  if (form.inUse && !book.in_use) patch.in_use = true;
  return ok(patch);
}

export type BookState = "In use" | "Spare" | "Used up" | "Closed";

export function stateOf({ closed, in_use, next }: Pick<Chequebook, "closed" | "in_use" | "next">): BookState {
  if (closed) return "Closed";
  if (in_use) return "In use";
  return next == null ? "Used up" : "Spare";
}

/** "today", "1 day", "184 days". */
export function ageText(days: number): string {
  if (days === 0) return "today";
  return days === 1 ? "1 day" : `${days} days`;
}

/** Months as typed; null where it is no number of months. */
export function staleOf(typed: string): number | null {
  const text = typed.trim();
  const months = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return months >= 1 && months <= LONGEST_MONTHS ? months : null;
}

/** "000102", or "000102 to 000105". */
export const runText = ({ first, last }: { first: string; last: string }): string => (first === last ? first : `${first} to ${last}`);
