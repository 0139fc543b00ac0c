/** Reports: from home to a bar, to its rows, to one of them and back by keyboard; and live. */
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { addPayment, createAccount, day, expect, test } from "./program";

/** Presses Tab until the focus is there. */
async function tabTo(tab: Page, target: Locator): Promise<void> {
  await expect(target.first()).toBeVisible();
  await expect(async () => {
    for (let presses = 0; presses < 80; presses += 1) {
      if (await target.evaluateAll((all) => all.includes(document.activeElement as HTMLElement))) return;
      await tab.keyboard.press("Tab");
    }
    throw new Error("the focus never gets there");
  }).toPass();
}

async function furnish(tab: Page): Promise<void> {
  await createAccount(tab, "Cheque", "1000.00");
  await addPayment(tab, day(), "Baker", "Food:Bread", "12.50");
  await addPayment(tab, day(), "Grocer", "Food", "30.00");
  await addPayment(tab, day(), "Garage", "Car", "80.00");
  await tab.keyboard.press("Escape");
}

test("by keyboard alone from home to a bar, its rows, the register and back to the bar's place", async ({ tab }) => {
  await furnish(tab);
  await tabTo(tab, tab.getByRole("link", { name: "Reports" }));
  await tab.keyboard.press("Enter");
  const piece = tab.locator(".chart .piece");
  await expect(piece).toHaveCount(2);
  await tabTo(tab, piece);
  await tab.keyboard.press("End");
  // The largest is lowest in the bar.
  await expect(tab.locator(".piece:focus")).toHaveAttribute("aria-label", /^Car, .*80[.,]00/);
  await tab.keyboard.press("ArrowUp");
  await expect(tab.locator(".piece:focus")).toHaveAttribute("aria-label", /^Food, .*42[.,]50/);
  await tab.keyboard.press("Enter");
  const behind = tab.getByTestId("behind");
  await expect(behind).toContainText("2 rows, together 42");
  await expect(behind.locator("tbody tr:focus")).toContainText("Baker");
  await tab.keyboard.press("ArrowDown");
  await expect(behind.locator("tbody tr:focus")).toContainText("Grocer");
  await tab.keyboard.press("Enter");
  await expect(tab.getByTestId("register").getByRole("row", { name: "Grocer" })).toBeVisible();
  await tab.goBack();
  await expect(behind.locator("tbody tr:focus")).toContainText("Grocer");
  await tab.keyboard.press("Escape");
  await expect(tab.locator(".piece:focus")).toHaveAttribute("aria-label", /^Food/);
});

test("a register may be left while it still looks for the row that was opened", async ({ tab }) => {
  await furnish(tab);
  await tab.getByRole("link", { name: "Reports" }).click();
  await tab.locator(".chart .piece").first().click();
  const row = tab.getByTestId("behind").locator("tbody tr").first();
  await expect(row).toBeVisible();
  let goOn = (): void => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  let asked = false;
  await tab.route("**/place?*", async (route) => {
    asked = true;
    await held;
    await route.continue();
  });
  await row.click();
  await expect.poll(() => asked).toBe(true);
  await tab.goBack();
  await expect(tab.getByTestId("behind")).toBeVisible();
  const answered = tab.waitForResponse("**/place?*");
  goOn();
  await (await answered).finished();
  // One more answer has come and gone, so the page has done with the one before.
  await tab.evaluate(async () => await (await fetch("/api/v1/accounts")).json());
});

test("the table has the same figures, opens them, and has the focus where it was on the way back", async ({ tab }) => {
  await furnish(tab);
  await tab.getByRole("link", { name: "Reports" }).click();
  const grid = tab.getByRole("grid");
  await expect(grid.getByRole("row", { name: /^Total/ })).toContainText("122.50");
  await tab.getByLabel("Subcategories").check();
  await expect(grid.getByRole("row", { name: /^Bread/ })).toContainText("12.50");
  await tabTo(tab, grid.locator("td[tabindex='0']"));
  await tab.keyboard.press("ArrowDown");
  await tab.keyboard.press("ArrowDown");
  await tab.keyboard.press("End");
  await tab.keyboard.press("Enter");
  await expect(tab.getByTestId("behind")).toContainText("Bread");
  await tab.keyboard.press("Escape");
  await expect(grid.locator("td:focus")).toHaveText("12.50");
  await tab.getByLabel("When").selectOption("last-month");
  await expect(tab.getByText("Nothing was entered in this span.")).toBeVisible();
  await tab.getByLabel("When").selectOption("this-month");
  await tab.getByLabel("By", { exact: true }).selectOption("payee");
  await expect(grid.getByRole("row", { name: /^Garage/ })).toContainText("80.00");
  await tab.getByRole("link", { name: "Net worth" }).click();
  await expect(grid.getByRole("row", { name: /^Total/ })).toContainText("877.50");
});

test("a row entered in another tab moves the bar", async ({ tab, context }) => {
  await furnish(tab);
  await tab.getByRole("link", { name: "Reports" }).click();
  const car = tab.locator(".chart .piece[aria-label^='Car']");
  await expect(car).toHaveAttribute("aria-label", /80[.,]00/);
  const other = await context.newPage();
  await other.goto(new URL("#/", tab.url()).href);
  await addPayment(other, day(), "Garage", "Car", "20.00");
  await expect(car).toHaveAttribute("aria-label", /100[.,]00/);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`no report has a serious barrier, ${colorScheme}`, async ({ tab }) => {
    await tab.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await furnish(tab);
    for (const number of [1, 3, 4, 6]) {
      await tab.evaluate((hash) => (location.hash = hash), `#/reports/${number}`);
      await expect(tab.locator(".chart .piece").first()).toBeVisible();
      const { violations } = await new AxeBuilder({ page: tab }).analyze();
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(serious.map(({ id, nodes }) => `${number} ${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
  });
}
