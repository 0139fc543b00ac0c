/**
 * Categories as a tree: `Food:Groceries` is beneath `Food`.
 *
 * Pure. The tree is in the names; a `Food` that is no category itself is shown
 * all the same where one is beneath it.
 */
import type { Account, AccountKind } from "../api/types";
import { sameName } from "./complete";

export interface CategoryRow {
  readonly key: string;
  /** Null: no category itself. */
  readonly id: number | null;
  /** With all above it: `Food:Groceries`. */
  readonly name: string;
  /** The last step of it. */
  readonly label: string;
  /** From 1. */
  readonly level: number;
  readonly kind: AccountKind;
  readonly currency: string;
  readonly decimals: number;
  readonly closed: boolean;
  /** Rows of the category itself. */
  readonly own: number;
  /** Rows with all beneath it. */
  readonly rows: number;
  /** Minor units with all beneath it; income counts as positive. */
  readonly total: number;
  /** With what is entered for days to come. */
  readonly entered: number;
}

export const isCategory = ({ kind }: Pick<Account, "kind">): boolean => kind === "income" || kind === "expense";

/** The paths of a name: `a:b:c` → `a`, `a:b`, `a:b:c`. */
function paths(name: string): string[] {
  const steps = name.split(":");
  return steps.map((_, at) => steps.slice(0, at + 1).join(":"));
}

/** Whether a category is this one or beneath it. */
export const isWithin = (name: string, above: string): boolean =>
  sameName(name, above) || sameName(name.slice(0, above.length + 1), `${above}:`);

/** By their first steps, then by the next: `Food:Zoo` stands before `Foodless`. */
function byStep(a: string, b: string): number {
  const [left, right] = [a.split(":"), b.split(":")];
  for (const [at, step] of left.entries()) {
    const other = right[at];
    if (other === undefined) return 1;
    const order = step.localeCompare(other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** The tree of one kind, each above what is beneath it, by name; one tree for each currency after the other. */
export function categoryTree(accounts: readonly Account[], kind: AccountKind): CategoryRow[] {
  const mine = accounts.filter((account) => account.kind === kind);
  const currencies = [...new Set(mine.map((account) => account.currency))];
  return currencies.flatMap((currency) => {
    const those = mine.filter((account) => account.currency === currency);
    const named = new Map<string, string>();
    for (const account of those) for (const path of paths(account.name)) if (!named.has(path.toLowerCase())) named.set(path.toLowerCase(), path);
    for (const account of those) named.set(account.name.toLowerCase(), account.name);
    const inOrder = [...named.values()].sort(byStep);
    return inOrder.map((name) => row(name, those, kind, currency));
  });
}

function row(name: string, accounts: readonly Account[], kind: AccountKind, currency: string): CategoryRow {
  const self = accounts.find((account) => sameName(account.name, name));
  const within = accounts.filter((account) => isWithin(account.name, name));
  const steps = name.split(":");
  const sign = kind === "income" ? -1 : 1;
  const sum = (of: "balance" | "entered_balance"): number => sign * within.reduce((total, account) => total + account[of], 0) || 0;
  return {
    key: `${currency} ${name.toLowerCase()}`,
    id: self?.id ?? null,
    name,
    label: steps.at(-1) ?? name,
    level: steps.length,
    kind,
    currency,
    decimals: accounts[0]?.decimals ?? 2,
    closed: self?.closed ?? false,
    own: self?.rows ?? 0,
    rows: within.reduce((rows, account) => rows + account.rows, 0),
    total: sum("balance"),
    entered: sum("entered_balance"),
  };
}
