/** Accounts put in order, closed and opened with all that is said of them. */
import type { Page } from "@playwright/test";
import { createAccount, expect, test } from "./program";

const links = (tab: Page): Promise<string[]> => tab.getByTestId("accounts").locator("h2:not(:has-text('Book')), a:not(.view) .name").allTextContents();

test("accounts are put in order by keyboard, also under another heading, and one undo takes it back", async ({ tab }) => {
  for (const name of ["Cheque", "Savings"]) await createAccount(tab, name);
  await tab.getByRole("button", { name: "New account" }).click();
  const dialog = tab.getByRole("dialog", { name: "New account" });
  await dialog.getByLabel("Name").fill("Visa");
  await dialog.getByLabel("Kind").selectOption("Credit card");
  await dialog.getByLabel("Group").fill("Cards");
  await dialog.getByLabel("Note").fill("ends in 1234");
  await dialog.getByRole("button", { name: "Create account" }).click();
  await expect.poll(() => links(tab)).toEqual(["Assets", "Cheque", "Savings", "Cards", "Visa"]);

  await tab.goto(new URL("#/accounts", tab.url()).href);
  const row = (name: string) => tab.getByRole("row", { name });
  await expect(row("Visa")).toContainText("Credit card");
  await expect(row("Visa")).toContainText("ends in 1234");
  await row("Cheque").focus();
  await tab.keyboard.press("Alt+ArrowDown");
  await expect.poll(() => links(tab)).toEqual(["Assets", "Savings", "Cheque", "Cards", "Visa"]);
  await expect(row("Cheque")).toBeFocused();
  await tab.keyboard.press("Alt+ArrowDown");
  await expect.poll(() => links(tab)).toEqual(["Assets", "Savings", "Cards", "Cheque", "Visa"]);
  await tab.getByRole("toolbar").getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => links(tab)).toEqual(["Assets", "Savings", "Cheque", "Cards", "Visa"]);
});

test("an account is dragged to its place", async ({ tab }) => {
  for (const name of ["Cheque", "Savings", "Wallet"]) await createAccount(tab, name);
  await tab.goto(new URL("#/accounts", tab.url()).href);
  await tab.getByRole("row", { name: "Wallet" }).dragTo(tab.getByRole("row", { name: "Cheque" }), { targetPosition: { x: 80, y: 4 } });
  await expect.poll(() => links(tab)).toEqual(["Assets", "Wallet", "Cheque", "Savings"]);
});

test("a closed account is kept, and shown where it is asked for", async ({ tab }) => {
  for (const name of ["Cheque", "Savings"]) await createAccount(tab, name, "5.00");
  await tab.goto(new URL("#/accounts", tab.url()).href);
  await tab.getByRole("row", { name: "Savings" }).focus();
  await tab.keyboard.press("c");
  // It holds money: the keyboard is at the answer that changes nothing.
  const asked = tab.getByRole("dialog", { name: "Close “Savings”?" });
  await expect(asked).toContainText("it holds 5.00 USD");
  if (process.env.SHOTS) await tab.screenshot({ path: `${process.env.SHOTS}/close.png` });
  await tab.keyboard.press("Enter");
  await expect(asked).toBeHidden();
  await expect(tab.getByRole("row", { name: "Savings" })).toBeVisible();
  await tab.getByRole("row", { name: "Savings" }).focus();
  await tab.keyboard.press("c");
  await asked.getByRole("button", { name: "Close anyway" }).press("Enter");
  await expect(tab.getByRole("row", { name: "Savings" })).toHaveCount(0);
  await tab.getByRole("checkbox", { name: "Show closed (1)" }).check();
  await expect(tab.getByRole("row", { name: "Savings" })).toContainText("5.00");
  await tab.getByRole("button", { name: "What can be done with Savings" }).click();
  await tab.getByRole("menuitem", { name: "Open again" }).click();
  await expect.poll(() => links(tab)).toEqual(["Assets", "Cheque", "Savings"]);
});

test("a category becomes an income from the menu of its row", async ({ tab }) => {
  await tab.getByRole("button", { name: "New account" }).click();
  const dialog = tab.getByRole("dialog", { name: "New account" });
  await dialog.getByLabel("Name").fill("Refunds");
  await dialog.getByLabel("Kind").selectOption("Expense");
  await dialog.getByRole("button", { name: "Create account" }).click();
  await tab.goto(new URL("#/categories", tab.url()).href);
  await tab.getByRole("treegrid", { name: "Expenses" }).getByRole("row", { name: "Refunds" }).focus();
  await tab.keyboard.press(".");
  await tab.getByRole("menuitem", { name: "Make it an income" }).click();
  await expect(tab.getByRole("treegrid", { name: "Income" }).getByRole("row", { name: "Refunds" })).toBeVisible();
});
