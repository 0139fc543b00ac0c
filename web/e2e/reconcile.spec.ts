/** Reconciling a statement by keyboard, on a real book. */
import type { Page } from "@playwright/test";
import { another, expect, test } from "./program";

async function ask(page: Page, path: string, body: unknown): Promise<{ id: number }> {
  return page.evaluate(async ([path, body]) => {
    const request = { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } };
    return (await (await fetch(`/api/v1${path as string}`, request)).json()) as { id: number };
  }, [path, body] as const);
}

async function begin(page: Page): Promise<number> {
  const { id } = await ask(page, "/accounts", { name: "Cheque", kind: "asset", currency: "USD" });
  for (const [payee, amount] of [["Grocer", 1250], ["Baker", 400]] as const) {
    await ask(page, "/transactions", { date: "2026-01-15", payee, splits: [{ account: id, amount: -amount }, { category: "Food", amount }] });
  }
  await page.goto(new URL(`#/reconcile/${id}`, page.url()).href);
  await page.getByLabel("Statement date").fill("2026-01-31");
  await page.getByLabel("Ending balance").fill("what");
  await page.getByLabel("Ending balance").press("Enter");
  await expect(page.getByRole("alert")).toContainText("is not an amount");
  await page.getByLabel("Ending balance").fill("-12.50-4");
  await page.getByLabel("Ending balance").press("Enter");
  await expect(page.getByTestId("difference")).toHaveText("Difference −16.50");
  return id;
}

test("a statement is ticked to zero and finished by keyboard, and its rows are locked", async ({ tab, context, program }) => {
  const id = await begin(tab);
  await expect(tab.getByRole("button", { name: "Finish", exact: true })).toBeDisabled();
  const second = await another(context, program, `/#/reconcile/${id}`);
  await expect(second.getByTestId("difference")).toHaveText("Difference −16.50");
  await tab.getByRole("row", { name: /Grocer/ }).focus();
  await tab.keyboard.press("Space");
  await expect(second.getByTestId("difference")).toHaveText("Difference −4.00");
  await tab.keyboard.press("a");
  await expect(tab.getByTestId("difference")).toHaveText("Difference 0.00");
  await tab.getByRole("button", { name: "Finish", exact: true }).press("Enter");
  await expect(tab.getByTestId("statement")).toContainText("2 rows");
  await expect(second.getByTestId("statement")).toContainText("2 rows");
  await tab.goto(new URL(`#/account/${id}`, tab.url()).href);
  await tab.getByTestId("register").focus();
  await tab.keyboard.press("End");
  await tab.keyboard.press("Delete");
  await tab.getByRole("button", { name: "Re-open the statement" }).press("Enter");
  await expect(second.getByTestId("difference")).toHaveText("Difference 0.00");
});
