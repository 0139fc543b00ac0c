/**
 * The accounts of a book as a person sees them: registers, categories, sums.
 *
 * Pure. Registers are the asset and liability accounts; categories the rest.
 */
import type { Account, AccountKind } from "../api/types";
import { sameName } from "./complete";

export const hasRegister = ({ kind }: Pick<Account, "kind">): boolean => kind === "asset" || kind === "liability";

/** What stands in the category column for an account: "[Savings]" for a register. */
export const sideName = (account: Account): string => (hasRegister(account) ? `[${account.name}]` : account.name);

export interface Total {
  readonly currency: string;
  readonly decimals: number;
  /** Of today. */
  readonly amount: number;
  /** With what is entered for days to come. */
  readonly entered: number;
}

/** One sum for each currency, in the order the currencies are met. */
export function totals(accounts: readonly Account[]): Total[] {
  const sums = new Map<string, Total>();
  for (const { currency, decimals, balance, entered_balance } of accounts) {
    const { amount, entered } = sums.get(currency) ?? { amount: 0, entered: 0 };
    sums.set(currency, { currency, decimals, amount: amount + balance, entered: entered + entered_balance });
  }
  return [...sums.values()];
}

/** Names for the category column of one register: categories first, then transfers. Only what has its currency. */
export function sideNames(accounts: readonly Account[], register: Account): string[] {
  const open = accounts.filter(({ closed, id, currency }) => !closed && id !== register.id && currency === register.currency);
  const categories = open.filter((account) => !hasRegister(account)).map(sideName);
  return [...categories.sort((a, b) => a.localeCompare(b)), ...open.filter(hasRegister).map(sideName)];
}

/**
 * The account a name in the category column stands for. A category is one of
 * its currency: "Food" in euros is another than "Food" in dollars. Of two with
 * one name, `prefer` decides.
 */
export function sideNamed(text: string, accounts: readonly Account[], currency: string, prefer: AccountKind): Account | null {
  const found = accounts.filter((account) => sameName(sideName(account), text) && (hasRegister(account) || account.currency === currency));
  // Two may differ by an accent only: what is typed letter by letter goes first.
  const exact = found.filter((account) => sideName(account).toLowerCase() === text.trim().toLowerCase());
  const those = exact.length > 0 ? exact : found;
  return those.find((account) => account.kind === prefer) ?? those[0] ?? null;
}

/** What is owed on a credit card or a loan, as a plain amount; 0 where nothing is. */
export const owed = ({ kind, balance }: Pick<Account, "kind" | "balance">): number => (kind === "liability" && balance < 0 ? -balance : 0);

export interface Group {
  readonly title: string;
  readonly accounts: readonly Account[];
}

/** The heading an account stands under: its own, else that of its kind. */
export const headingOf = ({ group, kind }: Pick<Account, "group" | "kind">): string => group || (kind === "liability" ? "Liabilities" : "Assets");

/** Accounts under the headings they were given, else under that of their kind; in the order they come in. */
export function grouped(accounts: readonly Account[]): Group[] {
  const groups = new Map<string, Account[]>();
  for (const account of accounts) {
    const title = headingOf(account);
    groups.set(title, [...(groups.get(title) ?? []), account]);
  }
  return [...groups].map(([title, members]) => ({ title, accounts: members }));
}
