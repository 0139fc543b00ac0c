/**
 * Accounts put in another order, and under other headings.
 *
 * Pure. What is moved goes to a place among what is seen; which places the
 * accounts get in the book, and which heading, follows from that.
 */
import { headingOf, type Group } from "./chart";

/** A place: before the account that is number `at` of a group, or behind its last. */
export interface Spot {
  readonly group: number;
  readonly at: number;
}

export interface Arrangement {
  /** All accounts that are seen, in their new order. */
  readonly accounts: readonly number[];
  /** The one that goes under another heading; empty is that of its kind. */
  readonly moved: { readonly account: number; readonly group: string } | null;
}

const spotOf = (groups: readonly Group[], id: number): Spot | null => {
  const group = groups.findIndex(({ accounts }) => accounts.some((account) => account.id === id));
  return group < 0 ? null : { group, at: groups[group]?.accounts.findIndex((account) => account.id === id) ?? 0 };
};

/** The account at another spot; null where it is there already. */
export function placed(groups: readonly Group[], id: number, spot: Spot): Arrangement | null {
  const from = spotOf(groups, id);
  const account = from && groups[from.group]?.accounts[from.at];
  const heading = groups[spot.group]?.title;
  if (!from || !account || heading === undefined) return null;
  const within = from.group === spot.group;
  if (within && (spot.at === from.at || spot.at === from.at + 1)) return null;
  const accounts = groups.flatMap((group, number) => {
    const here = group.accounts.map((one) => one.id);
    if (number === spot.group) here.splice(spot.at, 0, id);
    return here.filter((one, at) => one !== id || (number === spot.group && at === spot.at));
  });
  const own = headingOf({ ...account, group: "" });
  return { accounts, moved: within ? null : { account: id, group: heading === own ? "" : heading } };
}

/** One place up or down; at the edge of a group into the next. Null at either end. */
export function stepped(groups: readonly Group[], id: number, way: 1 | -1): Arrangement | null {
  const from = spotOf(groups, id);
  if (!from) return null;
  const { group, at } = from;
  const count = groups[group]?.accounts.length ?? 0;
  if (way < 0 && at > 0) return placed(groups, id, { group, at: at - 1 });
  if (way > 0 && at < count - 1) return placed(groups, id, { group, at: at + 2 });
  const next = groups[group + way];
  return next ? placed(groups, id, { group: group + way, at: way < 0 ? next.accounts.length : 0 }) : null;
}
