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
const FLING_MS = 12_000;

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

/** From the key's own time stamp until the frame that shows it is done. */
async function keyTimes(tab: Page): Promise<number[]> {
  await tab.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { keyTimes: times });
    addEventListener("keydown", (event) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => times.push(performance.now() - event.timeStamp);
        port2.postMessage(null);
      });
    }, true);
  });
  const word = "corner market and the rest of the street ";
  for (let typed = 0; typed < KEYS; typed++) {
    await tab.keyboard.press(word[typed % word.length] as string);
    if (typed % word.length === word.length - 1) await tab.keyboard.press("Control+a");
  }
  return tab.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes);
}

interface Fling {
  readonly frames: number[];
  readonly blanks: number[];
  readonly seen: number;
}

/** Drags the bar through everything, slower and faster and back, and watches each frame. */
const fling = (tab: Page, milliseconds: number): Promise<Fling> => tab.getByTestId("register").evaluate((list, length) => new Promise<Fling>((done) => {
  const [frames, blanks, payees] = [[] as number[], [] as number[], new Set<string>()];
  const begun = performance.now();
  let last = begun;
  let blankSince: number | null = null;
  const frame = (now: number): void => {
    frames.push(now - last);
    last = now;
    const blank = list.querySelector("[data-index][aria-busy=true]") !== null || list.querySelectorAll("[data-index]").length < 10;
    if (blank) blankSince ??= now;
    else if (blankSince !== null) {
      blanks.push(now - blankSince);
      blankSince = null;
    }
    payees.add(list.querySelector("[data-index]")?.getAttribute("data-index") ?? "");
    const part = (now - begun) / length;
    if (part >= 1) return done({ frames: frames.slice(2), blanks, seen: payees.size });
    // There and back: a whole sweep, then bursts of the wheel.
    const range = list.scrollHeight - list.clientHeight;
    if (part < 0.5) list.scrollTop = range * Math.abs(1 - 4 * part);
    else list.scrollTop += Math.sin(part * 60) * 900;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}), milliseconds);

test("a million rows", async ({ tab }) => {
  const sizes = { bytes: 0 };
  tab.on("response", async (response) => {
    if (/\.(js|css|html|svg)$|\/$/.test(new URL(response.url()).pathname)) sizes.bytes += gzipSync(await response.body().catch(() => Buffer.alloc(0)), { level: 9 }).length;
  });
  await makeRows(tab);
  await tab.reload();
  await createAccount(tab, "Cheque");
  await expect(tab.getByTestId("register").locator("[data-index]").first()).toBeVisible();
  console.log(`The page in Chromium ${tab.context().browser()?.version()}, ${cpus().length} × ${cpus()[0]?.model}`);
  console.log(`first load: ${(sizes.bytes / 1024).toFixed(1)} KiB gzipped`);

  await tab.getByTestId("entry-row").getByLabel("Payee").focus();
  say("key press in the payee field to paint", await keyTimes(tab));
  await tab.getByTestId("entry-row").getByLabel("Memo").focus();
  say("key press in the memo field to paint", await keyTimes(tab));

  const { frames, blanks, seen } = await fling(tab, FLING_MS);
  say(`frame while flinging through ${MILLION.toLocaleString("en")} rows (${seen} places)`, frames);
  say("rows that were not here yet", blanks.length > 0 ? blanks : [0]);
});
