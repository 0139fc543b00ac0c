/**
 * Dates as text and back.
 *
 * A date is an ISO 8601 day, `YYYY-MM-DD`, without a time or a zone. Pure:
 * what day it is today is an argument, read once at the edge by `isoIn`.
 */
import { ourDigits, withoutDirection } from "./digits";
import { err, ok, type Result } from "./result";

export type Iso = string;
type Part = "year" | "month" | "day";

/** In which order a locale writes a date. */
export interface DateStyle {
  readonly locale: string;
  readonly order: readonly Part[];
}

/** Writes dates as ISO 8601 does. */
const ISO_LOCALE = "sv-SE";

/** As dates are shown: digits and a calendar that every reader of the page has on the keyboard. */
const SHOWN: Intl.DateTimeFormatOptions = { year: "numeric", month: "2-digit", day: "2-digit", calendar: "gregory", numberingSystem: "latn", timeZone: "UTC" };

export function dateStyle(locale: string): DateStyle {
  const parts = new Intl.DateTimeFormat(locale, SHOWN).formatToParts(new Date(Date.UTC(2001, 10, 22)));
  const order = parts.map((part) => part.type).filter((type): type is Part => /^(year|month|day)$/.test(type));
  // The year first and the month last (Kyrgyz) would be read the other way round: ISO 8601 is shown then.
  const isClear = order.length === 3 && !(order[0] === "year" && order[1] === "day");
  return isClear ? { locale, order } : { locale: ISO_LOCALE, order: ["year", "month", "day"] };
}

const pad = (value: number, width: number): string => String(value).padStart(width, "0");

/** The local day of a moment. */
export function isoOf(moment: Date): Iso {
  return `${pad(moment.getFullYear(), 4)}-${pad(moment.getMonth() + 1, 2)}-${pad(moment.getDate(), 2)}`;
}

const zones = new Map<string, Intl.DateTimeFormat | null>();

/** Null for a zone that this browser does not know. */
function zoneFormat(timeZone: string): Intl.DateTimeFormat | null {
  const known = zones.get(timeZone);
  if (known !== undefined) return known;
  let format: Intl.DateTimeFormat | null = null;
  try {
    format = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  } catch {
    // A name that is newer than the browser: its own zone has to do.
  }
  zones.set(timeZone, format);
  return format;
}

/** The day of a moment in a zone: a name of the IANA database or "+05:45"; "" for the browser's own. */
export function isoIn(ms: number, zone: string): Iso {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(zone) ?? [];
  if (sign) {
    const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
    return new Date(sign === "-" ? ms - offset : ms + offset).toISOString().slice(0, 10);
  }
  const format = zone === "" ? null : zoneFormat(zone);
  if (!format) return isoOf(new Date(ms));
  const part = (wanted: Part): string => format.formatToParts(ms).find(({ type }) => type === wanted)?.value ?? "";
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`;
}

const DAY_MS = 86_400_000;

/**
 * How far a page's clock is behind the program's, where that has to be reckoned with.
 *
 * Both have the clock of one machine, and the page's goes on by itself over a
 * sleep. But where the program's was set, or the two are days apart, the
 * program's is the one that bills go by.
 */
export function behind(program: string, isSet: boolean, pageMs: number): number {
  const ms = Date.parse(program) - pageMs;
  return isSet || Math.abs(ms) > DAY_MS ? ms : 0;
}

function utcOf(iso: Iso): Date {
  const [year = 1970, month = 1, day = 1] = iso.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, day));
}

export function addDays(iso: Iso, days: number): Iso {
  const date = utcOf(iso);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The first day of the month; of the month before, where it is that day already. */
export function monthStart(iso: Iso): Iso {
  const within = iso.endsWith("-01") ? addDays(iso, -1) : iso;
  return `${within.slice(0, 8)}01`;
}

/** The last day of the month; of the next month, where it is that day already. */
export function monthEnd(iso: Iso): Iso {
  const within = utcOf(addDays(iso, 1).endsWith("-01") ? addDays(iso, 1) : iso);
  return new Date(Date.UTC(within.getUTCFullYear(), within.getUTCMonth() + 1, 0)).toISOString().slice(0, 10);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** "03/14/2026" or "14.03.2026": always the same width, so that a column lines up. */
export function formatDate(iso: Iso, style: DateStyle): string {
  let format = formats.get(style.locale);
  if (!format) {
    format = new Intl.DateTimeFormat(style.locale, SHOWN);
    formats.set(style.locale, format);
  }
  // What is put behind a date as a word ("02.01.2026 г.") is nothing to type.
  return withoutDirection(format.format(utcOf(iso))).replace(/\s*\p{L}+\.?$/u, "");
}

function day(year: number, month: number, dayOfMonth: number): Iso | null {
  const date = new Date(Date.UTC(year, month - 1, dayOfMonth));
  const real = year >= 1000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === dayOfMonth;
  return real ? `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}` : null;
}

/** Two digits mean the nearest such year that is at most twenty years ahead. */
function fullYear(digits: string, today: Iso): number {
  if (digits.length !== 2) return Number(digits);
  const now = Number(today.slice(0, 4));
  const year = Math.floor(now / 100) * 100 + Number(digits);
  return year > now + 20 ? year - 100 : year;
}

function inOrder(numbers: string[], order: readonly Part[], today: Iso): Iso | null {
  const given: Record<Part, string> = { year: today.slice(0, 4), month: today.slice(5, 7), day: "" };
  const named = numbers.length === 3 ? order : order.filter((part) => part !== "year");
  if (numbers.length === 1) given.day = numbers[0] as string;
  else named.forEach((part, at) => (given[part] = numbers[at] as string));
  if (given.month.length > 2 || given.day.length > 2) return null;
  return day(fullYear(given.year, today), Number(given.month), Number(given.day));
}

/**
 * Reads a date as people type it: ISO, or in the locale's order with any mark
 * between the numbers; without a year it is this year, with one number this month.
 */
export function parseDate(typed: string, style: DateStyle, today: Iso): Result<Iso, string> {
  const plain = ourDigits(typed);
  // Bulgarian and Macedonian write "г." (year) behind a date.
  const numbers = plain.match(/\d+/g) ?? [];
  const shaped = /^\s*\d+([./\-\s]+\d+){0,2}\s*\.?\s*(г\.?\s*)?$/.test(plain);
  const iso = numbers.length === 3 && numbers[0]?.length === 4;
  const found = shaped ? inOrder(numbers, iso ? ["year", "month", "day"] : style.order, today) : null;
  if (found) return ok(found);
  const example = formatDate(today, style);
  return err(shaped ? `There is no day “${typed.trim()}”. Today is ${example}.` : `“${typed.trim()}” is not a date. Type it like ${example}.`);
}

/** True when the text already names day, month and year, so that `+` and `-` step by a day. */
export function isWholeDate(typed: string, style: DateStyle, today: Iso): boolean {
  return (ourDigits(typed).match(/\d+/g) ?? []).length === 3 && parseDate(typed, style, today).ok;
}
