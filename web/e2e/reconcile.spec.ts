/** Reconciling a statement by keyboard, on a real book. */
import type { Page } from "@playwright/test";
import { another, comeIn, expect, test } from "./program";

async function ask(page: Page, path: string, body: unknown): Promise<{ id: number }> {
  return page.evaluate(async ([path, body]) => {
    const request = { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } };
    return (await (await fetch(`/api/v1${path as string}`, request)).json()) as { id: number };
  }, [path, body] as const);
}

const go = (page: Page, hash: string): Promise<unknown> => page.goto(new URL(hash, page.url()).href);

async function type(page: Page, date: string, balance: string, label = "Ending balance"): Promise<void> {
  await page.getByLabel("Statement date").fill(date);
  await page.getByLabel(label).fill(balance);
  await page.getByLabel(label).press("Enter");
}

async function pay(page: Page, account: number, payee: string, amount: number, date = "2026-01-15"): Promise<void> {
  await ask(page, "/transactions", { date, payee, splits: [{ account, amount: -amount }, { category: "Food", amount }] });
}

async function begin(page: Page): Promise<number> {
  const { id } = await ask(page, "/accounts", { name: "Cheque", kind: "asset", currency: "USD" });
  await pay(page, id, "Grocer", 1250);
  await pay(page, id, "Baker", 400);
  await go(page, `#/reconcile/${id}`);
  await type(page, "2026-01-31", "what");
  await expect(page.getByRole("alert")).toContainText("is not an amount");
  await type(page, "2026-01-31", "-12.50-4");
  await expect(page.getByTestId("difference")).toHaveText("Difference −16.50");
  return id;
}

/** Ticks all rows and finishes. */
async function finish(page: Page): Promise<void> {
  await page.getByTestId("ticks").press("a");
  await expect(page.getByTestId("difference")).toHaveText("Difference 0.00");
  await page.getByRole("button", { name: "Finish", exact: true }).press("Enter");
}

test("a statement is ticked to zero and finished by keyboard, and its rows are locked", async ({ tab, context, program }) => {
  const id = await begin(tab);
  await expect(tab.getByRole("button", { name: "Finish", exact: true })).toBeDisabled();
  const second = await another(context, program, `/#/reconcile/${id}`);
  await expect(second.getByTestId("difference")).toHaveText("Difference −16.50");
  await tab.getByTestId("ticks").press("Space");
  await expect(tab.getByRole("row", { name: /^ticked, .*Grocer/ })).toHaveAttribute("aria-selected", "true");
  await expect(second.getByTestId("difference")).toHaveText("Difference −4.00");
  await finish(tab);
  await expect(tab.getByTestId("statement")).toContainText("2 rows");
  await expect(second.getByTestId("statement")).toContainText("2 rows");
  await go(tab, `#/account/${id}`);
  await tab.getByTestId("register").focus();
  await tab.keyboard.press("End");
  await tab.keyboard.press("Space");
  await expect(tab.getByTestId("notices")).toContainText("belongs to the reconciled statement of 2026-01-31");
  await tab.getByRole("button", { name: "Re-open the statement" }).press("Enter");
  await expect(second.getByTestId("difference")).toHaveText("Difference 0.00");
});

test("a statement waits where it was left, over a restart too, and is changed or given up there", async ({ tab, program }) => {
  const id = await begin(tab);
  await tab.getByTestId("ticks").press("Space");
  await expect(tab.getByTestId("difference")).toHaveText("Difference −4.00");
  program.signal("SIGTERM");
  await program.ended;
  await program.start(["--port", program.port]);
  await comeIn(tab, program);
  await go(tab, `#/reconcile/${id}`);
  await expect(tab.getByTestId("difference")).toHaveText("Difference −4.00");
  await tab.getByRole("button", { name: "Change…" }).press("Enter");
  await type(tab, "2026-02-28", "-20");
  await expect(tab.getByTestId("difference")).toHaveText("Difference −7.50");
  await tab.getByRole("button", { name: "Give up" }).press("Enter");
  await expect(tab.getByRole("button", { name: "Start" })).toBeVisible();
});

test("what no longer adds up names its row and the change, and the way to both", async ({ tab }) => {
  const id = await begin(tab);
  await finish(tab);
  await expect(tab.getByLabel("Statement date")).toHaveValue(/2\/28\/2026/);
  await type(tab, "2026-01-15", "0");
  await expect(tab.getByRole("alert")).toContainText("2026-01-31");
  await tab.getByTestId("statement").getByRole("link").press("Enter");
  await expect(tab.getByRole("row")).toHaveCount(3);
  await tab.getByRole("cell", { name: "1/15/2026" }).first().getByRole("link").press("Enter");
  await expect(tab.locator(".row.chosen")).toContainText("Grocer");
  await tab.keyboard.press("Space");
  await tab.getByRole("button", { name: "Take it out" }).press("Enter");
  await expect(tab.locator(".row.chosen [data-state]")).toHaveText("c");
  await go(tab, `#/reconcile/${id}`);
  await expect(tab.getByTestId("statement")).toContainText("No longer adds up: −12.50");
  await expect(tab.getByTestId("statement")).toContainText("Un-reconciled Grocer −12.50");
});

test("a card is reconciled to what is owed, with an adjustment that was asked for", async ({ tab }) => {
  const { id } = await ask(tab, "/accounts", { name: "Card", kind: "liability", currency: "USD" });
  await pay(tab, id, "Grocer", 1250);
  await go(tab, `#/reconcile/${id}`);
  await type(tab, "2026-01-31", "13.00", "You owe at its end");
  await tab.getByTestId("ticks").press("Space");
  await expect(tab.getByTestId("difference")).toHaveText("Difference −0.50");
  await tab.getByRole("button", { name: "Finish with an adjustment…" }).press("Enter");
  await tab.getByRole("button", { name: "Finish with an adjustment of −0.50" }).press("Enter");
  await expect(tab.getByTestId("statement")).toContainText("13.00");
  await expect(tab.getByTestId("statement")).toContainText("2 rows");
});

test("an imported statement brings its date, its balance and its ticks", async ({ tab }) => {
  const stamp = "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260103<TRNAMT>-12.50<FITID>A1<NAME>Grocer</STMTTRN>";
  const ofx = `OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\n\r\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD<BANKACCTFROM><BANKID>1<ACCTID>2<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>20260101<DTEND>20260131${stamp}</BANKTRANLIST><LEDGERBAL><BALAMT>87.50<DTASOF>20260131</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>`;
  await tab.locator("input[type=file]").first().setInputFiles({ name: "january.ofx", mimeType: "application/x-ofx", buffer: Buffer.from(ofx) });
  await tab.getByRole("button", { name: "Import 1 line" }).click();
  await tab.getByTestId("notices").getByRole("link", { name: "Reconcile…" }).press("Enter");
  await expect(tab.getByTestId("brought")).toContainText("january.ofx says there were 87.50");
  await tab.getByRole("button", { name: "Reconcile with it" }).press("Enter");
  await expect(tab.getByTestId("difference")).toHaveText("Difference 0.00");
  await tab.getByRole("button", { name: "Finish", exact: true }).press("Enter");
  await expect(tab.getByTestId("statement")).toContainText("2 rows");
});

test("a change to many rows offers to re-open the statements that lock some of them, or to leave those out", async ({ tab }) => {
  const id = await begin(tab);
  await finish(tab);
  await pay(tab, id, "Cobbler", 300, "2026-02-02");
  await go(tab, `#/account/${id}`);
  await tab.getByTestId("register").focus();
  await tab.keyboard.press("Control+a");
  await expect(tab.getByTestId("bulk")).toContainText("3 rows");
  await tab.keyboard.press("Delete");
  const dialog = tab.getByRole("dialog");
  await expect(dialog.getByRole("alert").first()).toContainText("These rows are part of a reconciled statement: Grocer −12.50");
  await dialog.getByRole("button", { name: "Leave the 2 locked rows out" }).press("Enter");
  await expect(dialog.getByTestId("preview").getByRole("row")).toHaveCount(2);
  await expect(dialog.getByRole("heading", { name: "Change 1 row" })).toBeVisible();
  await tab.keyboard.press("Escape");
  await tab.getByTestId("register").focus();
  await tab.keyboard.press("Delete");
  await dialog.getByRole("button", { name: "Re-open the statement of 01/31/2026" }).press("Enter");
  await expect(dialog.getByTestId("preview").getByRole("row")).toHaveCount(4);
  await expect(dialog.getByRole("button", { name: "Delete 3" })).toBeEnabled();
});
