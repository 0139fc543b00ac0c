/** A tab finds the worker of all tabs, does without one, and takes its leave. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { TabNews, TabWord } from "./hub";
import type { Answerer, Reentry } from "./reentry";
import { tab } from "./tab";

class FakeWorker {
  static all: FakeWorker[] = [];
  said: TabWord[] = [];
  closed = false;
  onerror: (() => void) | null = null;
  port = {
    onmessage: null as ((event: { data: TabNews }) => void) | null,
    postMessage: (word: TabWord) => void this.said.push(word),
    close: () => void (this.closed = true),
  };
  constructor() {
    FakeWorker.all.push(this);
  }
}

/** Locks as one tab sees them: its own are free, those of workers are held until `workerDies`. */
const locks = { held: 0, workerDies: () => {}, request: async (name: string, ...rest: unknown[]) => {
  const take = rest.at(-1) as () => Promise<void> | undefined;
  await (name.startsWith("worker-") ? new Promise<void>((died) => (locks.workerDies = died)) : Promise.resolve());
  locks.held += 1;
  await take();
  locks.held -= 1;
} };

/** Who answers at the address. */
let answerer: Answerer;
const way: Reentry = { kept: null, remember: async () => true, ask: async () => answerer };
let news: string[];
let asked: number;
let beacons: string[];
const worker = (): FakeWorker => FakeWorker.all.at(-1) as FakeWorker;
const settle = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  // The day may have been set (chosen-day.ts); these go by time, not by days.
  vi.useRealTimers();
  vi.useFakeTimers();
  FakeWorker.all.length = 0;
  answerer = "ours";
  [news, asked, beacons, locks.held] = [[], 0, [], 0];
  vi.stubGlobal("SharedWorker", FakeWorker);
  vi.stubGlobal("navigator", { locks, sendBeacon: (url: string) => beacons.push(url) > 0 });
  vi.stubGlobal("fetch", async () => {
    asked += 1;
    throw new TypeError("refused");
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function opened() {
  const live = tab((what) => news.push(what.kind), way);
  live.open();
  await settle();
  return live;
}

it("joins the worker while it holds its lock, and opens no stream of its own", async () => {
  const live = await opened();
  expect(worker().said.map(({ kind }) => kind)).toEqual(["join"]);
  expect(locks.held).toBe(1);
  worker().port.onmessage?.({ data: { kind: "tabs", session: "w", tabs: 2 } });
  await settle(60_000);
  expect(asked).toBe(0);
  live.close();
  await settle();
  expect(worker().said.map(({ kind }) => kind)).toEqual(["join", "leave"]);
  expect([worker().closed, locks.held]).toEqual([true, 0]);
  expect(beacons).toEqual(["/api/v1/goodbye?session=w"]);
});

it("joins the next worker when the one it knew has died, and does not when it has left", async () => {
  const live = await opened();
  worker().port.onmessage?.({ data: { kind: "tabs", session: "w", tabs: 2 } });
  locks.workerDies();
  await settle();
  expect(FakeWorker.all).toHaveLength(2);
  expect(worker().said.map(({ kind }) => kind)).toEqual(["join"]);
  worker().port.onmessage?.({ data: { kind: "tabs", session: "w2", tabs: 1 } });
  live.close();
  locks.workerDies();
  await settle();
  expect(FakeWorker.all).toHaveLength(2);
});

it("joins anew when it comes back", async () => {
  const live = await opened();
  live.close();
  live.open();
  await settle();
  expect(FakeWorker.all).toHaveLength(2);
  expect(worker().said.map(({ kind }) => kind)).toEqual(["join"]);
});

it("does not join when it left before its lock came", async () => {
  const live = tab(() => {}, way);
  live.open();
  live.close();
  await settle();
  expect(FakeWorker.all).toEqual([]);
  expect(locks.held).toBe(0);
});

it("loads no worker from a stranger when it comes back, and does when the program is there", async () => {
  const live = await opened();
  live.close();
  answerer = "stranger";
  live.open();
  await settle(5_000);
  expect(FakeWorker.all).toHaveLength(1);
  expect(news).toContain("locked");
  answerer = "ours";
  await settle(1_000);
  expect(FakeWorker.all).toHaveLength(2);
  live.close();
});

it("loads no worker from a stranger when the one it knew has died", async () => {
  const live = await opened();
  worker().port.onmessage?.({ data: { kind: "tabs", session: "w", tabs: 1 } });
  answerer = "stranger";
  locks.workerDies();
  await settle(5_000);
  expect(FakeWorker.all).toHaveLength(1);
  live.close();
});

it.each([
  ["is refused", () => worker().onerror?.()],
  ["says nothing", () => settle(8_000)],
])("has a stream of its own where the worker %s", async (_, fail) => {
  const live = await opened();
  await fail();
  await settle();
  expect(worker().closed).toBe(true);
  expect(asked).toBeGreaterThan(0);
  expect(news).toContain("tabs");
  live.close();
  const before = asked;
  await settle(60_000);
  expect(asked).toBe(before);
  expect(beacons).toHaveLength(1);
});

it("has a stream of its own where there are no such workers", async () => {
  vi.stubGlobal("SharedWorker", undefined);
  await opened();
  expect(asked).toBe(1);
  expect(locks.held).toBe(1);
});
