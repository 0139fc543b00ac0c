/** What people take for equal is equal, in every language of the browser. */
import { expect, it } from "vitest";
import type { Account } from "../api/types";
import { sideNamed } from "./chart";
import { complete, sameName } from "./complete";
import { fold, holds } from "./fold";

it("takes off case and accents, also those of letters that have none in Unicode", () => {
  expect(["Łódź", "STRASSE", "Straße", "Ærø", "ﬁn", "İzmir", "IĞDIR", "ığdır"].map(fold)).toEqual(["lodz", "strasse", "strasse", "aero", "fin", "izmir", "igdir", "igdir"]);
  expect([holds("Łódź:Rent", " lodz "), holds("Food", "x"), holds("Food", "")]).toEqual([true, false, true]);
});

it("does not ask the browser's language, which in Turkish makes another letter of I", () => {
  expect("SAVINGS".toLocaleLowerCase("tr")).not.toBe("savings");
  const own = String.prototype.toLocaleLowerCase;
  String.prototype.toLocaleLowerCase = function turkish() { return own.call(this, "tr"); };
  try {
    expect(["SAVINGS", "savings", "Savıngs", "SAVİNGS"].every((name) => sameName(`[${name}]`, "[Savings]"))).toBe(true);
    expect(complete("[SAVI", ["[Savings]"], 3)).toEqual(["[Savings]"]);
  } finally {
    String.prototype.toLocaleLowerCase = own;
  }
});

it("of names that differ by an accent only takes the one that is typed", () => {
  const category = (id: number, name: string): Account => ({ id, name, kind: "expense", currency: "USD", decimals: 2, closed: false, balance: 0, entered_balance: 0, cleared_balance: 0, rows: 0, note: "", subkind: "", group: "", order: 0 });
  const both = [category(1, "Lodz"), category(2, "Łódź")];
  expect(["lodz", "ŁÓDŹ", "łodz"].map((name) => sideNamed(name, both, "USD", "expense")?.id)).toEqual([1, 2, 1]);
});
