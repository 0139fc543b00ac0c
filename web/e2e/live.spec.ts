/** What is done in one tab is seen in the other at once. */
import { addPayment, another, balances, createAccount, expect, expectTabs, rows, test } from "./program";

test("a change in one tab shows in the other, and so does its undo", async ({ tab, context, program }) => {
  await createAccount(tab, "Cheque", "100.00");
  const other = await another(context, program, new URL(tab.url()).pathname + new URL(tab.url()).hash);
  await expect(other.getByRole("heading", { name: "Cheque" })).toBeVisible();
  await expectTabs(tab, 2);

  await addPayment(tab, "2026-01-02", "Corner Market", "Groceries", "12.50");
  await expect.poll(() => balances(other)).toEqual(["100.00", "87.50"]);

  const row = other.getByRole("row", { name: "Corner Market" });
  await row.getByText("12.50", { exact: true }).dblclick();
  await other.getByTestId("edit-row").getByLabel("Payment").fill("20");
  await other.keyboard.press("Enter");
  await expect.poll(() => balances(tab)).toEqual(["100.00", "80.00"]);

  await other.getByRole("button", { name: "Undo", exact: true }).first().click();
  await expect.poll(() => balances(tab)).toEqual(["100.00", "87.50"]);
  await tab.getByRole("button", { name: "Redo" }).first().click();
  await expect.poll(() => balances(other)).toEqual(["100.00", "80.00"]);
});

test("two tabs that change the same row: the second is told, and keeps what it typed", async ({ tab, context, program }) => {
  await createAccount(tab, "Cheque", "100.00");
  await addPayment(tab, "2026-01-02", "Corner Market", "Groceries", "12.50");
  const other = await another(context, program);
  for (const page of [tab, other]) {
    await page.getByRole("row", { name: "Corner Market" }).getByText("Corner Market").dblclick();
    await expect(page.getByTestId("edit-row").getByLabel("Payee")).toBeFocused();
  }
  await tab.getByTestId("edit-row").getByLabel("Memo").fill("from the first");
  await tab.keyboard.press("Enter");
  await expect(tab.getByTestId("edit-row")).toHaveCount(0);
  await other.getByTestId("edit-row").getByLabel("Payment").fill("30");
  await other.keyboard.press("Enter");

  const edit = other.getByTestId("edit-row");
  await expect(edit.getByRole("button", { name: "Keep mine" })).toBeVisible();
  await expect(edit.getByLabel("Payment")).toHaveValue("30.00");
  await edit.getByRole("button", { name: "Keep mine" }).click();
  await expect.poll(() => balances(tab)).toEqual(["100.00", "70.00"]);
});

test("clearing a row with a click and with the space bar", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  await addPayment(tab, "2026-01-02", "Corner Market", "Groceries", "12.50");
  const state = tab.getByRole("row", { name: "Corner Market" }).locator("[data-state]");
  await state.click();
  await expect(state).toHaveAttribute("data-state", "cleared");
  await tab.getByTestId("register").press("Space");
  await expect(state).toHaveAttribute("data-state", "uncleared");
  expect((await rows(tab)).length).toBe(2);
});
