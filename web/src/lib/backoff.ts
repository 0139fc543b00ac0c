/**
 * How long to wait before asking again whether the program is there.
 *
 * Pure: chance is an argument in 0..1. Jitter keeps many tabs from asking in step.
 */

/** A start of the program waits a little longer than this for tabs that come back, in the place of a new one. */
const LONGEST_MS = 900;

export function backoffMs(attempt: number, chance: number): number {
  const longest = Math.min(LONGEST_MS, 500 * 2 ** Math.max(attempt, 0));
  return Math.round(500 + (longest - 500) * chance);
}
