/**
 * What this browser says about its user, its language, and what day it is.
 *
 * The edge of the pure code: the clock and the language are read here and
 * handed on as values.
 */
import { dateStyle, type Iso } from "../lib/date";
import { numberStyle } from "../lib/money";
import { notationOf } from "../lib/notation";
import { calendar } from "./calendar.svelte";

export const locale: string = navigator.language || "en";
export const numbers = numberStyle(locale);
export const dates = dateStyle(locale);
/** What is looked for is read in it. */
export const notation = notationOf(numbers, dates);

const counts = new Intl.NumberFormat(locale);

/** "20,000": a number of things. */
export const counted = (count: number): string => counts.format(count);

const hours = new Intl.DateTimeFormat(locale, { timeStyle: "short" });
const daysAndHours = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });

/** "9:41 AM" for a moment of today, and with its day for an older one. */
export function momentAgo(seconds: number): string {
  const moment = new Date(Date.now() - seconds * 1000);
  return (calendar.dayOf(moment.getTime()) === today() ? hours : daysAndHours).format(moment);
}

/** What is worked out from it is worked out again when the next day begins. */
export function today(): Iso {
  void calendar.day;
  return calendar.dayOf(Date.now());
}

/** A moment of the history, RFC 3339, with its day. */
export const momentText = (at: string): string => daysAndHours.format(new Date(at));
