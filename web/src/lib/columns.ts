/**
 * The columns of a register: which there are, how wide, which may be hidden.
 *
 * Pure. A width of a person's own is in CSS pixels; without one a column has
 * the width, or the share of what is left, that stands here.
 */
export type ColumnName = "date" | "number" | "payee" | "category" | "memo" | "tags" | "payment" | "deposit" | "state" | "balance";

export interface Column {
  readonly name: ColumnName;
  readonly title: string;
  /** A track of a CSS grid. */
  readonly track: string;
  readonly figure?: true;
  /** An entry needs the others. */
  readonly optional?: true;
  /** Only there where it was asked for. */
  readonly extra?: true;
}

export interface ColumnChoice {
  readonly hidden?: readonly string[];
  /** Of those that are hidden otherwise. */
  readonly shown?: readonly string[];
  readonly widths?: Readonly<Record<string, number>>;
}

export const columns: readonly Column[] = [
  { name: "date", title: "Date", track: "106px" },
  { name: "number", title: "No.", track: "72px", optional: true },
  { name: "payee", title: "Payee", track: "minmax(90px, 1.5fr)" },
  { name: "category", title: "Category", track: "minmax(90px, 1.3fr)" },
  { name: "memo", title: "Memo", track: "minmax(50px, 1.3fr)", optional: true },
  { name: "tags", title: "Tags", track: "minmax(60px, 0.8fr)", optional: true, extra: true },
  { name: "payment", title: "Payment", track: "94px", figure: true },
  { name: "deposit", title: "Deposit", track: "94px", figure: true },
  { name: "state", title: "State", track: "32px", optional: true },
  { name: "balance", title: "Balance", track: "106px", figure: true, optional: true },
];

export const NARROWEST = 32;
export const WIDEST = 800;

export function shownColumns({ hidden = [], shown = [] }: ColumnChoice): Column[] {
  return columns.filter(({ name, optional, extra }) => !optional || (extra ? shown.includes(name) : !hidden.includes(name)));
}

/** `grid-template-columns`, each column with a line of its name. */
export function tracks(choice: ColumnChoice): string {
  return shownColumns(choice).map(({ name, track }) => `[${name}] ${choice.widths?.[name] ? `${choice.widths[name]}px` : track}`).join(" ");
}

export function withWidth(choice: ColumnChoice, name: ColumnName, width: number): ColumnChoice {
  const kept = Math.round(Math.max(NARROWEST, Math.min(width, WIDEST)));
  return { ...choice, widths: { ...choice.widths, [name]: kept } };
}

export function toggled(choice: ColumnChoice, name: ColumnName): ColumnChoice {
  const list = columns.find((column) => column.name === name)?.extra ? "shown" : "hidden";
  const names = choice[list] ?? [];
  return { ...choice, [list]: names.includes(name) ? names.filter((one) => one !== name) : [...names, name] };
}
