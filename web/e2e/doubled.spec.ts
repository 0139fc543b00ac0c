/** No more tabs than somebody wants: a doubled one offers to close, and after a restart there are as many as before. */
import type { Page } from "@playwright/test";
import { another, createAccount, expect, expectTabs, test } from "./program";

/** A tab that another program had the browser open: nothing was in it before. */
async function openedFromOutside(tab: Page, address: string): Promise<Page> {
  const context = tab.context();
  const { targetInfo } = await (await context.newCDPSession(tab)).send("Target.getTargetInfo");
  const { browserContextId } = targetInfo;
  const opened = context.waitForEvent("page");
  const browser = await context.browser()!.newBrowserCDPSession();
  await browser.send("Target.createTarget", { url: address, ...(browserContextId ? { browserContextId } : {}) });
  return await opened;
}

test("a tab that the program opened beside an open one offers to close, and closes", async ({ tab, program }) => {
  await expect(tab.getByTestId("doubled")).toHaveCount(0);
  const other = await openedFromOutside(tab, await program.startAgain());
  await expect(other.getByTestId("doubled")).toContainText("Counterfoil is open in another tab.");
  await expect(tab.getByTestId("doubled")).toHaveCount(0);
  const closed = other.waitForEvent("close");
  // The tab may be gone before the click has come back.
  await other.getByRole("button", { name: "Close this one" }).click().catch(() => undefined);
  await closed;
  await expectTabs(tab, 1);
  expect(program.running).toBe(true);
});

test("where the browser lets no page close itself, that is said, and both can stay", async ({ tab, context, program }) => {
  await context.addInitScript(() => (window.close = () => {}));
  const other = await openedFromOutside(tab, await program.startAgain());
  await other.getByRole("button", { name: "Close this one" }).click();
  await expect(other.getByTestId("doubled")).toContainText("close this tab with Ctrl+W");
  await other.getByRole("button", { name: "Keep both" }).click();
  await expect(other.getByTestId("doubled")).toHaveCount(0);
  await other.reload();
  await expectTabs(other, 2);
  await expect(other.getByTestId("doubled")).toHaveCount(0);
});

test("a tab that the user opened is meant, and one that is left alone offers nothing", async ({ tab, context, program }) => {
  const meant = await another(context, program);
  await expectTabs(meant, 2);
  await expect(meant.getByTestId("doubled")).toHaveCount(0);
  await meant.close();
  const other = await openedFromOutside(tab, await program.startAgain());
  await expect(other.getByTestId("doubled")).toBeVisible();
  await tab.close();
  await expect(other.getByTestId("doubled")).toHaveCount(0);
});

test("tabs that joined later come back after a restart, too, by the key of the first", async ({ tab, context, program }) => {
  // The first has its key before the second comes.
  await createAccount(tab, "Cheque", "1.00");
  const other = await another(context, program);
  await expectTabs(other, 2);
  const { port } = program;
  program.signal("SIGKILL");
  await program.ended;
  await program.start(["--port", port]);
  for (const one of [tab, other]) await expectTabs(one, 2);
});

test("after a restart the tabs that waited come back, and no other is opened", async ({ tab, context, program }) => {
  const other = await another(context, program);
  await expectTabs(other, 2);
  const { port } = program;
  program.signal("SIGTERM");
  expect(await program.ended).toBe(0);
  for (const one of [tab, other]) await expect(one.getByTestId("away-closed")).toBeVisible();
  const opened = program.startWithBrowser(["--port", port]);
  for (const one of [tab, other]) await expect(one.getByTestId("away-closed")).toHaveCount(0);
  await expectTabs(tab, 2);
  program.signal("SIGTERM");
  expect(await program.ended).toBe(0);
  expect(opened()).toEqual([]);
});

test("where the tabs that waited are gone, and where none waited, a start opens one", async ({ tab, program }) => {
  const { port } = program;
  program.signal("SIGTERM");
  expect(await program.ended).toBe(0);
  await tab.goto("about:blank");
  let opened = program.startWithBrowser(["--port", port]);
  await expect.poll(() => opened().length).toBe(1);
  program.signal("SIGTERM");
  expect(await program.ended).toBe(0);
  opened = program.startWithBrowser(["--port", port]);
  await expect.poll(() => opened().length).toBe(1);
});
