/**
 * Rows that look like the two sides of one transfer, as they are told apart.
 *
 * Pure. Pairs that somebody said are two movements stay away.
 */
import type { PairRow, TransferProposal, TwoRows } from "../api/types";

/** So many are remembered as two movements; the oldest are forgotten first. */
const MOST_APART = 500;

type RowKey = Pick<PairRow, "transaction" | "split">;

const rowKey = ({ transaction, split }: RowKey): string => `${transaction}/${split}`;

export const pairKey = ({ payment, deposit }: TransferProposal): string => `${rowKey(payment)}-${rowKey(deposit)}`;

/** The pairs of which nobody said that they are two movements. */
export const withoutApart = (pairs: readonly TransferProposal[], apart: readonly string[]): TransferProposal[] => pairs.filter((pair) => !apart.includes(pairKey(pair)));

export const withApart = (apart: readonly string[], pair: TransferProposal): string[] => [...apart, pairKey(pair)].slice(-MOST_APART);

/** The pair that a row is in. */
export const pairOf = (pairs: readonly TransferProposal[], row: RowKey): TransferProposal | undefined =>
  pairs.find(({ payment, deposit }) => [payment, deposit].some((side) => rowKey(side) === rowKey(row)));

/** The side in this account, and the other. */
export const seenFrom = ({ payment, deposit }: TransferProposal, account: number): { own: PairRow; other: PairRow } =>
  payment.account === account ? { own: payment, other: deposit } : { own: deposit, other: payment };

export const twoRows = (one: RowKey, other: RowKey, base: number | null): TwoRows => ({
  rows: [one, other].map(({ transaction, split }) => ({ transaction, split })),
  base,
});
