/** The rows of a register in the order of another column. */
import type { Page } from "@playwright/test";
import { addPayment, balances, createAccount, day, expect, rows, test } from "./program";

const payees = async (tab: Page): Promise<(string | undefined)[]> => (await rows(tab)).map((cells) => cells[2]);

test("a column sorts by a click on its head or by keyboard, and every row keeps its balance", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  await addPayment(tab, "2026-01-02", "Corner Market", "Groceries", "12.50");
  await addPayment(tab, "2026-01-03", "City Water", "Utilities", "20");
  await addPayment(tab, "2026-01-04", "Baker", "Groceries", "1.50");
  await expect.poll(() => balances(tab)).toEqual(["100.00", "87.50", "67.50", "66.00"]);
  const register = tab.getByTestId("register");
  await register.focus();
  await tab.keyboard.press("Escape");
  await register.focus();
  await tab.keyboard.press("End");

  await tab.getByRole("columnheader", { name: "Payment" }).getByRole("button").click();
  await expect.poll(() => payees(tab)).toEqual(["City Water", "Corner Market", "Baker", ""]);
  expect(await balances(tab)).toEqual(["67.50", "87.50", "66.00", "100.00"]);
  await expect(tab.getByRole("columnheader", { name: "Payment" })).toHaveAttribute("aria-sort", "descending");
  await expect(tab.locator("search").getByRole("status")).toHaveText("by payment, largest first · balances as by date");
  await expect(tab.locator("[aria-selected=true][data-index]")).toContainText("Baker");

  await tab.getByRole("button", { name: "Order", exact: true }).focus();
  await tab.keyboard.press("Enter");
  await tab.getByRole("menuitemradio", { name: "Payee" }).press("Enter");
  await expect.poll(() => payees(tab)).toEqual(["Baker", "City Water", "Corner Market", ""]);
  await tab.getByRole("searchbox").fill("cat:groceries");
  await expect.poll(() => payees(tab)).toEqual(["Baker", "Corner Market"]);
  await tab.getByRole("searchbox").fill("");
  await expect.poll(() => payees(tab)).toEqual(["Baker", "City Water", "Corner Market", ""]);
  await addPayment(tab, "2026-01-01", "Aviary", "Groceries", "1");
  await expect.poll(() => payees(tab)).toEqual(["Aviary", "Baker", "City Water", "Corner Market", ""]);

  await tab.getByRole("button", { name: "Order", exact: true }).click();
  await tab.getByRole("menuitemradio", { name: "By date" }).click();
  await expect.poll(() => balances(tab)).toEqual(["100.00", "99.00", "86.50", "66.50", "65.00"]);
});

test("rows sort by their tags, the ones without any last", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  const entry = tab.getByTestId("entry-row");
  for (const [payee, tags] of [["Railway", "Trip, work"], ["Baker", ""], ["Hotel", "holiday"]] as const) {
    await entry.getByLabel("Tags").fill(tags);
    await addPayment(tab, "2026-01-02", payee, "Travel", "1");
  }
  await tab.getByRole("button", { name: "View" }).click();
  await tab.getByRole("menuitemcheckbox", { name: "Tags" }).click();
  await tab.keyboard.press("Escape");
  const head = tab.getByRole("columnheader", { name: "Tags" });
  await head.getByRole("button").click();
  await expect.poll(() => payees(tab)).toEqual(["Hotel", "Railway", "", "Baker"]);
  await head.getByRole("button").click();
  await expect.poll(() => payees(tab)).toEqual(["Railway", "Hotel", "", "Baker"]);
});

test("what is scheduled is hidden in another order and among found rows, and the page says why", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  await addPayment(tab, "2026-01-02", "Corner Market", "Groceries", "12.50");
  await tab.evaluate(async (first) => {
    const rule = { first, unit: "weeks", interval: 1, end: { kind: "count", count: 3 } };
    const body = JSON.stringify({ account: 1, payee: "Rent", splits: [{ category: "Rent", amount: 6000 }], amount: { kind: "fixed", amount: -6000 }, rule });
    await fetch("/api/v1/schedules", { method: "POST", body, headers: { "content-type": "application/json" } });
  }, day(3));
  const ahead = tab.getByTestId("ahead");
  const said = tab.locator("search").getByRole("status");
  await expect(ahead).toBeVisible();
  await tab.getByRole("columnheader", { name: "Payee" }).getByRole("button").click();
  await expect(said).toContainText("what is scheduled is shown only by date");
  await expect(ahead).toHaveCount(0);
  await expect(tab.getByTestId("figures")).toContainText("Lowest");
  await tab.getByRole("button", { name: "Order", exact: true }).click();
  await tab.getByRole("menuitemradio", { name: "By date" }).click();
  await expect(ahead).toBeVisible();
  await tab.getByRole("searchbox").fill("corner");
  await expect(said).toContainText("what is scheduled is shown only by date and without a search");
  await expect(ahead).toHaveCount(0);
});
