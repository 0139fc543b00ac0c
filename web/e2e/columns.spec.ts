/** The settings of a table by hand: where it goes first, how its text is taken apart, and that an answer folds it. */
import { expect, test } from "./program";

const file = (name: string, text: Buffer | string): { name: string; mimeType: string; buffer: Buffer } => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

/** Köln in CP850. */
const DOS = Buffer.concat([Buffer.from("Date;Payee;Amount\n2024-02-13;K"), Buffer.from([0x94]), Buffer.from("ln;-12,50\n2024-02-14;Kiosk;-3,00\n")]);

test("an encoding is chosen by keyboard, and remembered with the columns", async ({ tab }) => {
  await tab.getByTestId("file").first().setInputFiles(file("dos.csv", DOS));
  await expect(tab.getByRole("gridcell", { name: "Kiosk", exact: true })).toBeVisible();
  const fold = tab.getByRole("button", { name: "How this file was read" });
  await expect(fold).toHaveAttribute("aria-expanded", "false");
  await fold.focus();
  await tab.keyboard.press("Enter");
  await expect(fold).toHaveAttribute("aria-expanded", "true");
  await tab.getByLabel("Encoding").selectOption("CP437");
  await expect(tab.getByText("CSV · CP437")).toBeVisible();
  await expect(tab.getByRole("gridcell", { name: "Köln", exact: true })).toBeVisible();
  await tab.getByLabel("Name of the new account").fill("Giro");
  await tab.getByRole("button", { name: "Import 2 lines" }).click();
  await expect(tab.getByRole("heading", { name: "Giro", exact: true })).toBeVisible();

  await tab.getByTestId("file").first().setInputFiles(file("dos2.csv", Buffer.concat([DOS, Buffer.from("2024-02-15;Kiosk;-4,00\n")])));
  await expect(tab.getByText("CSV · CP437")).toBeVisible();
  await expect(tab.getByLabel("Into account")).toHaveValue(/\d/);
});

test("the account comes first, and is the register that one stood in", async ({ tab }) => {
  await tab.getByTestId("file").first().setInputFiles(file("one.csv", DOS));
  await tab.getByLabel("Name of the new account").fill("Giro");
  await tab.getByRole("button", { name: "Import 2 lines" }).click();
  await expect(tab.getByRole("heading", { name: "Giro", exact: true })).toBeVisible();
  // Other columns, and no word of an account.
  await tab.getByTestId("file").first().setInputFiles(file("other.csv", "Booking date,Description,Amount,Balance\n2024-03-01,Rent,-500.00,100.00\n2024-03-02,Pay,900.00,1000.00\n"));
  await expect(tab.getByLabel("Into account").locator("option:checked")).toHaveText("Giro");
  const account = await tab.getByLabel("Into account").boundingBox();
  const reading = await tab.getByTestId("reading").boundingBox();
  expect((account?.y ?? 0) < (reading?.y ?? 0)).toBe(true);
});
