/**
 * Where a row of the register may be moved to: within its day.
 *
 * Pure. It counts transactions: two rows of one transaction stay together.
 */
import type { RegisterRow } from "../api/types";

type Row = Pick<RegisterRow, "transaction" | "date">;
/** A row by its place in the list; none where it is not here. */
export type RowAt = (index: number) => Row | undefined;

/** Up is to what is older. */
export type Step = -1 | 1;

/** Whether there is another transaction of the same day beside a row. */
export function canStep(row: RowAt, index: number, step: Step): boolean {
  const own = row(index);
  if (!own) return false;
  let at = index + step;
  while (row(at)?.transaction === own.transaction) at += step;
  return row(at)?.date === own.date;
}

/**
 * How many transactions a row passes that is put before the row `spot`, negative upwards; null where the way leaves its day
 * or nothing would move.
 */
export function passed(row: RowAt, index: number, spot: number): number | null {
  const own = row(index);
  const [first, last] = spot > index ? [index + 1, spot - 1] : [spot, index - 1];
  const others = new Set<number>();
  for (let at = first; at <= last; at++) {
    const other = row(at);
    if (!own || other?.date !== own.date) return null;
    if (other.transaction !== own.transaction) others.add(other.transaction);
  }
  if (others.size === 0) return null;
  return spot > index ? others.size : -others.size;
}
