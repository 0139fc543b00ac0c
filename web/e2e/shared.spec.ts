/** All tabs of a browser share one connection, and the program still knows when the last has gone. */
import { addPayment, another, balances, comeIn, createAccount, expect, expectTabs, test } from "./program";

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
  await comeIn(page, program);
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

test("a tab outlives the crash of the tab in whose process the shared worker ran", async ({ tab, context, program }) => {
  await createAccount(tab, "Cheque", "100.00");
  const other = await another(context, program, `/${new URL(tab.url()).hash}`);
  await expectTabs(other, 2);
  const crashed = tab.waitForEvent("crash");
  await tab.goto("chrome://crash").catch(() => {});
  await crashed;
  await expectTabs(other, 1);
  await addPayment(other, "2026-01-02", "Corner Market", "Groceries", "12.50");
  await expect.poll(() => balances(other)).toEqual(["100.00", "87.50"]);
  const third = await another(context, program);
  await expectTabs(third, 2);
  await expectTabs(other, 2);
  expect(program.running).toBe(true);
});

test("a tab alone on its connection works where the shared worker is refused", async ({ context, program }) => {
  await context.addInitScript(() => Reflect.deleteProperty(globalThis, "SharedWorker"));
  const page = await context.newPage();
  await comeIn(page, program);
  await createAccount(page, "Cheque", "100.00");
  const other = await another(context, program, `/${new URL(page.url()).hash}`);
  await expect(page.getByTestId("life")).toContainText("2 tabs open");
  await addPayment(other, "2026-01-02", "Corner Market", "Groceries", "12.50");
  await expect.poll(() => balances(page)).toEqual(["100.00", "87.50"]);
  await other.close();
  await page.close();
  expect(await program.ended).toBe(0);
});

test("a tab whose worker is refused by a policy falls back to a connection of its own", async ({ context, program }) => {
  // An extension or a proxy may do this; the program's own policy allows the worker.
  await context.route(`${program.origin}/`, async (route) => {
    const answer = await route.fetch();
    const policy = answer.headers()["content-security-policy"]?.replace(/worker-src [^;]*/, "worker-src 'none'") ?? "";
    expect(policy).toContain("worker-src 'none'");
    await route.fulfill({ response: answer, headers: { ...answer.headers(), "content-security-policy": policy } });
  });
  const page = await context.newPage();
  await comeIn(page, program);
  await createAccount(page, "Cheque", "100.00");
  await expect(page.getByTestId("life")).toHaveText("1 tab open");
  await page.close();
  expect(await program.ended).toBe(0);
});

test("tabs without a worker that were signed out come back when one of them is let in again", async ({ context, program }) => {
  await context.addInitScript(() => Reflect.deleteProperty(globalThis, "SharedWorker"));
  const page = await context.newPage();
  await comeIn(page, program);
  const other = await another(context, program);
  await expect(page.getByTestId("life")).toHaveText("2 tabs open");
  expect(await page.evaluate(async () => (await fetch("/api/v1/sessions/sign-out", { method: "POST" })).status)).toBeLessThan(300);
  for (const one of [page, other]) await expect(one.getByTestId("away-signed_out")).toBeVisible();
  expect(await program.ended).toBe(0);

  await program.start(["--port", program.port]);
  const fresh = await context.newPage();
  await comeIn(fresh, program);
  for (const one of [fresh, page, other]) await expect(one.getByTestId("away-signed_out")).toHaveCount(0);
  await expect(fresh.getByTestId("life")).toHaveText("3 tabs open");
});
