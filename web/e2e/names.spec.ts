/** Categories, payees and the history, by keyboard, on a real book. */
import type { Page } from "@playwright/test";
import { comeIn, expect, test } from "./program";

/** Asks the program as the page does. */
async function ask(page: Page, path: string, body: unknown): Promise<{ id: number }> {
  return page.evaluate(async ([path, body]) => {
    const request = { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } };
    return (await (await fetch(`/api/v1${path as string}`, request)).json()) as { id: number };
  }, [path, body] as const);
}

async function book(page: Page): Promise<void> {
  const { id } = await ask(page, "/accounts", { name: "Cheque", kind: "asset", currency: "USD", opening: { date: "2026-01-01", amount: 250_000 } });
  const rows = [["Corner Market", "Food:Groceries", 1250], ["Corner Mkt", "Food:Groceries", 830], ["Baker", "Food:Bread", 420], ["Railway", "Travel", 6600], ["Acme", "Salary", -310_000]] as const;
  for (const [payee, category, amount] of rows) {
    await ask(page, "/transactions", { date: "2026-01-15", payee, splits: [{ account: id, amount: -amount }, { category, amount }] });
  }
}

const row = (page: Page, name: RegExp) => page.getByRole("row", { name });

test("a category is renamed with all beneath it, merged and undone, by keyboard", async ({ page, program }) => {
  await comeIn(page, program);
  await book(page);
  await page.goto(new URL("#/categories", page.url()).href);
  await row(page, /^Food/).focus();
  await page.keyboard.press("F2");
  await page.keyboard.type("House:Kitchen");
  await page.keyboard.press("Enter");
  await expect(row(page, /^Kitchen 3/)).toBeVisible();
  await row(page, /^Bread/).focus();
  await page.keyboard.press("ArrowDown");
  await expect(row(page, /^Groceries 2/)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("m");
  await page.getByLabel("Into").fill("travel");
  await page.keyboard.press("Enter");
  await expect(row(page, /^Travel 2/)).toBeVisible();
  await expect(row(page, /^Bread/)).toHaveCount(0);
  await page.getByRole("toolbar").getByRole("button", { name: "Undo" }).click();
  await expect(row(page, /^Bread 1/)).toBeVisible();
});

test("two trees of categories are looked at before they are one, and Enter merges them", async ({ page, program }) => {
  await comeIn(page, program);
  await book(page);
  await ask(page, "/transactions", { date: "2026-01-16", payee: "Kitchen shop", splits: [{ account: 1, amount: -990 }, { category: "House:Bread", amount: 990 }] });
  await page.goto(new URL("#/categories", page.url()).href);
  await row(page, /^House/).focus();
  await page.keyboard.press("F2");
  await page.keyboard.type("Food");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Merge “House” into “Food”" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Merge", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(row(page, /^Food 4/)).toBeVisible();
  await expect(row(page, /^House/)).toHaveCount(0);
});

test("a payee renamed to a name that is there is offered to be merged", async ({ page, program }) => {
  await comeIn(page, program);
  await book(page);
  await page.goto(new URL("#/payees", page.url()).href);
  await row(page, /^Corner Mkt/).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("corner market");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Merge “Corner Mkt”" })).toBeVisible();
  await page.getByLabel("Into").press("Enter");
  await expect(row(page, /^Corner Market 2/)).toBeVisible();
  await expect(row(page, /^Corner Mkt/)).toHaveCount(0);
});

test("an old change is taken back from the history, and done again", async ({ page, program }) => {
  await comeIn(page, program);
  await book(page);
  await page.goto(new URL("#/history", page.url()).href);
  const market = page.getByRole("listitem").filter({ hasText: "Added Corner Market" }).first();
  await expect(market).toContainText(/Chrom/);
  await page.getByRole("button", { name: "Take back: Added Corner Market" }).click();
  await expect(page.getByRole("button", { name: "Do again: Added Corner Market" })).toBeVisible();
  await page.getByRole("button", { name: "Do again: Added Corner Market" }).click();
  await expect(page.getByRole("button", { name: "Take back: Added Corner Market" })).toBeVisible();
});

test("the properties of an account are put right, and what is owed is shown as owed", async ({ page, program }) => {
  await comeIn(page, program);
  await ask(page, "/accounts", { name: "Visa", kind: "liability", currency: "USD", opening: { date: "2026-01-01", amount: -30_390 } });
  await page.getByRole("link", { name: "Visa owed 303.90" }).click();
  await page.getByRole("button", { name: "Account", exact: true }).click();
  await page.getByRole("menuitem", { name: "Properties…" }).click();
  const dialog = page.getByRole("dialog", { name: "Account properties" });
  await expect(dialog.getByLabel("You owed at first")).toHaveValue("303.90");
  await dialog.getByLabel("You owed at first").fill("5.00");
  await dialog.getByLabel("Group").fill("Everyday");
  await dialog.getByLabel("Kind").selectOption("Credit card");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: "Everyday" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Visa owed 5.00" })).toBeVisible();
});
