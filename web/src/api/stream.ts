/**
 * The live connection to the program.
 *
 * Opens the event stream, says what came in as plain values, and finds the way
 * back by itself when the program ends and starts again. It knows no page and
 * draws nothing, so it runs in the worker of all tabs as well as in one tab.
 *
 * Read by `fetch` and not by `EventSource`, which hides the keep-alives, so
 * that nobody can watch over them, and gives up for good on any answer but 200.
 */
import { createParser, type EventSourceMessage } from "eventsource-parser";
import { backoffMs } from "../lib/backoff";
import { eventsUrl, getApp } from "./client";
import type { Reentry } from "./reentry";
import type { App, Life } from "./types";

export type News =
  /** The stream is open. What the page shows may be old, or of another book. */
  | { readonly kind: "open"; readonly app: App }
  | { readonly kind: "change"; readonly revision: number; readonly topics: readonly string[]; readonly words: string }
  | { readonly kind: "status"; readonly life: Life }
  /** The program said that it ends. */
  | { readonly kind: "bye" }
  /** The program runs on, and somebody signed out every browser: final until the user comes again. */
  | { readonly kind: "signed_out" }
  /** The program does not answer. */
  | { readonly kind: "lost" }
  /** The program answers, but does not know this browser. */
  | { readonly kind: "locked" };

export interface Stream {
  /** Follows the program until `close`; when it waits, also after a sign-out, it tries at once. */
  open(): void;
  close(): void;
}

/** So many keep-alives may be missed before the connection counts as dead: after ten seconds the page says so. */
const MISSED = 2.5;
const KEEP_ALIVE_S = 4;

/** Keeps a stream open from `open` to `close` and tells `news` about it. `session` names its reader to the server. */
export function stream(session: string, news: (what: News) => void, way: Reentry): Stream {
  let wanted: AbortController | null = null;
  let wake = (): void => {};

  function open(): void {
    // Whoever wakes it, it asks who answers before it believes anything.
    if (wanted) return wake();
    wanted = new AbortController();
    void keep(wanted.signal);
  }

  function close(): void {
    wanted?.abort();
    wanted = null;
    wake();
  }

  async function keep(signal: AbortSignal): Promise<void> {
    for (let attempt = 0; !signal.aborted; attempt++) {
      const end = await follow(session, signal, news, way);
      if (end !== "refused") attempt = 0;
      if (signal.aborted) return;
      // Signed out, it would only knock at a door that was shut on purpose.
      await (end === "signed_out" ? pause() : pause(backoffMs(attempt, Math.random())));
    }
  }

  /** Until it is over or somebody wakes it; without an end only that. */
  const pause = (ms?: number): Promise<void> =>
    new Promise((done) => {
      const timer = ms === undefined ? undefined : setTimeout(done, ms);
      wake = () => {
        clearTimeout(timer);
        done();
      };
    });

  return { open, close };
}

/** How a connection ended: it never came to stand, it stood and broke, or the browser was signed out. */
type End = "refused" | "broken" | "signed_out";

/** One connection, from its opening to its end, whatever ends it. */
async function follow(session: string, signal: AbortSignal, news: (what: News) => void, way: Reentry): Promise<End> {
  const end = new AbortController();
  const stop = (): void => end.abort();
  const tell = (what: News): void => {
    if (!signal.aborted) news(what);
  };
  const watch = watchdog(() => {
    // It may hang while the system still takes connections for it.
    tell({ kind: "lost" });
    stop();
  });
  signal.addEventListener("abort", stop);
  let how: End = "refused";
  try {
    const answerer = await way.ask(end.signal);
    if (answerer !== "ours") tell({ kind: answerer === "stranger" ? "locked" : "lost" });
    if (answerer !== "ours" || end.signal.aborted) return how;
    // Nothing is shown before this page can tell the program from others when it comes back.
    const [app, hasKeys] = await Promise.all([getApp(end.signal), way.remember(end.signal)]);
    if (!app.ok || !hasKeys) tell(refused(app.ok ? 0 : app.error.status));
    if (!app.ok || !hasKeys || end.signal.aborted) return how;
    const response = await fetch(eventsUrl(session, app.value.book.id, app.value.revision), { cache: "no-store", signal: end.signal });
    if (response.status !== 200 || !response.body) {
      tell(refused(response.status));
      return how;
    }
    await read(response.body, watch.heard, (event) => {
      if (event.event === "hello") {
        how = "broken";
        watch.heard((JSON.parse(event.data) as { keep_alive_s?: number }).keep_alive_s);
        tell({ kind: "open", app: app.value });
        return;
      }
      const what = newsOf(event);
      if (what) tell(what);
      if (what?.kind === "signed_out") how = "signed_out";
      if (event.event === "bye" || event.event === "reset") stop();
    });
  } catch {
    // The connection broke, or was given up: either way it is over, and the caller opens the next.
  } finally {
    watch.stop();
    stop();
    signal.removeEventListener("abort", stop);
  }
  return how;
}

const refused = (status: number): News => ({ kind: status === 401 ? "locked" : "lost" });

function newsOf({ event, data }: EventSourceMessage): News | null {
  if (event === "change") return { kind: "change", ...(JSON.parse(data) as { revision: number; topics: string[]; words: string }) };
  if (event === "status") return { kind: "status", life: JSON.parse(data) as Life };
  if (event !== "bye") return null;
  return { kind: (JSON.parse(data) as { reason?: string }).reason === "signed_out" ? "signed_out" : "bye" };
}

/** Reads a body to its end. Bytes of any kind, a comment as well, are a sign of life. */
async function read(body: ReadableStream<Uint8Array>, heard: () => void, onEvent: (event: EventSourceMessage) => void): Promise<void> {
  const parser = createParser({ onEvent });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    heard();
    parser.feed(decoder.decode(part.value, { stream: true }));
  }
}

/** Calls `bite` after a silence of two and a half keep-alives; `heard` puts that off, and may say how long one is. */
function watchdog(bite: () => void): { heard: (keepAliveS?: number) => void; stop: () => void } {
  let silenceMs = MISSED * KEEP_ALIVE_S * 1000;
  let timer = setTimeout(bite, silenceMs);
  const stop = (): void => clearTimeout(timer);
  return {
    stop,
    heard(keepAliveS) {
      if (keepAliveS) silenceMs = MISSED * keepAliveS * 1000;
      stop();
      timer = setTimeout(bite, silenceMs);
    },
  };
}
