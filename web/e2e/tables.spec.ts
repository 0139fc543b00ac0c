/** Tables on their way into the book: what they cannot tell is asked, once. */
import { expect, test } from "./program";

const card = (first: string): { name: string; mimeType: string; buffer: Buffer } => ({
  name: "card.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(`Date,Description,Amount\n${first}\n03/02/2024,AIRWEST,250.00\n`),
});

test("a table that leaves something open asks, by keyboard, and remembers the answers", async ({ tab }) => {
  await tab.getByTestId("file").first().setInputFiles(card("01/02/2024,CORNER MARKET,12.50"));
  const run = tab.getByRole("button", { name: "Import 2 lines" });
  await expect(run).toBeDisabled();
  await expect(tab.getByTestId("question")).toHaveCount(2);
  await expect(tab.getByText("“01/02/2024” is 1 February 2024")).toBeVisible();
  await tab.getByLabel("Day first").focus();
  await tab.keyboard.press("Space");
  await expect(tab.getByRole("gridcell", { name: "02/01/2024", exact: true })).toBeVisible();
  await tab.getByLabel("Money that went out").click();
  await expect(run).toBeEnabled();
  await tab.getByLabel("Name of the new account").fill("Card");
  await run.click();
  await expect(tab.getByRole("heading", { name: "Card", exact: true })).toBeVisible();

  await tab.getByTestId("file").first().setInputFiles(card("05/02/2024,BAKERY,13.75"));
  await expect(tab.getByRole("button", { name: "Import 1 line" })).toBeEnabled();
  await tab.getByRole("button", { name: "How this file was read" }).click();
  await expect(tab.getByLabel("Day first")).toBeChecked();
});

test("a column can be given another role by hand", async ({ tab }) => {
  await tab.getByTestId("file").first().setInputFiles(card("01/02/2024,CORNER MARKET,-12.50"));
  await tab.getByLabel("Day first").click();
  // Another question is open, and with it the columns.
  await tab.getByLabel("“Description” is").selectOption("Memo");
  const cells = tab.getByRole("grid").getByRole("row").nth(1).getByRole("gridcell");
  await expect(cells.nth(4)).toHaveText("CORNER MARKET");
  await expect(cells.nth(3)).toHaveText("");
});
