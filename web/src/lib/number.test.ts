/** Numbers of cheques, stepped. */
import { expect, test } from "vitest";
import { afterHighest, numberAfter, numberBefore } from "./number";

test("a number is stepped and keeps its zeros; what is none is not", () => {
  expect(["000109", "9", "000100"].map(numberAfter)).toEqual(["000110", "10", "000101"]);
  expect(["000100", "0", "10"].map(numberBefore)).toEqual(["000099", "0", "9"]);
  expect(["", "DEP", "12a", "1234567890123456"].map(numberAfter)).toEqual([null, null, null, null]);
});

test("without a chequebook the next number comes after the highest", () => {
  expect(afterHighest(["000104", null, "DEP", "17", undefined])).toBe("000105");
  expect(afterHighest(["DEP"])).toBe(null);
});
