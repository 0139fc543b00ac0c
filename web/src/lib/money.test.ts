/** How amounts are read and written: both decimal marks, never a silent guess. */
import { describe, expect, it } from "vitest";
import { currencyDecimals, editMinor, formatMinor, numberStyle, parseMinor } from "./money";

const en = numberStyle("en-US");
const de = numberStyle("de-DE");
const value = (text: string, decimals = 2, style = en): number | string => {
  const parsed = parseMinor(text, decimals, style);
  return parsed.ok ? parsed.value : parsed.error;
};

describe("reading", () => {
  it.each([
    ["12", 1200], ["12.5", 1250], ["12,50", 1250], [".5", 50], ["5.", 500], ["-3", -300], ["−3", -300], ["+3", 300],
    ["1,234.50", 123450], ["1.234,50", 123450], ["1 234,50", 123450], ["1’234.50", 123450], ["1,234,567", 123456700], ["0", 0], ["-0", 0],
  ])("takes %s in either way of writing", (text, minor) => {
    expect(value(text)).toBe(minor);
    expect(Object.is(value(text), -0)).toBe(false);
  });

  it.each(["12 50", "1 23", "12 5", "1 2345", "12345 678", "1,23", "12,34,567", "1'23", "1 234,567 890", "1  234", "1.2 3"])("never joins %j to another amount", (text) => {
    expect(value(text, 0)).toMatch(/not an amount|no decimals/);
    expect(value(text) === 123 || typeof value(text) === "string").toBe(true);
  });

  it("reads thousands as each language parts them, and refuses those of another way", () => {
    const hindi = numberStyle("en-IN");
    expect([value("12,34,567", 2, hindi), value("12,34,567.50", 2, hindi)]).toEqual([123456700, 123456750]);
    for (const locale of ["en-US", "en-IN", "hi-IN", "de-DE", "de-CH", "de-AT", "fr-FR", "ru-RU", "sv-SE", "pl-PL", "es-ES", "pt-PT", "pt-BR", "tr-TR", "ar-EG", "fa-IR", "ja-JP", "cs-CZ", "bg-BG", "et-EE", "lv-LV"]) {
      const style = numberStyle(locale);
      for (let minor = 1; minor < 1e15; minor = minor * 7 + 3) {
        for (const decimals of [0, 2, 3]) {
          const shown = formatMinor(minor, decimals, style);
          expect([locale, shown, value(shown, decimals, style)]).toEqual([locale, shown, minor]);
          expect(value(shown.replace(/\s/g, " "), decimals, style)).toBe(minor);
        }
      }
    }
  });

  it("takes a lone mark before three digits as the locale means it", () => {
    expect(value("1,234")).toBe(123400);
    expect(value("1.234", 2, de)).toBe(123400);
    expect(value("1.234")).toMatch(/2 decimals/);
    expect(value("1,234", 2, de)).toMatch(/2 decimals/);
  });

  it("knows currencies with none and with three decimals", () => {
    expect(value("1500", 0)).toBe(1500);
    expect(value("1,500", 0)).toBe(1500);
    expect(value("1500.5", 0)).toMatch(/no decimals/);
    expect(value("1.234", 3)).toBe(1234);
    expect(value("1,234", 3)).toBe(1234000);
  });

  it.each(["", "-", "abc", "1.2.3", "12,34,5", "1,23.4,5", "1e5", "12 $", "."])("refuses %j with words", (text) => {
    expect(value(text)).toMatch(/is not an amount/);
  });

  it("refuses what a browser cannot hold exactly", () => {
    expect(value("90071992547409.91")).toBe(Number.MAX_SAFE_INTEGER);
    expect(value("90071992547409.92")).toMatch(/larger/);
  });
});

describe("writing", () => {
  it("groups and keeps every digit", () => {
    expect(formatMinor(123450, 2, en)).toBe("1,234.50");
    expect(formatMinor(-5, 2, en)).toBe("−0.05");
    expect(formatMinor(123450, 2, de)).toBe("1.234,50");
    expect(formatMinor(1500, 0, en)).toBe("1,500");
    expect(formatMinor(Number.MAX_SAFE_INTEGER, 2, en)).toBe("90,071,992,547,409.91");
  });

  it("writes into a field what it can read again", () => {
    for (const style of [en, de, numberStyle("fr-FR"), numberStyle("de-CH"), numberStyle("sv-SE"), numberStyle("ar-EG")]) {
      for (const minor of [0, 5, -5, 123456, -123456789, Number.MAX_SAFE_INTEGER]) {
        for (const decimals of [0, 2, 3]) {
          expect(value(editMinor(minor, decimals, style), decimals, style)).toBe(minor);
          expect(value(formatMinor(minor, decimals, style), decimals, style)).toBe(minor);
        }
      }
    }
  });
});

it("knows how many decimals a currency has", () => {
  expect([currencyDecimals("USD"), currencyDecimals("JPY"), currencyDecimals("KWD"), currencyDecimals("US")]).toEqual([2, 0, 3, null]);
});
