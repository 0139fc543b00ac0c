/** Nothing serious for axe on any page, light and dark. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { addPayment, createAccount, expect, fixture, test } from "./program";

async function expectClean(tab: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page: tab }).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const said = serious.map(({ id, nodes }) => `${where}: ${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("\n")}`);
  expect(said).toEqual([]);
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`no page has a serious barrier, ${colorScheme}`, async ({ tab }) => {
    test.setTimeout(300_000);
    await tab.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expectClean(tab, "an empty book");
    await tab.getByRole("button", { name: "New account" }).click();
    await expectClean(tab, "a new account");
    await tab.keyboard.press("Escape");
    await createAccount(tab, "Cheque", "100.00");
    await addPayment(tab, "2026-01-02", "Corner Market", "Groceries", "12.50");
    await addPayment(tab, "2099-01-02", "City Water", "Utilities", "200");
    await tab.keyboard.press("Escape");
    await expectClean(tab, "a register");

    const entry = tab.getByTestId("entry-row");
    await entry.getByLabel("Date").fill("30/30/30");
    await entry.getByRole("button", { name: "Split…" }).click();
    await entry.getByLabel("Date").press("Enter");
    await entry.getByLabel("Payee").pressSequentially("Co");
    await expect(tab.getByRole("option").first()).toBeVisible();
    await expectClean(tab, "a row with faults, splits and completion");
    await tab.keyboard.press("Escape");
    await tab.keyboard.press("Escape");

    await tab.getByRole("searchbox").fill("cat:");
    await expect(tab.getByRole("searchbox")).toHaveAttribute("aria-invalid", "true");
    await expectClean(tab, "a search that cannot be read");
    await tab.getByRole("searchbox").fill("corner");
    await tab.getByRole("button", { name: "Saved searches" }).click();
    await expectClean(tab, "saved searches");
    await tab.keyboard.press("Escape");
    await tab.getByRole("searchbox").press("Escape");
    await tab.getByRole("button", { name: "View", exact: true }).click();
    await expectClean(tab, "the view menu");
    await tab.keyboard.press("Escape");
    await tab.getByTestId("register").focus();
    await tab.keyboard.press("End");
    await tab.keyboard.press(".");
    await expectClean(tab, "the menu of a row");
    await tab.keyboard.press("Escape");
    await tab.keyboard.press("Enter");
    await expectClean(tab, "a row in change");
    await tab.keyboard.press("Escape");
    await tab.keyboard.press("?");
    await expectClean(tab, "the keys");
    await tab.keyboard.press("Escape");

    await tab.evaluate(() => (location.hash = "#/cheques"));
    await tab.getByRole("button", { name: "Add a chequebook" }).click();
    await tab.getByLabel("First number").fill("10a");
    await tab.getByLabel("Last number").fill("125");
    await tab.keyboard.press("Enter");
    await expect(tab.getByLabel("First number")).toHaveAttribute("aria-invalid", "true");
    await expectClean(tab, "a chequebook with a fault");
    await tab.getByLabel("First number").fill("101");
    await tab.keyboard.press("Enter");
    await expect(tab.getByTestId("chequebook")).toBeVisible();

    await tab.getByTestId("file").first().setInputFiles(fixture("cheque.ofx"));
    await expect(tab.getByTestId("statement").first()).toBeVisible();
    await expectClean(tab, "an import");
    const pages = await tab.getByRole("complementary", { name: "Accounts" }).locator("a.view").evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
    for (const page of [...pages, "#/sessions"]) {
      await tab.evaluate((hash) => (location.hash = hash), page);
      await expect(tab.locator("main h1")).not.toBeEmpty();
      await expectClean(tab, page);
    }
    await tab.evaluate(() => (location.hash = "#/reconcile/1"));
    await tab.getByLabel("Ending balance").fill("80");
    await tab.getByRole("button", { name: "Start" }).press("Enter");
    await expect(tab.getByTestId("ticks")).toBeVisible();
    await expectClean(tab, "a statement under way");
    await tab.getByRole("button", { name: "Finish with an adjustment…" }).press("Enter");
    await tab.getByRole("button", { name: /Finish with an adjustment of/ }).press("Enter");
    await tab.locator("[data-testid=statement] a").first().press("Enter");
    await expect(tab.getByRole("button", { name: "Print…" })).toBeVisible();
    await expectClean(tab, "a statement");
  });
}
