/** All tabs of a browser share one connection, and the program still knows when the last has gone. */
import { addPayment, another, balances, createAccount, expect, expectTabs, test } from "./program";

const MANY = 20;

test("twenty tabs open and work, and the program ends after the last", async ({ tab, context, program }) => {
  test.setTimeout(90_000);
  await createAccount(tab, "Cheque", "100.00");
  const { hash } = new URL(tab.url());
  const tabs = [tab];
  while (tabs.length < MANY) tabs.push(await another(context, program, `/${hash}`));
  await expectTabs(tab, MANY);
  const last = tabs.at(-1)!;
  await addPayment(last, "2026-01-02", "Corner Market", "Groceries", "12.50");
  for (const one of tabs) await expect.poll(() => balances(one)).toEqual(["100.00", "87.50"]);

  for (const one of tabs.slice(1)) await one.close();
  await expectTabs(tab, 1);
  expect(program.running).toBe(true);
  await tab.close();
  expect(await program.ended).toBe(0);
});

test("a tab that left for another page no longer counts, and counts again when it comes back", async ({ tab, context, program }) => {
  const other = await another(context, program);
  await expectTabs(tab, 2);
  await other.goto("about:blank");
  await expectTabs(tab, 1);
  await other.goBack();
  await expectTabs(other, 2);
  await expectTabs(tab, 2);
});

test("a page in the back/forward cache keeps nothing open, and joins again when it comes back", async ({ program, playwright, launchOptions }) => {
  const browser = await playwright.chromium.launch({ ...launchOptions, ignoreDefaultArgs: ["--disable-back-forward-cache"] });
  const window = await browser.newContext();
  const page = await window.newPage();
  await page.goto(program.link);
  await createAccount(page, "Cheque", "100.00");
  // Playwright loses sight of a page that goes to the cache: the other one tells.
  await page.evaluate(() => addEventListener("pageshow", ({ persisted }) => localStorage.setItem("returned", String(persisted))));
  const keeper = await another(window, program);
  await expectTabs(keeper, 2);
  await page.goto(`${program.origin}/counterfoil.svg`);
  await expectTabs(keeper, 1);
  await page.evaluate(() => history.back()).catch(() => {});
  await expectTabs(keeper, 2);
  expect(await keeper.evaluate(() => localStorage.getItem("returned"))).toBe("true");
  await browser.close();
});

test("a tab alone on its connection works where the shared worker is refused", async ({ context, program }) => {
  await context.addInitScript(() => Reflect.deleteProperty(globalThis, "SharedWorker"));
  const page = await context.newPage();
  await page.goto(program.link);
  await createAccount(page, "Cheque", "100.00");
  const other = await another(context, program, `/${new URL(page.url()).hash}`);
  await expect(page.getByTestId("life")).toContainText("2 tabs open");
  await addPayment(other, "2026-01-02", "Corner Market", "Groceries", "12.50");
  await expect.poll(() => balances(page)).toEqual(["100.00", "87.50"]);
  await other.close();
  await page.close();
  expect(await program.ended).toBe(0);
});
