/** What was typed comes back for its own book only, and a broken text harms nothing. */
import { expect, it } from "vitest";
import { isBlank, type RowForm } from "./draft";
import { keptOf } from "./kept";

const form: RowForm = { date: "1/2/2026", number: "", payee: "Half typed", category: "", memo: "", tags: "", payment: "", deposit: "", lines: [] };
const rows = [{ account: 3, form, origin: null }];

it("comes back for its own book only", () => {
  const text = JSON.stringify({ book: "a", rows });
  expect(keptOf(text, "a")).toEqual(rows);
  expect(keptOf(text, "b")).toEqual([]);
});

it.each([null, "", "{", "null", "7", "{\"book\":\"a\"}"])("reads %j as nothing", (text) => {
  expect(keptOf(text, "a")).toEqual([]);
});

it("a row in which only the day stands is blank", () => {
  expect(isBlank(form)).toBe(false);
  expect(isBlank({ ...form, payee: " " })).toBe(true);
});
