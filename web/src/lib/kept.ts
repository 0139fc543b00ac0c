/**
 * What was typed, as a text that outlives a reload of the page.
 *
 * Pure: text in, rows out. A text that cannot be read is no rows, never an error.
 */
import type { Problem } from "../api/types";
import type { Origin, RowForm } from "./draft";

/** A row as typed; without an origin it is a new one. */
export interface Typed {
  readonly form: RowForm;
  readonly origin: Origin | null;
}

export interface KeptRow extends Typed {
  readonly account: number;
  /** How far it was on its way into the book; without one it was being typed. */
  readonly stage?: "waiting" | "sent" | "aside";
}

const AGAIN = "Press Enter in it to save it, or Esc to put it away.";
const words: Record<NonNullable<KeptRow["stage"]>, Pick<Problem, "title" | "detail" | "advice">> = {
  waiting: { title: "This row is not in the book yet", detail: "The page was loaded anew before it was sent.", advice: AGAIN },
  sent: { title: "This row may not be in the book", detail: "The page was loaded anew before the program answered.", advice: `Look whether the register has it. ${AGAIN}` },
  aside: { title: "This row is not in the book yet", detail: "", advice: AGAIN },
};

/** What is said of a row that was not done when the page went. */
export const unsent = (stage: NonNullable<KeptRow["stage"]>): Problem => ({ type: "about:blank", status: 0, ...words[stage] });

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
