/** What a person may say about the lines of a bank file, and what the keys do. */
import { expect, test } from "vitest";
import type { LinePreview } from "../api/types";
import { counts, isAnswered, kindOf, movedTo, takenElsewhere, type Marks } from "./review";

const line = (index: number, fate: LinePreview["fate"]): LinePreview => ({
  index, fate, date: "2026-01-01", amount: 1, payee: "", bank_payee: "", memo: "", category: "", reason: "",
  candidates: fate === "doubtful" ? [{ transaction: 7, split: 0, date: "2026-01-01", payee: "", memo: "", reason: "" }] : [],
});
const none: Marks = { leftOut: new Set(), broughtBack: new Set(), answers: new Map() };

test("every line is of one kind, and what is left out is skipped", () => {
  const lines = (["new", "linked", "doubtful", "known", "deleted", "unfit"] as const).map((fate, index) => line(index, fate));
  expect(counts(lines, none)).toEqual({ new: 1, matched: 1, doubtful: 1, skipped: 3 });
  expect(counts(lines, { ...none, leftOut: new Set([0, 1]), broughtBack: new Set([4]) })).toEqual({ new: 1, matched: 0, doubtful: 1, skipped: 4 });
});

test("a doubtful line is answered by an entry, by none, or by leaving it out", () => {
  const doubtful = line(2, "doubtful");
  expect(isAnswered(doubtful, none)).toBe(false);
  expect(isAnswered(doubtful, { ...none, answers: new Map([[2, "new"]]) })).toBe(true);
  expect(isAnswered(doubtful, { ...none, leftOut: new Set([2]) })).toBe(true);
  expect(kindOf(doubtful, { ...none, answers: new Map([[2, 0]]) })).toBe("doubtful");
});

test("an entry goes to one line", () => {
  const lines = [line(0, "doubtful"), line(1, "doubtful")];
  const marks = { ...none, answers: new Map([[0, 0]]) };
  expect([...takenElsewhere(lines, marks, 1)]).toEqual(["7/0"]);
  expect([...takenElsewhere(lines, marks, 0)]).toEqual([]);
});

test("keys stay within the rows", () => {
  expect([movedTo("ArrowDown", 2, 3, 5), movedTo("PageUp", 2, 3, 5), movedTo("End", 0, 3, 5), movedTo("x", 0, 3, 5)]).toEqual([2, 0, 2, null]);
});
