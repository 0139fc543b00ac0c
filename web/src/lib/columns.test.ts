/** Columns shown, hidden and resized. */
import { expect, it } from "vitest";
import { columns, shownColumns, toggled, tracks, withWidth } from "./columns";

it("each column has a track with its name, its own width or the usual one", () => {
  expect(tracks({}).match(/\[/g)).toHaveLength(columns.length - 1);
  expect(tracks(withWidth({}, "payee", 200.4))).toContain("[payee] 200px [category]");
  expect(tracks(withWidth({}, "payee", 3))).toContain("[payee] 32px");
  expect(tracks(withWidth({}, "payee", 9999))).toContain("[payee] 800px");
});

it("what an entry needs cannot be hidden, whatever the book remembers", () => {
  expect(shownColumns({ hidden: ["date", "payment", "nonsense"] })).toHaveLength(columns.length - 1);
  const choice = toggled({}, "memo");
  expect(tracks(choice)).not.toContain("[memo]");
  expect(tracks(toggled(choice, "memo"))).toBe(tracks({}));
});

it("the column of tags is there where it was asked for", () => {
  expect(tracks({})).not.toContain("[tags]");
  expect(tracks(toggled({}, "tags"))).toContain("[tags]");
  expect(tracks(toggled(toggled({}, "tags"), "tags"))).toBe(tracks({}));
});
