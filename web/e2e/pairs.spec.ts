/** Rows that are one: two sides of a transfer, two rows of one movement, and what stays of an import that is taken back. */
import type { Page } from "@playwright/test";
import { addPayment, createAccount, expect, rows, test } from "./program";

const SHOTS = process.env.SHOTS;
type Line = readonly [id: string, day: string, amount: string, payee: string];
const ofx = (account: string, lines: readonly Line[]): { name: string; mimeType: string; buffer: Buffer } => ({
  name: `${account}.ofx`,
  mimeType: "application/x-ofx",
  buffer: Buffer.from(
    `OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\n\r\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD<BANKACCTFROM><BANKID>12<ACCTID>${account}<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>${lines
      .map(([id, day, amount, payee]) => `<STMTTRN><TRNTYPE>OTHER<DTPOSTED>202601${day}<TRNAMT>${amount}<FITID>${id}<NAME>${payee}</STMTTRN>`)
      .join("")}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\r\n`,
  ),
});
const CHEQUE: readonly Line[] = [["C1", "10", "-500.00", "TRANSFER OUT"], ["C2", "14", "-19.00", "CITY GARAGE"]];
const SAVINGS: readonly Line[] = [["S1", "12", "500.00", "FROM CHEQUE"]];

async function offer(tab: Page, account: string, name: string, lines: readonly Line[]): Promise<void> {
  await tab.getByTestId("file").first().setInputFiles(ofx(account, lines));
  await tab.getByLabel("Into account").selectOption({ label: name });
  await expect(tab.getByRole("grid", { name: /^Lines of/ })).toBeVisible();
}

async function take(tab: Page, account: string, name: string, lines: readonly Line[]): Promise<void> {
  await offer(tab, account, name, lines);
  await tab.getByRole("button", { name: /^Import \d+ lines?$/ }).click();
  await expect(tab.getByRole("grid", { name: `Register of ${name}` })).toBeVisible();
}

const open = async (tab: Page, name: string): Promise<void> => {
  await tab.getByRole("link", { name: new RegExp(`^${name}`) }).first().click();
  await expect(tab.getByRole("grid", { name: `Register of ${name}` })).toBeVisible();
};
const shown = (tab: Page): Promise<string[]> => rows(tab).then((all) => all.map((cells) => cells.join("|")));

test("two files' sides of a transfer are proposed, linked by one key and taken apart by one undo", async ({ tab }) => {
  await createAccount(tab, "Savings");
  await createAccount(tab, "Cheque");
  await take(tab, "1", "Cheque", CHEQUE);
  await take(tab, "2", "Savings", SAVINGS);
  await open(tab, "Cheque");
  const proposed = tab.getByTestId("pair");
  await expect(proposed).toContainText("This looks like a transfer to Savings");
  if (SHOTS) await tab.screenshot({ path: `${SHOTS}/pair.png` });
  const register = tab.getByTestId("register");
  await register.focus();
  await register.press("Home");
  await register.press("l");
  await expect.poll(() => shown(tab)).toEqual([expect.stringContaining("[Savings]"), expect.stringContaining("CITY GARAGE")]);
  await expect(proposed).toHaveCount(0);
  await tab.keyboard.press("Control+z");
  await expect(proposed).toBeVisible();
  await proposed.getByRole("button", { name: "Two movements" }).click();
  await expect(proposed).toHaveCount(0);

  // Another row is linked by a list of those that it could be.
  await register.press("Home");
  await register.press("l");
  const dialog = tab.getByRole("dialog", { name: "Link as one transfer" });
  await expect(dialog.getByRole("button", { name: /Savings.*2 days away/ })).toBeFocused();
  if (SHOTS) await tab.screenshot({ path: `${SHOTS}/link.png` });
  await tab.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => shown(tab)).toContainEqual(expect.stringContaining("[Savings]"));
});

test("a row that is given the category of an account asks about the row that stands there", async ({ tab }) => {
  await createAccount(tab, "Savings");
  await createAccount(tab, "Cheque");
  await take(tab, "2", "Savings", SAVINGS);
  await open(tab, "Cheque");
  const entry = tab.getByTestId("entry-row");
  await entry.getByLabel("Date").fill("2026-01-10");
  await entry.getByLabel("Payee").fill("To savings");
  await entry.getByLabel("Category").fill("[Savings]");
  await entry.getByLabel("Payment").fill("500");
  await entry.getByLabel("Payment").press("Enter");
  const back = tab.getByTestId("back-row");
  await expect(back).toContainText("The other side stands in the book already: 500.00 in Savings on 2026-01-12");
  if (SHOTS) await tab.screenshot({ path: `${SHOTS}/asks.png` });
  await back.getByRole("button", { name: "Link the two" }).click();
  await expect(back).toHaveCount(0);
  await expect.poll(() => shown(tab)).toHaveLength(1);
  await open(tab, "Savings");
  await expect.poll(() => shown(tab)).toEqual([expect.stringContaining("[Cheque]")]);
});

test("the review offers the row of the other account, and t makes them one", async ({ tab }) => {
  await createAccount(tab, "Savings");
  await createAccount(tab, "Cheque");
  await take(tab, "1", "Cheque", CHEQUE);
  await offer(tab, "2", "Savings", SAVINGS);
  const grid = tab.getByRole("grid", { name: /^Lines of/ });
  await grid.focus();
  const said = tab.getByTestId("counterpart");
  await expect(said).toContainText("Looks like a transfer, the other side of");
  await grid.press("t");
  await expect(said).toContainText("One transfer with");
  if (SHOTS) await tab.screenshot({ path: `${SHOTS}/review-pair.png` });
  await tab.getByRole("button", { name: "Import 1 line" }).click();
  await expect(tab.getByRole("grid", { name: "Register of Savings" })).toBeVisible();
  await expect.poll(() => shown(tab)).toEqual([expect.stringContaining("[Cheque]")]);
  await open(tab, "Cheque");
  await expect.poll(() => shown(tab)).toHaveLength(2);
});

test("two chosen rows are merged by j, and the rest of an import is taken back", async ({ tab }) => {
  await createAccount(tab, "Cheque");
  await take(tab, "1", "Cheque", CHEQUE);
  await addPayment(tab, "2026-01-11", "By hand", "Moves", "500.00");
  const register = tab.getByTestId("register");
  await register.focus();
  await register.press("Home");
  await register.press("Shift+ArrowDown");
  await expect(tab.getByTestId("bulk")).toContainText("Merge into one");
  await register.press("j");
  await expect.poll(() => shown(tab)).toEqual([expect.stringContaining("By hand"), expect.stringContaining("CITY GARAGE")]);

  await tab.goto(tab.url().replace(/#.*/, "#/imports"));
  await tab.getByTestId("batch").getByRole("button", { name: "Undo" }).click();
  const dialog = tab.getByRole("dialog", { name: "Take back the rest" });
  await expect(dialog).toContainText("1 transaction of this was changed, linked or reconciled since, and stays as it is.");
  await expect(dialog.getByRole("table", { name: "What stays" })).toContainText("By hand");
  if (SHOTS) await tab.screenshot({ path: `${SHOTS}/rest.png` });
  await dialog.getByRole("button", { name: "Take back the other 1" }).click();
  await expect(dialog).toHaveCount(0);
  await open(tab, "Cheque");
  await expect.poll(() => shown(tab)).toEqual([expect.stringContaining("By hand")]);
});
