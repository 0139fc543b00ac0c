/**
 * How one tab is told the news: by the worker that all tabs share, or by a
 * stream of its own where there is no such worker or it does not start.
 *
 * Decides nothing about what the news mean.
 */
import { backoffMs } from "../lib/backoff";
import { goodbye } from "./client";
import { lockOfWorker, type TabNews, type TabWord } from "./hub";
import type { Reentry } from "./reentry";
import { stream, type Stream } from "./stream";

/** A worker that has not said a word for so long does not run. */
const WORKER_STARTS_MS = 8_000;

/** Follows the program from `open` to `close`. */
export function tab(news: (what: TabNews) => void, way: Reentry): Stream {
  let leave: (() => void) | null = null;
  let session = "";
  const hear = (what: TabNews): void => {
    if (what.kind === "tabs") session = what.session;
    news(what);
  };

  return {
    open() {
      leave ??= typeof SharedWorker === "undefined" ? alone(hear, way) : shared(hear, way);
    },
    close() {
      if (!leave) return;
      leave();
      leave = null;
      // A hint: it counts only if the stream ends as well, which it does not while other tabs are on it.
      if (session) goodbye(session);
    },
  };
}

/** Where tabs that share no worker call each other: one that came in wakes those that wait, as the worker does. */
const CHANNEL = "counterfoil";

function alone(hear: (what: TabNews) => void, way: Reentry): () => void {
  const session = crypto.randomUUID();
  const others = new BroadcastChannel(CHANNEL);
  const live = stream(session, (what) => {
    if (what.kind === "open") others.postMessage(what.kind);
    hear(what);
  }, way);
  // Nothing happens where a stream is open: only one that waits is woken.
  others.onmessage = () => live.open();
  const release = holdLock(crypto.randomUUID(), () => {});
  hear({ kind: "tabs", session, tabs: 1 });
  live.open();
  return () => {
    others.close();
    live.close();
    release();
  };
}

/**
 * With the worker, once it is the program that answers: a worker is loaded from whoever does, and a page that comes back
 * from the browser's memory, or whose worker died, may find somebody else there.
 */
function shared(hear: (what: TabNews) => void, way: Reentry): () => void {
  const gone = new AbortController();
  let leave = (): void => gone.abort();
  const come = async (): Promise<void> => {
    for (let tries = 0; !gone.signal.aborted; tries++) {
      const answerer = await way.ask(gone.signal);
      if (gone.signal.aborted) return;
      if (answerer === "ours") return void (leave = joined(hear, way));
      hear({ kind: answerer === "stranger" ? "locked" : "lost" });
      await new Promise((done) => setTimeout(done, backoffMs(tries, Math.random())));
    }
  };
  void come();
  return () => leave();
}

function joined(hear: (what: TabNews) => void, way: Reentry): () => void {
  const lock = `tab-${crypto.randomUUID()}`;
  const worker = new SharedWorker(new URL("./worker.ts", import.meta.url), { type: "module", name: "counterfoil" });
  const say = (word: TabWord): void => worker.port.postMessage(word);
  const release = holdLock(lock, () => say({ kind: "join", lock }));
  const patience = setTimeout(fallBack, WORKER_STARTS_MS);
  const gone = new AbortController();
  let leave = depart;

  function depart(): void {
    clearTimeout(patience);
    gone.abort();
    worker.onerror = null;
    worker.port.onmessage = null;
    say({ kind: "leave" });
    worker.port.close();
    release();
  }

  function fallBack(): void {
    depart();
    leave = alone(hear, way);
  }

  /** The lock of the worker comes to us when it has died: the next one takes its place. */
  function outlive(session: string): void {
    const next = (): void => {
      if (gone.signal.aborted) return;
      depart();
      leave = shared(hear, way);
    };
    navigator.locks?.request(lockOfWorker(session), { mode: "shared", signal: gone.signal }, next).catch(() => {});
  }

  let known = false;
  worker.onerror = fallBack;
  worker.port.onmessage = ({ data }: MessageEvent<TabNews>) => {
    clearTimeout(patience);
    if (!known && data.kind === "tabs") outlive(data.session);
    known = true;
    hear(data);
  };
  return () => leave();
}

/**
 * Holds a lock until the answer is called; browsers put no page to sleep that
 * holds one. `held` is called once it is ours, or at once where there are no locks.
 */
function holdLock(name: string, held: () => void): () => void {
  let release = (): void => {};
  const until = new Promise<void>((done) => (release = done));
  let over = false;
  const take = (): Promise<void> | undefined => {
    if (over) return undefined;
    held();
    return until;
  };
  if (navigator.locks) void navigator.locks.request(name, take);
  else void take();
  return () => {
    over = true;
    release();
  };
}
