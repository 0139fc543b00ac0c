/** Every key of the entry row, by keys alone; and the list of keys is true on every page. */
import type { Page } from "@playwright/test";
import { addPayment, createAccount, expect, test } from "./program";
import { dateKeys, escapes, fiveKeys, twoRows, type Typist } from "./typist";

const handsOf = (tab: Page): Typist => ({
  press: (key) => tab.keyboard.press(key),
  type: (text) => tab.keyboard.type(text),
  ask: (what, given) => tab.evaluate(what as never, given) as never,
});

test("dates, numbers, names and sums are typed by key, and a known payee takes five keys and Enter", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  await tab.getByTestId("register").focus();
  await tab.keyboard.press("n");
  const hands = handsOf(tab);
  await dateKeys(hands);
  await twoRows(hands);
  await escapes(hands);
  await fiveKeys(hands);
});

/** The keys that stand in the list, or at the right of a menu. */
const keysIn = (tab: Page, within: string): Promise<string[]> => tab.locator(`${within} kbd`).allTextContents();

test("the list of keys opens on every page and has every key that its menus name", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  await addPayment(tab, "2026-01-02", "Corner Market", "Groceries", "12.50");
  await tab.evaluate(async () => {
    const rule = { first: "2026-01-05", unit: "months", interval: 1, end: { kind: "never" } };
    const body = JSON.stringify({ account: 1, payee: "Rent", splits: [{ category: "Rent", amount: 6000 }], amount: { kind: "fixed", amount: -6000 }, rule });
    await fetch("/api/v1/schedules", { method: "POST", body, headers: { "content-type": "application/json" } });
  });
  const home = new URL(tab.url()).hash;
  const menus: Record<string, string> = { [home]: "[data-testid=register]", "#/accounts": "[data-account]", "#/payees": "main [role=row][tabindex]", "#/categories": "main [role=row][tabindex]", "#/schedules": "[data-row]" };
  const pages = await tab.getByRole("complementary", { name: "Accounts" }).locator("a.view").evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  for (const page of [home, ...pages, "#/sessions", "#/reconcile/1"]) {
    await tab.evaluate((hash) => (location.hash = hash), page);
    await expect(tab.locator("main h1")).not.toBeEmpty();
    const named: string[] = [];
    const row = menus[page];
    if (row) {
      await tab.locator(row).first().focus();
      if (page === home) await tab.keyboard.press("End");
      await tab.keyboard.press(".");
      await expect(tab.getByRole("menu", { name: "Row" })).toBeVisible();
      named.push(...(await keysIn(tab, "[role=menu]")));
      expect(named.length).toBeGreaterThan(2);
      await tab.keyboard.press("Escape");
    }
    await tab.keyboard.press("?");
    const dialog = tab.getByRole("dialog", { name: "Keys" });
    await expect(dialog).toContainText("Everywhere");
    const listed = await keysIn(tab, "dialog");
    expect(named.filter((key) => !listed.includes(key)), page).toEqual([]);
    await tab.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  }
});
