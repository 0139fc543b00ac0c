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

test("a table of which nothing is known is read once every column and word was set by hand", async ({ tab }) => {
  const rows = "Moment;Whom;Way;Worth\n14~02~2025;Kiosk;zurl;12.50\n15~02~2025;Pay;brum;900.00\n16~02~2025;Tram;zurl;2.80\n";
  await tab.getByTestId("file").first().setInputFiles({ name: "unknown.csv", mimeType: "text/csv", buffer: Buffer.from(rows) });
  const reading = tab.getByTestId("reading");
  await expect(reading.getByRole("heading", { name: "Say what the columns are" })).toBeVisible();
  await expect(tab.getByText("Say below what the columns are")).toBeVisible();
  await expect(tab.getByText("Say above what the columns are.")).toBeVisible();
  await expect(tab.getByText("can be imported all the same")).toHaveCount(0);
  for (const [column, role] of [["Moment", "Date"], ["Whom", "Payee"], ["Way", "Debit or credit"], ["Worth", "Amount"]] as const) {
    await tab.getByLabel(`“${column}” is`).selectOption(role);
  }
  await tab.getByLabel("Dates are written").fill("DD~MM~YYYY");
  await tab.getByLabel("Dates are written").press("Enter");
  // Of the two words one is answered as a question, the other set beside the columns.
  const asked = (word: string) => tab.getByTestId("question").filter({ hasText: `What does “${word}” say` });
  await asked("zurl").getByLabel("Money went out").click();
  await expect(asked("zurl").getByLabel("Money went out")).toBeChecked();
  await tab.getByLabel("“brum” is").selectOption("Money in");
  await expect(reading.getByRole("button", { name: "was read" })).toHaveAttribute("aria-expanded", "false");
  const cells = (row: number) => tab.getByRole("grid").getByRole("row").nth(row);
  await expect(cells(1)).toContainText("Kiosk");
  await expect(cells(1)).toContainText("12.50");
  await tab.getByLabel("Name of the new account").fill("Purse");
  await tab.getByRole("button", { name: "Import 3 lines" }).click();
  await expect(tab.getByRole("heading", { name: "Purse", exact: true })).toBeVisible();
  // -12.50 + 900.00 - 2.80
  await expect(tab.getByText("884.70").first()).toBeVisible();

  // What was said is remembered: the next file of these columns asks nothing.
  await tab.getByTestId("file").first().setInputFiles({ name: "next.csv", mimeType: "text/csv", buffer: Buffer.from("Moment;Whom;Way;Worth\n17~02~2025;Baker;zurl;4.20\n18~02~2025;Pay;brum;1.00\n") });
  await expect(tab.getByRole("button", { name: "Import 2 lines" })).toBeEnabled();
});
