/**
 * A page that the browser loads ahead opens nothing until it is shown.
 *
 * Playwright switches prerendering off for its own sake, so this Chromium is
 * driven by puppeteer. It has no shared workers: it would hold those back by
 * itself, as other browsers may not.
 */
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { comeIn, expect, test } from "./program";

const RULES = JSON.stringify({ prerender: [{ source: "list", urls: ["/"], eagerness: "immediate" }] });

const tabs = (page: Page, count: number): Promise<void> =>
  expect.poll(() => page.$$eval("[data-testid=life]", ([life]) => life?.textContent?.trim())).toBe(count === 1 ? "1 tab open" : `${count} tabs open`);

/**
 * When the page that was loaded ahead was shown, and when it first asked the program for anything, in milliseconds.
 * A connection that saw the pages change places may hold on to the frame that went, so that a new one looks.
 */
async function shown(chromium: Browser): Promise<{ shownAt: number; firstAsked: number }> {
  const browser = await puppeteer.connect({ browserWSEndpoint: chromium.wsEndpoint() });
  const told = await Promise.all((await browser.pages()).map((page) => page.evaluate(() => {
    const [navigation] = performance.getEntriesByType("navigation") as (PerformanceNavigationTiming & { activationStart: number })[];
    const asked = performance.getEntriesByType("resource").filter(({ name }) => name.includes("/api/"));
    return { shownAt: navigation?.activationStart ?? 0, firstAsked: Math.min(...asked.map(({ startTime }) => startTime)) };
  })));
  await browser.disconnect();
  return told.find(({ shownAt }) => shownAt > 0) ?? { shownAt: 0, firstAsked: 0 };
}

test("a prerendered page opens nothing until it is shown", async ({ program, launchOptions }) => {
  test.setTimeout(60_000);
  const { executablePath, args } = launchOptions;
  const chromium = await puppeteer.launch({ executablePath: executablePath!, args: [...args!, "--disable-shared-workers"], headless: true });
  const keeper = await chromium.newPage();
  await comeIn(keeper, program);
  await tabs(keeper, 1);

  const page = await chromium.newPage();
  // A picture of ours: the one page of this origin that is not the program's.
  await page.setBypassCSP(true);
  await page.goto(`${program.origin}/counterfoil.svg`);
  await page.evaluate((rules) => {
    const script = document.createElementNS("http://www.w3.org/1999/xhtml", "script") as HTMLScriptElement;
    script.type = "speculationrules";
    script.textContent = rules;
    document.documentElement.append(script);
  }, RULES);
  // Its own state cannot be asked for without ending it: a whole load of another page is time enough for it.
  await keeper.reload();
  await tabs(keeper, 1);
  // The page that is asked goes at once, and the answer may go with it: whether the other is shown is told by the keeper.
  await page.evaluate(() => void (location.href = "/")).catch(() => undefined);
  await tabs(keeper, 2);
  const { shownAt, firstAsked } = await shown(chromium);
  expect(shownAt).toBeGreaterThan(0);
  expect(firstAsked).toBeGreaterThanOrEqual(shownAt);
  await chromium.close();
});
