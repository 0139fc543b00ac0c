/**
 * Which rows of a register to read next.
 *
 * Pure: told what is in view, which way it moves and what is here, it says
 * which page to ask for. What is in view comes first; then one page ahead.
 */
import type { Span } from "./window";

/** Rows asked for at once: more than any screen shows. */
export const PAGE = 200;
/** So many rows ahead of the view are read before they are needed. */
const AHEAD = 120;
/** More rows than this are not kept; those far from the view go. */
const KEPT = 4_000;

export type Way = 1 | -1;

export const wayOf = (from: Span, to: Span): Way => (to.first < from.first ? -1 : 1);
export const overlap = (a: Span, b: Span): boolean => a.first < b.end && b.first < a.end;

function gap({ first, end }: Span, has: (index: number) => boolean): Span | null {
  let [from, to] = [first, end];
  while (from < to && has(from)) from++;
  while (to > from && has(to - 1)) to--;
  return from < to ? { first: from, end: to } : null;
}

/** The page that starts at, or on the way up ends with, what is missing. */
function pageFor(missing: Span, way: Way, total: number): Span {
  const centred = missing.end - missing.first < PAGE / 2;
  const wanted = way > 0 ? missing.first - (centred ? 20 : 0) : missing.end - PAGE + (centred ? 20 : 0);
  const first = Math.max(0, Math.min(wanted, total - PAGE));
  return { first, end: Math.min(first + PAGE, total) };
}

/** The next page to read, or null where nothing is missing. */
export function nextPage(view: Span, way: Way, total: number, has: (index: number) => boolean): Span | null {
  if (view.first >= view.end) return null;
  const inView = gap({ first: view.first, end: Math.min(view.end, total) }, has);
  if (inView) return pageFor(inView, way, total);
  const [first, end] = way > 0 ? [view.end, view.end + AHEAD] : [view.first - AHEAD, view.first];
  const ahead = gap({ first: Math.max(0, first), end: Math.min(end, total) }, has);
  return ahead && pageFor(ahead, way, total);
}

/** The rows that are kept, without those far from the view once there are too many. */
export function kept<T>(rows: ReadonlyMap<number, T>, view: Span): Map<number, T> {
  if (rows.size <= KEPT) return new Map(rows);
  const near = KEPT / 4;
  return new Map([...rows].filter(([index]) => index >= view.first - near && index < view.end + near));
}
