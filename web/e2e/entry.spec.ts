/** The entry row, by keyboard alone; errors beside their fields; splits. */
import { addPayment, balances, createAccount, expect, rows, test } from "./program";

test("a known payee is entered with the keyboard alone, and recalls its category", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  await addPayment(tab, "2026-01-02", "Corner Market", "Groceries", "12.50");
  await tab.keyboard.press("Escape");
  const keys = tab.keyboard;
  await expect(tab.getByTestId("register")).toBeFocused();
  await keys.press("n");
  await keys.type("2026-01-05");
  await keys.press("+");
  await keys.press("Tab");
  await keys.type("101");
  await keys.press("Tab");
  await keys.type("Co");
  await expect(tab.getByRole("option", { name: "Corner Market" })).toBeVisible();
  await keys.press("Tab");
  await expect(tab.getByTestId("entry-row").getByLabel("Category")).toHaveValue("Groceries");
  await keys.press("Tab");
  await keys.press("Tab");
  await keys.type("7,25");
  await keys.press("Enter");
  await expect.poll(async () => (await rows(tab)).at(-1)).toEqual(["01/06/2026", "101", "Corner Market", "Groceries", "", "7.25", "", "–", "80.25"]);
  await expect(tab.getByTestId("entry-row").getByLabel("Date")).toBeFocused();

  await keys.press("Escape");
  await keys.press("End");
  await keys.press("Enter");
  await expect(tab.getByTestId("edit-row").getByLabel("Date")).toBeFocused();
  await keys.press("Escape");
  await keys.press("Delete");
  await expect.poll(() => balances(tab)).toEqual(["100.00", "87.50"]);
  await keys.press("Control+z");
  await expect.poll(() => balances(tab)).toEqual(["100.00", "87.50", "80.25"]);
  await keys.press("Control+y");
  await expect.poll(() => balances(tab)).toEqual(["100.00", "87.50"]);
});

test("what is wrong is said beside the field, and nothing typed is lost", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  const entry = tab.getByTestId("entry-row");
  await entry.getByLabel("Date").fill("02/30/2026");
  await entry.getByLabel("Payee").fill("Corner Market");
  await entry.getByLabel("Payment").fill("1.234");
  await entry.getByLabel("Payment").press("Enter");
  await expect(entry.getByLabel("Date")).toBeFocused();
  await expect(entry.getByLabel("Date")).toHaveAccessibleDescription(/There is no day/);
  await expect(entry.getByText(/There is no day/)).toBeVisible();
  await expect(entry.getByLabel("Payment")).toHaveAccessibleDescription(/2 decimals/);
  await entry.getByLabel("Date").fill("02/28/2026");
  await entry.getByLabel("Payment").fill("1.23");
  await entry.getByLabel("Category").fill("[Nowhere]");
  await entry.getByLabel("Payment").press("Enter");
  await expect(entry.getByText(/There is no account \[Nowhere\]/)).toBeVisible();
  await expect(entry.getByLabel("Payee")).toHaveValue("Corner Market");
  expect(await rows(tab)).toHaveLength(1);
});

test("what the server refuses stands beside its field too", async ({ tab }) => {
  await createAccount(tab, "Cheque");
  await tab.getByRole("button", { name: "New account" }).click();
  const dialog = tab.getByRole("dialog", { name: "New account" });
  await dialog.getByLabel("Name").fill("cheque");
  await dialog.getByRole("button", { name: "Create account" }).click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await expect(dialog.getByLabel("Name")).toHaveValue("cheque");
  await expect(dialog.getByLabel("Name")).toHaveAttribute("aria-invalid", "true");
});

test("a split is saved when its lines add up", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  const entry = tab.getByTestId("entry-row");
  await entry.getByLabel("Date").fill("2026-01-02");
  await entry.getByLabel("Payment").fill("30");
  await entry.getByRole("button", { name: "Split…" }).click();
  const line = (at: number) => entry.getByRole("group", { name: `Line ${at}` });
  await line(1).getByLabel("Category").fill("Groceries");
  await line(1).getByLabel("Amount").fill("12.50");
  await line(2).getByLabel("Category").fill("Books");
  await expect(entry.getByTestId("remainder")).toContainText("17.50");
  await expect(entry.getByRole("button", { name: "Add" })).toBeDisabled();
  await entry.getByRole("button", { name: "Assign" }).click();
  await expect(line(2).getByLabel("Amount")).toHaveValue("17.50");
  await entry.getByRole("button", { name: "Add" }).click();
  await expect.poll(async () => (await rows(tab)).at(-1)?.slice(3)).toEqual(["Split", "", "30.00", "", "–", "70.00"]);

  await tab.getByTestId("register").getByText("Split", { exact: true }).dblclick();
  const edit = tab.getByTestId("edit-row");
  await expect(edit.getByRole("group", { name: "Line 2" }).getByLabel("Amount")).toHaveValue("17.50");
});

test("a transfer shows in both registers", async ({ tab }) => {
  await createAccount(tab, "Savings", "0");
  await createAccount(tab, "Cheque", "100.00");
  await addPayment(tab, "2026-01-02", "", "[Savings]", "40");
  await expect(tab.getByTestId("balance")).toContainText("60.00");
  await tab.getByRole("link", { name: /Savings/ }).click();
  await expect.poll(async () => (await rows(tab)).at(-1)?.slice(3)).toEqual(["[Cheque]", "", "", "40.00", "–", "40.00"]);
});

test("a half typed row waits while another account is looked at", async ({ tab }) => {
  await createAccount(tab, "Savings");
  await createAccount(tab, "Cheque");
  await tab.getByTestId("entry-row").getByLabel("Payee").fill("Half typed");
  await tab.getByRole("link", { name: /Savings/ }).click();
  await expect(tab.getByTestId("entry-row").getByLabel("Payee")).toHaveValue("");
  await tab.getByRole("link", { name: /^Cheque / }).click();
  await expect(tab.getByTestId("entry-row").getByLabel("Payee")).toHaveValue("Half typed");
});

test("an account is renamed, closed, opened again and deleted", async ({ tab }) => {
  await createAccount(tab, "Cheque");
  const menu = tab.getByRole("button", { name: "Account", exact: true });
  await menu.click();
  await tab.getByRole("menuitem", { name: "Rename…" }).click();
  await tab.getByRole("dialog").getByLabel("Name").fill("Everyday");
  await tab.keyboard.press("Enter");
  await expect(tab.getByRole("heading", { name: "Everyday" })).toBeVisible();
  await menu.click();
  await tab.getByRole("menuitem", { name: "Close account" }).click();
  await expect(tab.getByText("Closed (1)")).toBeVisible();
  await menu.click();
  await tab.getByRole("menuitem", { name: "Open again" }).click();
  await expect(tab.getByText("Closed (1)")).toHaveCount(0);
  await menu.click();
  await tab.getByRole("menuitem", { name: "Delete account" }).click();
  await expect(tab.getByRole("heading", { name: "An empty book" })).toBeVisible();
});

test("a reload loses nothing that was typed, neither in a new row nor in one being changed", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  await addPayment(tab, "2026-01-02", "Corner Market", "Groceries", "12.50");
  const entry = tab.getByTestId("entry-row");
  await entry.getByLabel("Payee").fill("Half typed");
  await entry.getByLabel("Payment").fill("4");
  await tab.getByRole("row", { name: "Corner Market" }).getByText("Corner Market").dblclick();
  const edit = tab.getByTestId("edit-row");
  await edit.getByLabel("Memo").fill("milk");

  await tab.reload();
  await expect(entry.getByLabel("Payee")).toHaveValue("Half typed");
  await edit.getByLabel("Memo").press("Enter");
  await expect(tab.getByRole("row", { name: "Corner Market" })).toContainText("milk");
  await entry.getByLabel("Payment").press("Enter");
  await expect.poll(() => balances(tab)).toEqual(expect.arrayContaining(["100.00", "87.50", "83.50"]));

  await tab.reload();
  await expect(tab.getByTestId("balance")).toContainText("83.50");
  await expect(edit).toHaveCount(0);
  await expect(entry.getByLabel("Payee")).toHaveValue("");
});

test("a reload keeps the lines of a split that was half typed, and its tags", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  const entry = tab.getByTestId("entry-row");
  const line = (at: number) => entry.getByRole("group", { name: `Line ${at}` });
  await entry.getByLabel("Payee").fill("Corner Market");
  await entry.getByLabel("Payment").fill("30");
  await entry.getByLabel("Tags").fill("Trip");
  await entry.getByRole("button", { name: "Split…" }).click();
  await line(1).getByLabel("Category").fill("Groceries");
  await line(1).getByLabel("Amount").fill("12.50");
  await line(2).getByLabel("Category").fill("Books");
  await tab.reload();
  await expect(line(1).getByLabel("Category")).toHaveValue("Groceries");
  await expect(line(1).getByLabel("Amount")).toHaveValue("12.50");
  await expect(line(2).getByLabel("Category")).toHaveValue("Books");
  await expect(entry.getByTestId("remainder")).toContainText("17.50");
  await entry.getByRole("button", { name: "Assign" }).click();
  await entry.getByRole("button", { name: "Add" }).click();
  await expect.poll(async () => (await rows(tab)).at(-1)?.slice(2)).toEqual(["Corner Market", "Split", "Trip", "30.00", "", "–", "70.00"]);
});

test.describe("where days come before months and a comma is the decimal mark", () => {
  test.use({ locale: "de-DE" });

  test("dates and amounts are typed as they are written there", async ({ tab }) => {
    await createAccount(tab, "Giro", "100,00");
    const entry = tab.getByTestId("entry-row");
    await entry.getByLabel("Date").fill("3.2.26");
    await entry.getByLabel("Payee").fill("Bäcker");
    await entry.getByLabel("Payment").fill("12,50+3*4");
    await entry.getByLabel("Payment").press("Enter");
    await expect.poll(async () => (await rows(tab)).at(-1)).toEqual(["03.02.2026", "", "Bäcker", "Uncategorised", "", "24,50", "", "–", "75,50"]);
  });
});

test("a payee whose last row was split leaves the category where it is; + brings the split, and the keyboard stays in the row", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  const entry = tab.getByTestId("entry-row");
  const payee = entry.getByRole("combobox", { name: "Payee" });
  const split = [{ category: "Food", amount: 10_00, memo: "" }, { category: "House", amount: 5_00, memo: "soap" }];
  await tab.evaluate(async (splits) => {
    const draft = { date: "2026-01-02", payee: "Market", splits: [{ account: 1, amount: -15_00 }, ...splits] };
    await fetch("/api/v1/transactions", { method: "POST", body: JSON.stringify(draft), headers: { "content-type": "application/json" } });
  }, split);
  await expect.poll(() => balances(tab)).toHaveLength(2);

  await payee.fill("Market");
  await payee.press("Tab");
  await expect(entry.getByLabel("Payment")).toHaveValue("15.00");
  await expect(entry.getByRole("combobox", { name: "Category" })).toBeFocused();
  await tab.keyboard.type("Food");
  await tab.keyboard.press("Tab");
  await entry.getByLabel("Payment").fill("61.75");
  await tab.keyboard.press("Enter");
  await expect.poll(async () => (await rows(tab)).at(-1)?.slice(2, 6)).toEqual(["Market", "Food", "", "61.75"]);

  // The newest has one part now; the split is that of the row before it.
  await tab.keyboard.press("Control+z");
  await tab.getByTestId("register").focus();
  await tab.keyboard.press("Control+z");
  await expect.poll(() => balances(tab)).toHaveLength(2);
  await payee.fill("Market");
  await payee.press("Tab");
  const asLastTime = entry.getByRole("button", { name: "Split as last time" });
  await expect(asLastTime).toBeVisible();
  // Of a payee that is new there is no last time.
  await payee.fill("Somebody new");
  await payee.press("Tab");
  await expect(asLastTime).toBeHidden();
  await payee.fill("Market");
  await payee.press("Tab");
  await expect(asLastTime).toBeVisible();
  if (process.env.SHOTS) await tab.screenshot({ path: `${process.env.SHOTS}/last-split.png` });
  await tab.keyboard.press("+");
  await expect(entry.getByRole("group", { name: "Line 1" }).getByRole("combobox", { name: "Category" })).toBeFocused();
  await expect(entry.getByTestId("remainder")).toHaveText("Adds up");
  if (process.env.SHOTS) await tab.screenshot({ path: `${process.env.SHOTS}/last-split-2.png` });

  // With a line less the keyboard is in the one that is left, then in the category.
  await entry.getByRole("button", { name: "Another line" }).press("Enter");
  await expect(entry.getByRole("group", { name: "Line 3" }).getByRole("combobox", { name: "Category" })).toBeFocused();
  await entry.getByRole("button", { name: "Remove line 3" }).press("Enter");
  await expect(entry.getByRole("group", { name: "Line 2" }).getByRole("combobox", { name: "Category" })).toBeFocused();
  await entry.getByLabel("Payment").fill("16.00");
  await entry.getByRole("button", { name: "Assign" }).press("Enter");
  await expect(entry.getByRole("button", { name: "Add" })).toBeFocused();
  await tab.keyboard.press("Enter");
  await expect.poll(() => balances(tab)).toEqual(["100.00", "85.00", "69.00"]);
});

test("a payee that was typed to the last letter is taken, also where another was used more", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  for (const day of ["02", "03", "04"]) await addPayment(tab, `2026-01-${day}`, "SAFEWAY #0044 TROY", "Food", "1.00");
  await addPayment(tab, "2025-12-31", "Safeway", "Gifts", "2.00");
  const entry = tab.getByTestId("entry-row");
  await entry.getByRole("combobox", { name: "Payee" }).fill("safeway");
  await entry.getByRole("combobox", { name: "Payee" }).press("Tab");
  await expect(entry.getByRole("combobox", { name: "Payee" })).toHaveValue("Safeway");
  await expect(entry.getByRole("combobox", { name: "Category" })).toHaveValue("Gifts");
});
