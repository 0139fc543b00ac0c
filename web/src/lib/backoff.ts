/**
 * How long to wait before asking again whether the program is there.
 *
 * Pure: chance is an argument in 0..1. Jitter keeps many tabs from asking in step.
 */
export function backoffMs(attempt: number, chance: number): number {
  const longest = Math.min(3000, 500 * 2 ** Math.max(attempt, 0));
  return Math.round(500 + (longest - 500) * chance);
}
