/**
 * Firefox as the system ships it, driven over WebDriver BiDi: Playwright's
 * runner, but not its browsers.
 *
 * FIREFOX: the browser.
 */
import { existsSync } from "node:fs";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { comeIn, test as base } from "./program";

const FIREFOX = process.env.FIREFOX ?? "/usr/bin/firefox-esr";

/** Whether it is missing. Where the whole suite has to run, that fails it. */
export const missing = !existsSync(FIREFOX) && process.env.CI !== "true";
if (missing) console.warn(`Skipped in Firefox: it is not at ${FIREFOX}`);

export const test = base.extend<{ preferences: Record<string, unknown>; firefox: Browser; first: Page }>({
  preferences: [{}, { option: true }],
  firefox: async ({ preferences }, use) => {
    const firefox = await puppeteer.launch({ browser: "firefox", executablePath: FIREFOX, headless: true, extraPrefsFirefox: preferences });
    await use(firefox);
    await firefox.close();
  },
  /** The first tab, come in by the printed address. */
  first: async ({ firefox, program }, use) => {
    const page = await firefox.newPage();
    await comeIn(page, program);
    await use(page);
  },
});
test.skip(missing, `Firefox is not at ${FIREFOX}`);
