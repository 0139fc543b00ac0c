/**
 * The order of a register's rows other than by date.
 *
 * Pure. Balances are not part of it: they stay those of the order by date.
 */
import type { SortColumn } from "../api/types";
import { columns, type ColumnName } from "./columns";

export interface Order {
  readonly by: SortColumn;
  readonly descending: boolean;
}

/** What rows can be put in the order of: what a row has by itself. */
const sortable: readonly ColumnName[] = ["date", "number", "payee", "category", "memo", "tags", "payment", "deposit", "state"] satisfies readonly SortColumn[];

export const isSortable = (name: ColumnName): name is SortColumn => sortable.includes(name);

/** The largest amounts and the newest rows are what is looked for first; by date they are last as they are. */
const beginsDescending = (by: SortColumn): boolean => by === "payment" || by === "deposit" || by === "date";

/** One way, then the other, then by date again. */
export function nextOrder(by: SortColumn, order: Order | null): Order | null {
  const first = beginsDescending(by);
  if (order === null || order.by !== by) return { by, descending: first };
  return order.descending === first && by !== "date" ? { by, descending: !first } : null;
}

export function orderWords({ by, descending }: Order): string {
  const title = by === "number" ? "number" : (columns.find(({ name }) => name === by)?.title ?? by).toLowerCase();
  if (by === "date") return "the newest first";
  if (by === "payment" || by === "deposit") return `by ${title}, ${descending ? "largest" : "smallest"} first`;
  return `by ${title}${descending ? ", backwards" : ""}`;
}
