/** On every page of a full book the focus can be seen; and nothing moves for whom wants no motion. */
import type { Page } from "@playwright/test";
import { moving, movingRules, pages, withoutFocusRing } from "./everywhere";
import { comeIn, expect, Program, test as base } from "./program";

const test = base.extend<{ demo: Page }>({
  /** A tab on the sample book, in which every page has something to show. */
  demo: async ({ context }, use) => {
    const program = new Program();
    await program.start(["--demo"]);
    const page = await context.newPage();
    await comeIn(page, program);
    await expect(page.getByTestId("register").locator("[data-index]").first()).toBeVisible();
    await use(page);
    await program.stop();
  },
});

/** Calls up everything that lies over the register, one after the other. */
async function everyLayer(tab: Page, look: (where: string) => Promise<void>): Promise<void> {
  const keys = tab.keyboard;
  const toList = async (): Promise<void> => {
    await tab.getByTestId("register").focus();
    await keys.press("End");
  };
  await toList();
  await keys.press("?");
  await look("the list of keys");
  await keys.press("Escape");
  for (const button of ["Order", "View", "Account"]) {
    await tab.getByRole("button", { name: button, exact: true }).click();
    await look(button);
    await keys.press("Escape");
  }
  await toList();
  await keys.press(".");
  await look("the menu of a row");
  await keys.press("Escape");
  await toList();
  await keys.press("Enter");
  await expect(tab.getByTestId("edit-row")).toBeVisible();
  await tab.getByTestId("edit-row").getByRole("button", { name: "Split…" }).click();
  await look("a row in change, with lines");
  await keys.press("Escape");
  await toList();
  await keys.press("Shift+ArrowUp");
  await look("a selection");
  await keys.press("Delete");
  await expect(tab.getByRole("dialog")).toBeVisible();
  await look("a change of many rows");
  await keys.press("Escape");
  await tab.getByRole("button", { name: "New account" }).click();
  await look("a new account");
  await keys.press("Escape");
  await tab.getByRole("button", { name: "Program" }).click();
  await look("the menu of the program");
  await keys.press("Escape");
  await tab.getByRole("button", { name: "History", exact: true }).click();
  await look("the history at the side");
}

/** What the page asked for is on show: it is the same as a moment ago. */
async function settled(tab: Page): Promise<void> {
  let before = "";
  await expect.poll(async () => {
    const now = await tab.locator("main").innerHTML();
    const same = now === before;
    before = now;
    return same;
  }, { intervals: [100] }).toBe(true);
}

async function everyPage(tab: Page, look: (where: string) => Promise<void>): Promise<void> {
  for (const page of await tab.evaluate(pages)) {
    await tab.evaluate((hash) => (location.hash = hash), page);
    await expect(tab.locator("main h1")).not.toBeEmpty();
    await settled(tab);
    await look(page);
  }
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`everything that can have the focus shows it, ${colorScheme}`, async ({ demo }) => {
    test.setTimeout(90_000);
    await demo.emulateMedia({ colorScheme });
    const seen = async (where: string): Promise<void> => {
      await demo.keyboard.press("Shift");
      expect(await demo.evaluate(withoutFocusRing), where).toEqual([]);
    };
    await everyLayer(demo, seen);
    await everyPage(demo, seen);
  });
}

test("nothing moves for whom wants no motion", async ({ demo }) => {
  test.setTimeout(90_000);
  await demo.emulateMedia({ reducedMotion: "no-preference" });
  expect((await demo.evaluate(moving)).length).toBeGreaterThan(0);
  await demo.emulateMedia({ reducedMotion: "reduce" });
  expect(await demo.evaluate(movingRules)).toEqual([]);
  const still = async (where: string): Promise<void> => expect(await demo.evaluate(moving), where).toEqual([]);
  await everyLayer(demo, still);
  await everyPage(demo, still);
});
