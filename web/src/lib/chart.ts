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
  readonly amount: number;
}

/** One sum for each currency, in the order the currencies are met. */
export function totals(accounts: readonly Account[]): Total[] {
  const sums = new Map<string, Total>();
  for (const { currency, decimals, balance } of accounts) {
    sums.set(currency, { currency, decimals, amount: (sums.get(currency)?.amount ?? 0) + balance });
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
  return found.find((account) => account.kind === prefer) ?? found[0] ?? null;
}
