/** Files that cannot be imported: each is told clearly, and nothing is written. */
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, fixture, test } from "./program";

let folder: string;
test.beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "refused-"))));
test.afterEach(() => rmSync(folder, { recursive: true }));

const choose = (tab: Page, files: string | string[]): Promise<void> => tab.getByTestId("file").first().setInputFiles(files);

async function refused(tab: Page, ...words: RegExp[]): Promise<void> {
  const alert = tab.getByRole("alert");
  for (const word of words) await expect(alert).toContainText(word);
  await expect(alert).not.toContainText(/does not answer|The server answered/);
  const revision = await tab.evaluate(async () => ((await (await fetch("/api/v1/app")).json()) as { revision: number }).revision);
  expect(revision).toBe(0);
}

function written(name: string, bytes: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

test("an empty file", async ({ tab }) => {
  await choose(tab, written("empty.ofx", ""));
  await refused(tab, /empty\.ofx/, /empty/i);
});

test("a photo named .ofx", async ({ tab }) => {
  const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), Buffer.from("JFIF\0"), Buffer.alloc(4_000, 0x9c)]);
  await choose(tab, written("may.ofx", jpeg));
  await refused(tab, /may\.ofx/, /picture|photo|image/i);
});

test("a file of another kind", async ({ tab }) => {
  await choose(tab, written("letter.qif", "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"));
  await refused(tab, /letter\.qif/, /PDF/);
});

test("a file of two gigabytes is not even sent", async ({ tab }) => {
  const path = written("all.csv", "");
  truncateSync(path, 2 * 1024 ** 3);
  await choose(tab, path);
  await refused(tab, /all\.csv/, /2048 MB/, /512 MB/, /shorter period/);
});

test("a file that is gone or changed before it is read", async ({ tab }) => {
  const path = written("later.qif", "!Type:Bank\nD05/03/2024\nT-1\n^\n");
  await choose(tab, [fixture("cheque.ofx"), path]);
  await expect(tab.getByText("File 1 of 2")).toBeVisible();
  writeFileSync(path, "!Type:Bank\nD05/03/2024\nT-1000\n^\nD05/03/2024\nT-1000\n^\n");
  await tab.getByRole("button", { name: "Skip this file" }).click();
  await refused(tab, /later\.qif/, /changed, moved or deleted/, /Choose the file again/);
});
