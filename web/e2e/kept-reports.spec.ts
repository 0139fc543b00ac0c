/** Reports that are kept by name, and their charts of areas and of flows, by keyboard. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { addPayment, createAccount, day, expect, test } from "./program";

async function furnish(tab: Page): Promise<void> {
  await createAccount(tab, "Cheque", "1000.00");
  await addPayment(tab, day(), "Baker", "Food:Bread", "12.50");
  await addPayment(tab, day(), "Grocer", "Food", "30.00");
  await addPayment(tab, day(), "Garage", "Car", "80.00");
  await tab.keyboard.press("Escape");
}

test("a report is kept, changed, renamed, moved and deleted, and undo brings it back", async ({ tab }) => {
  await furnish(tab);
  await tab.getByRole("link", { name: "Reports" }).click();
  await tab.getByLabel("When").selectOption("this-month");
  await tab.getByLabel("By", { exact: true }).selectOption("payee");
  await tab.getByRole("button", { name: "Keep as…" }).click();
  await tab.getByLabel("Name").fill("Who was paid");
  await tab.getByRole("button", { name: "Keep", exact: true }).click();
  const list = tab.getByRole("navigation", { name: "Reports" });
  await expect(list.getByRole("link", { name: "Who was paid" })).toHaveAttribute("aria-current", "page");
  const grid = tab.getByRole("grid");
  await expect(grid.getByRole("row", { name: /^Garage/ })).toContainText("80.00");
  // What was tried out is kept there, and the other report is again what it was.
  await list.getByRole("link", { name: "Spending" }).click();
  await expect(grid.getByRole("row", { name: /^Car/ })).toContainText("80.00");
  await tab.getByRole("button", { name: "Keep as…" }).click();
  await tab.getByLabel("Name").fill("who was paid");
  await tab.getByRole("button", { name: "Keep", exact: true }).click();
  await expect(tab.getByRole("alert")).toContainText("already a report named");
  await tab.getByLabel("Name").fill("Second");
  await tab.getByRole("button", { name: "Keep", exact: true }).click();
  await expect(list.getByRole("link")).toHaveText([/./, /./, /./, /./, /./, /./, "Who was paid", "Second"]);
  await tab.getByRole("button", { name: "Earlier" }).click();
  await expect(list.getByRole("link")).toHaveText([/./, /./, /./, /./, /./, /./, "Second", "Who was paid"]);
  await tab.getByLabel("Chart", { exact: true }).selectOption("treemap");
  await tab.getByRole("button", { name: "Keep changes" }).click();
  await expect(tab.getByRole("button", { name: "Keep changes" })).toHaveCount(0);
  await expect(tab.getByLabel("Chart", { exact: true })).toHaveValue("treemap");
  await tab.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(list.getByRole("link", { name: "Second" })).toHaveCount(0);
  await tab.getByRole("button", { name: "Undo" }).first().click();
  await expect(list.getByRole("link", { name: "Second" })).toBeVisible();
});

test("areas are walked along by keys, open their rows, and have the focus on the way back", async ({ tab }) => {
  await furnish(tab);
  await tab.getByRole("link", { name: "Reports" }).click();
  await tab.getByLabel("Chart", { exact: true }).selectOption("treemap");
  await tab.getByLabel("Subcategories").check();
  const tile = tab.locator(".chart .piece");
  await expect(tile).toHaveCount(3);
  await tile.first().focus();
  await tab.keyboard.press("End");
  await expect(tab.locator(".piece:focus")).toHaveAttribute("aria-label", /^Bread: 12[.,]50 .*10[.,]2/);
  await tab.keyboard.press("Enter");
  await expect(tab.getByTestId("behind")).toContainText("1 row, together 12");
  await tab.keyboard.press("Escape");
  await expect(tab.locator(".piece:focus")).toHaveAttribute("aria-label", /^Bread/);
});

test("the flow shows what came and where it went, and is saved as a picture", async ({ tab }) => {
  await furnish(tab);
  await tab.evaluate(() => (location.hash = "#/reports/3"));
  await tab.getByLabel("Chart", { exact: true }).selectOption("sankey");
  const nodes = tab.locator(".chart .piece");
  await expect(nodes).toHaveCount(4);
  await expect(tab.locator(".chart .piece[aria-label^='From what there was']")).toHaveAttribute("aria-label", /122[.,]50/);
  await tab.locator(".chart .piece[aria-label^='Car']").click();
  await expect(tab.getByTestId("behind")).toContainText(/1 row, together [-−]80[.,]00/);
  await tab.keyboard.press("Escape");
  await expect(tab.locator(".piece:focus")).toHaveAttribute("aria-label", /^Car/);
  for (const kind of ["PNG", "SVG"]) {
    const saved = tab.waitForEvent("download");
    await tab.getByRole("button", { name: kind }).click();
    expect((await saved).suggestedFilename()).toBe(`Cash flow.${kind.toLowerCase()}`);
  }
});

test("two groupings, counts, shares and the span before", async ({ tab }) => {
  await furnish(tab);
  await tab.getByRole("link", { name: "Reports" }).click();
  const grid = tab.getByRole("grid");
  await tab.getByLabel("Against").selectOption("before");
  await expect(grid.getByRole("row", { name: /^Car/ })).toContainText("65.3%");
  await expect(grid.getByRole("columnheader", { name: "Change" })).toBeVisible();
  await tab.getByText("More", { exact: true }).click();
  await tab.getByLabel("Then by").selectOption("payee");
  await expect(grid.getByRole("row", { name: /^Grocer/ })).toContainText("30.00");
  await tab.getByLabel("Figures", { exact: true }).selectOption("count");
  await expect(grid.getByRole("row", { name: /^Total/ })).toContainText("3");
  await tab.getByLabel("Only the category").selectOption({ label: "Food USD" });
  await expect(grid.getByRole("row", { name: /^Car/ })).toHaveCount(0);
});

test("no chart has a serious barrier", async ({ tab }) => {
  await tab.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await furnish(tab);
  for (const [number, chart] of [["1", "treemap"], ["3", "sankey"]] as const) {
    await tab.evaluate((hash) => (location.hash = hash), `#/reports/${number}`);
    await tab.getByLabel("Chart", { exact: true }).selectOption(chart);
    await expect(tab.locator(".chart .piece text").first()).toBeVisible();
    const { violations } = await new AxeBuilder({ page: tab }).analyze();
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(serious.map(({ id, nodes }) => `${number} ${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
});
