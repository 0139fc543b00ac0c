/** Rows moved within their day, and trees of categories that become one. */
import type { Page } from "@playwright/test";
import { addPayment, balances, createAccount, expect, rows, test } from "./program";

const payees = async (tab: Page): Promise<(string | undefined)[]> => (await rows(tab)).map((cells) => cells[2]);
const row = (tab: Page, payee: string) => tab.getByTestId("register").getByRole("row").filter({ hasText: payee });

async function day(tab: Page): Promise<void> {
  await createAccount(tab, "Cheque", "100.00");
  for (const [payee, amount] of [["Baker", "1"], ["Grocer", "10"], ["Tailor", "50"]] as const) await addPayment(tab, "2026-01-03", payee, "Food", amount);
  await addPayment(tab, "2026-01-04", "Waiter", "Food", "5");
  await expect.poll(() => payees(tab)).toEqual(["", "Baker", "Grocer", "Tailor", "Waiter"]);
  await tab.getByTestId("register").focus();
  await tab.keyboard.press("Escape");
}

test("a row moves within its day by keyboard, its balances follow, and one undo takes it back", async ({ tab }) => {
  await day(tab);
  await row(tab, "Tailor").click();
  await tab.getByTestId("register").focus();
  await tab.keyboard.press("Alt+ArrowUp");
  await expect.poll(() => payees(tab)).toEqual(["", "Baker", "Tailor", "Grocer", "Waiter"]);
  expect(await balances(tab)).toEqual(["100.00", "99.00", "49.00", "39.00", "34.00"]);
  await expect(tab.locator("[aria-selected=true][data-index]")).toContainText("Tailor");
  await tab.keyboard.press("Alt+ArrowUp");
  await expect.poll(() => payees(tab)).toEqual(["", "Tailor", "Baker", "Grocer", "Waiter"]);
  await tab.keyboard.press("Alt+ArrowUp");
  await expect(tab.getByText("It is the first of its day")).toBeVisible();
  await tab.keyboard.press("Alt+ArrowDown");
  await expect.poll(() => payees(tab)).toEqual(["", "Baker", "Tailor", "Grocer", "Waiter"]);
  await tab.getByRole("toolbar").getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => payees(tab)).toEqual(["", "Tailor", "Baker", "Grocer", "Waiter"]);
});

test("a row is dragged by its date, not out of its day, and moved by its menu", async ({ tab }) => {
  await day(tab);
  const date = (payee: string) => row(tab, payee).locator("[data-cell=date]");
  await date("Tailor").dragTo(date("Baker"), { targetPosition: { x: 20, y: 3 } });
  await expect.poll(() => payees(tab)).toEqual(["", "Tailor", "Baker", "Grocer", "Waiter"]);
  await date("Tailor").dragTo(date("Waiter"), { targetPosition: { x: 20, y: 24 } });
  await row(tab, "Baker").click();
  await tab.getByTestId("register").focus();
  await tab.keyboard.press(".");
  await tab.getByRole("menuitem", { name: /Down within its day/ }).click();
  await expect.poll(() => payees(tab)).toEqual(["", "Tailor", "Grocer", "Baker", "Waiter"]);
});

test("a category renamed onto another shows what becomes one, and does it when that is wanted", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  for (const category of ["Food:Bread", "Food:Fish", "Groceries:Bread"]) await addPayment(tab, "2026-01-03", "Shop", category, "1");
  await expect.poll(() => payees(tab)).toEqual(["", "Shop", "Shop", "Shop"]);
  await tab.goto(new URL("#/categories", tab.url()).href);
  await tab.getByRole("row", { name: /^Food/ }).focus();
  await tab.keyboard.press("F2");
  await tab.keyboard.type("Groceries");
  await tab.keyboard.press("Enter");
  const dialog = tab.getByRole("dialog", { name: "Merge “Food” into “Groceries”" });
  await expect(dialog.getByRole("listitem")).toHaveText(["Food:Bread → Groceries:Bread, 1 transaction", "Food:Fish → Groceries:Fish"]);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(tab.getByRole("row", { name: /^Food/ })).toBeVisible();
  await tab.getByRole("row", { name: /^Food/ }).focus();
  await tab.keyboard.press("F2");
  await tab.keyboard.type("Groceries");
  await tab.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Merge" }).click();
  await expect(tab.getByRole("row", { name: /^Food/ })).toHaveCount(0);
  await expect(tab.getByRole("row", { name: /^Bread 2/ })).toBeVisible();
  await expect(tab.getByRole("row", { name: /^Fish 1/ })).toBeVisible();
});
