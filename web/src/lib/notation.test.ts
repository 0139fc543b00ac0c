/** What a search is told of the reader, language by language. */
import { expect, it } from "vitest";
import { dateStyle } from "./date";
import { numberStyle } from "./money";
import { notationOf } from "./notation";

it.each([
  ["en-US", "point", "month_first"], ["en-GB", "point", "day_first"], ["de-DE", "comma", "day_first"], ["de-CH", "point", "day_first"],
  ["fr-FR", "comma", "day_first"], ["sv-SE", "comma", "year_first"], ["ja-JP", "point", "year_first"], ["hu-HU", "comma", "year_first"], ["en-IN", "point", "day_first"],
])("%s writes a %s, and dates %s", (locale, decimal, dates) => {
  expect(notationOf(numberStyle(locale), dateStyle(locale))).toEqual({ decimal, dates });
});
