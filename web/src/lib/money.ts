/**
 * Amounts as text and back.
 *
 * An amount is an integer of minor units (cents for USD, yen for JPY) within
 * ±(2^53 − 1). This is the only file that turns amounts into text or text into
 * amounts. It never computes with fractions.
 */
import { err, ok, type Result } from "./result";

/** How a locale writes numbers. */
export interface NumberStyle {
  readonly locale: string;
  readonly decimalMark: string;
}

export function numberStyle(locale: string): NumberStyle {
  const parts = new Intl.NumberFormat(locale, { numberingSystem: "latn" }).formatToParts(12345.6);
  return { locale, decimalMark: parts.find((part) => part.type === "decimal")?.value ?? "." };
}

/** "-1234.05": the exact decimal, as every machine writes it. */
export function plainDecimal(minor: number, decimals: number): `${number}` {
  const digits = String(Math.abs(minor)).padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = decimals > 0 ? `.${digits.slice(-decimals)}` : "";
  return `${minor < 0 ? "-" : ""}${whole}${fraction}` as `${number}`;
}

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(locale: string, decimals: number, grouping: boolean): Intl.NumberFormat {
  const key = `${locale} ${decimals} ${grouping}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      useGrouping: grouping,
      numberingSystem: "latn",
    });
    formats.set(key, format);
  }
  return format;
}

/** For reading: grouped, with a true minus sign. `decimals` is the currency's (ISO 4217). */
export function formatMinor(minor: number, decimals: number, style: NumberStyle): string {
  return formatOf(style.locale, decimals, true).format(plainDecimal(minor, decimals)).replace("-", "−");
}

/** For a field: no grouping and a minus sign that is on the keyboard. */
export function editMinor(minor: number, decimals: number, style: NumberStyle): string {
  return formatOf(style.locale, decimals, false).format(plainDecimal(minor, decimals)).replace("−", "-");
}

const GROUPED = /^\d{1,3}(?:[.,]\d{3})+$/;

/** Splits "1.234,50" into the digits of its whole and its fraction, or null where the marks make no number. */
export function splitAtMark(text: string, style: NumberStyle): [whole: string, fraction: string] | null {
  const last = Math.max(text.lastIndexOf("."), text.lastIndexOf(","));
  if (last < 0) return [text, ""];
  const mark = text[last] as string;
  const other = mark === "." ? "," : ".";
  const alone = text.indexOf(mark) === last;
  const groups = GROUPED.test(text) && !(alone && text.includes(other));
  if (groups && (!alone || mark !== style.decimalMark)) return [text.replaceAll(mark, ""), ""];
  if (!alone) return null;
  const whole = text.slice(0, last);
  if (whole.includes(other) && !GROUPED.test(whole)) return null;
  return [whole.replaceAll(other, ""), text.slice(last + 1)];
}

/**
 * Reads an amount as people type it: "12", "12.5", "12,50", "1,234.50", "1.234,50", "1 234", "-3".
 *
 * Both decimal marks are taken. A single mark before exactly three digits is
 * grouping only when it is not the locale's own decimal mark. The error is a
 * sentence for the person who typed.
 */
export function parseMinor(typed: string, decimals: number, style: NumberStyle): Result<number, string> {
  const text = typed.replace(/[\s'’\u061c\u200e\u200f]/g, "").replace(/^[−–]/, "-");
  const match = /^([+-]?)([\d.,]+)$/.exec(text);
  const parts = match && splitAtMark(match[2] as string, style);
  if (!parts || !/^\d*$/.test(parts[0]) || !/^\d*$/.test(parts[1]) || parts[0] + parts[1] === "") {
    return err(`“${typed.trim()}” is not an amount. Type it like ${editMinor(1250 * 10 ** Math.max(decimals - 2, 0), decimals, style)}.`);
  }
  const [whole, fraction] = parts;
  if (fraction.length > decimals) {
    return err(decimals === 0 ? "This currency has no decimals." : `This currency has ${decimals} decimals, not ${fraction.length}.`);
  }
  const minor = Number(whole + fraction.padEnd(decimals, "0"));
  if (!Number.isSafeInteger(minor)) return err("This amount is larger than a book can hold.");
  return ok(match[1] === "-" && minor !== 0 ? -minor : minor);
}

/** Digits after the decimal mark of a currency that no account has yet; null for a code that is none. */
export function currencyDecimals(code: string): number | null {
  if (!/^[A-Za-z]{3}$/.test(code)) return null;
  return new Intl.NumberFormat("en", { style: "currency", currency: code }).resolvedOptions().maximumFractionDigits ?? 2;
}
