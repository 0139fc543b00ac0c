/**
 * Amounts as text and back.
 *
 * An amount is an integer of minor units (cents for USD, yen for JPY) within
 * ±(2^53 − 1). This is the only file that turns amounts into text or text into
 * amounts. It never computes with fractions.
 */
import { ourDigits } from "./digits";
import { err, ok, type Result } from "./result";

/** How a locale writes numbers. */
export interface NumberStyle {
  readonly locale: string;
  readonly decimalMark: string;
  /** Thousands are parted as in India: three digits, and two before them. */
  readonly byTwo: boolean;
}

export function numberStyle(locale: string): NumberStyle {
  const parts = new Intl.NumberFormat(locale, { numberingSystem: "latn" }).formatToParts(1234567.8);
  const groups = parts.filter((part) => part.type === "integer").map((part) => part.value.length);
  return { locale, decimalMark: parts.find((part) => part.type === "decimal")?.value ?? ".", byTwo: groups.at(-2) === 2 };
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

/** What was typed in our digits, with one kind of space and of apostrophe, and without marks that nobody sees. */
export const plainText = (typed: string): string => ourDigits(typed).replace(/\s/g, " ").replace(/’/g, "'").trim();

/** Groups of three; where the language does so, of two before the last three. One mark throughout. */
const THREES = /^\d{1,3}(?:([., '])\d{3})(?:\1\d{3})*$/;
const TWOS = /^\d{1,2}([., '])(?:\d{2}\1)*\d{3}$/;

/** The digits of a whole number without what parts its thousands; null where they are not parted so: `12 50`. */
function ungrouped(text: string, style: NumberStyle): string | null {
  if (/^\d*$/.test(text)) return text;
  return THREES.test(text) || (style.byTwo && TWOS.test(text)) ? text.replace(/[., ']/g, "") : null;
}

/** Splits "1.234,50" into the digits of its whole and its fraction, or null where the marks make no number. */
export function splitAtMark(text: string, style: NumberStyle): [whole: string, fraction: string] | null {
  const last = Math.max(text.lastIndexOf("."), text.lastIndexOf(","));
  const mark = text[last];
  const alone = mark === undefined || text.indexOf(mark) === last;
  const all = mark !== undefined && alone && mark === style.decimalMark ? null : ungrouped(text, style);
  if (all !== null) return [all, ""];
  if (mark === undefined || !alone) return null;
  const whole = ungrouped(text.slice(0, last), style);
  return whole === null ? null : [whole, text.slice(last + 1)];
}

/**
 * Reads an amount as people type it: "12", "12.5", "12,50", "1,234.50", "1.234,50", "1 234", "-3".
 *
 * Both decimal marks are taken. A single mark before exactly three digits is
 * grouping only when it is not the locale's own decimal mark. Thousands are
 * parted by one mark throughout, a space and an apostrophe among them, and each
 * is three digits: "12 50" is a slip, and no guess is made. The error is a
 * sentence for the person who typed.
 */
export function parseMinor(typed: string, decimals: number, style: NumberStyle): Result<number, string> {
  const match = /^([+-]?) ?([\d., ']+)$/.exec(plainText(typed).replace(/^[−–]/, "-"));
  const parts = match && splitAtMark(match[2] as string, style);
  if (!parts || !/^\d*$/.test(parts[1]) || parts[0] + parts[1] === "") {
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
