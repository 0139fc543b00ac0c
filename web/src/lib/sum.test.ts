/** Arithmetic in amounts: what people type, and properties over many made-up sums. */
import { describe, expect, it } from "vitest";
import { editMinor, numberStyle } from "./money";
import { parseSum } from "./sum";

const us = numberStyle("en-US");
const de = numberStyle("de-DE");
const sum = (typed: string, style = us, decimals = 2): number | string => {
  const parsed = parseSum(typed, decimals, style);
  return parsed.ok ? parsed.value : parsed.error;
};

it("takes what people type", () => {
  expect(sum("12.50+3*4")).toBe(2450);
  expect(sum("12,50+3*4", de)).toBe(2450);
  expect(sum("12,50 + 3 × 4")).toBe(2450);
  expect(sum("(8+4)/3")).toBe(400);
  expect(sum("10/3")).toBe(333);
  expect(sum("20/3")).toBe(667);
  expect(sum("-10/8")).toBe(-125);
  expect(sum("100-7,25")).toBe(9275);
  expect(sum("1,000.50-0.5")).toBe(100000);
  expect(sum("3*0.125")).toBe(38);
  expect(sum("-5")).toBe(-500);
  expect(sum("7*3", us, 0)).toBe(21);
});

it("says what is wrong in words", () => {
  expect(sum("12/0")).toMatch(/divided by zero/);
  expect(sum("12/(3-3)")).toMatch(/divided by zero/);
  expect(sum("(12+3")).toMatch(/bracket/);
  for (const wrong of ["12+", "*3", "1+a", "1..2+3", "()", "1)", "2(3)"]) expect(sum(wrong)).toMatch(/cannot be worked out|not an amount/);
  expect(sum("9999999999999999*9")).toMatch(/larger/);
  expect(sum("1.234")).toMatch(/2 decimals/);
  expect(sum(`1${"+1".repeat(200)}`)).toMatch(/cannot be worked out/);
});

describe("over many sums", () => {
  /** The same numbers every time. */
  let seed = 20260101;
  const next = (below: number): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return seed % below;
  };

  it("adding and taking away is exact, with either mark", () => {
    for (let turn = 0; turn < 2000; turn++) {
      const parts = Array.from({ length: 1 + next(6) }, () => (next(2) ? 1 : -1) * next(10_000_000));
      const style = next(2) ? us : de;
      const typed = parts.map((part) => (part < 0 ? "" : "+") + editMinor(part, 2, style)).join("");
      expect(sum(typed, style)).toBe(parts.reduce((total, part) => total + part, 0));
    }
  });

  it("multiplying by a whole number is adding so often, and dividing takes it back", () => {
    for (let turn = 0; turn < 2000; turn++) {
      const [part, times] = [next(100_000), 1 + next(50)];
      expect(sum(`${editMinor(part, 2, us)}*${times}`)).toBe(part * times);
      expect(sum(`${editMinor(part * times, 2, us)}/${times}`)).toBe(part);
    }
  });

  it("never throws, whatever is typed", () => {
    const keys = "0123456789.,+-*/()x a";
    for (let turn = 0; turn < 5000; turn++) {
      const typed = Array.from({ length: next(12) }, () => keys[next(keys.length)]).join("");
      expect(["number", "string"]).toContain(typeof sum(typed));
    }
  });
});
