/** The same life in Firefox: a bank file, two tabs, twenty tabs, the last one closed. */
import type { Browser, ElementHandle, Page } from "puppeteer-core";
import { test } from "./gecko";
import { MILLION, pageOf } from "./million";
import { comeIn, expect, fixture, type Program } from "./program";

const MANY = 20;
const LOADS_MS = 15_000;

async function another(firefox: Browser, program: Program, hash = ""): Promise<Page> {
  const page = await firefox.newPage();
  await page.goto(`${program.origin}/${hash}`);
  return page;
}

const texts = (page: Page, selector: string): Promise<string[]> =>
  page.$$eval(selector, (all) => all.map((element) => element.textContent ?? ""));
const shows = (page: Page, selector: string, text: string): Promise<void> =>
  expect.poll(async () => (await texts(page, selector)).join(" "), { timeout: LOADS_MS }).toContain(text);
const sharing = (page: Page, tabs: number): Promise<void> =>
  expect.poll(() => page.$$eval("[data-tabs]", ([all]) => all?.getAttribute("data-tabs")), { timeout: LOADS_MS }).toBe(String(tabs));

async function importFile(page: Page): Promise<void> {
  const chooser = (await page.waitForSelector("input[data-testid=file]")) as ElementHandle<HTMLInputElement>;
  await chooser.uploadFile(fixture("cheque.ofx"));
  await shows(page, "[data-testid=statement]", "New 6");
  await page.click("footer .button.main");
  await shows(page, "[data-testid=balance]", "3,105.05");
}

async function pay(page: Page, payee: string, amount: string): Promise<void> {
  await page.type("[data-testid=entry-row] [aria-label=Payee]", payee);
  await page.type("[data-testid=entry-row] [aria-label=Payment]", amount);
  await page.keyboard.press("Enter");
}

test("a bank file, and a change in one tab that shows in the other", async ({ firefox, first, program }) => {
  await importFile(first);
  const other = await another(firefox, program, new URL(first.url()).hash);
  await sharing(first, 2);
  await pay(other, "Corner Market", "5.05");
  await shows(first, "[data-testid=balance]", "3,100.00");
  await pay(first, "Corner Market", "100");
  await shows(other, "[data-testid=balance]", "3,000.00");
});

test("twenty tabs open and work, and the program ends after the last", async ({ firefox, first, program }) => {
  test.setTimeout(120_000);
  await importFile(first);
  const { hash } = new URL(first.url());
  const tabs = [first];
  while (tabs.length < MANY) tabs.push(await another(firefox, program, hash));
  await sharing(first, MANY);
  await pay(first, "Corner Market", "5.05");
  for (const one of tabs) await shows(one, "[data-testid=balance]", "3,100.00");

  const blank = await firefox.newPage();
  for (const one of tabs.slice(1)) await one.close();
  await sharing(first, 1);
  expect(program.running).toBe(true);
  await first.close();
  expect(await program.ended).toBe(0);
  await blank.close();
});

test("a tab that left for another page no longer counts, and counts again when it comes back", async ({ firefox, first, program }) => {
  const other = await another(firefox, program);
  await sharing(first, 2);
  await other.goto("about:blank");
  await sharing(first, 1);
  await other.goBack();
  await sharing(first, 2);
});

test("a reload does not end the program", async ({ first, program }) => {
  await importFile(first);
  for (let times = 0; times < 4; times++) {
    await first.reload();
    await shows(first, "[data-testid=balance]", "3,105.05");
    await sharing(first, 1);
  }
  expect(program.running).toBe(true);
});

test("a million rows have a true scroll bar here too", async ({ firefox, program }) => {
  const page = await firefox.newPage();
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    if (!/\/register\?/.test(request.url())) return void request.continue();
    void request.respond({ contentType: "application/json", body: JSON.stringify(pageOf(request.url())) });
  });
  await comeIn(page, program);
  await importFile(page);
  const shown = (): Promise<string> => page.$$eval("[data-testid=register] [data-index]", (all) => all.map((row) => `<${row.children[2]?.textContent}>`).join(""));
  const to = (part: number): Promise<void> => page.$eval("[data-testid=register]", (list, at) => {
    list.scrollTop = at * (list.scrollHeight - list.clientHeight);
  }, part);
  await expect.poll(shown).toContain(`<Payee ${MILLION - 1}>`);
  await to(0);
  await expect.poll(shown).toContain("<Payee 0>");
  await to(0.5);
  await expect.poll(shown).toContain(`<Payee ${MILLION / 2}>`);
  await to(1);
  await expect.poll(shown).toContain(`<Payee ${MILLION - 1}>`);
});
