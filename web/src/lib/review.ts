/**
 * The lines of a bank file as a person reviews them: which kinds there are,
 * which are shown, and what a key does. Pure.
 */
import type { LinePreview } from "../api/types";

/** "skipped" is what is not taken: known, deleted before, unfit, or left out. */
export type Kind = "new" | "matched" | "doubtful" | "skipped";
export type Filter = Kind | "all";

export const KINDS: readonly { readonly kind: Kind; readonly label: string }[] = [
  { kind: "new", label: "New" },
  { kind: "matched", label: "Matched" },
  { kind: "doubtful", label: "Doubtful" },
  { kind: "skipped", label: "Skipped" },
];

/** What a doubtful line is: none of the entries, or this one of its candidates. */
export type Answer = "new" | number;

export interface Marks {
  readonly leftOut: ReadonlySet<number>;
  readonly broughtBack: ReadonlySet<number>;
  readonly answers: ReadonlyMap<number, Answer>;
}

export function kindOf(line: LinePreview, marks: Marks): Kind {
  if (marks.leftOut.has(line.index)) return "skipped";
  if (line.fate === "deleted") return marks.broughtBack.has(line.index) ? "new" : "skipped";
  if (line.fate === "linked") return "matched";
  return line.fate === "new" || line.fate === "doubtful" ? line.fate : "skipped";
}

export const isAnswered = (line: LinePreview, marks: Marks): boolean => line.fate !== "doubtful" || marks.answers.has(line.index) || marks.leftOut.has(line.index);

/** Whether the check box of a line can be changed. */
export const canToggle = (line: LinePreview): boolean => line.fate !== "known" && line.fate !== "unfit";

export function counts(lines: readonly LinePreview[], marks: Marks): Record<Kind, number> {
  const counted = { new: 0, matched: 0, doubtful: 0, skipped: 0 };
  for (const line of lines) counted[kindOf(line, marks)] += 1;
  return counted;
}

/** Candidates that other lines have been given already. */
export function takenElsewhere(lines: readonly LinePreview[], marks: Marks, index: number): ReadonlySet<string> {
  const taken = new Set<string>();
  for (const [other, answer] of marks.answers) {
    const candidate = typeof answer === "number" && other !== index ? lines[other]?.candidates?.[answer] : undefined;
    if (candidate) taken.add(`${candidate.transaction}/${candidate.split}`);
  }
  return taken;
}

/** The row that a key goes to, or null for another key. */
export function movedTo(key: string, row: number, rows: number, page: number): number | null {
  const steps: Record<string, number> = { ArrowDown: row + 1, ArrowUp: row - 1, PageDown: row + page, PageUp: row - page, Home: 0, End: rows - 1 };
  const to = steps[key];
  return to === undefined ? null : Math.max(0, Math.min(rows - 1, to));
}
