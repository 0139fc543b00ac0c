/**
 * What became of an order whose answer was lost: it is asked, not guessed.
 *
 * Never sends the order again, and asks nobody while the program is away.
 */
import type { Result } from "../lib/result";
import type { Problem } from "./types";

export const UNREACHABLE = "urn:counterfoil:problem:unreachable";

/** Nobody could say whether it was done. */
export const UNKNOWN: Problem = {
  type: UNREACHABLE,
  title: "Counterfoil does not answer",
  status: 0,
  detail: "It is not known whether this was done. What you typed is still here.",
  advice: "When Counterfoil is back, look in the history whether it is there before you repeat it.",
};

/** These do nothing that could be doubled. */
export const UNNAMED = /^\/(tabs|imports\/(previews|progress))\b/;

/** These only ask, with a question that is too long for an address. */
export const QUESTION = /^\/reports(\/rows)?$/;

/** These are no steps of the book: what became of them is known only until the program ends. */
export const OF_THE_PROGRAM = /^\/(app|backups|book|sessions|tokens)\b/;

/** How long to wait before each question, in ms: the program may be starting again. */
export const PAUSES: readonly number[] = [100, 400, 1_500, 4_000];

export interface Asking<T> {
  /** Whether the program can be asked just now. */
  readonly isThere: () => boolean;
  readonly ask: () => Promise<Result<T, Problem>>;
  readonly pause: (ms: number) => Promise<void>;
}

/** "none": it was not done. "unknown": nobody could say. */
export async function becameOf<T>({ isThere, ask, pause }: Asking<T>): Promise<{ readonly done: T } | "none" | "unknown"> {
  for (const ms of PAUSES) {
    await pause(ms);
    if (!isThere()) continue;
    const answer = await ask();
    if (answer.ok) return { done: answer.value };
    if (answer.error.status === 404) return "none";
  }
  return "unknown";
}
