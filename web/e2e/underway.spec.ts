/** A slow program holds nobody up: what is typed meanwhile stays, and every row arrives, in order. */
import { setTimeout as after } from "node:timers/promises";
import type { Locator, Page } from "@playwright/test";
import { addPayment, balances, comeIn, createAccount, expect, rows, test } from "./program";

const SLOW_MS = 500;
const TRANSACTIONS = /\/api\/v1\/transactions(\/\d+)?$/;

/** Answers to what matches come late. */
const slow = (tab: Page, what: RegExp): Promise<unknown> => tab.route(what, async (route) => {
  await after(SLOW_MS);
  await route.continue();
});

/** Nothing comes back until it is let go. */
async function held(tab: Page): Promise<() => void> {
  let go = (): void => {};
  const gate = new Promise<void>((open) => (go = open));
  await tab.route(TRANSACTIONS, async (route) => {
    if (route.request().method() !== "GET") await gate;
    await route.continue();
  });
  return () => go();
}

const payee = (row: Locator): Locator => row.getByRole("combobox", { name: "Payee" });
const payees = async (tab: Page): Promise<(string | undefined)[]> => (await rows(tab)).map((cells) => cells[2]);

test("ten payments typed at full speed all arrive, in order, while every answer takes half a second", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  await addPayment(tab, "2026-01-02", "Corner Market", "Groceries", "1.00");
  await slow(tab, /\/api\/v1\/(transactions|accounts\/\d+\/(completions|recall))/);
  const keys = tab.keyboard;
  const expected: string[] = [];
  for (let at = 1; at <= 10; at++) {
    const known = at % 3 === 0;
    // A payee that is known brings its category and amount; the others are typed in full.
    await keys.press("Tab");
    await keys.press("Tab");
    await keys.type(known ? "Corner M" : `Shop ${at}`);
    await keys.press("Tab");
    if (!known) await keys.type("Sundries");
    await keys.press("Tab");
    await keys.press("Tab");
    await keys.type(`${at}.00`);
    await keys.press("Enter");
    expected.push(known ? "Corner Market" : `Shop ${at}`);
  }
  await keys.press("Tab");
  await keys.press("Tab");
  await keys.type("Next");
  await expect.poll(() => payees(tab), { timeout: 30_000 }).toEqual(["", "Corner Market", ...expected]);
  expect((await rows(tab)).map((cells) => cells[5])).toEqual(["", "1.00", ...expected.map((_, at) => `${at + 1}.00`)]);
  await expect(payee(tab.getByTestId("entry-row"))).toHaveValue("Next");
});

test("what is typed while the row before is saved stays, and that row arrives", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  const go = await held(tab);
  const entry = tab.getByTestId("entry-row");
  await payee(entry).fill("First");
  await entry.getByLabel("Payment").fill("1");
  await entry.getByLabel("Payment").press("Enter");
  await expect(entry.getByLabel("Date")).toBeFocused();
  await expect(entry).toContainText("1 row is being saved");
  await payee(entry).fill("Second");
  go();
  await expect.poll(() => payees(tab)).toEqual(["", "First"]);
  await expect(payee(entry)).toHaveValue("Second");
  await expect(entry).not.toContainText("being saved");
});

test("undo means the row that was handed over last, also while it is on its way", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  await addPayment(tab, "2026-01-02", "First", "Sundries", "1.00");
  const go = await held(tab);
  const entry = tab.getByTestId("entry-row");
  await payee(entry).fill("Second");
  await entry.getByLabel("Payment").fill("2");
  await entry.getByLabel("Payment").press("Enter");
  await expect(entry).toContainText("1 row is being saved");
  await tab.getByTestId("register").focus();
  await tab.keyboard.press("Control+z");
  go();
  await expect(tab.getByTestId("notices")).toContainText("Undid: Added Second");
  await expect.poll(() => payees(tab)).toEqual(["", "First"]);
});

test("a row that is refused comes back with its fault beside the field, and takes nothing from the row after it", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  const go = await held(tab);
  const entry = tab.getByTestId("entry-row");
  await payee(entry).fill("x".repeat(2_000));
  await entry.getByLabel("Payment").fill("1");
  await entry.getByLabel("Payment").press("Enter");
  await payee(entry).fill("Second");
  go();
  const back = tab.getByTestId("back-row");
  await expect(payee(back)).toHaveAttribute("aria-invalid", "true");
  await expect(back.getByRole("alert").first()).toBeVisible();
  await expect(payee(entry)).toBeFocused();
  await entry.getByLabel("Payment").fill("2");
  await entry.getByLabel("Payment").press("Enter");
  await expect.poll(() => payees(tab)).toEqual(["", "Second"]);

  await payee(back).fill("First");
  await payee(back).press("Escape");
  await payee(back).press("Enter");
  await expect(back).toHaveCount(0);
  await expect(entry.getByLabel("Date")).toBeFocused();
  await expect.poll(() => payees(tab)).toEqual(["", "Second", "First"]);
});

test("a refusal that is answered at once takes the keyboard to the fault, as long as nothing was typed", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  const entry = tab.getByTestId("entry-row");
  await entry.getByLabel("Payment").fill("1");
  await payee(entry).fill("x".repeat(2_000));
  await payee(entry).press("Escape");
  await payee(entry).press("Enter");
  await expect(payee(tab.getByTestId("back-row"))).toBeFocused();
});

test("rows that no answer came to are kept, go on when the program answers, and outlive a reload", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  await tab.route(TRANSACTIONS, (route) => route.abort());
  const entry = tab.getByTestId("entry-row");
  for (const [name, amount] of [["First", "1"], ["Second", "2"]] as const) {
    await payee(entry).fill(name);
    await entry.getByLabel("Payment").fill(amount);
    await entry.getByLabel("Payment").press("Enter");
  }
  const back = tab.getByTestId("back-row");
  await expect(payee(back)).toHaveValue("First");
  await expect(back).toContainText("does not answer");
  await tab.reload();
  await expect(payee(back)).toHaveValue("First");
  await tab.unroute(TRANSACTIONS);
  await payee(back).press("Enter");
  await expect(payee(back)).toHaveValue("Second");
  await payee(back).press("Enter");
  await expect.poll(() => payees(tab)).toEqual(["", "First", "Second"]);
  await expect(back).toHaveCount(0);
});

test("a change in place is out of the hand at once; where it is refused it is open again as it was typed", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  await addPayment(tab, "2026-01-02", "Corner Market", "Groceries", "12.50");
  const go = await held(tab);
  await tab.keyboard.press("Escape");
  await tab.keyboard.press("End");
  await tab.keyboard.press("Enter");
  const edit = tab.getByTestId("edit-row");
  await edit.getByLabel("Memo").fill("y".repeat(5_000));
  await edit.getByLabel("Memo").press("Enter");
  await expect(tab.getByTestId("register")).toBeFocused();
  go();
  await expect(edit.getByLabel("Memo")).toBeFocused();
  await expect(edit.getByLabel("Memo")).toHaveAttribute("aria-invalid", "true");
  await edit.getByLabel("Memo").fill("milk");
  await edit.getByLabel("Memo").press("Enter");
  await expect(edit).toHaveCount(0);
  await expect(tab.getByRole("row", { name: "Corner Market" })).toContainText("milk");
});

test("a change that was begun is not lost when another row is changed", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  await addPayment(tab, "2026-01-02", "Corner Market", "Groceries", "12.50");
  await addPayment(tab, "2026-01-09", "City Water", "Utilities", "20");
  await tab.getByRole("row", { name: "City Water" }).getByText("City Water").dblclick();
  await tab.getByTestId("edit-row").getByLabel("Memo").fill("milk");
  await tab.getByRole("row", { name: "Corner Market" }).getByText("Corner Market").dblclick();
  await expect(payee(tab.getByTestId("edit-row"))).toHaveValue("Corner Market");
  await tab.keyboard.press("Escape");
  const back = tab.getByTestId("back-row");
  await expect(back.getByLabel("Memo")).toHaveValue("milk");
  await back.getByLabel("Memo").press("Enter");
  await expect(tab.getByRole("row", { name: "City Water" })).toContainText("milk");
  await expect.poll(() => balances(tab)).toEqual(["100.00", "87.50", "67.50"]);
});

test("the row to type in is there, however late the page gets its keys", async ({ context, program }) => {
  let giveKeys = (): void => {};
  const keysMayCome = new Promise<void>((resolve) => (giveKeys = resolve));
  await context.route("**/reentry/key", async (route) => {
    await keysMayCome;
    await route.continue();
  });
  const tab = await context.newPage();
  await comeIn(tab, program);
  await tab.getByRole("button", { name: "New account" }).click();
  const dialog = tab.getByRole("dialog", { name: "New account" });
  await dialog.getByLabel("Name").fill("Cheque");
  await dialog.getByRole("button", { name: "Create account" }).click();
  await expect(dialog).toBeHidden();
  // The page heard of the account by now.
  await expect(tab.getByRole("toolbar", { name: "Book" }).getByRole("button", { name: "Undo" })).toBeEnabled();
  giveKeys();
  await addPayment(tab, "2026-01-02", "Corner Market", "Groceries", "12.50");
  await expect.poll(() => rows(tab)).toHaveLength(1);
});

test("a program that is there and does not answer is told, and what is typed stays", async ({ tab }) => {
  await tab.clock.install();
  await tab.reload();
  await createAccount(tab, "Cheque", "100.00");
  const goOn = await held(tab);
  const asked = tab.waitForRequest((request) => TRANSACTIONS.test(request.url()));
  const added = addPayment(tab, "2026-01-02", "Corner Market", "Groceries", "12.50").catch(() => {});
  await asked;
  const said = tab.getByRole("alert", { name: "No answer" });
  await tab.clock.fastForward("00:09");
  await expect(said).toBeHidden();
  await tab.clock.fastForward("00:02");
  await expect(said).toContainText("the disk with the book does not answer");
  if (process.env.SHOTS) await tab.screenshot({ path: `${process.env.SHOTS}/late.png` });
  goOn();
  await expect(said).toBeHidden();
  await added;
  await expect.poll(() => balances(tab)).toEqual(["100.00", "87.50"]);
});
