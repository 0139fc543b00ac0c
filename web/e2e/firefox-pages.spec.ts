/** Every page in Firefox: no barrier, the focus in sight, nothing that moves unasked; and every key of the entry row. */
import { createRequire } from "node:module";
import type { Page } from "puppeteer-core";
import { moving, movingRules, pages, withoutFocusRing } from "./everywhere";
import { test as base } from "./gecko";
import { comeIn, expect, Program } from "./program";
import { dateKeys, escapes, fiveKeys, twoRows, type Typist } from "./typist";

/** Light is 1 and dark is 0 to Firefox. */
const SCHEMES = { light: 1, dark: 0 } as const;
const axe = (createRequire(import.meta.url)("axe-core") as { source: string }).source;

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

const test = base.extend<{ demo: Page }>({
  /** A tab on the sample book, in which every page has something to show. */
  demo: async ({ firefox }, use) => {
    const program = new Program();
    await program.start(["--demo"]);
    const page = await firefox.newPage();
    await page.setViewport({ width: 1280, height: 800 });
    await comeIn(page, program);
    await page.waitForSelector("[data-testid=register] [data-index]");
    await use(page);
    await program.stop();
  },
});

async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const run = "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)";
  const violations = (await page.evaluate(run)) as Violation[];
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("\n")}`);
}

/** What the page asked for is on show: it is the same as a moment ago. */
async function settled(page: Page): Promise<void> {
  let before = "";
  await expect.poll(async () => {
    const now = await page.$eval("main", (main) => main.innerHTML);
    const same = now === before;
    before = now;
    return same;
  }, { intervals: [100] }).toBe(true);
}

async function everywhere(page: Page, look: (where: string) => Promise<void>): Promise<void> {
  for (const where of await page.evaluate(pages)) {
    await page.evaluate((hash) => (location.hash = hash), where);
    await settled(page);
    await look(where);
  }
}

/** What lies over the register, one after the other. */
async function layers(page: Page, look: (where: string) => Promise<void>): Promise<void> {
  await page.focus("[data-testid=register]");
  await page.keyboard.press("?");
  await page.waitForSelector("dialog[open]");
  await look("the list of keys");
  await page.keyboard.press("Escape");
  await page.focus("[data-testid=register]");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.waitForSelector("[data-testid=edit-row]");
  await page.type("[data-testid=edit-row] [data-column=date]", "30/30/30");
  await page.keyboard.press("Enter");
  await page.waitForSelector("[data-testid=edit-row] [aria-invalid=true]");
  await look("a row with a fault");
  await page.keyboard.press("Escape");
  await page.type("[data-testid=entry-row] [data-column=payee]", "Old");
  await page.waitForSelector("[role=option]");
  await look("names that are offered");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
}

for (const [scheme, preference] of Object.entries(SCHEMES)) {
  test.describe(scheme, () => {
    test.use({ preferences: { "layout.css.prefers-color-scheme.content-override": preference } });

    test(`no page has a serious barrier in Firefox, ${scheme}`, async ({ demo }) => {
      test.setTimeout(180_000);
      expect(await demo.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches)).toBe(scheme === "dark");
      const clean = async (where: string): Promise<void> => expect(await barriers(demo), where).toEqual([]);
      await layers(demo, clean);
      await everywhere(demo, clean);
    });
  });
}

test("everything that can have the focus shows it in Firefox", async ({ demo }) => {
  test.setTimeout(90_000);
  await everywhere(demo, async (where) => {
    await demo.keyboard.press("Shift");
    expect(await demo.evaluate(withoutFocusRing), where).toEqual([]);
  });
});

test.describe("where no motion is wanted", () => {
  test.use({ preferences: { "ui.prefersReducedMotion": 1 } });

  test("nothing moves in Firefox", async ({ demo }) => {
    test.setTimeout(90_000);
    expect(await demo.evaluate(movingRules)).toEqual([]);
    await everywhere(demo, async (where) => expect(await demo.evaluate(moving), where).toEqual([]));
  });
});

test("dates, numbers, names and sums are typed by key in Firefox, and a known payee takes five keys and Enter", async ({ first }) => {
  await first.waitForSelector("aside");
  await first.evaluate(async () => {
    const body = JSON.stringify({ name: "Cheque", kind: "asset", currency: "GBP", opening: { date: "2026-01-01", amount: 10000 } });
    const answer = await fetch("/api/v1/accounts", { method: "POST", body, headers: { "content-type": "application/json" } });
    if (!answer.ok) throw new Error(await answer.text());
  });
  await first.waitForSelector("[data-testid=register]");
  await first.focus("[data-testid=register]");
  await first.keyboard.press("n");
  const hands: Typist = {
    press: (key) => first.keyboard.press(key as never),
    type: (text) => first.keyboard.type(text),
    ask: (what, given) => first.evaluate(what as never, given) as never,
  };
  await dateKeys(hands);
  await twoRows(hands);
  await escapes(hands);
  await fiveKeys(hands);
});
