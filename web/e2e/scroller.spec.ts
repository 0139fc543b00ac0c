/**
 * A register of a million rows, whose end is beyond the tallest element of any
 * browser. The program's own answer says that it has so many; the rows are
 * made here, so that no book of that size has to be.
 */
import type { Page, Route } from "@playwright/test";
import { createAccount, expect, test } from "./program";
import { pageOf, MILLION } from "./million";

async function million(tab: Page): Promise<void> {
  await tab.route(/\/register\?/, (route: Route) => route.fulfill({ json: pageOf(route.request().url()) }));
  await createAccount(tab, "Cheque");
  await expect(tab.getByText(`Payee ${MILLION - 1}`, { exact: true })).toBeVisible();
  await tab.getByTestId("register").focus();
}

const frame = (tab: Page) => tab.getByTestId("register");
/** The rows that can be seen whole, below the header. */
const inView = (tab: Page): Promise<number[]> => frame(tab).evaluate((element) => {
  const { top, bottom } = element.getBoundingClientRect();
  const head = element.querySelector("[role=rowgroup]")?.getBoundingClientRect().height ?? 0;
  return [...element.querySelectorAll<HTMLElement>("[data-index]")].filter((row) => {
    const box = row.getBoundingClientRect();
    return box.top >= top + head - 1 && box.bottom <= bottom + 1 && row.querySelector(":nth-child(3)")?.textContent !== "";
  }).map((row) => Number(row.dataset.index));
});
const ratio = (tab: Page): Promise<number> => frame(tab).evaluate((element) => element.scrollTop / (element.scrollHeight - element.clientHeight));

test("a million rows have both ends and everything between", async ({ tab }) => {
  await million(tab);
  expect((await inView(tab)).at(-1)).toBe(MILLION - 1);
  await tab.keyboard.press("Home");
  await expect.poll(async () => (await inView(tab))[0]).toBe(0);
  expect(await ratio(tab)).toBe(0);
  await tab.keyboard.press("End");
  await expect.poll(async () => (await inView(tab)).at(-1)).toBe(MILLION - 1);
  expect(await ratio(tab)).toBeCloseTo(1, 6);
});

test("the bar in the middle shows the middle, and the keys go on from there row by row", async ({ tab }) => {
  await million(tab);
  await frame(tab).evaluate((element) => (element.scrollTop = (element.scrollHeight - element.clientHeight) / 2));
  await expect.poll(async () => Math.abs(((await inView(tab))[0] ?? 0) - MILLION / 2)).toBeLessThan(40);
  const middle = (await inView(tab))[5] as number;
  await frame(tab).locator(`[data-index="${middle}"]`).click();
  for (let row = 1; row <= 60; row++) {
    await tab.keyboard.press("ArrowDown");
    await expect(frame(tab).locator("[aria-selected=true]")).toHaveAttribute("data-index", String(middle + row));
  }
  expect(await inView(tab)).toContain(middle + 60);
});

test("the wheel moves the rows by its own pixels, far beyond where the bar alone would end", async ({ tab }) => {
  await million(tab);
  await tab.keyboard.press("Home");
  await frame(tab).hover();
  const TURNS = 30;
  for (let turn = 1; turn <= TURNS; turn++) {
    await tab.mouse.wheel(0, 2800);
    await expect.poll(async () => Math.abs(((await inView(tab))[0] ?? 0) - turn * 100)).toBeLessThanOrEqual(1);
  }
});

test("a row that is not here yet is drawn as a row and asked for once", async ({ tab }) => {
  const asked: string[] = [];
  await million(tab);
  let pass = (): void => undefined;
  const held = new Promise<void>((done) => (pass = done));
  await tab.unroute(/\/register\?/);
  await tab.route(/\/register\?/, async (route) => {
    asked.push(route.request().url());
    await held;
    await route.fulfill({ json: pageOf(route.request().url()) }).catch(() => undefined);
  });
  await tab.keyboard.press("Home");
  await expect(frame(tab).locator("[data-index='0'][aria-busy=true]")).toBeVisible();
  pass();
  await expect.poll(async () => (await inView(tab))[0]).toBe(0);
  expect(asked).toHaveLength(1);
});
