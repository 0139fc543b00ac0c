// A file is looked at before it is sent: what is refused at once, and in which words.

import { describe, expect, it } from "vitest";
import { hindrance, isBook, LARGEST_BOOK_BYTES, LARGEST_FILE_BYTES, type Sendable } from "./bankfile";

const sized = (size: number): Sendable => ({ size, slice: () => new Blob(["x"]) });

describe("a chosen file", () => {
  it("is sent when it is small and can be read", async () => {
    expect(await hindrance(sized(LARGEST_FILE_BYTES))).toBeNull();
    expect(await hindrance(new Blob([]))).toBeNull();
  });

  it("is not sent when the server would not take it", async () => {
    const problem = await hindrance(sized(2 * 1024 ** 3));
    expect(problem?.title).toBe("the file has 2048 MB, and 512 MB is the most that is read");
  });

  it("is not sent when it changed since it was chosen", async () => {
    const gone = { arrayBuffer: () => Promise.reject(new DOMException("gone", "NotReadableError")) } as Blob;
    expect((await hindrance({ size: 9, slice: () => gone }))?.type).toBe("urn:counterfoil:problem:file-changed");
  });
});

describe("a whole book", () => {
  it("is JSON that says so, wherever it says it", async () => {
    expect(await isBook(new Blob(['{"format":"counterfoil-book","version":1}']))).toBe(true);
    expect(await isBook(new Blob([`\uFEFF {"accounts":"${"x".repeat(5000)}","format":"counterfoil-book"}`]))).toBe(true);
  });

  it("may be larger than a bank's file", async () => {
    expect(await hindrance(sized(LARGEST_FILE_BYTES + 1), LARGEST_BOOK_BYTES)).toBeNull();
    expect((await hindrance(sized(LARGEST_BOOK_BYTES + 1), LARGEST_BOOK_BYTES))?.title).toContain("1024 MB is the most");
  });

  it("is no bank file that speaks of one", async () => {
    expect(await isBook(new Blob(['!Type:Bank\nM"counterfoil-book"\n^\n']))).toBe(false);
    expect(await isBook(new Blob(['{"kind":"counterfoil import layout"}']))).toBe(false);
    expect(await isBook(new Blob([]))).toBe(false);
  });
});
