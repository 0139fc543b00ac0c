/**
 * The bank files that were dropped together: which one is looked at, and what
 * became of the others. Pure.
 */

export type FileState = "waiting" | "imported" | "skipped" | "refused";

export interface Listed {
  readonly file: File;
  readonly state: FileState;
  /** What became of it: "12 added". */
  readonly words: string;
}

export const listed = (file: File): Listed => ({ file, state: "waiting", words: "" });

/** The list with one file in another state. */
export const marked = (files: readonly Listed[], at: number, state: FileState, words = ""): readonly Listed[] =>
  files.map((one, index) => (index === at ? { ...one, state, words } : one));

/** Whether it can still be looked at: what is in the book is in the list of imports. */
export const isOpen = (one: Listed | undefined): boolean => one !== undefined && one.state !== "imported";

/** The next file that waits, after this place and then from the beginning; -1 where none does. */
export function nextWaiting(files: readonly Listed[], at: number): number {
  const waits = (index: number): boolean => files[index]?.state === "waiting";
  const order = files.map((_, step) => (at + 1 + step) % files.length);
  return order.find((index) => index !== at && waits(index)) ?? -1;
}

/** The file before (-1) or after (1) this place that can be looked at; -1 where there is none. */
export function beside(files: readonly Listed[], at: number, step: -1 | 1): number {
  for (let to = at + step; to >= 0 && to < files.length; to += step) if (isOpen(files[to])) return to;
  return -1;
}
