/** Backups on their page, and a book whose file goes away, as a person meets both. */
import AxeBuilder from "@axe-core/playwright";
import { rmSync } from "node:fs";
import { addPayment, createAccount, expect, test } from "./program";

const look = async (tab: import("@playwright/test").Page, name: string): Promise<void> => {
  if (process.env.COUNTERFOIL_PICTURES) await tab.screenshot({ path: `${process.env.COUNTERFOIL_PICTURES}/${name}.png` });
};

test("a backup is made, told apart from today and put in the place of the book, and the page comes back", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  await tab.evaluate(() => (location.hash = "#/backups"));
  const page = tab.getByTestId("backups");
  await expect(page).toContainText("read back and checked before it counts");
  await page.getByRole("button", { name: "Back up now" }).click();
  await expect(page.getByRole("listitem").first()).toContainText("As the book is now.");
  await look(tab, "backups-light");
  const before = await page.getByRole("listitem").count();

  await tab.evaluate(() => (location.hash = "#/account/1"));
  await addPayment(tab, "2026-01-02", "Corner Market", "Groceries", "12.50");
  await tab.keyboard.press("Escape");
  await tab.evaluate(() => (location.hash = "#/backups"));
  const last = page.getByRole("listitem").last();
  await expect(last).toContainText("1 entry fewer than now");
  await expect(last).toContainText("Cheque 100.00");
  for (const [name, width, colorScheme] of [["backups-dark", 1280, "dark"], ["backups-narrow", 390, "light"]] as const) {
    await tab.setViewportSize({ width, height: 800 });
    await tab.emulateMedia({ colorScheme });
    await look(tab, name);
    const { violations } = await new AxeBuilder({ page: tab }).analyze();
    expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
  }
  await tab.setViewportSize({ width: 1280, height: 800 });

  await last.getByRole("button", { name: "Restore…" }).press("Enter");
  await look(tab, "restore");
  await tab.getByRole("button", { name: "In place of this book" }).click();
  // It may be back before anybody sees that it was away.
  await expect(tab.getByRole("link", { name: "Cheque 100.00" })).toBeVisible({ timeout: 30_000 });
  await tab.evaluate(() => (location.hash = "#/account/1"));
  await expect(tab.getByRole("grid")).not.toContainText("Corner Market");
  expect(before).toBeGreaterThan(0);
  await tab.evaluate(async () => fetch("/api/v1/app/quit", { method: "POST" }));
});

test("a book that is deleted while open is told on the page and saved from there", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  const path = await tab.evaluate(async () => ((await (await fetch("/api/v1/app")).json()) as { book: { path: string } }).book.path);
  rmSync(path);
  const alert = tab.getByRole("alert", { name: "The book" });
  await expect(alert).toContainText("The book was deleted while it was open.");
  await look(tab, "trouble");
  await alert.getByRole("button", { name: "Save a rescue copy" }).click();
  await expect(tab.getByTestId("saved")).toContainText("rescued");
});
