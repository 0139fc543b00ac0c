/** What a person may say about the lines of a bank file, and what the keys do. */
import { expect, test } from "vitest";
import type { LinePreview } from "../api/types";
import type { RegisterRow } from "../api/types";
import { besides, byLikeness, counts, differs, isAnswered, isTaken, kindOf, movedTo, takenElsewhere, takingAmount, withAnswer, withTaken, type Answer, type Marks } from "./review";

const line = (index: number, fate: LinePreview["fate"]): LinePreview => ({
  index, fate, date: "2026-01-01", amount: 1, payee: "", bank_payee: "", memo: "", category: "", reason: "",
  candidates: fate === "doubtful" ? [{ transaction: 7, split: 0, date: "2026-01-01", amount: 1, payee: "", memo: "", reason: "" }] : [],
});
const none: Marks = { leftOut: new Set(), answers: new Map() };
const row = { transaction: 7, split: 0, date: "2026-01-01", payee: "", memo: "", amount: 1 };

test("every line is of one kind, and what is left out is skipped", () => {
  const lines = (["new", "linked", "doubtful", "known", "deleted", "unfit"] as const).map((fate, index) => line(index, fate));
  expect(counts(lines, none)).toEqual({ new: 1, matched: 1, doubtful: 1, skipped: 3 });
  const said: Marks = { leftOut: new Set([0]), answers: new Map<number, Answer>([[1, "new"], [2, row], [3, "new"], [4, "new"], [5, "new"]]) };
  expect(counts(lines, said)).toEqual({ new: 3, matched: 1, doubtful: 0, skipped: 2 });
});

test("a doubtful line is answered by a row, by none, or by leaving it out", () => {
  const doubtful = line(2, "doubtful");
  expect(isAnswered(doubtful, none)).toBe(false);
  expect(isAnswered(doubtful, withAnswer(doubtful, none, "new"))).toBe(true);
  expect(isAnswered(doubtful, withTaken(doubtful, none, false))).toBe(true);
  expect(kindOf(doubtful, withAnswer(doubtful, none, row))).toBe("matched");
});

test("what stays out by itself is taken in and left again, and leaves nothing behind", () => {
  for (const fate of ["known", "deleted"] as const) {
    const behind = line(0, fate);
    const taken = withTaken(behind, none, true);
    expect([isTaken(behind, none), isTaken(behind, taken), kindOf(behind, taken)]).toEqual([false, true, "new"]);
    expect(withTaken(behind, taken, false)).toEqual(none);
  }
  expect(withTaken(line(0, "unfit"), none, true)).toBe(none);
});

test("an answer takes a line that was left out, and what was proposed is no answer", () => {
  const linked = line(0, "linked");
  const left = withTaken(linked, none, false);
  expect(withAnswer(linked, left, "new")).toEqual({ leftOut: new Set(), answers: new Map([[0, "new"]]) });
  expect(withAnswer(linked, withAnswer(linked, none, "new"), null)).toEqual(none);
  expect(withAnswer(line(0, "new"), none, "new")).toEqual(none);
});

test("a row goes to one line", () => {
  const marks = { ...none, answers: new Map([[0, row]]) };
  expect([...takenElsewhere(marks, 1)]).toEqual(["7/0"]);
  expect([...takenElsewhere(marks, 0)]).toEqual([]);
  expect([...takenElsewhere({ ...marks, leftOut: new Set([0]) }, 1)]).toEqual([]);
});

test("rows to choose from come by amount, then by days, each once and none that is void", () => {
  const of = (transaction: number, date: string, amount: number, isVoid = false): RegisterRow => ({ transaction, split: 0, index: transaction, date, amount, void: isVoid }) as RegisterRow;
  const rows = [of(1, "2026-01-01", 2), of(2, "2025-11-01", 1), of(3, "2026-01-03", 1), of(3, "2026-01-03", 1), of(4, "2026-01-01", 1, true), of(5, "2025-12-30", 2)];
  expect(byLikeness(rows, line(0, "new")).map(({ transaction }) => transaction)).toEqual([3, 2, 1, 5]);
});

test("keys stay within the rows", () => {
  expect([movedTo("ArrowDown", 2, 3, 5), movedTo("PageUp", 2, 3, 5), movedTo("End", 0, 3, 5), movedTo("x", 0, 3, 5)]).toEqual([2, 0, 2, null]);
});

test("a row that is offered over another amount gets the bank's, and one that was chosen only when that is said", () => {
  const dearer = { ...row, amount: -10_000 };
  const bank = { ...line(0, "doubtful"), amount: -12_000 };
  expect(takingAmount(dearer, bank)).toEqual({ ...dearer, takesAmount: true });
  expect(takingAmount(row, line(0, "doubtful"))).toEqual(row);
  expect([differs(dearer, bank), differs(takingAmount(dearer, bank), bank), differs("new", bank), differs(undefined, bank)]).toEqual([true, false, false, false]);
  expect([besides(-12_000, -10_000), besides(12_000, -10_000), besides(-12_000, 10_000)]).toEqual([12_000, 12_000, -12_000]);
});
