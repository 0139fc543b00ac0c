/**
 * What a million rows cost the page: a key in the entry row to paint, and a
 * fling through all of them.
 *
 * The program is the real one, except that the rows themselves are made in the
 * page and handed out after 5 ms, the longest that the program is allowed for
 * them (`benches/register` measures what it takes). Prints figures; decides
 * nothing.
 */
import type { Page } from "@playwright/test";
import { cpus } from "node:os";
import { gzipSync } from "node:zlib";
import { createAccount, expect, test } from "../program";
import { MILLION } from "../million";

const ANSWER_MS = 5;
const KEYS = 200;

/** Between two keys: 20 a second, which nobody types for long. Without it a key waits for the frame of the one before. */
const BETWEEN_KEYS_MS = 50;
const FLING_MS = 6_000;

const at = (sorted: readonly number[], part: number): string => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1);
function say(what: string, all: readonly number[]): void {
  const sorted = [...all].sort((a, b) => a - b);
  console.log(`${what}: median ${at(sorted, 0.5)} ms, p95 ${at(sorted, 0.95)} ms, p99 ${at(sorted, 0.99)} ms, longest ${at(sorted, 1)} ms (${sorted.length} times)`);
}

/** Rows made in the page itself, so that no test driver stands between. */
async function makeRows(tab: Page): Promise<void> {
  await tab.addInitScript(({ total, answerMs }) => {
    const { fetch } = window;
    const row = (index: number) => ({
      transaction: index + 1, split: 0, index, tags: [], void: false, imported: false, payee: `Payee ${index % 997}`, category: "Food:Groceries", memo: index % 3 ? "" : "weekly",
      date: new Date(Date.UTC(2000, 0, 1 + Math.floor(index / 120))).toISOString().slice(0, 10), amount: -100 - (index % 9000), state: "cleared", balance: -100 * (index + 1),
    });
    window.fetch = async (input, request) => {
      const url = new URL(String(input instanceof Request ? input.url : input), location.href);
      if (!url.pathname.endsWith("/register")) return fetch(input, request);
      await new Promise((done) => setTimeout(done, answerMs));
      request?.signal?.throwIfAborted();
      const limit = Number(url.searchParams.get("limit"));
      const offset = Number(url.searchParams.get("offset") ?? total - limit);
      const rows = Array.from({ length: Math.min(limit, total - offset) }, (_, more) => row(offset + more));
      return Response.json({ revision: 1, account: 1, total, offset, rows });
    };
  }, { total: MILLION, answerMs: ANSWER_MS });
}

/** Milliseconds of processor time that the page's thread took for something: also true on a busy machine. */
async function processorMs(tab: Page, what: () => Promise<unknown>): Promise<number> {
  const chrome = await tab.context().newCDPSession(tab);
  await chrome.send("Performance.enable", { timeDomain: "threadTicks" });
  const read = async (): Promise<number> => {
    const { metrics } = await chrome.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1000;
  };
  const before = await read();
  await what();
  const took = (await read()) - before;
  await chrome.detach();
  return took;
}

interface KeyTimes {
  /** From the key's own time stamp until the frame that shows it is done; the wait for the screen is in it. */
  readonly whole: number[];
  /** Of that, what the page does: handling the key, and drawing the frame. */
  readonly work: number[];
}

async function keyTimes(tab: Page): Promise<KeyTimes> {
  await tab.evaluate(() => {
    const times = { whole: [] as number[], work: [] as number[] };
    Object.assign(window, { keyTimes: times });
    addEventListener("keydown", (event) => {
      const begun = performance.now();
      const { port1, port2 } = new MessageChannel();
      let handled = begun;
      // The field's own handlers and what they set off come between these two.
      addEventListener("input", () => queueMicrotask(() => queueMicrotask(() => (handled = performance.now()))), { once: true });
      requestAnimationFrame(() => {
        const drawing = performance.now();
        port1.onmessage = () => {
          const now = performance.now();
          times.whole.push(now - event.timeStamp);
          times.work.push(handled - begun + now - drawing);
        };
        port2.postMessage(null);
      });
    }, true);
  });
  const word = "corner market and the rest of the street ";
  for (let typed = 0; typed < KEYS; typed++) {
    await tab.keyboard.press(word[typed % word.length] as string);
    if (typed % word.length === word.length - 1) await tab.keyboard.press("Control+a");
    await tab.evaluate((pause) => new Promise((done) => setTimeout(done, pause)), BETWEEN_KEYS_MS);
  }
  return tab.evaluate(() => (window as unknown as { keyTimes: KeyTimes }).keyTimes);
}

interface Fling {
  readonly frames: number[];
  readonly blanks: number[];
}

/**
 * Watches each frame while the list is moved: a sweep of the bar through
 * everything and back, single jumps of the bar, or the wheel. A blank is how
 * long a place that is looked at has rows that are not here.
 */
const fling = (tab: Page, how: "sweep" | "jumps" | "wheel", milliseconds: number): Promise<Fling> => tab.getByTestId("register").evaluate((list, { kind, length }) => new Promise<Fling>((done) => {
  const [frames, blanks] = [[] as number[], [] as number[]];
  const begun = performance.now();
  let [last, turn, blankSince] = [begun, 0, null as number | null];
  const move = (part: number): void => {
    const range = list.scrollHeight - list.clientHeight;
    if (kind === "sweep") list.scrollTop = range * Math.abs(1 - 2 * part);
    else if (kind === "wheel") list.scrollTop += part < 0.5 ? 400 : -400;
    else if (turn++ % 20 === 0) list.scrollTop = range * ((turn * 0.6180339887) % 1);
  };
  const frame = (now: number): void => {
    frames.push(now - last);
    last = now;
    const blank = list.querySelector("[data-index][aria-busy=true]") !== null;
    if (blank) blankSince ??= now;
    else if (blankSince !== null) {
      blanks.push(now - blankSince);
      blankSince = null;
    }
    if (now - begun >= length) return done({ frames: frames.slice(2), blanks });
    move((now - begun) / length);
    requestAnimationFrame(frame);
  };
  if (kind === "wheel") list.scrollTop = (list.scrollHeight - list.clientHeight) * 0.3;
  requestAnimationFrame(frame);
}), { kind: how, length: milliseconds });

/** What the page's own files weigh when gzipped, in bytes. */
async function weight(tab: Page): Promise<number> {
  const files = await tab.evaluate(() => [location.origin + "/", ...performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => /\.(js|css|svg)$/.test(name))]);
  const bodies = await Promise.all([...new Set(files)].map(async (file) => (await tab.request.get(file)).body()));
  return bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
}

test("a million rows", async ({ tab }) => {
  await makeRows(tab);
  await tab.reload();
  await createAccount(tab, "Cheque");
  await expect(tab.getByTestId("register").locator("[data-index]").first()).toBeVisible();
  console.log(`The page in Chromium ${tab.context().browser()?.version()}, ${cpus().length} × ${cpus()[0]?.model}`);
  console.log(`first load: ${((await weight(tab)) / 1024).toFixed(1)} KiB gzipped`);

  for (const field of ["Payee", "Memo"]) {
    await tab.getByTestId("entry-row").getByLabel(field).focus();
    let times: KeyTimes = { whole: [], work: [] };
    const took = await processorMs(tab, async () => (times = await keyTimes(tab)));
    const { whole, work } = times;
    say(`key press in ${field} to paint, with the wait for the screen`, whole);
    say(`key press in ${field}, the page's own work`, work);
    console.log(`key press in ${field}, processor time of the page's thread: ${(took / whole.length).toFixed(1)} ms each`);
  }
  for (const how of ["sweep", "jumps", "wheel"] as const) {
    let seen: Fling = { frames: [], blanks: [] };
    const took = await processorMs(tab, async () => (seen = await fling(tab, how, FLING_MS)));
    const { frames, blanks } = seen;
    console.log(`${how}: processor time of the page's thread: ${(took / frames.length).toFixed(1)} ms a frame`);
    say(`${how}: a frame`, frames);
    // In a sweep no place is looked at for longer than a frame.
    if (how !== "sweep") say(`${how}: rows that were not here yet`, blanks.length > 0 ? blanks : [0]);
  }
});
