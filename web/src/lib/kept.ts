/**
 * What was typed, as a text that outlives a reload of the page.
 *
 * Pure: text in, rows out. A text that cannot be read is no rows, never an error.
 */
import type { Origin, RowForm } from "./draft";

/** A row as typed; without an origin it is a new one. */
export interface Typed {
  readonly form: RowForm;
  readonly origin: Origin | null;
}

export interface KeptRow extends Typed {
  readonly account: number;
}

/** A field that is younger than what was kept is empty. */
const whole = (row: KeptRow): KeptRow => ({ ...row, form: { ...row.form, tags: row.form.tags ?? "" } });

/** The rows of this book; those of another book are not for its accounts. */
export function keptOf(text: string | null, book: string): readonly KeptRow[] {
  try {
    const kept = JSON.parse(text ?? "null") as { book?: string; rows?: KeptRow[] } | null;
    return kept?.book === book ? (kept.rows ?? []).map(whole) : [];
  } catch {
    return [];
  }
}
