/** What a page shows it can read, in every locale that a browser has. */
import { expect, test } from "vitest";
import { dateStyle, formatDate, parseDate } from "./date";
import { editMinor, formatMinor, numberStyle, parseMinor } from "./money";
import { parseSum } from "./sum";

/** Languages, with the countries that write otherwise. What an engine does not know falls back to another. */
const LOCALES = Intl.getCanonicalLocales(
  `af am ar ar-AE ar-DZ ar-EG ar-IQ ar-MA ar-SA as az be bg bn bn-IN bs ca ckb cs cy da de de-AT de-CH de-LI dz el en en-AU en-CA en-GB en-IE en-IN
  en-NZ en-US en-ZA es es-AR es-CL es-CO es-MX es-PE es-US et eu fa fa-AF fi fil fo fr fr-BE fr-CA fr-CH ga gl gsw gu ha he hi hr hu hy id is it it-CH
  ja ka kk km kn ko ks ky lb lo lt lv mk ml mn mr ms mt my mzn nb ne nl nl-BE nn or pa pa-Arab pl ps pt pt-BR pt-PT ro ru rm sd si sk sl so sq sr sr-Latn sv sw
  ta te tg th tk tr ug uk ur ur-IN uz uz-Arab vi yi yo zh-CN zh-HK zh-TW zu`.split(/\s+/),
);
const UNITS = [0, 1, -1, 5, 99, -100, 1_000, 12_345, -99_999, 100_000, 1_234_567, -12_345_678, 123_456_789_012, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
const DAYS = ["2026-01-02", "2026-11-30", "2024-02-29", "1999-12-31", "2031-10-01"];

test.each(LOCALES)("an amount in %s is read as it is shown and as it stands in a field", (locale) => {
  const style = numberStyle(locale);
  for (const decimals of [0, 2, 3]) {
    for (const units of UNITS) {
      const shown = formatMinor(units, decimals, style);
      const [read, typed] = [parseMinor(shown, decimals, style), editMinor(units, decimals, style)];
      expect({ shown, read }).toEqual({ shown, read: { ok: true, value: units } });
      expect({ typed, read: parseSum(typed, decimals, style) }).toEqual({ typed, read: { ok: true, value: units } });
    }
  }
});

test("digits and marks of other scripts are read as ours", () => {
  const english = numberStyle("en-US");
  for (const typed of ["١٢٣٤٫٥", "۱۲۳۴٫۵", "१,२३४.५", "１，２３４．５", "๑๒๓๔.๕", "١٬٢٣٤٫٥"]) {
    expect({ typed, read: parseMinor(typed, 2, english) }).toEqual({ typed, read: { ok: true, value: 123_450 } });
  }
  expect(parseDate("٢٠٢٦-٠١-٠٢", dateStyle("ar-EG"), "2026-11-30")).toEqual({ ok: true, value: "2026-01-02" });
  expect(parseDate("2.1.2026 г.", dateStyle("bg"), "2026-11-30")).toEqual({ ok: true, value: "2026-01-02" });
});

test.each(LOCALES)("a day in %s is read as it is shown", (locale) => {
  const style = dateStyle(locale);
  for (const day of DAYS) {
    const shown = formatDate(day, style);
    expect({ shown, read: parseDate(shown, style, "2026-11-30") }).toEqual({ shown, read: { ok: true, value: day } });
  }
});
