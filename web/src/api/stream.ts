/**
 * The one live connection of this page.
 *
 * Opens the event stream, says what came in as plain values, and finds the way
 * back by itself when the program ends and starts again. It knows no page and
 * draws nothing, so that it can move into a worker shared by all tabs.
 */
import { backoffMs } from "../lib/backoff";
import { eventsUrl, getApp } from "./client";
import type { App, Life } from "./types";

export type News =
  /** The stream is open. What the page shows may be old, or of another book. */
  | { readonly kind: "open"; readonly app: App }
  | { readonly kind: "change"; readonly revision: number; readonly topics: readonly string[]; readonly words: string }
  | { readonly kind: "status"; readonly life: Life }
  /** The program said that it ends. */
  | { readonly kind: "bye" }
  /** The program does not answer. */
  | { readonly kind: "lost" }
  /** The program answers, but does not know this browser. */
  | { readonly kind: "locked" };

export interface Stream {
  open(): void;
  close(): void;
}

/** Keeps a stream open from `open` to `close` and tells `news` about it. `session` names this page to the server. */
export function stream(session: string, news: (what: News) => void): Stream {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wanted = false;
  let attempt = 0;

  function close(): void {
    wanted = false;
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  function open(): void {
    if (wanted) return;
    wanted = true;
    attempt = 0;
    void ask();
  }

  function again(): void {
    source?.close();
    source = null;
    if (!wanted) return;
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), backoffMs(attempt++, Math.random()));
  }

  /** An EventSource gives up for good on any answer but 200, so the program is asked first. */
  async function ask(): Promise<void> {
    const app = await getApp();
    if (!wanted || source) return;
    if (app.ok) return listen(app.value);
    news({ kind: app.error.status === 401 ? "locked" : "lost" });
    again();
  }

  function listen(app: App): void {
    const opened = new EventSource(eventsUrl(session, app.book.id, app.revision));
    source = opened;
    const on = <T>(name: string, act: (data: T) => void): void =>
      opened.addEventListener(name, (event) => act(JSON.parse((event as MessageEvent<string>).data) as T));
    on("hello", () => {
      attempt = 0;
      news({ kind: "open", app });
    });
    on("reset", again);
    on<{ revision: number; topics: string[]; words: string }>("change", (data) => news({ kind: "change", ...data }));
    on<Life>("status", (life) => news({ kind: "status", life }));
    on("bye", () => {
      news({ kind: "bye" });
      again();
    });
    opened.onerror = () => {
      if (source === opened) again();
    };
  }

  return { open, close };
}
