/** The live connection finds its way back, in virtual time, and says what it finds. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { stream, type News } from "./stream";

/** The browser's EventSource as far as the stream uses it. */
class FakeSource {
  static all: FakeSource[] = [];
  closed = false;
  onerror: (() => void) | null = null;
  readonly #heard = new Map<string, (event: { data: string }) => void>();

  constructor(readonly url: string) {
    FakeSource.all.push(this);
  }
  addEventListener(name: string, act: (event: { data: string }) => void): void {
    this.#heard.set(name, act);
  }
  close(): void {
    this.closed = true;
  }
  say(name: string, data: unknown = {}): void {
    this.#heard.get(name)?.({ data: JSON.stringify(data) });
  }
}

const app = { version: "1", book: { id: "b", name: "", path: "", folder: "" }, revision: 7, life: {} };
let answer: () => Promise<Response>;
let news: News[];
const kinds = (): string[] => news.map((one) => one.kind);
const newest = (): FakeSource => FakeSource.all.at(-1) as FakeSource;
const open = FakeSource.all;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", FakeSource);
  vi.stubGlobal("fetch", () => answer());
  open.length = 0;
  news = [];
  answer = async () => Response.json(app);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const started = async () => {
  const live = stream("s1", (one) => news.push(one));
  live.open();
  await vi.advanceTimersByTimeAsync(0);
  return live;
};

it("opens after the revision that the program named, and passes on what it hears", async () => {
  await started();
  expect(newest().url).toBe("/api/v1/events?session=s1&book=b&after=7");
  newest().say("hello");
  newest().say("change", { revision: 8, topics: ["accounts"], words: "Added" });
  newest().say("status", { status: "2 tabs open" });
  expect(kinds()).toEqual(["open", "change", "status"]);
});

it("asks first and then opens again when the stream breaks", async () => {
  await started();
  newest().say("hello");
  newest().onerror?.();
  expect(newest().closed).toBe(true);
  expect(open).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(500);
  expect(open).toHaveLength(2);
  newest().say("hello");
  expect(kinds()).toEqual(["open", "open"]);
});

it("keeps asking after a goodbye until the program is back", async () => {
  await started();
  newest().say("hello");
  answer = () => Promise.reject(new TypeError("refused"));
  newest().say("bye", { reason: "quit" });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(new Set(kinds().slice(2))).toEqual(new Set(["lost"]));
  expect(open).toHaveLength(1);
  answer = async () => Response.json(app);
  await vi.advanceTimersByTimeAsync(3_000);
  newest().say("hello");
  expect(kinds().at(-1)).toBe("open");
});

it("says that it has no key, and comes in when it has one", async () => {
  answer = async () => new Response("", { status: 401 });
  await started();
  expect(kinds()).toEqual(["locked"]);
  answer = async () => Response.json(app);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(open).toHaveLength(1);
});

it("starts over after a reset", async () => {
  await started();
  newest().say("hello");
  newest().say("reset", { book: "c", revision: 1 });
  await vi.advanceTimersByTimeAsync(3_000);
  expect(open).toHaveLength(2);
  expect(open[0]?.closed).toBe(true);
});

it("is silent and asks nothing once it is closed", async () => {
  const live = await started();
  live.close();
  newest().onerror?.();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(open).toHaveLength(1);
  expect(open[0]?.closed).toBe(true);
  live.open();
  await vi.advanceTimersByTimeAsync(0);
  expect(open).toHaveLength(2);
});
