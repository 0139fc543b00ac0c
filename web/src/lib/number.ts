/**
 * Cheque numbers as they are stepped: the next one, the one before.
 *
 * Pure. A number keeps the zeros it begins with; what is no number is not
 * stepped.
 */
const LONGEST = 15;

function stepped(number: string, by: number): string {
  const next = String(Math.max(0, Number(number) + by));
  return next.padStart(number.startsWith("0") ? number.length : 0, "0");
}

const isCount = (text: string): boolean => /^\d+$/.test(text) && text.length <= LONGEST;

/** One more than the highest number used: the next one where there is no chequebook. */
export function afterHighest(used: Iterable<string | null | undefined>): string | null {
  let highest: string | null = null;
  for (const number of used) {
    if (number && isCount(number) && (highest === null || Number(number) > Number(highest))) highest = number;
  }
  return highest === null ? null : stepped(highest, 1);
}

const step = (typed: string, by: number): string | null => (isCount(typed.trim()) ? stepped(typed.trim(), by) : null);

export const numberAfter = (typed: string): string | null => step(typed, 1);
export const numberBefore = (typed: string): string | null => step(typed, -1);
