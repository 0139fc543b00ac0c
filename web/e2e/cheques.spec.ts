/** Chequebooks, their numbers in the register, and what became of them: by keyboard, on a real book. */
import type { Page } from "@playwright/test";
import { another, expect, test } from "./program";

async function ask<T = { id: number }>(page: Page, method: string, path: string, body: unknown): Promise<T> {
  return page.evaluate(async ([method, path, body]) => {
    const request = { method: method as string, body: JSON.stringify(body), headers: { "content-type": "application/json" } };
    return (await (await fetch(`/api/v1${path as string}`, request)).json()) as T;
  }, [method, path, body] as const);
}

const open = (page: Page, hash: string): Promise<unknown> => page.goto(new URL(hash, page.url()).href);

async function enter(page: Page, account: number, date: string, payee: string, units: number, number: string | null = null): Promise<number> {
  const splits = [{ account, amount: -units }, { category: "House", amount: units }];
  return (await ask(page, "POST", "/transactions", { date, payee, number, splits })).id;
}

/** An account with a chequebook of three cheques, typed into the dialog. */
async function begin(page: Page): Promise<number> {
  const { id } = await ask(page, "POST", "/accounts", { name: "Cheque", kind: "asset", currency: "USD", opening: { date: "2026-01-01", amount: 100_000 } });
  // The start leads to the first account by itself.
  await expect(page.getByRole("heading", { name: "Cheque", level: 1 })).toBeVisible();
  await open(page, `#/cheques/${id}`);
  await expect(page.getByRole("heading", { name: "No chequebook yet" })).toBeVisible();
  await page.keyboard.press("n");
  const dialog = page.getByRole("dialog", { name: "Add a chequebook" });
  await dialog.getByLabel("First number").fill("000101");
  await dialog.getByLabel("Last number").fill("000103");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByTestId("chequebook")).toBeVisible();
  return id;
}

async function write(page: Page, payee: string, payment: string): Promise<string> {
  const entry = page.getByTestId("entry-row");
  await entry.getByLabel("Number").press("+");
  await expect(entry.getByLabel("Number")).not.toHaveValue("");
  const number = await entry.getByLabel("Number").inputValue();
  await entry.getByLabel("Payee").fill(payee);
  await entry.getByLabel("Category").fill("House");
  await entry.getByLabel("Payment").fill(payment);
  await entry.getByLabel("Payment").press("Enter");
  await expect(entry.getByLabel("Payee")).toHaveValue("");
  return number;
}

test("plus takes the next cheque of the book in use, undo gives it back, and another tab sees it at once", async ({ tab, context, program }) => {
  const id = await begin(tab);
  const second = await another(context, program, `/#/cheques/${id}`);
  const book = (page: Page) => page.getByTestId("chequebook");
  await expect(book(second)).toContainText("000101–000103");
  await open(tab, `#/account/${id}`);
  expect(await write(tab, "Plumber", "80")).toBe("000101");
  await expect(book(second).getByRole("cell").first()).toHaveText("000102");
  await expect(second.getByRole("table", { name: "Outstanding cheques" })).toContainText("Plumber");
  expect(await write(tab, "Painter", "60")).toBe("000102");
  await tab.keyboard.press("Escape");
  await tab.getByTestId("register").focus();
  await tab.keyboard.press("Control+z");
  await expect(book(second).getByRole("cell").first()).toHaveText("000102");
  await expect(second.getByRole("table", { name: "Outstanding cheques" })).not.toContainText("Painter");
  expect(await write(tab, "Painter", "60")).toBe("000102");
  expect(await write(tab, "Roofer", "70")).toBe("000103");
  await expect(book(second)).toContainText("Used up");
});

test("what makes no chequebook is said beside its field and loses nothing", async ({ tab }) => {
  await begin(tab);
  await tab.getByRole("button", { name: "Add a chequebook" }).press("Enter");
  const dialog = tab.getByRole("dialog");
  const first = dialog.getByLabel("First number");
  await expect(first).toHaveValue("000104");
  await first.fill("000103");
  await first.press("Enter");
  await expect(first).toHaveAccessibleDescription(/in the chequebook 000101–000103 already/);
  await first.fill("10a");
  await first.press("Enter");
  await expect(first).toHaveAccessibleDescription(/digits only/);
  await first.fill("000200");
  await first.press("Enter");
  await expect(dialog.getByLabel("Last number")).toHaveAccessibleDescription(/comes before the first/);
  await tab.keyboard.press("Escape");
  await expect(tab.getByTestId("chequebook")).toHaveCount(1);
});

test("a book is taken into use, changed, closed and deleted by keyboard, and undone", async ({ tab }) => {
  await begin(tab);
  await tab.keyboard.press("n");
  await tab.keyboard.press("Enter");
  const second = tab.getByTestId("chequebook").nth(1);
  await expect(second).toContainText("Spare");
  await tab.getByRole("button", { name: "Use 000104–000106" }).press("Enter");
  await expect(second).toContainText("In use");
  await tab.getByRole("button", { name: "Change 000104–000106" }).press("Enter");
  const dialog = tab.getByRole("dialog", { name: "Chequebook 000104–000106" });
  await dialog.getByLabel("Next number").fill("000105");
  await tab.keyboard.press("Enter");
  await expect(second.getByRole("cell").first()).toHaveText("000105");
  await tab.getByRole("button", { name: "Close 000104–000106" }).press("Enter");
  await expect(second).toContainText("Closed");
  await tab.getByRole("button", { name: "Delete 000104–000106" }).press("Enter");
  await expect(tab.getByTestId("chequebook")).toHaveCount(1);
  await tab.keyboard.press("Control+z");
  await expect(tab.getByTestId("chequebook")).toHaveCount(2);
});

test("the report tells what is out, void, missing and repeated, and leads to the row", async ({ tab }) => {
  const id = await begin(tab);
  await ask(tab, "POST", `/accounts/${id}/chequebooks`, { first: "000201", last: "000225" });
  await enter(tab, id, "2020-03-01", "Plumber", 8_000, "000201");
  const spoilt = await enter(tab, id, "2020-03-02", "Painter", 6_000, "202");
  await ask(tab, "POST", `/transactions/${spoilt}/void`, { void: true });
  await enter(tab, id, "2020-03-05", "Baker", 400, "000205");
  await enter(tab, id, "2020-03-06", "Butcher", 900, "000205");
  await expect(tab.getByRole("table", { name: "Void cheques" })).toContainText("60.00");
  await expect(tab.getByRole("table", { name: "Missing numbers" })).toContainText("000203 to 000204");
  await expect(tab.getByRole("table", { name: "Repeated numbers" })).toContainText("Butcher");
  const outstanding = tab.getByRole("table", { name: "Outstanding cheques" });
  await expect(outstanding.getByText("Stale", { exact: true }).and(tab.locator("td"))).toHaveCount(3);
  await tab.getByLabel("Stale after").fill("many");
  await tab.getByLabel("Stale after").press("Tab");
  await expect(tab.getByRole("alert")).toHaveText("Use 1 to 120 months.");
  await outstanding.getByRole("link", { name: "000201" }).press("Enter");
  await expect(tab.getByTestId("register").locator("[aria-selected=true]")).toContainText("Plumber");
});

test("the head of the register says what the bank has and what of it is free", async ({ tab }) => {
  const id = await begin(tab);
  await enter(tab, id, "2026-01-05", "Plumber", 8_000, "000101");
  await open(tab, `#/account/${id}`);
  const figures = tab.getByTestId("figures");
  for (const figure of ["The bank has 1,000.00", "Outstanding −80.00", "Available 920.00"]) await expect(figures).toContainText(figure);
  const { id: card } = await ask(tab, "POST", "/accounts", { name: "Card", kind: "liability", currency: "USD" });
  await enter(tab, card, "2026-01-05", "Grocer", 2_000);
  await open(tab, `#/account/${card}`);
  await expect(tab.getByTestId("balance")).toContainText("Owed 20.00");
});

test("cheques of the past propose their chequebook, which is added after a look, and another tab sees it", async ({ tab, context, program }) => {
  const { id } = await ask(tab, "POST", "/accounts", { name: "Cheque", kind: "asset", currency: "USD" });
  for (const [day, number] of [["2026-01-03", "000101"], ["2026-01-09", "000102"], ["2026-02-01", "000104"], ["2026-02-02", "000900"]] as const) await enter(tab, id, day, "Plumber", 8_000, number);
  await open(tab, `#/cheques/${id}`);
  const loose = tab.getByRole("table", { name: "Cheques of no book" });
  await expect(loose.getByRole("row")).toHaveCount(5);
  await expect(tab.getByRole("list", { name: "Proposed chequebooks" })).toContainText("000101–000125 looks like a chequebook: 3 cheques, 01/03/2026 to 02/01/2026");
  const second = await another(context, program, `/#/cheques/${id}`);
  await expect(second.getByRole("heading", { name: "No chequebook yet" })).toBeVisible();
  await tab.getByRole("button", { name: "Add 000101–000125" }).press("Enter");
  const dialog = tab.getByRole("dialog", { name: "Add a chequebook" });
  await expect(dialog.getByLabel("Last number")).toHaveValue("000125");
  await dialog.getByLabel("Last number").press("Enter");
  await expect(tab.getByTestId("chequebook")).toContainText("In use");
  await expect(tab.getByTestId("chequebook").getByRole("cell").first()).toHaveText("000105");
  await expect(loose.getByRole("row")).toHaveCount(2);
  await expect(second.getByTestId("chequebook")).toContainText("000101–000125");
  await expect(second.getByRole("table", { name: "Missing numbers" })).toContainText("000103");
});
