/**
 * How this reader writes numbers and dates, as a search is told it.
 *
 * Pure. The page shows amounts and dates so; the program reads what is looked
 * for in the same way.
 */
import type { DateOrder, DecimalMark } from "../api/types";
import type { DateStyle } from "./date";
import type { NumberStyle } from "./money";

export interface Notation {
  readonly decimal: DecimalMark;
  readonly dates: DateOrder;
}

export function notationOf(numbers: NumberStyle, dates: DateStyle): Notation {
  const first = dates.order[0];
  return { decimal: numbers.decimalMark === "," ? "comma" : "point", dates: first === "year" ? "year_first" : first === "month" ? "month_first" : "day_first" };
}
