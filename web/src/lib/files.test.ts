/** Which of the files dropped together comes next. */
import { describe, expect, it } from "vitest";
import { beside, listed, marked, nextWaiting } from "./files";

const four = ["a", "b", "c", "d"].map((name) => listed(new File([], name)));

describe("files dropped together", () => {
  it("goes on with the next that waits, and begins again at the first", () => {
    expect(nextWaiting(four, 0)).toBe(1);
    expect(nextWaiting(marked(four, 1, "imported"), 0)).toBe(2);
    expect(nextWaiting(four, 3)).toBe(0);
  });

  it("has no next when all others are done", () => {
    const done = [1, 2, 3].reduce((files, at) => marked(files, at, "skipped"), four as ReturnType<typeof marked>);
    expect(nextWaiting(done, 0)).toBe(-1);
    expect(nextWaiting([], 0)).toBe(-1);
  });

  it("turns back to what was skipped or refused, and not to what is in the book", () => {
    const files = marked(marked(four, 0, "imported"), 1, "refused");
    expect(beside(files, 2, -1)).toBe(1);
    expect(beside(files, 1, -1)).toBe(-1);
    expect(beside(files, 3, 1)).toBe(-1);
  });
});
