/** How dates are read and written, in the order the reader's language has. */
import { expect, it } from "vitest";
import { addDays, behind, dateStyle, formatDate, isoIn, isoOf, monthEnd, monthStart, isWholeDate, parseDate } from "./date";

const us = dateStyle("en-US");
const de = dateStyle("de-DE");
const sv = dateStyle("sv-SE");
const today = "2026-03-14";
const read = (text: string, style = us): string => {
  const date = parseDate(text, style, today);
  return date.ok ? date.value : date.error;
};

it("writes a date in the locale's order and always as wide", () => {
  expect(formatDate("2026-03-04", us)).toBe("03/04/2026");
  expect(formatDate("2026-03-04", de)).toBe("04.03.2026");
  expect(formatDate("2026-03-04", sv)).toBe("2026-03-04");
});

it("reads the locale's order, and ISO everywhere", () => {
  expect(read("3/4/2026")).toBe("2026-03-04");
  expect(read("3.4.2026", de)).toBe("2026-04-03");
  expect(read("2026-3-4", de)).toBe("2026-03-04");
});

it("fills in the year and the month that were not typed", () => {
  expect(read("4/1")).toBe("2026-04-01");
  expect(read("1.4.", de)).toBe("2026-04-01");
  expect(read("7")).toBe("2026-03-07");
  expect(read("3/4/99")).toBe("1999-03-04");
  expect(read("3/4/27")).toBe("2027-03-04");
});

it.each(["2/29/2026", "13/1/2026", "0/1/2026", "4/31"])("does not roll %s over into another month", (text) => {
  expect(read(text)).toMatch(/There is no day/);
});

it.each(["", "x", "1/2/3/4", "12a"])("refuses %j with an example", (text) => {
  expect(read(text)).toMatch(/is not a date\. Type it like 03\/14\/2026/);
});

it("reads back what it writes", () => {
  for (const style of [us, de, sv, dateStyle("fr-CA"), dateStyle("ja-JP")]) {
    for (const iso of ["2024-02-29", "1999-12-31", "2026-01-02"]) expect(read(formatDate(iso, style), style)).toBe(iso);
  }
});

it("steps over months and leap days", () => {
  expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
  expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
});

it("takes the local day of a moment, not the day in Greenwich", () => {
  expect(isoOf(new Date(2026, 2, 14, 23, 59))).toBe("2026-03-14");
  expect(isoOf(new Date(2026, 2, 14, 0, 1))).toBe("2026-03-14");
});

it("knows a whole date from one that is still being typed", () => {
  expect([isWholeDate("3/14/2026", us, today), isWholeDate("3/14", us, today), isWholeDate("2026-03", us, today)]).toEqual([true, false, false]);
});

it("the ends of months follow each other, also across years and leap days", () => {
  expect(["2024-03-15", "2024-03-01", "2024-01-01"].map(monthStart)).toEqual(["2024-03-01", "2024-02-01", "2023-12-01"]);
  expect(["2024-02-10", "2024-02-29", "2023-12-31", "2024-01-30"].map(monthEnd)).toEqual(["2024-02-29", "2024-03-31", "2024-01-31", "2024-01-31"]);
});

it("a moment has the day of the zone it is asked in", () => {
  const moment = Date.parse("2027-01-30T18:30:00Z");
  const days = ["Asia/Kathmandu", "America/Los_Angeles", "Pacific/Kiritimati", "UTC", "+05:45", "-08:00", "+00:00"].map((zone) => isoIn(moment, zone));
  expect(days).toEqual(["2027-01-31", "2027-01-30", "2027-01-31", "2027-01-30", "2027-01-31", "2027-01-30", "2027-01-30"]);
  expect([isoIn(moment, ""), isoIn(moment, "Mars/Olympus")]).toEqual([isoOf(new Date(moment)), isoOf(new Date(moment))]);
});

it("a night in which clocks are put forward or back ends its day once", () => {
  // In Santiago there is no midnight on this day; in Lord Howe clocks go back by half an hour.
  const at = (text: string, zone: string) => isoIn(Date.parse(text), zone);
  expect([at("2027-09-05T03:59:59Z", "America/Santiago"), at("2027-09-05T04:00:00Z", "America/Santiago")]).toEqual(["2027-09-04", "2027-09-05"]);
  expect([at("2027-04-03T12:59:59Z", "Australia/Lord_Howe"), at("2027-04-03T13:00:00Z", "Australia/Lord_Howe")]).toEqual(["2027-04-03", "2027-04-04"]);
});

it("a page goes by its own clock, unless the program's was set or is days away", () => {
  const page = Date.parse("2026-11-30T12:00:00Z");
  expect(behind("2026-11-30T12:00:07Z", false, page)).toBe(0);
  expect(behind("2026-11-30T12:00:07Z", true, page)).toBe(7_000);
  expect(behind("2027-01-30T12:00:00Z", false, page)).toBe(61 * 86_400_000);
});
