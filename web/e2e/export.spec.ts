/** The book as files of other programs, by the page; and a whole book back into an empty one. */
import { readFile } from "node:fs/promises";
import type { Download, Page } from "@playwright/test";
import { addPayment, comeIn, createAccount, expect, fixture, Program, test } from "./program";

/** Each format, what its file is called, and how it begins or what is in it. */
const FORMATS = [
  ["QIF", "Counterfoil.qif", /^!Account\nNHousehold\n/],
  ["CSV", "Counterfoil.csv", /^\uFEFFAccount,Currency,Date,.*\r\n(.*\r\n)*Household,USD,2026-01-05,,Market,,Food,,-12\.50,/],
  ["OFX", "Counterfoil.ofx", /<TRNAMT>-12\.50<\/TRNAMT>/],
  ["Journal for hledger and ledger", "Counterfoil.journal", /\n2026-01-05 Market\n {4}Assets:Household {2}-12\.50 USD\n/],
  ["Beancount", "Counterfoil.beancount", /\n2026-01-05 ! "Market" ""\n/],
  ["JSON", "Counterfoil.json", /^\{"format":"counterfoil-book"/],
] as const;

async function furnish(page: Page): Promise<void> {
  await createAccount(page, "Household", "100");
  await addPayment(page, "2026-01-05", "Market", "Food", "12.50");
}

async function openExport(page: Page): Promise<void> {
  await page.evaluate(() => { location.hash = "#/export"; });
  await expect(page.getByTestId("export")).toBeVisible();
}

const text = async (download: Download): Promise<string> => readFile(await download.path(), "utf8");

test("every format is downloaded, with its name and the book in it", async ({ tab }) => {
  await furnish(tab);
  await openExport(tab);
  for (const [title, name, content] of FORMATS) {
    await tab.getByRole("radio", { name: title }).check();
    const [download] = await Promise.all([tab.waitForEvent("download"), tab.getByRole("link", { name: "Download" }).click()]);
    expect(download.suggestedFilename()).toBe(name);
    expect(await text(download)).toMatch(content);
  }
});

test("an account alone is chosen and downloaded by keyboard", async ({ tab }) => {
  await furnish(tab);
  await createAccount(tab, "Savings", "7");
  await openExport(tab);
  await tab.getByRole("radio", { name: "QIF" }).focus();
  await tab.keyboard.press("ArrowDown");
  await expect(tab.getByRole("radio", { name: "CSV" })).toBeChecked();
  await tab.keyboard.press("Tab");
  const what = tab.getByLabel("What");
  await expect(what).toBeFocused();
  await tab.keyboard.type("Sav");
  await expect(what.locator("option:checked")).toHaveText("Savings");
  await tab.keyboard.press("Tab");
  await expect(tab.getByRole("link", { name: "Download" })).toBeFocused();
  const [download] = await Promise.all([tab.waitForEvent("download"), tab.keyboard.press("Enter")]);
  expect(download.suggestedFilename()).toBe("Savings.csv");
  expect(await text(download)).not.toContain("Household");
});

test("a whole book fills an empty one, and no other", async ({ tab, context }) => {
  await furnish(tab);
  await openExport(tab);
  await tab.getByRole("radio", { name: "JSON" }).check();
  const [download] = await Promise.all([tab.waitForEvent("download"), tab.getByRole("link", { name: "Download" }).click()]);
  const file = { name: "mine.json", mimeType: "application/json", buffer: await readFile(await download.path()) };

  const program = new Program();
  await program.start();
  const page = await context.newPage();
  await comeIn(page, program);
  await page.getByTestId("file").first().setInputFiles(file);
  const book = page.getByTestId("whole-book");
  await expect(book.getByRole("heading")).toHaveText("mine.json is a whole book");
  await expect(book.getByRole("row", { name: "Accounts 1" })).toBeVisible();
  await expect(book.getByRole("row", { name: "Transactions 2" })).toBeVisible();
  await expect(page.getByTestId("accounts")).not.toContainText("Household");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByTestId("accounts")).toContainText("Household");
  await expect(page.getByTestId("accounts")).toContainText("87.50");

  await page.getByTestId("file").first().setInputFiles(file);
  await expect(page.getByRole("alert")).toContainText("This book holds something already");
  await expect(page.getByRole("alert")).toContainText("--book");
  await page.close();
  await program.stop();
});

test("what a file brought is exported from the list of imports, also without the file", async ({ tab }) => {
  await createAccount(tab, "Other", "5");
  await tab.getByTestId("file").first().setInputFiles(fixture("cheque.ofx"));
  await tab.getByLabel("Name of the new account").fill("Cheque");
  await tab.getByRole("button", { name: "Import 6 lines" }).click();
  await expect(tab.getByRole("heading", { name: "Cheque" })).toBeVisible();
  await tab.evaluate(() => { location.hash = "#/imports"; });
  const batch = tab.getByTestId("batch");
  await batch.getByRole("button", { name: "Delete the file" }).click();
  await expect(batch.getByRole("link", { name: "Save the file" })).toHaveCount(0);
  const [download] = await Promise.all([tab.waitForEvent("download"), batch.getByRole("link", { name: "Export" }).click()]);
  expect(download.suggestedFilename()).toBe("cheque.csv");
  const rows = (await text(download)).trimEnd().split("\r\n");
  expect(rows).toHaveLength(7);
  expect(rows.filter((row) => row.startsWith("Cheque,"))).toHaveLength(6);
  await batch.getByRole("button", { name: "cheque.ofx" }).click();
  await expect(batch.getByRole("row")).toHaveCount(7);
  await batch.getByRole("button", { name: "Undo" }).click();
  await expect(tab.getByTestId("batch")).toHaveCount(0);
});

test("a layout is kept under a name, shared as a file, forgotten and taken from the file", async ({ tab }) => {
  const card = (amount: string): { name: string; mimeType: string; buffer: Buffer } => ({
    name: "card.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`Date,Description,Amount\n01/02/2024,CORNER MARKET,${amount}\n03/02/2024,AIRWEST,250.00\n`),
  });
  await tab.getByTestId("file").first().setInputFiles(card("12.50"));
  await tab.getByLabel("Month first").check();
  await tab.getByLabel("Money that went out").click();
  await expect(tab.getByRole("button", { name: "Import 2 lines" })).toBeEnabled();
  await tab.getByRole("button", { name: "How this file was read" }).click();
  await tab.getByText("Presets", { exact: true }).click();
  await tab.getByLabel("Name of the preset").fill("My card");
  await tab.getByRole("button", { name: "Save this layout" }).click();
  const [download] = await Promise.all([tab.waitForEvent("download"), tab.getByRole("button", { name: "Save as a file" }).click()]);
  expect(download.suggestedFilename()).toBe("My card.layout.json");
  const shared = await text(download);
  await tab.getByRole("button", { name: "Forget My card" }).click();
  await expect(tab.getByRole("button", { name: "Save as a file" })).toHaveCount(0);
  await tab.getByRole("button", { name: "Cancel" }).click();

  await tab.getByTestId("file").first().setInputFiles(card("13.50"));
  await expect(tab.getByRole("button", { name: "Import 2 lines" })).toBeDisabled();
  await tab.getByText("Presets", { exact: true }).click();
  await tab.getByTestId("preset-file").setInputFiles({ name: "My card.layout.json", mimeType: "application/json", buffer: Buffer.from(shared) });
  await expect(tab.getByRole("button", { name: "Import 2 lines" })).toBeEnabled();
  await tab.getByRole("button", { name: "How this file was read" }).click();
  await expect(tab.getByLabel("Month first")).toBeChecked();
  await expect(tab.getByLabel("Money that went out")).toBeChecked();
  await tab.getByText("Presets", { exact: true }).click();
  await tab.getByTestId("preset-file").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await expect(tab.getByRole("alert")).toBeVisible();
  await expect(tab.getByText("My card", { exact: true })).toBeVisible();
});
