/** Deciding by keyboard what the lines of a bank file are, whatever was proposed. */
import type { Locator, Page } from "@playwright/test";
import { addPayment, createAccount, expect, rows, test } from "./program";

const SHOTS = process.env.SHOTS;
const line = (day: string, amount: string, id: string, payee: string): string => `<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>202601${day}<TRNAMT>${amount}<FITID>${id}<NAME>${payee}</STMTTRN>`;
const ofx = (name: string, lines: readonly string[]): { name: string; mimeType: string; buffer: Buffer } => ({
  name,
  mimeType: "application/x-ofx",
  buffer: Buffer.from(`OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\n\r\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD<BANKACCTFROM><BANKID>12<ACCTID>3456<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>${lines.join("")}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\r\n`),
});
const JANUARY = [line("10", "-50.00", "A1", "REWE SAGT DANKE"), line("14", "-19.00", "A2", "CITY GARAGE"), line("20", "-7.00", "A3", "KIOSK")];

async function review(tab: Page, name: string, lines: readonly string[]): Promise<Locator> {
  await tab.getByTestId("file").first().setInputFiles(ofx(name, lines));
  await tab.getByLabel("Into account").selectOption({ label: "Household" });
  const grid = tab.getByRole("grid", { name: /^Lines of/ });
  await expect(grid).toBeVisible();
  await grid.focus();
  return grid;
}

const said = (tab: Page, index: number): Locator => tab.getByRole("grid", { name: /^Lines of/ }).getByRole("row").nth(index + 1).getByRole("gridcell").last();

test("a match is made new, a new line is matched by hand, and each decision is taken back, all by keyboard", async ({ tab }) => {
  await createAccount(tab, "Household", "500.00");
  await addPayment(tab, "2026-01-10", "Rewe", "Food", "50.00");
  await addPayment(tab, "2026-01-02", "Garage", "Car", "19.00");
  await addPayment(tab, "2026-01-03", "Bakery", "Food", "3.20");
  const grid = await review(tab, "january.ofx", JANUARY);
  await expect(said(tab, 0)).toContainText("Match");
  await expect(said(tab, 1)).toContainText("New");
  await expect(tab.getByRole("button", { name: "New 2" })).toBeVisible();

  await grid.press("n");
  await expect(said(tab, 0)).toContainText("New");
  await expect(tab.getByRole("button", { name: "New 3" })).toBeVisible();
  await expect(tab.getByTestId("detail")).toContainText("As you said.");
  await grid.press("u");
  await expect(said(tab, 0)).toContainText("Match");

  await grid.press("ArrowDown");
  await grid.press("m");
  const chooser = tab.getByRole("dialog", { name: "Match with a row of Household" });
  const found = chooser.getByRole("option");
  await expect(found.first()).toContainText("Garage");
  await expect(found.first()).toContainText("same amount, 12 days away");
  if (SHOTS) await tab.screenshot({ path: `${SHOTS}/chooser.png` });
  await tab.keyboard.type("bakery");
  await expect(found).toHaveCount(1);
  await tab.keyboard.press("Enter");
  await expect(chooser).toHaveCount(0);
  await expect(grid).toBeFocused();
  await expect(tab.getByTestId("detail").getByRole("alert")).toContainText("That row is over -3.20 and this line over -19.00");
  await expect(tab.getByRole("button", { name: "Import 3 lines" })).toBeDisabled();
  if (SHOTS) await tab.screenshot({ path: `${SHOTS}/cannot.png` });

  await grid.press("Control+z");
  await expect(tab.getByTestId("detail").getByRole("alert")).toHaveCount(0);
  await grid.press("m");
  await expect(found.first()).toContainText("Garage");
  await tab.keyboard.press("Enter");
  await expect(said(tab, 1)).toContainText("Match");
  await expect(said(tab, 1)).toContainText("Garage");
  await expect(tab.getByRole("button", { name: "Matched 2" })).toBeVisible();

  await grid.press("ArrowDown");
  await grid.press(" ");
  await expect(tab.getByRole("button", { name: "Skipped 1" })).toBeVisible();
  await grid.press("Backspace");
  await expect(said(tab, 2)).toContainText("New");
  await grid.press("Control+Enter");
  await expect(tab.getByRole("heading", { name: "Household" })).toBeVisible();
  await expect.poll(async () => (await rows(tab)).length).toBe(5);
  const garage = (await rows(tab)).find((cells) => cells.includes("Garage"));
  expect(garage?.[0]).toBe("01/02/2026");
});

test("a row over another amount gets the bank's by one key, also one that was chosen by hand, and undo takes it back at once", async ({ tab }) => {
  await createAccount(tab, "Household");
  await review(tab, "january.ofx", JANUARY);
  await tab.keyboard.press("Control+Enter");
  await expect(tab.getByTestId("balance")).toContainText("−76.00");
  await addPayment(tab, "2026-01-22", "Bakery", "Food", "3.20");
  await expect(tab.getByTestId("balance")).toContainText("−79.20");
  const changed = [JANUARY[0] ?? "", line("15", "-21.00", "B2", "CITY GARAGE"), JANUARY[2] ?? "", line("23", "-3.90", "B4", "SOMEBODY")];
  const grid = await review(tab, "changed.ofx", changed);
  await expect(said(tab, 0)).toContainText("Known");
  await expect(said(tab, 1)).toContainText("Doubtful");
  await grid.press("d");
  const detail = tab.getByTestId("detail");
  await expect(detail).toContainText("the bank may have moved, renamed or changed it");
  await expect(detail.getByRole("button", { name: "Take the bank's 21.00" })).toContainText("−19.00");
  if (SHOTS) await tab.screenshot({ path: `${SHOTS}/changed.png` });
  await grid.press("b");
  await expect(said(tab, 1)).toContainText("Match");
  await expect(detail.getByRole("alert")).toHaveCount(0);

  await grid.press("End");
  await grid.press("m");
  await tab.keyboard.type("bakery");
  await expect(tab.getByRole("dialog").getByRole("option")).toHaveCount(1);
  await tab.keyboard.press("Enter");
  await expect(detail.getByRole("alert")).toContainText("That row is over -3.20 and this line over -3.90");
  await expect(detail.getByRole("button", { name: "Take the bank's 3.90" })).toBeVisible();
  if (SHOTS) await tab.screenshot({ path: `${SHOTS}/takes.png` });
  await grid.press("b");
  await expect(said(tab, 3)).toContainText("Match");
  await expect(detail.getByRole("alert")).toHaveCount(0);
  await expect(detail).toContainText("gets the bank's -3.90");
  await grid.press("Control+Enter");
  await expect(tab.getByTestId("balance")).toContainText("−81.90");
  await tab.keyboard.press("Control+z");
  await expect(tab.getByTestId("balance")).toContainText("−79.20");
});

test("lines under new ids of their bank are asked about, one key each, and stay one", async ({ tab }) => {
  await createAccount(tab, "Household");
  await review(tab, "january.ofx", JANUARY);
  await tab.keyboard.press("Control+Enter");
  await expect(tab.getByRole("heading", { name: "Household" })).toBeVisible();
  const again = JANUARY.map((text) => text.replace("<FITID>A", "<FITID>B"));
  const grid = await review(tab, "again.ofx", [...again, line("28", "-8.00", "B4", "BAKERY")]);
  await expect(tab.getByRole("button", { name: "Doubtful 3" })).toBeVisible();
  await expect(tab.getByTestId("detail")).toContainText("under another id of the bank");
  await grid.press("1");
  await expect(tab.getByRole("button", { name: "Doubtful 2" })).toBeVisible();
  await grid.press("1");
  await grid.press("1");
  await expect(tab.getByRole("button", { name: "Matched 3" })).toBeVisible();
  await grid.press("Control+Enter");
  await expect(tab.getByTestId("balance")).toContainText("−84.00");
});

test("what was imported before is taken in once more, and what was deleted brought back, by Space", async ({ tab }) => {
  await createAccount(tab, "Household");
  await review(tab, "january.ofx", JANUARY);
  await tab.keyboard.press("Control+Enter");
  await expect(tab.getByTestId("balance")).toContainText("−76.00");
  const register = tab.getByTestId("register");
  await register.locator("[data-index]").nth(1).click();
  await tab.keyboard.press("Delete");
  await expect(tab.getByTestId("balance")).toContainText("−57.00");
  const grid = await review(tab, "january.ofx", JANUARY);
  await expect(said(tab, 1)).toContainText("Deleted");
  await expect(tab.getByRole("button", { name: "Import nothing new" })).toBeVisible();
  await grid.press("ArrowDown");
  await grid.press(" ");
  await expect(said(tab, 1)).toContainText("Back again");
  await grid.press("ArrowDown");
  await grid.press(" ");
  await expect(said(tab, 2)).toContainText("Once more");
  await grid.press(" ");
  await expect(said(tab, 2)).toContainText("Known");
  await grid.press("Control+Enter");
  await expect(tab.getByTestId("balance")).toContainText("−76.00");
});

test("a long file scrolls in its place, and its keys work at once", async ({ tab }) => {
  await createAccount(tab, "Household");
  const many = Array.from({ length: 400 }, (_, at) => line(String(1 + Math.floor(at / 20)).padStart(2, "0"), `-${at + 1}.00`, `A${at}`, `SHOP ${at}`));
  await tab.getByTestId("file").first().setInputFiles(ofx("year.ofx", many));
  const grid = tab.getByRole("grid", { name: /^Lines of/ });
  await expect(grid).toBeFocused();
  await tab.keyboard.press("End");
  const last = grid.getByRole("row", { name: /SHOP 399/ });
  await expect(last).toHaveAttribute("aria-selected", "true");
  await expect(last).toBeInViewport();
  const [list, row, detail] = await Promise.all([grid.boundingBox(), last.boundingBox(), tab.getByTestId("detail").boundingBox()]);
  expect((row?.y ?? 0) + (row?.height ?? 0)).toBeLessThanOrEqual((list?.y ?? 0) + (list?.height ?? 0) + 1);
  expect((list?.y ?? 0) + (list?.height ?? 0)).toBeLessThanOrEqual((detail?.y ?? 0) + 1);
  expect(await grid.getByRole("row").count()).toBeLessThan(100);
});

test("of two files turned to at once the later one is looked at", async ({ tab }) => {
  await tab.getByTestId("file").first().setInputFiles(["one", "two", "three"].map((name) => ofx(`${name}.ofx`, [line("10", "-1.00", name, name.toUpperCase())])));
  await expect(tab.getByRole("grid", { name: /^Lines of/ })).toContainText("ONE");
  const read: string[] = [];
  tab.on("request", (request) => read.push(new URL(request.url()).searchParams.get("name") ?? ""));
  await tab.evaluate(() => {
    for (let at = 0; at < 2; at++) dispatchEvent(new KeyboardEvent("keydown", { key: "]", bubbles: true, cancelable: true }));
  });
  await expect(tab.getByText("three.ofx · OFX · UTF-8")).toBeVisible();
  await expect(tab.getByText("File 3 of 3")).toBeVisible();
  await expect(tab.getByRole("grid", { name: /^Lines of/ })).toHaveCount(1);
  await expect(tab.getByRole("grid", { name: /^Lines of/ })).toContainText("THREE");
  expect(read.filter((name) => name.endsWith(".ofx"))).toEqual(["three.ofx"]);
});

test("every key of the review is in the list", async ({ tab }) => {
  await createAccount(tab, "Household");
  const grid = await review(tab, "january.ofx", JANUARY);
  await tab.keyboard.press("?");
  const keys = tab.getByRole("dialog", { name: "Keys" });
  for (const words of ["it is new, whatever was proposed", "match it with a row of the register", "the row of another amount gets the bank's", "take back the last decision", "the next doubtful line", "import it"]) await expect(keys).toContainText(words);
  if (SHOTS) await tab.screenshot({ path: `${SHOTS}/keys.png` });
  await tab.keyboard.press("Escape");
  await expect(grid).toBeFocused();
  await grid.press("f");
  await expect(tab.getByRole("button", { name: "New 3" })).toHaveAttribute("aria-pressed", "true");
});
