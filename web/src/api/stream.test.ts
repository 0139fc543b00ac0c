/** The live connection finds its way back, in virtual time, and says what it finds. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Answerer, Reentry } from "./reentry";
import { stream, type News } from "./stream";

/** An event stream as the program gives it. */
class Opened {
  static all: Opened[] = [];
  closed = false;
  #body: ReadableStreamDefaultController<Uint8Array> | undefined;
  readonly answer: Response;

  constructor(readonly url: string, signal: AbortSignal) {
    Opened.all.push(this);
    const body = new ReadableStream<Uint8Array>({ start: (controller) => void (this.#body = controller) });
    signal.addEventListener("abort", () => {
      this.closed = true;
      this.#body?.error(new DOMException("Aborted", "AbortError"));
    });
    this.answer = new Response(body);
  }
  async raw(text: string): Promise<void> {
    this.#body?.enqueue(new TextEncoder().encode(text));
    await vi.advanceTimersByTimeAsync(0);
  }
  say(name: string, data: unknown = {}): Promise<void> {
    return this.raw(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  }
  async end(): Promise<void> {
    this.#body?.close();
    await vi.advanceTimersByTimeAsync(0);
  }
}

const app = { version: "1", book: { id: "b", name: "", path: "", folder: "" }, revision: 7, life: {} };
let answer: () => Promise<Response>;
/** What stands in the place of the stream, if anything. */
let instead: Response | null;
/** Who answers at the address. */
let answerer: Answerer;
let hasKeys: boolean;
const way: Reentry = { kept: null, remember: async () => hasKeys, ask: async () => answerer };
let news: News[];
const kinds = (): string[] => news.map((one) => one.kind);
const newest = (): Opened => Opened.all.at(-1) as Opened;
const open = Opened.all;

beforeEach(() => {
  // The day may have been set (chosen-day.ts); these go by time, not by days.
  vi.useRealTimers();
  vi.useFakeTimers();
  vi.stubGlobal("fetch", async (url: string, { signal }: { signal: AbortSignal }) => {
    if (!url.includes("/events")) return answer();
    return instead ?? new Opened(url, signal).answer;
  });
  open.length = 0;
  news = [];
  instead = null;
  [answerer, hasKeys] = ["ours", true];
  answer = async () => Response.json(app);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const started = async () => {
  const live = stream("s1", (one) => news.push(one), way);
  live.open();
  await vi.advanceTimersByTimeAsync(0);
  return live;
};

it("opens after the revision that the program named, and passes on what it hears", async () => {
  await started();
  expect(newest().url).toBe("/api/v1/events?session=s1&book=b&after=7");
  await newest().say("hello");
  await newest().say("change", { revision: 8, topics: ["accounts"], words: "Added" });
  await newest().say("status", { status: "2 tabs open" });
  expect(kinds()).toEqual(["open", "change", "status"]);
});

it("takes a frame that comes in pieces as one", async () => {
  await started();
  await newest().say("hello");
  await newest().raw("event: change\nid: 8\ndata: {\"revi");
  await newest().raw("sion\":8,\"topics\":[],\"words\":\"\"}\n\n");
  expect(news.at(-1)).toEqual({ kind: "change", revision: 8, topics: [], words: "" });
});

it("asks first and then opens again when the stream breaks", async () => {
  await started();
  await newest().say("hello");
  await newest().end();
  expect(open).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(500);
  expect(open).toHaveLength(2);
  await newest().say("hello");
  expect(kinds()).toEqual(["open", "open"]);
});

it("says that the program is lost and opens again when a stream was silent for two and a half keep-alives, and not before", async () => {
  await started();
  await newest().say("hello", { keep_alive_s: 4 });
  await vi.advanceTimersByTimeAsync(9_000);
  await newest().raw(":\n\n");
  await vi.advanceTimersByTimeAsync(9_900);
  expect(newest().closed).toBe(false);
  await vi.advanceTimersByTimeAsync(100);
  expect(newest().closed).toBe(true);
  expect(kinds()).toEqual(["open", "lost"]);
  await vi.advanceTimersByTimeAsync(500);
  expect(open).toHaveLength(2);
});

it("says so within ten seconds of a program that hangs before it said anything", async () => {
  answer = () => new Promise(() => {});
  await started();
  await vi.advanceTimersByTimeAsync(9_999);
  expect(kinds()).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(kinds()).toEqual(["lost"]);
});

it.each([204, 404, 503])("tries again after an answer of %i in the place of the stream", async (status) => {
  instead = new Response(status === 204 ? null : "no stream", { status });
  await started();
  expect(kinds()).toEqual(["lost"]);
  instead = null;
  await vi.advanceTimersByTimeAsync(500);
  expect(open).toHaveLength(1);
});

it("keeps asking after a goodbye until the program is back", async () => {
  await started();
  await newest().say("hello");
  answer = () => Promise.reject(new TypeError("refused"));
  await newest().say("bye", { reason: "quit" });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(new Set(kinds().slice(2))).toEqual(new Set(["lost"]));
  expect(open).toHaveLength(1);
  answer = async () => Response.json(app);
  await vi.advanceTimersByTimeAsync(3_000);
  await newest().say("hello");
  expect(kinds().at(-1)).toBe("open");
});

it("asks nothing more once it was signed out, until somebody opens it", async () => {
  const live = await started();
  await newest().say("hello");
  await newest().say("bye", { reason: "signed_out" });
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(kinds()).toEqual(["open", "signed_out"]);
  expect(open).toHaveLength(1);
  live.open();
  await vi.advanceTimersByTimeAsync(0);
  expect(open).toHaveLength(2);
});

it("says that it has no key, and comes in when it has one", async () => {
  answer = async () => new Response("", { status: 401 });
  await started();
  expect(kinds()).toEqual(["locked"]);
  answer = async () => Response.json(app);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(open).toHaveLength(1);
});

it("does not wait for its turn when somebody opens it meanwhile", async () => {
  answer = async () => new Response("", { status: 401 });
  const live = await started();
  answer = async () => Response.json(app);
  live.open();
  await vi.advanceTimersByTimeAsync(0);
  expect(open).toHaveLength(1);
});

it.each(["quit", "signed_out"])("believes nobody without a proof, whoever wakes it after a bye for %s", async (reason) => {
  const live = await started();
  await newest().say("hello");
  await newest().say("bye", { reason });
  answerer = "stranger";
  answer = vi.fn(async () => Response.json(app));
  live.open();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(kinds().at(-1)).toBe("locked");
  expect(answer).not.toHaveBeenCalled();
  answerer = "ours";
  live.open();
  await vi.advanceTimersByTimeAsync(0);
  expect(open).toHaveLength(2);
  live.close();
});

it("shows nothing before it has keys to know the program by", async () => {
  hasKeys = false;
  await started();
  expect(open).toHaveLength(0);
  expect(kinds()).toEqual(["lost"]);
  hasKeys = true;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(open).toHaveLength(1);
});

it("starts over after a reset", async () => {
  await started();
  await newest().say("hello");
  await newest().say("reset", { book: "c", revision: 1 });
  await vi.advanceTimersByTimeAsync(3_000);
  expect(open).toHaveLength(2);
  expect(open[0]?.closed).toBe(true);
});

it("is silent and asks nothing once it is closed", async () => {
  const live = await started();
  await newest().say("hello");
  live.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(kinds()).toEqual(["open"]);
  expect(open).toHaveLength(1);
  expect(open[0]?.closed).toBe(true);
  live.open();
  await vi.advanceTimersByTimeAsync(0);
  expect(open).toHaveLength(2);
});
