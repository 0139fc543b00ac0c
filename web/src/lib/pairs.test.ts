/** Pairs of rows: which are offered, and which side is whose. */
import { describe, expect, it } from "vitest";
import type { PairRow, TransferProposal } from "../api/types";
import { pairKey, pairOf, seenFrom, twoRows, withApart, withoutApart } from "./pairs";

const row = (transaction: number, account: number, amount: number): PairRow => ({ transaction, split: 0, account, date: "2024-05-03", amount, payee: "", memo: "", category: "" });
const pair = (one: number, other: number): TransferProposal => ({ payment: row(one, 1, -5), deposit: row(other, 2, 5), days: 0, reason: "" });

describe("pairs of rows", () => {
  it("stay away once somebody said that they are two movements", () => {
    const [first, second] = [pair(1, 2), pair(3, 4)];
    const apart = withApart([], first);
    expect(withoutApart([first, second], apart)).toEqual([second]);
    expect(withoutApart([pair(1, 4)], apart)).toHaveLength(1);
  });

  it("forget the oldest of very many", () => {
    const many = Array.from({ length: 500 }, (_, at) => `${at}`);
    const apart = withApart(many, pair(1, 2));
    expect([apart.length, apart[0], apart.at(-1)]).toEqual([500, "1", pairKey(pair(1, 2))]);
  });

  it("are found by either row, and seen from either account", () => {
    const one = pair(1, 2);
    expect(pairOf([pair(3, 4), one], { transaction: 2, split: 0 })).toBe(one);
    expect(pairOf([one], { transaction: 2, split: 1 })).toBeUndefined();
    expect(seenFrom(one, 2)).toEqual({ own: one.deposit, other: one.payment });
    expect(twoRows(one.payment, one.deposit, 7)).toEqual({ rows: [{ transaction: 1, split: 0 }, { transaction: 2, split: 0 }], base: 7 });
  });
});
