// Rename rules are changed and taken away as lists; nothing here is saved.

import { describe, expect, it } from "vitest";
import { changedRule, withoutRule } from "./rules";

const REWE = { contains: "REWE", payee: "Rewe", category: null };

describe("rename rules", () => {
  it("are added at the end, without what is empty", () => {
    expect(changedRule([REWE], 1, { contains: " SHELL ", payee: " ", category: " Car " })).toEqual([REWE, { contains: "SHELL", payee: null, category: "Car" }]);
  });

  it("are changed in their place", () => {
    expect(changedRule([REWE, REWE], 0, { ...REWE, category: "Food" })).toEqual([{ ...REWE, category: "Food" }, REWE]);
  });

  it("go when they look for nothing, since they would fit every line", () => {
    expect(changedRule([REWE], 0, { ...REWE, contains: " " })).toEqual([]);
    expect(changedRule([REWE], 1, { ...REWE, contains: " " })).toEqual([REWE]);
  });

  it("are deleted by their place", () => {
    expect(withoutRule([REWE, { contains: "B" }], 0)).toEqual([{ contains: "B" }]);
  });
});
