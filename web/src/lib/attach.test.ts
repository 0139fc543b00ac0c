// Which files are attached, and what they are called.
import { expect, test } from "vitest";
import { areReceipts, described, filesInWords, LARGEST, notTaken, sizeInWords } from "./attach";

test("receipts are pictures and PDF; what a bank exports goes another way", () => {
  expect(areReceipts(["application/pdf", "image/jpeg"])).toBe(true);
  for (const other of [[], ["text/csv"], ["application/pdf", ""], ["application/zip"]]) expect(areReceipts(other)).toBe(false);
});

test("a file that would be refused is not sent", () => {
  expect(notTaken({ name: "a.pdf", size: LARGEST })).toBeNull();
  expect(notTaken({ name: "a.pdf", size: 0 })).toContain("a.pdf is empty");
  expect(notTaken({ name: "a.pdf", size: LARGEST + 1 })).toContain("larger than 25 MB");
});

test("sizes and kinds in words", () => {
  expect([sizeInWords(12), sizeInWords(2048), sizeInWords(3.25 * 1024 * 1024)]).toEqual(["12 bytes", "2 kB", "3.3 MB"]);
  expect([filesInWords(1), filesInWords(2)]).toEqual(["1 file", "2 files"]);
  expect(described({ kind: "pdf", size: 2048, is_kept: true })).toBe("PDF, 2 kB");
  expect(described({ kind: "file", size: 2048, is_kept: false })).toContain("let go of");
});
