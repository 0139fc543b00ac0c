/** Tags as typed, and what completes them. */
import { expect, it } from "vitest";
import { tagChoices, tagsOf } from "./tags";

it("are names between commas, each once, with or without a number sign", () => {
  expect(tagsOf(" #Trip, summer ,, trip,# sea")).toEqual(["Trip", "summer", "sea"]);
  expect(tagsOf("")).toEqual([]);
});

it("only the last one is completed, and none that is there already is offered", () => {
  expect(tagChoices("tr", ["home", "trip"])).toEqual(["home", "trip"]);
  expect(tagChoices("#home,tr", ["home", "trip", "work"])).toEqual(["home, trip", "home, work"]);
  expect(tagChoices("home, ", ["home", "trip"])).toEqual(["home,"]);
});
