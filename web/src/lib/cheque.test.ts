/** Chequebooks as typed and as told: each rule by its name. */
import { expect, test } from "vitest";
import type { Chequebook } from "../api/types";
import { ageText, formOf, newBookOf, nextBook, patchOf, runText, staleOf, stateOf } from "./cheque";

const book: Chequebook = { id: 1, account: 1, first: "000101", last: "000125", next: "000105", left: 21, closed: false, in_use: true };

test("the next book follows the last one, of the same size and with its zeros", () => {
  expect(nextBook([])).toEqual({ first: "", last: "", next: "", inUse: false });
  expect(nextBook([book])).toMatchObject({ first: "000126", last: "000150" });
});

test("a new book needs its first and its last number", () => {
  expect(newBookOf({ first: " 101 ", last: "125", next: "", inUse: true })).toEqual({ ok: true, value: { first: "101", last: "125", in_use: true } });
  const wrong = newBookOf({ first: "", last: " ", next: "", inUse: false });
  expect(wrong.ok ? [] : Object.keys(wrong.error)).toEqual(["first", "last"]);
});

test("only what was changed is sent, so that a number that undo gives back stays free", () => {
  expect(patchOf(book, formOf(book))).toEqual({ ok: true, value: {} });
  expect(patchOf(book, { ...formOf(book), next: "000110" })).toEqual({ ok: true, value: { next: "000110" } });
  expect(patchOf({ ...book, in_use: false }, { ...formOf(book), last: "000150" })).toEqual({ ok: true, value: { last: "000150", in_use: true } });
});

test("a book says in one word what it is", () => {
  expect([book, { ...book, in_use: false }, { ...book, in_use: false, next: null }, { ...book, closed: true }].map(stateOf)).toEqual(["In use", "Spare", "Used up", "Closed"]);
});

test("ages, runs and months are in words", () => {
  expect([0, 1, 184].map(ageText)).toEqual(["today", "1 day", "184 days"]);
  expect([runText({ first: "7", last: "7" }), runText({ first: "007", last: "009" })]).toEqual(["7", "007 to 009"]);
  expect(["6", " 12 ", "0", "121", "six", ""].map(staleOf)).toEqual([6, 12, null, null, null, null]);
});
