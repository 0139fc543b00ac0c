/** What cannot be meant is said beside its field, in words, before anything is saved; and what was typed stays. */
import type { Locator } from "@playwright/test";
import { addPayment, createAccount, expect, test } from "./program";

const TOO_LONG = "x".repeat(5_000);

async function said(field: Locator, words: RegExp): Promise<void> {
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(words);
}

/** In a form the words are part of the field's own label. */
async function saidInLabel(field: Locator, words: RegExp): Promise<void> {
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field.locator("xpath=ancestor::label").getByRole("alert")).toHaveText(words);
}

test("in the row that is typed", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  const entry = tab.getByTestId("entry-row");
  const field = (label: string): Locator => entry.locator(`input[aria-label="${label}"]`);
  for (const [label, typed, words] of [
    ["Date", "13/45/2026", /no day|not a date/i],
    ["Payment", "12,3,4", /amount/i],
    ["Payment", "1/0", /./],
    ["Payment", "99999999999999999999", /large|big|amount/i],
    ["Category", "[Nowhere]", /no account/],
  ] as const) {
    await field("Payment").fill("1");
    await field(label).fill(typed);
    await field("Memo").press("Enter");
    await said(field(label), words);
    await expect(field(label)).toHaveValue(typed);
    await field("Memo").press("Escape");
    await tab.keyboard.press("n");
  }
  await field("Memo").fill("nothing paid");
  await field("Memo").press("Enter");
  await said(field("Payment"), /Type the amount/);
  await field("Memo").press("Escape");
  await expect(tab.getByTestId("register").locator("[data-index]")).toHaveCount(1);
});

test("in a row that the program refuses", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  const entry = tab.getByTestId("entry-row");
  for (const label of ["Number", "Payee", "Category", "Memo", "Tags"]) {
    await entry.locator('input[aria-label="Payment"]').fill("1");
    await entry.locator(`input[aria-label="${label}"]`).fill(TOO_LONG);
    await entry.locator('input[aria-label="Date"]').press("Enter");
    const back = tab.getByTestId("back-row").locator(`input[aria-label="${label}"]`);
    await said(back, /./);
    await expect(back).toHaveValue(TOO_LONG);
    await back.press("Escape");
    if (await tab.getByTestId("back-row").count()) await back.press("Escape");
    await expect(tab.getByTestId("back-row")).toHaveCount(0);
  }
});

test("in the lines of a split", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  const entry = tab.getByTestId("entry-row");
  await entry.locator('input[aria-label="Payment"]').fill("10");
  await entry.getByRole("button", { name: "Split…" }).click();
  const line = entry.getByRole("group", { name: "Line 1" });
  await line.locator('input[aria-label="Amount"]').fill("ten");
  await line.locator('input[aria-label="Amount"]').press("Enter");
  await said(line.locator('input[aria-label="Amount"]'), /not an amount/);
  await line.locator('input[aria-label="Amount"]').fill("10");
  await line.locator('input[aria-label="Category"]').fill("[Nowhere]");
  await line.locator('input[aria-label="Amount"]').press("Enter");
  await said(line.locator('input[aria-label="Category"]'), /no account/);
});

test("in the dialog of an account", async ({ tab }) => {
  await tab.getByRole("button", { name: "New account" }).click();
  const dialog = tab.getByRole("dialog", { name: "New account" });
  const name = dialog.getByLabel("Name");
  await dialog.getByRole("button", { name: "Create account" }).click();
  await saidInLabel(name, /./);
  await dialog.getByLabel("Name").fill("Cheque");
  await dialog.getByLabel("Opening balance").fill("a lot");
  await dialog.getByRole("button", { name: "Create account" }).click();
  await saidInLabel(dialog.getByLabel("Opening balance"), /amount/);
  await dialog.getByLabel("Opening balance").fill("1");
  await dialog.getByLabel("as of").fill("30/30/30");
  await dialog.getByRole("button", { name: "Create account" }).click();
  await saidInLabel(dialog.getByLabel("as of"), /./);
  await expect(dialog.getByLabel("as of")).toHaveValue("30/30/30");
});

test("in a search, and in a change of several rows", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  await addPayment(tab, "2026-01-02", "Corner Market", "Groceries", "12.50");
  await addPayment(tab, "2026-01-03", "Baker", "Groceries", "2.50");
  await tab.getByRole("searchbox").fill("is:nothing");
  await said(tab.getByRole("searchbox"), /./);
  await tab.getByRole("searchbox").press("Escape");
  await tab.getByTestId("register").focus();
  await tab.keyboard.press("End");
  await tab.keyboard.press("Shift+ArrowUp");
  for (const [button, typed] of [["Shift the dates…", "soon"], ["Add tags…", "a#b"], ["Category…", "[Nowhere]"]] as const) {
    await tab.getByRole("button", { name: button }).click();
    const dialog = tab.getByRole("dialog");
    const field = dialog.locator("input:visible").first();
    await field.fill(typed);
    await field.press("Enter");
    await said(field, /./);
    await expect(field).toHaveValue(typed);
    await tab.keyboard.press("Escape");
    if (await dialog.count()) await tab.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  }
});

test("what was typed in a dialog is not thrown away by a reload that nobody confirmed", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  await tab.getByRole("button", { name: "New account" }).click();
  const name = tab.getByRole("dialog").getByLabel("Name");
  await name.fill("Savings");
  const asked = tab.waitForEvent("dialog");
  // It is answered with no, and so never loads.
  void tab.evaluate(() => location.reload()).catch(() => null);
  const question = await asked;
  expect(question.type()).toBe("beforeunload");
  await question.dismiss();
  await expect(name).toHaveValue("Savings");
  await tab.keyboard.press("Escape");
  await expect(name).toHaveCount(0);
  await tab.reload();
  await expect(tab.getByRole("heading", { name: "Cheque" })).toBeVisible();
});
