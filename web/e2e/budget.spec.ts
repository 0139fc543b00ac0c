/** The budget: planned by keyboard, opened, undone; said when it is over; live; and with envelopes. */
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { addPayment, createAccount, expect, test } from "./program";

/** The tenth of a month of thirty days: a third of it is gone. */
test.use({ clock: "2026-11-10T12:00" });

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
  await addPayment(tab, "2026-11-03", "Baker", "Food:Bread", "12.50");
  await addPayment(tab, "2026-11-05", "Grocer", "Food", "30.00");
  await addPayment(tab, "2026-10-05", "Garage", "Car", "80.00");
  await tab.keyboard.press("Escape");
}

const grid = (tab: Page): Locator => tab.getByRole("grid", { name: "Plans in USD" });
/** The row of a category: its name stands first. */
const row = (tab: Page, label: string): Locator => grid(tab).locator("tbody tr").filter({ has: tab.getByRole("rowheader", { name: new RegExp(`^${label}`) }) });

async function toTheGrid(tab: Page): Promise<void> {
  await tabTo(tab, tab.getByRole("link", { name: "Budget" }));
  await tab.keyboard.press("Enter");
  await tabTo(tab, grid(tab).locator("td[tabindex='0']"));
}

test("by keyboard alone: plan a category, see what is left, open what was spent, come back, and undo", async ({ tab }) => {
  await furnish(tab);
  await toTheGrid(tab);
  await expect(tab.getByTestId("budget")).toContainText("Nothing is planned for November 2026.");
  // Car is first, Food is below it.
  await tab.keyboard.press("ArrowDown");
  await tab.keyboard.type("80+10*4");
  await tab.keyboard.press("Enter");
  await expect(row(tab, "Food")).toContainText("120.00");
  await expect(row(tab, "Food")).toContainText("77.50");
  await expect(row(tab, "Bread")).toContainText("in Food");
  await expect(tab.getByText("Planned 120.00 for Food in November 2026")).toBeVisible();
  // A third of the month is gone, and a little more than a third of the money.
  await expect(row(tab, "Food").getByRole("img")).toHaveAttribute("aria-label", "35 percent, ahead of the day");
  await expect(grid(tab).locator("td:focus")).toHaveText("–");
  await tab.keyboard.press("ArrowUp");
  await tab.keyboard.press("ArrowRight");
  await expect(grid(tab).locator("td:focus")).toHaveText("42.50");
  await tab.keyboard.press("Enter");
  await expect(tab.getByTestId("behind")).toContainText("2 rows, together 42.50");
  await tab.keyboard.press("Escape");
  await expect(grid(tab).locator("td:focus")).toHaveText("42.50");
  await tab.keyboard.press("Control+z");
  await expect(row(tab, "Food")).not.toContainText("120.00");
});

test("what cannot be read stays in its field, and Escape leaves the plan as it was", async ({ tab }) => {
  await furnish(tab);
  await toTheGrid(tab);
  await tab.keyboard.type("12..5");
  await tab.keyboard.press("Enter");
  await expect(grid(tab).getByRole("alert")).toContainText("12..5");
  await tab.keyboard.press("Escape");
  await expect(grid(tab).getByRole("alert")).toHaveCount(0);
  await tab.keyboard.type("5");
  await tab.keyboard.press("Enter");
  await expect(row(tab, "Car")).toContainText("5.00");
  await tab.keyboard.press("ArrowUp");
  await tab.keyboard.press("Delete");
  await expect(row(tab, "Car")).not.toContainText("5.00");
});

test("months are changed by keys; a year is spread over them; what is left is carried, and a goal says what it is a month", async ({ tab }) => {
  await furnish(tab);
  await toTheGrid(tab);
  await tab.keyboard.press("[");
  await expect(tab.getByRole("heading", { name: "October 2026" })).toBeVisible();
  await expect(row(tab, "Car")).toContainText("80.00");
  await tab.keyboard.press("t");
  await tab.getByLabel("How long").selectOption("year");
  await tabTo(tab, grid(tab).locator("td[tabindex='0']"));
  await tab.keyboard.type("1200");
  await tab.keyboard.press("Enter");
  await expect(row(tab, "Car")).toContainText("1,120.00");
  await tab.keyboard.press("ArrowUp");
  await tab.keyboard.press("c");
  await expect(tab.getByText("Car is carried over into the next month")).toBeVisible();
  await tab.getByLabel("How long").selectOption("month");
  // January to October: 1,000 planned, 80 spent.
  await expect(row(tab, "Car").locator("td").first()).toHaveText("920.00");
  await expect(row(tab, "Car").locator("td").last()).toHaveText("1,020.00");
  await tabTo(tab, grid(tab).locator("td[tabindex='0']"));
  await tab.keyboard.press("g");
  const dialog = tab.getByRole("dialog", { name: "A goal for Car" });
  await dialog.getByLabel("Save").fill("1720");
  await dialog.getByLabel("By the end").fill("2027-06");
  await dialog.getByLabel("Save").press("Enter");
  await expect(row(tab, "Car")).toContainText("1,720.00 by Jun 2027: 100.00 a month");
});

test("last year's averages by one key", async ({ tab }) => {
  await furnish(tab);
  await toTheGrid(tab);
  await tab.keyboard.press("a");
  await expect(row(tab, "Car")).toContainText("80.00");
  await expect(tab.getByText("Planned 1 amount from last year's averages")).toBeVisible();
});

test("over-spending is said of the row that was entered, and stops nobody", async ({ tab }) => {
  await furnish(tab);
  await toTheGrid(tab);
  await tab.keyboard.press("ArrowDown");
  await tab.keyboard.type("50");
  await tab.keyboard.press("Enter");
  await expect(row(tab, "Food")).toContainText("7.50");
  await tab.goBack();
  await addPayment(tab, "2026-11-09", "Grocer", "Food", "5.00");
  await addPayment(tab, "2026-11-10", "Grocer", "Food", "14.90");
  const said = tab.getByRole("link", { name: "Food: 12.40 over for November" });
  await said.click();
  await expect(row(tab, "Food").locator("td").last()).toHaveText("−12.40");
});

test("a row entered in another tab moves it, and envelopes say what can still be assigned", async ({ tab, context }) => {
  await furnish(tab);
  await toTheGrid(tab);
  await tab.keyboard.press("ArrowDown");
  await tab.keyboard.type("100");
  await tab.keyboard.press("Enter");
  await expect(row(tab, "Food").locator("td").last()).toHaveText("57.50");
  const other = await context.newPage();
  await other.goto(new URL("#/", tab.url()).href);
  await addPayment(other, "2026-11-10", "Grocer", "Food", "7.50");
  await expect(row(tab, "Food").locator("td").last()).toHaveText("50.00");
  const entry = other.getByTestId("entry-row");
  await entry.getByLabel("Date").fill("2026-11-01");
  await entry.getByLabel("Category").fill("Salary");
  await entry.getByLabel("Deposit").fill("2000");
  await entry.getByLabel("Deposit").press("Enter");
  await expect(row(tab, "Salary")).toContainText("2,000.00");
  await tab.getByLabel("How the budget works").selectOption("envelope");
  await expect(tab.getByTestId("to-assign")).toContainText("1,900.00");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the budget has no serious barrier, ${colorScheme}`, async ({ tab }) => {
    await tab.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await furnish(tab);
    await toTheGrid(tab);
    await tab.keyboard.type("50");
    await tab.keyboard.press("Enter");
    await expect(row(tab, "Car")).toContainText("50.00");
    await tab.keyboard.press("Enter");
    const { violations } = await new AxeBuilder({ page: tab }).analyze();
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });
}
