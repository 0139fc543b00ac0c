/**
 * The lines of a bank file as a person reviews them: which kinds there are,
 * which are shown, and what a key does. Pure.
 */
import type { LinePreview, RegisterRow } from "../api/types";

/** "skipped" is what is not taken: known, deleted before, unfit, or left out. */
export type Kind = "new" | "matched" | "doubtful" | "skipped";
export type Filter = Kind | "all";

export const KINDS: readonly { readonly kind: Kind; readonly label: string }[] = [
  { kind: "new", label: "New" },
  { kind: "matched", label: "Matched" },
  { kind: "doubtful", label: "Doubtful" },
  { kind: "skipped", label: "Skipped" },
];

/** A row of the register that a line is said to be. */
export interface RowOfBook {
  readonly transaction: number;
  readonly split: number;
  readonly date: string;
  readonly payee: string;
  readonly memo: string;
  readonly amount: number;
  /** It gets the amount of the line, if it has another. */
  readonly takesAmount?: boolean;
}

/** What a line is, whatever was proposed: nothing that is in the book, or this row. */
export type Answer = "new" | RowOfBook;

export interface Marks {
  readonly leftOut: ReadonlySet<number>;
  readonly answers: ReadonlyMap<number, Answer>;
}

export const keyOf = (row: Pick<RowOfBook, "transaction" | "split">): string => `${row.transaction}/${row.split}`;

/** The row, which gets the amount of the line if it has another. */
export function takingAmount({ transaction, split, date, payee, memo, amount }: RowOfBook, line: Pick<LinePreview, "amount">): RowOfBook {
  const row = { transaction, split, date, payee, memo, amount };
  return amount === line.amount ? row : { ...row, takesAmount: true };
}

/** Whether a row was chosen that is over another amount, and nobody said that it gets the line's. */
export const differs = (answer: Answer | undefined, line: Pick<LinePreview, "amount">): answer is RowOfBook => answer !== undefined && answer !== "new" && answer.amount !== line.amount && answer.takesAmount !== true;

/** An amount beside another one in a sentence: the sign is said where it is not the same. */
export const besides = (amount: number, other: number): number => (Math.sign(amount) === Math.sign(other) ? Math.abs(amount) : amount);

/** Lines that stay out unless somebody asks for them. */
const isBehind = (line: LinePreview): boolean => line.fate === "deleted" || line.fate === "known";

/** Whether the line would be written or linked. */
export function isTaken(line: LinePreview, marks: Marks): boolean {
  if (line.fate === "unfit" || marks.leftOut.has(line.index)) return false;
  return !isBehind(line) || marks.answers.has(line.index);
}

export function kindOf(line: LinePreview, marks: Marks): Kind {
  if (!isTaken(line, marks)) return "skipped";
  const answer = marks.answers.get(line.index);
  if (answer !== undefined) return answer === "new" ? "new" : "matched";
  if (line.fate === "linked") return "matched";
  return line.fate === "new" || line.fate === "doubtful" ? line.fate : "skipped";
}

export const isAnswered = (line: LinePreview, marks: Marks): boolean => line.fate !== "doubtful" || marks.answers.has(line.index) || marks.leftOut.has(line.index);

/** Whether anything can be said of a line. */
export const canToggle = (line: LinePreview): boolean => line.fate !== "unfit";

/** The marks with one line taken or left. What stays out by itself is taken as new, and left as it was. */
export function withTaken(line: LinePreview, marks: Marks, taken: boolean): Marks {
  if (!canToggle(line)) return marks;
  const leftOut = new Set(marks.leftOut);
  const answers = new Map(marks.answers);
  leftOut.delete(line.index);
  if (isBehind(line)) {
    if (taken) answers.set(line.index, "new");
    else answers.delete(line.index);
  } else if (!taken) leftOut.add(line.index);
  return { leftOut, answers };
}

/** The marks with an answer; null for what was proposed. An answered line is a taken one. */
export function withAnswer(line: LinePreview, marks: Marks, answer: Answer | null): Marks {
  if (!canToggle(line)) return marks;
  const leftOut = new Set(marks.leftOut);
  const answers = new Map(marks.answers);
  leftOut.delete(line.index);
  if (answer === null || (answer === "new" && line.fate === "new")) answers.delete(line.index);
  else answers.set(line.index, answer);
  return { leftOut, answers };
}

export function counts(lines: readonly LinePreview[], marks: Marks): Record<Kind, number> {
  const counted = { new: 0, matched: 0, doubtful: 0, skipped: 0 };
  for (const line of lines) counted[kindOf(line, marks)] += 1;
  return counted;
}

/** Rows that other lines have been given already. */
export function takenElsewhere(marks: Marks, index: number): ReadonlySet<string> {
  const taken = new Set<string>();
  for (const [other, answer] of marks.answers) if (answer !== "new" && other !== index && !marks.leftOut.has(other)) taken.add(keyOf(answer));
  return taken;
}

/** Rows to choose from for a line: those of its amount first, then the nearest days; each once. */
export function byLikeness(rows: readonly RegisterRow[], line: Pick<LinePreview, "date" | "amount">): RegisterRow[] {
  const once = new Map(rows.filter((row) => !row.void).map((row) => [keyOf(row), row]));
  const other = (row: RegisterRow): number => Number(row.amount !== line.amount);
  const away = (row: RegisterRow): number => daysBetween(row.date, line.date);
  return [...once.values()].sort((one, next) => other(one) - other(next) || away(one) - away(next) || next.index - one.index);
}

/** Days between two dates, whichever is first. */
export const daysBetween = (one: string, other: string): number => Math.abs(Math.round((Date.parse(one) - Date.parse(other)) / 86_400_000));

/** The row that a key goes to, or null for another key. */
export function movedTo(key: string, row: number, rows: number, page: number): number | null {
  const steps: Record<string, number> = { ArrowDown: row + 1, ArrowUp: row - 1, PageDown: row + page, PageUp: row - page, Home: 0, End: rows - 1 };
  const to = steps[key];
  return to === undefined ? null : Math.max(0, Math.min(rows - 1, to));
}
