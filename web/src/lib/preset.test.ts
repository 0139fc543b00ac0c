/** Presets as files. */
import { expect, test } from "vitest";
import { presetFile, readPreset, together, withPreset, wordsOf } from "./preset";

const settings = { layout: "table-1", date_order: "day_first" as const, columns: ["date" as const, "payee" as const, "amount" as const], encoding: "CP850", delimiter: "caret" as const, quote: "none" as const, date_pattern: "DD.MM.YY", words: [{ word: "af", meaning: "money_out" as const }] };

test("a preset comes back from its file as it went", () => {
  expect(readPreset(presetFile({ name: "My bank", settings }))).toEqual({ ok: true, value: { name: "My bank", settings } });
});

test("what is no preset, or one that was tampered with, is refused", () => {
  for (const text of ["", "{}", "[1]", "null", "<html>", presetFile({ name: "x", settings }).replace("day_first", "sideways"), presetFile({ name: "x", settings }).replace("CP850", "CP0"), presetFile({ name: "x", settings }).replace("payee", "constructor"), presetFile({ name: " ", settings })]) {
    expect(readPreset(text).ok, text).toBe(false);
  }
});

test("a preset takes the place of one of the same name in any case", () => {
  const list = withPreset(withPreset([], { name: "B", settings }), { name: "a", settings });
  expect(withPreset(list, { name: "b", settings: { layout: "x" } }).map(({ name, settings: { layout } }) => [name, layout])).toEqual([["a", "table-1"], ["b", "x"]]);
});

test("two answers in a row are both meant, whatever was known when they were given", () => {
  const known = { layout: "a", date_order: null, columns: null };
  const waiting = { ...known, date_order: "day_first" as const };
  const said = { ...known, columns: ["memo" as const] };
  expect(together(waiting, known, said)).toEqual({ layout: "a", date_order: "day_first", columns: ["memo"] });
});

test("two columns that were said one after the other are both meant", () => {
  const shown = ["ignored" as const, "memo" as const, "amount" as const];
  const waiting = { layout: "a", columns: ["date" as const, "memo" as const, "amount" as const] };
  const said = { layout: "a", columns: ["ignored" as const, "payee" as const, "amount" as const] };
  expect(together(waiting, { layout: "a" }, said, shown)).toEqual({ layout: "a", columns: ["date", "payee", "amount"] });
  expect(together(waiting, { layout: "a", columns: null }, { layout: "a", columns: null, date_pattern: "DD~MM~YYYY" }, shown).columns).toEqual(waiting.columns);
});

test("two words that were said one after the other are both meant, and one that is taken back is gone", () => {
  const word = (name: string, meaning: "money_out" | "money_in") => ({ word: name, meaning });
  const known = { layout: "a", words: [word("af", "money_out")] };
  const waiting = { layout: "a", words: [word("af", "money_out"), word("zurl", "money_out")] };
  const said = { layout: "a", words: [word("af", "money_out"), word("brum", "money_in")] };
  expect(together(waiting, known, said).words).toEqual([...waiting.words, word("brum", "money_in")]);
  expect(together(waiting, known, { layout: "a", words: [] }).words).toEqual([word("zurl", "money_out")]);
  // An answer to something else, which comes with a copy of what was known, takes no word back.
  expect(together(waiting, known, { layout: "a", date_order: "day_first", words: [...known.words] }).words).toEqual(waiting.words);
});

test("the words of direction and status columns can be set, each once", () => {
  const table = { columns: [{ role: "direction" }, { role: "memo" }], rows: [["Débit", "x"], ["DEBIT", "y"], ["Crédit", "z"], ["", ""]] };
  expect(wordsOf({ table, settled: { layout: "a", words: [{ word: "storno", meaning: "left_out" }] } })).toEqual([
    { key: "debit", word: "Débit" },
    { key: "credit", word: "Crédit" },
    { key: "storno", word: "storno" },
  ]);
});
