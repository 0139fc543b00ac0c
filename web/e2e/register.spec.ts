/** The register by keyboard alone: completion and recall, search, columns, the list of keys, the menu of a row. */
import type { Page } from "@playwright/test";
import { addPayment, balances, createAccount, expect, rows, test } from "./program";

const entryRow = (tab: Page) => tab.getByTestId("entry-row");
const payees = async (tab: Page): Promise<(string | undefined)[]> => (await rows(tab)).map((cells) => cells[2]);

async function household(tab: Page): Promise<void> {
  await createAccount(tab, "Cheque", "100.00");
  await addPayment(tab, "2026-01-02", "Corner Market", "Groceries", "12.50");
  await addPayment(tab, "2026-01-03", "City Water", "Utilities", "20");
  await expect.poll(() => balances(tab)).toEqual(["100.00", "87.50", "67.50"]);
}

test("a known payee is five keystrokes and Enter", async ({ tab }) => {
  await household(tab);
  await tab.keyboard.press("Escape");
  await tab.keyboard.press("n");
  await expect(entryRow(tab).getByLabel("Date")).toBeFocused();
  for (const key of ["Tab", "Tab", "c", "o", "Tab", "Enter"]) await tab.keyboard.press(key);
  await expect.poll(async () => (await rows(tab)).at(-1)?.slice(2, 6)).toEqual(["Corner Market", "Groceries", "", "12.50"]);
  await expect(entryRow(tab).getByLabel("Date")).toBeFocused();
  await expect(entryRow(tab).getByLabel("Payee")).toHaveValue("");
});

test("a new payee is taken as typed, also where another has it within", async ({ tab }) => {
  await household(tab);
  await entryRow(tab).getByLabel("Payee").focus();
  await tab.keyboard.type("ity");
  await expect(tab.getByRole("option", { name: "City Water" })).toBeVisible();
  await tab.keyboard.press("Tab");
  await expect(entryRow(tab).getByLabel("Payee")).toHaveValue("ity");
});

test("dates and numbers have their own keys, and amounts are worked out", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  const date = entryRow(tab).getByLabel("Date");
  await date.fill("2024-02-10");
  await date.press("h");
  await expect(date).toHaveValue("02/29/2024");
  await date.press("m");
  await expect(date).toHaveValue("02/01/2024");
  await date.press("+");
  await expect(date).toHaveValue("02/02/2024");
  await tab.keyboard.press("Tab");
  await tab.keyboard.type("0199");
  await tab.keyboard.press("+");
  await expect(entryRow(tab).getByLabel("Number")).toHaveValue("0200");
  await entryRow(tab).getByLabel("Payment").fill("12.50+3*4");
  await entryRow(tab).getByLabel("Payment").press("Enter");
  await expect.poll(async () => (await rows(tab)).find((cells) => cells[1] === "0200")?.[5]).toBe("24.50");
  await entryRow(tab).getByLabel("Number").press("+");
  await expect(entryRow(tab).getByLabel("Number")).toHaveValue("0201");
});

test("what is looked for is found as it is typed, with the balances of the whole register", async ({ tab }) => {
  await household(tab);
  await tab.keyboard.press("Escape");
  await tab.keyboard.press("/");
  await tab.keyboard.type("water");
  await expect.poll(() => payees(tab)).toEqual(["City Water"]);
  expect(await balances(tab)).toEqual(["67.50"]);
  const box = tab.getByRole("searchbox");
  // At once: on the way there "water c" is a search as well, which finds nothing.
  await box.fill("water cat:");
  await expect(box).toHaveAccessibleDescription(/cat:/);
  await expect(box).toHaveAttribute("aria-invalid", "true");
  expect(await payees(tab)).toEqual(["City Water"]);
  await tab.keyboard.press("Escape");
  await expect.poll(() => balances(tab)).toEqual(["100.00", "87.50", "67.50"]);
  await expect(tab.getByTestId("register")).toBeFocused();
});

test("a search is kept in the book under its name", async ({ tab }) => {
  await household(tab);
  await tab.getByRole("searchbox").fill("cat:groceries");
  await tab.getByRole("button", { name: "Saved searches" }).click();
  await tab.getByLabel("Name of this search").fill("Food");
  const written = tab.waitForResponse(/preferences/);
  await tab.keyboard.press("Enter");
  await written;
  await tab.reload();
  await tab.getByRole("button", { name: "Saved searches" }).click();
  await tab.getByRole("menuitem", { name: /^Food/ }).click();
  await expect.poll(() => payees(tab)).toEqual(["Corner Market"]);
});

test("columns and density are remembered in the book", async ({ tab }) => {
  await household(tab);
  await tab.getByRole("button", { name: "View" }).click();
  await tab.getByRole("menuitemcheckbox", { name: "Memo" }).click();
  await tab.getByRole("menuitemcheckbox", { name: "Roomy rows" }).click();
  await tab.getByRole("menuitemradio", { name: "Dark" }).click();
  await tab.keyboard.press("Escape");
  const edge = tab.getByRole("separator", { name: "Width of Payee" });
  await edge.focus();
  const written = tab.waitForResponse(/preferences\/register.columns/);
  await edge.press("ArrowRight");
  await written;
  await tab.reload();
  await expect(tab.getByRole("columnheader", { name: "Memo" })).toHaveCount(0);
  await expect(entryRow(tab).getByLabel("Memo")).toHaveCount(0);
  await expect(tab.locator("html")).toHaveAttribute("data-theme", "dark");
  expect((await tab.locator("[data-index='0']").boundingBox())?.height).toBe(36);
});

test("the keys are listed, and a row has a menu with the same commands", async ({ tab }) => {
  await household(tab);
  await tab.keyboard.press("Escape");
  await tab.keyboard.press("?");
  await expect(tab.getByRole("dialog", { name: "Keys" })).toContainText("worked out");
  await tab.keyboard.press("Escape");
  await expect(tab.getByTestId("register")).toBeFocused();
  await tab.keyboard.press("End");
  await tab.keyboard.press(".");
  await expect(tab.getByRole("menuitem", { name: "Change" })).toBeFocused();
  await tab.keyboard.press("End");
  await tab.keyboard.press("Enter");
  await expect.poll(() => balances(tab)).toEqual(["100.00", "87.50"]);
  await tab.keyboard.press("Control+z");
  await expect(tab.getByTestId("notices")).toContainText("Undid: Deleted City Water");
  await expect.poll(() => balances(tab)).toEqual(["100.00", "87.50", "67.50"]);
});

test("days to come lie below the line of today", async ({ tab }) => {
  await household(tab);
  await addPayment(tab, "2099-01-02", "Corner Market", "Groceries", "1");
  await expect(tab.locator("[data-index].ahead")).toHaveCount(1);
  await expect(tab.locator("[data-index].today")).toHaveCount(1);
  await tab.locator("[data-index='3']").click();
  await expect(tab.locator("[data-index='3']")).toHaveAccessibleName("01/02/2099, Corner Market, Groceries, payment 1.00, uncleared, balance 66.50");
});

test("several rows are changed together after a look at each, and one undo takes it back", async ({ tab }) => {
  await household(tab);
  await tab.keyboard.press("Escape");
  await tab.keyboard.press("End");
  await tab.keyboard.press("Shift+ArrowUp");
  await expect(tab.getByTestId("bulk")).toContainText("2 rows · −32.50");
  await tab.getByRole("button", { name: "Category…" }).click();
  const dialog = tab.getByRole("dialog");
  await expect(dialog.locator("[name=value]")).toBeFocused();
  await tab.keyboard.type("Household");
  await expect(dialog.getByTestId("preview").getByRole("row", { name: /Corner Market/ })).toContainText("Groceries Household");
  await expect(dialog.getByRole("button", { name: "Change 2" })).toBeEnabled();
  await tab.keyboard.press("Enter");
  await expect.poll(async () => (await rows(tab)).map((cells) => cells[3]).slice(1)).toEqual(["Household", "Household"]);
  await expect(tab.getByTestId("bulk")).toHaveCount(0);
  await expect(tab.getByTestId("register")).toBeFocused();
  await tab.keyboard.press("Control+z");
  await expect.poll(async () => (await rows(tab)).map((cells) => cells[3]).slice(1)).toEqual(["Groceries", "Utilities"]);
});

test("what is wrong with a change to many is said beside its field", async ({ tab }) => {
  await household(tab);
  await tab.keyboard.press("Escape");
  await tab.keyboard.press("Control+a");
  await tab.getByRole("button", { name: "Shift the dates…" }).click();
  const dialog = tab.getByRole("dialog");
  await tab.keyboard.type("soon");
  await expect(dialog.getByRole("textbox")).toHaveAccessibleDescription(/number of days/);
  await expect(dialog.getByRole("button", { name: "Change" })).toBeDisabled();
});

test("a row is duplicated, voided and moved by keys", async ({ tab }) => {
  await createAccount(tab, "Savings");
  await household(tab);
  await tab.keyboard.press("Escape");
  await tab.keyboard.press("End");
  await tab.keyboard.press("v");
  await expect.poll(() => balances(tab)).toEqual(["100.00", "87.50", "87.50"]);
  await expect(tab.locator("[data-index='2']")).toHaveAccessibleName(/void/);
  await tab.keyboard.press("v");
  await expect.poll(() => balances(tab)).toEqual(["100.00", "87.50", "67.50"]);
  await tab.keyboard.press("d");
  await expect.poll(async () => (await balances(tab)).at(-1)).toBe("47.50");
  await tab.keyboard.press("m");
  await tab.getByRole("dialog").locator("[name=value]").selectOption({ label: "Savings" });
  await tab.getByRole("dialog").getByRole("button", { name: "Change 1" }).click();
  await expect.poll(() => balances(tab)).toHaveLength(3);
});

test("on paper there are all rows that were found, and nothing of the screen", async ({ tab }) => {
  await household(tab);
  await tab.keyboard.press("Escape");
  await tab.evaluate(() => (window.print = () => undefined));
  await tab.keyboard.press("Control+p");
  await expect(tab.getByTestId("paper")).toHaveCount(1);
  await tab.emulateMedia({ media: "print" });
  await expect(tab.getByTestId("paper").getByRole("row")).toHaveCount(4);
  await expect(tab.getByTestId("paper")).toContainText("Corner Market");
  for (const hidden of ["register", "entry-row", "accounts"]) await expect(tab.getByTestId(hidden)).toBeHidden();
});
