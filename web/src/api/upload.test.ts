/** A large file arrives whole whatever happens to its connections, in virtual time. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { piece, upload } from "./upload";

const SIZE = 3_000_000;
const file = new File([new Uint8Array(SIZE).fill(65)], "year.csv");

/** The program's end of the upload. */
const program = { here: 0, began: 0, opens: true, cutAt: Infinity, cancelled: false };

class Socket {
  static readonly OPEN = 1;
  static all: Socket[] = [];
  readyState = 0;
  onopen = (): void => {};
  onclose = (): void => {};
  onmessage = (_: { data: string }): void => {};

  constructor(readonly url: string) {
    Socket.all.push(this);
    setTimeout(() => {
      if (!program.opens) return this.cut();
      this.readyState = 1;
      this.onopen();
    }, 1);
  }
  say(answer: unknown): void {
    setTimeout(() => this.readyState === 1 && this.onmessage({ data: JSON.stringify(answer) }), 1);
  }
  cut(): void {
    this.readyState = 3;
    this.onclose();
  }
  close(): void {
    this.readyState = 3;
  }
  send(message: string | ArrayBuffer): void {
    if (typeof message !== "string") return this.take(message);
    const order = JSON.parse(message) as { kind: string; size?: number };
    if (order.kind === "begin" && (order.size ?? 0) > 64_000_000) return this.say({ kind: "refused", problem: { type: "file-too-large" } });
    if (order.kind === "begin") [program.here, program.began] = [0, program.began + 1];
    if (order.kind === "cancel") program.cancelled = true;
    else this.say({ kind: "ready", id: "u1", received: program.here });
  }
  take(message: ArrayBuffer): void {
    expect(Number(new DataView(message).getBigUint64(0))).toBe(program.here);
    program.here += message.byteLength - 8;
    if (program.here >= program.cutAt) {
      program.cutAt = Infinity;
      return this.cut();
    }
    this.say({ kind: "received", bytes: program.here });
    if (program.here === SIZE) this.say({ kind: "done", preview: { id: "p1" } });
  }
}

const posted = vi.fn(async () => new Response(JSON.stringify({ id: "p2" })));
let stop = new AbortController();

beforeEach(() => {
  // The day may have been set (chosen-day.ts); these go by time, not by days.
  vi.useRealTimers();
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", Socket);
  vi.stubGlobal("location", { host: "127.0.0.1:1" });
  vi.stubGlobal("fetch", posted);
  posted.mockClear();
  Object.assign(program, { here: 0, began: 0, opens: true, cutAt: Infinity, cancelled: false });
  Socket.all = [];
  stop = new AbortController();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Sends it, and lets the time pass until it is settled. */
async function sent(what = file): Promise<{ outcome: unknown; seen: number[] }> {
  const seen: number[] = [];
  let outcome: unknown;
  void upload(what, "tab", (bytes) => seen.push(bytes), stop.signal, "task").then((answer) => (outcome = answer));
  for (let step = 0; outcome === undefined && step < 2000; step++) await vi.advanceTimersByTimeAsync(5);
  return { outcome, seen };
}

it("says how much has arrived, to the end", async () => {
  const { outcome, seen } = await sent();
  expect(outcome).toEqual({ ok: true, value: { id: "p1" } });
  expect([seen[0], seen.at(-1)]).toEqual([0, SIZE]);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(Socket.all.map(({ url }) => url)).toEqual(["ws://127.0.0.1:1/api/v1/imports/upload?session=tab&task=task"]);
});

it("goes on where it was after the connection broke", async () => {
  program.cutAt = 1_000_000;
  expect((await sent()).outcome).toEqual({ ok: true, value: { id: "p1" } });
  expect([Socket.all.length, program.began]).toEqual([2, 1]);
});

it("sends the file as one request where no socket opens", async () => {
  program.opens = false;
  expect((await sent()).outcome).toEqual({ ok: true, value: { id: "p2" } });
  expect([Socket.all.length, posted.mock.calls.length]).toEqual([1, 1]);
});

it("does not try again what the program refuses", async () => {
  const huge = new File([], "huge.csv");
  Object.defineProperty(huge, "size", { value: 65_000_000 });
  expect((await sent(huge)).outcome).toEqual({ ok: false, error: { type: "file-too-large" } });
  expect(Socket.all.length).toBe(1);
});

it("takes it back when it is not wanted any more", async () => {
  setTimeout(() => stop.abort(), 4);
  expect((await sent()).outcome).toMatchObject({ ok: false, error: { type: "urn:counterfoil:problem:aborted" } });
  expect(program.cancelled).toBe(true);
});

it("puts the place in the file before its bytes, the highest byte first", () => {
  const bytes = new Uint8Array(piece(0x0102, new Uint8Array([7, 8]).buffer));
  expect([...bytes]).toEqual([0, 0, 0, 0, 0, 0, 1, 2, 7, 8]);
});
