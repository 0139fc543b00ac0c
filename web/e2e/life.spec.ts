/** The program lives as long as a page is open, and the page outlives the program. */
import type { Page } from "@playwright/test";
import { another, createAccount, expect, expectTabs, LINGER_S, Program, test } from "./program";

test("a reload does not end the program", async ({ tab, program }) => {
  await createAccount(tab, "Cheque", "100.00");
  const until = Date.now() + 2.5 * LINGER_S * 1000;
  while (Date.now() < until) {
    await tab.reload();
    await expect(tab.getByTestId("life")).toContainText("1 tab open");
    await expectTabs(tab, 1);
  }
  await expect(tab.getByTestId("balance")).toContainText("100.00");
  expect(program.running).toBe(true);
});

test("the program ends with 0 after the last tab was closed, and not before", async ({ tab, context, program }) => {
  const other = await another(context, program);
  await expectTabs(other, 2);
  await other.close();
  await expectTabs(tab, 1);
  expect(program.running).toBe(true);
  const closed = Date.now();
  await tab.close();
  expect(await program.ended).toBe(0);
  expect(Date.now() - closed).toBeGreaterThan(LINGER_S * 900);
});

test("after Quit the page says so, and comes back by itself with all that was typed", async ({ tab, program }) => {
  await createAccount(tab, "Cheque", "100.00");
  const entry = tab.getByTestId("entry-row");
  await entry.getByLabel("Payee").fill("Half typed");
  const { port } = program;
  await tab.getByRole("button", { name: "Program menu" }).click();
  await tab.getByRole("menuitem", { name: "Quit Counterfoil" }).click();
  await expect(tab.getByTestId("away-closed")).toContainText("Counterfoil has closed");
  expect(await program.ended).toBe(0);

  await program.start(["--port", port]);
  await expect(tab.getByTestId("away-closed")).toHaveCount(0, { timeout: 10_000 });
  await expect(entry.getByLabel("Payee")).toHaveValue("Half typed");
  await entry.getByLabel("Payment").fill("1");
  await entry.getByLabel("Payment").press("Enter");
  await expect(tab.getByTestId("balance")).toContainText("99.00");
});

test("a killed program is missed, and its page comes back with nothing lost", async ({ tab, program }) => {
  await createAccount(tab, "Cheque", "100.00");
  const { port } = program;
  program.signal("SIGKILL");
  await program.ended;
  await expect(tab.getByTestId("away-lost")).toBeVisible();
  await program.start(["--port", port]);
  await expect(tab.getByTestId("away-lost")).toHaveCount(0, { timeout: 10_000 });
  await expect(tab.getByTestId("balance")).toContainText("100.00");
});

test("a program that hangs is told within ten seconds, and the page comes back when it goes on", async ({ tab, program }) => {
  await createAccount(tab, "Cheque", "100.00");
  program.signal("SIGSTOP");
  await expect(tab.getByTestId("away-lost")).toBeVisible({ timeout: 12_000 });
  program.signal("SIGCONT");
  await expect(tab.getByTestId("away-lost")).toHaveCount(0, { timeout: 12_000 });
  await expect(tab.getByTestId("balance")).toContainText("100.00");
});

/** Whether the page has said that its browser has no key, however briefly. */
async function watchForLock(tab: Page): Promise<() => boolean> {
  let locked = false;
  await tab.exposeFunction("seen", () => (locked = true));
  await tab.evaluate(() => {
    const look = (): void => {
      if (document.querySelector("[data-testid=away-locked]")) void (window as unknown as { seen: () => void }).seen();
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  });
  return () => locked;
}

test("a page whose key was removed says so and comes back by its own", async ({ tab, context }) => {
  await createAccount(tab, "Cheque", "100.00");
  const locked = await watchForLock(tab);
  await context.clearCookies();
  await tab.getByRole("button", { name: "History" }).click();
  await expect.poll(locked).toBe(true);
  await expect(tab.getByTestId("away-locked")).toHaveCount(0, { timeout: 10_000 });
  const entry = tab.getByTestId("entry-row");
  await entry.getByLabel("Payment").fill("1");
  await entry.getByLabel("Payment").press("Enter");
  await expect(tab.getByTestId("balance")).toContainText("99.00");
});

test("a page that was left alone while its key was removed says so as soon as somebody comes back to it", async ({ tab, context }) => {
  await createAccount(tab, "Cheque", "100.00");
  const locked = await watchForLock(tab);
  await context.clearCookies();
  await tab.evaluate(() => dispatchEvent(new Event("focus")));
  await expect.poll(locked).toBe(true);
  await expect(tab.getByTestId("away-locked")).toHaveCount(0, { timeout: 10_000 });
  expect(await context.cookies()).toHaveLength(1);
});

test("a slow reload of the only tab does not end the program", async ({ tab, context, program }) => {
  test.setTimeout(60_000);
  await createAccount(tab, "Cheque", "100.00");
  const network = await context.newCDPSession(tab);
  await network.send("Network.enable");
  await network.send("Network.setCacheDisabled", { cacheDisabled: true });
  const bytesPerSecond = 60_000;
  await network.send("Network.emulateNetworkConditions", { offline: false, latency: 200, downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond });
  const begun = Date.now();
  await tab.reload({ timeout: 40_000 });
  await expect(tab.getByTestId("balance")).toContainText("100.00", { timeout: 20_000 });
  expect(Date.now() - begun).toBeGreaterThan(3 * LINGER_S * 1000);
  await expectTabs(tab, 1);
  expect(program.running).toBe(true);
});

test("quit during an import says what is finished and for how long, and stops it when that is asked for", async ({ tab, program }) => {
  test.setTimeout(60_000);
  await createAccount(tab, "Cheque", "100.00");
  const preview = await tab.evaluate(async () => {
    const row = (n: number): string => `D05/${String((n % 28) + 1).padStart(2, "0")}/2024\nT-${n}.00\nPShop ${n % 50}\nMnumber ${n}\n^\n`;
    const body = `!Type:Bank\n${Array.from({ length: 60_000 }, (_, n) => row(n)).join("")}`;
    const answer = await fetch("/api/v1/imports/previews?name=large.qif", { method: "POST", body });
    return ((await answer.json()) as { id: string }).id;
  });
  await tab.evaluate(async (id) => {
    const body = JSON.stringify({ preview: id, statements: [{ index: 0, new_account: "Big" }] });
    void fetch("/api/v1/imports?task=large", { method: "POST", headers: { "content-type": "application/json" }, body }).catch(() => {});
    for (let status = 0; status !== 200; ) status = (await fetch("/api/v1/imports/progress/large")).status;
  }, preview);
  await tab.getByRole("button", { name: "Program menu" }).click();
  await tab.getByRole("menuitem", { name: "Quit Counterfoil" }).click();
  const finishing = tab.getByTestId("finishing");
  await expect(finishing).toContainText(/Finishing an import, \d+ s/);
  await finishing.getByRole("button", { name: "Stop it and quit" }).click();
  await expect(tab.getByTestId("away-closed")).toBeVisible();
  expect(await program.ended).toBe(0);
});

test("a page says that no tray shows the icon", async ({ tab }) => {
  await tab.getByRole("button", { name: "Program menu" }).click();
  await expect(tab.getByTestId("no-tray")).toContainText("No tray shows the icon");
});

test("keep running is remembered, and the last closed tab then ends nothing", async ({ tab, context, program }) => {
  await tab.getByRole("button", { name: "Program menu" }).click();
  const keep = tab.getByRole("menuitemcheckbox", { name: "Keep running" });
  await keep.click();
  await expect(keep).toHaveAttribute("aria-checked", "true");
  const other = await another(context, program);
  await tab.close();
  await other.getByRole("button", { name: "Program menu" }).click();
  await expect(other.getByRole("menuitemcheckbox", { name: "Keep running" })).toHaveAttribute("aria-checked", "true");
  expect(program.running).toBe(true);
});

test("a browser without the key is told how to get in", async ({ program, browser }) => {
  const stranger = await browser.newContext();
  const page = await stranger.newPage();
  const answer = await page.goto(program.origin);
  expect(answer?.status()).toBe(401);
  await expect(page.locator("body")).toContainText("Counterfoil");
  await stranger.close();
});

test("two books run side by side", async ({ program, tab, browser }) => {
  await createAccount(tab, "Mine", "1.00");
  const second = new Program();
  try {
    await second.start();
    expect(second.port).not.toBe(program.port);
    const page = await browser.newPage();
    await page.goto(second.link);
    await expect(page.getByRole("heading", { name: "An empty book" })).toBeVisible();
    await page.close();
    expect(await second.ended).toBe(0);
  } finally {
    await second.stop();
  }
});
