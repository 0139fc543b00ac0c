/** Somebody else listens where the program did: the page tells him nothing, and comes back when the program does. */
import type { Page } from "@playwright/test";
import { createServer, type Server } from "node:http";
import { comeIn, createAccount, expect, test, type Program } from "./program";

interface Heard {
  readonly url: string;
  readonly cookie: string | undefined;
  readonly body: string;
}

/** A page in which a browser may fill in what was typed before. */
const PAGE = "<!doctype html><title>Not ours</title><form><input><input><input></form><input><textarea></textarea>";

/** A server that is not ours, and answers whatever it is asked: with a page, with a service worker, and what looks like a proof. */
async function stranger(port: string, worker = ""): Promise<{ heard: Heard[]; leave: () => Promise<void> }> {
  const heard: Heard[] = [];
  const server: Server = createServer((request, response) => {
    let body = "";
    request.on("data", (bytes: Buffer) => (body += bytes.toString()));
    request.on("end", () => {
      const url = request.url ?? "";
      heard.push({ url, cookie: request.headers.cookie, body });
      if (url === "/") return response.writeHead(200, { "content-type": "text/html" }).end(PAGE);
      if (url === "/sw.js") return response.writeHead(200, { "content-type": "text/javascript" }).end(worker);
      return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ nonce: "00".repeat(32), proof: "00".repeat(32) }));
    });
  });
  await new Promise<void>((done) => server.listen(Number(port), "127.0.0.1", done));
  const leave = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { heard, leave };
}

async function quit(tab: Page, program: Program): Promise<void> {
  await tab.getByRole("button", { name: "Program menu" }).click();
  await tab.getByRole("menuitem", { name: "Quit Counterfoil" }).click();
  expect(await program.ended).toBe(0);
}

/** All that a page of our address can find in the browser. */
const found = (page: Page): Promise<string> =>
  page.evaluate(async () =>
    JSON.stringify([
      { ...localStorage }, { ...sessionStorage }, await indexedDB.databases(), await caches.keys(), history.state, window.name, location.href, document.title, document.cookie,
      [...document.querySelectorAll("input, textarea")].map((field) => (field as HTMLInputElement).value),
    ]),
  );

test("a stranger at the program's address is sent no cookie and nothing that was typed", async ({ tab, program }) => {
  await createAccount(tab, "Cheque", "100.00");
  const { port } = program;
  await tab.getByTestId("entry-row").getByLabel("Payee").fill("Secret payee");
  await quit(tab, program);

  const { heard, leave } = await stranger(port);
  await expect(tab.getByTestId("away-locked")).toBeVisible({ timeout: 10_000 });
  await tab.keyboard.press("Enter");
  expect(heard.length).toBeGreaterThan(0);
  for (const { url, cookie, body } of heard) {
    expect(url).toMatch(/^\/reentry\?page=[0-9a-f]{64}&nonce=[0-9a-f]{64}$/);
    expect(cookie).toBeUndefined();
    expect(body).toBe("");
  }
  await leave();

  await program.start(["--port", port]);
  await expect(tab.getByTestId("away-locked")).toHaveCount(0, { timeout: 15_000 });
  await expect(tab.getByTestId("entry-row").getByLabel("Payee")).toHaveValue("Secret payee");
});

test("what was typed comes back after a reload and a restart, and nobody else finds it in the browser", async ({ tab, program }) => {
  await createAccount(tab, "Cheque", "100.00");
  const { port } = program;
  const entry = tab.getByTestId("entry-row");
  await entry.getByLabel("Payee").fill("Secret payee");
  await entry.getByLabel("Memo").fill("Secret memo");
  await tab.reload();
  await expect(entry.getByLabel("Payee")).toHaveValue("Secret payee");
  await entry.getByLabel("Payment").fill("47.11");
  await expect.poll(() => tab.evaluate(() => sessionStorage.length)).toBe(1);
  // What stands in the fields of the page itself is not what a stranger finds.
  expect((await found(tab)).replace(/,\[[^[]*\]\]$/, "]")).not.toMatch(/Secret|47\.11/);
  await quit(tab, program);

  const other = await stranger(port);
  await tab.reload();
  await expect(tab).toHaveTitle("Not ours");
  expect(await found(tab)).not.toMatch(/Secret|47\.11/);
  await other.leave();

  await program.start(["--port", port]);
  await tab.goto(program.link);
  await expect(entry.getByLabel("Payee")).toHaveValue("Secret payee");
  await expect(entry.getByLabel("Memo")).toHaveValue("Secret memo");
  await expect(entry.getByLabel("Payment")).toHaveValue("47.11");
  await entry.getByLabel("Category").fill("Groceries");
  await entry.getByLabel("Payment").press("Enter");
  await expect(tab.getByTestId("balance")).toContainText("52.89");
  await expect.poll(() => tab.evaluate(() => sessionStorage.length)).toBe(0);
});

test("a script of a stranger that wakes a waiting page is believed no more than he", async ({ tab, context, program }) => {
  await createAccount(tab, "Cheque", "100.00");
  const { port, origin } = program;
  await tab.getByTestId("entry-row").getByLabel("Payee").fill("Secret payee");
  const script = await tab.evaluate(async () => {
    const page = await (await fetch([...document.scripts].find(({ src }) => src !== "")?.src ?? "")).text();
    return /\/assets\/worker-[\w-]+\.js/.exec(page)?.[0] ?? "";
  });
  expect(script).toContain("worker");
  await quit(tab, program);
  const { heard, leave } = await stranger(port);
  await expect(tab.getByTestId("away-locked")).toBeVisible({ timeout: 10_000 });
  const his = await context.newPage();
  await his.goto(origin);
  const asked = heard.length;
  await his.evaluate((url) => {
    new SharedWorker(url, { type: "module", name: "counterfoil" }).port.postMessage({ kind: "join", lock: "his" });
    new BroadcastChannel("counterfoil").postMessage("open");
  }, script);
  await expect.poll(() => heard.slice(asked).filter(({ url }) => url.startsWith("/reentry?")).length).toBeGreaterThan(2);
  await expect(tab.getByTestId("away-locked")).toBeVisible();
  // His own page is shown the cookie of a run that is over; ours sends nothing but its question.
  for (const { url, cookie, body } of heard.filter(({ url }) => url !== "/" && url !== "/favicon.ico")) {
    expect(url).toMatch(/^\/reentry\?page=[0-9a-f]{64}&nonce=[0-9a-f]{64}$/);
    expect([cookie, body]).toEqual([undefined, ""]);
  }
  await his.close();
  await leave();
  await program.start(["--port", port]);
  await expect(tab.getByTestId("away-locked")).toHaveCount(0, { timeout: 15_000 });
  await expect(tab.getByTestId("entry-row").getByLabel("Payee")).toHaveValue("Secret payee");
});

const STAYS = "oninstall = () => skipWaiting(); onactivate = (event) => event.waitUntil(clients.claim());";
for (const [does, worker] of [
  ["listens", `onfetch = (event) => void fetch("/api/v1/accounts"); ${STAYS}`],
  ["answers in our place", `onfetch = (event) => event.respondWith(fetch(event.request)); ${STAYS}`],
] as const) {
  test(`a service worker that a stranger left and that ${does} is thrown out before anybody is let in`, async ({ tab, program }) => {
    await createAccount(tab, "Cheque", "100.00");
    const { port } = program;
    await quit(tab, program);
    const other = await stranger(port, worker);
    await tab.goto(program.origin);
    await tab.evaluate(async () => {
      await navigator.serviceWorker.register("/sw.js");
      await new Promise<void>((done) => {
        const look = (): void => void (navigator.serviceWorker.controller ? done() : setTimeout(look, 10));
        look();
      });
    });
    await other.leave();

    await program.start(["--port", port]);
    await tab.goto(program.link);
    // A code that his worker handed on is refused, and good for the next.
    if (does !== "listens") {
      await expect(tab.locator("body")).toContainText("Another program left something in this browser");
      await tab.goto(program.link);
    }
    await expect(tab.getByTestId("balance")).toContainText("100.00");
    expect(await tab.evaluate(async () => [navigator.serviceWorker.controller, (await navigator.serviceWorker.getRegistrations()).length])).toEqual([null, 0]);
  });
}

test("no script of ours becomes a service worker", async ({ context, program }) => {
  // Not the tab of the others: the browser complains of the refusal, as it should.
  const tab = await context.newPage();
  await comeIn(tab, program);
  await expect(tab.getByRole("heading", { name: "An empty book" })).toBeVisible();
  const refused = await tab.evaluate(async () => {
    const script = [...document.scripts].find(({ src }) => src !== "")?.src ?? "";
    return await navigator.serviceWorker.register(script, { type: "module" }).then(() => "registered", (error: Error) => error.message);
  });
  expect(refused).toContain("403");
});
