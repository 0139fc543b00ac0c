/**
 * All tabs of one browser on one stream.
 *
 * Ports in, frames out: the stream is open while a tab is there, and what it
 * says goes to every tab. A tab that comes late is told how things stand.
 * Pure: it is given its stream and its voice, and knows no worker and no browser.
 */
import type { News, Stream } from "./stream";
import type { App } from "./types";

/** What a tab hears: the news of the stream, and who shares it. */
export type TabNews = News | { readonly kind: "tabs"; readonly session: string; readonly tabs: number };

/** What a tab says. The lock is held for as long as the tab is there, so that one that dies without a word is missed. */
export type TabWord = { readonly kind: "join"; readonly lock: string } | { readonly kind: "leave" };

/** What the worker of a session holds for as long as it lives. */
export const lockOfWorker = (session: string): string => `worker-${session}`;

export interface Port {
  postMessage(what: TabNews): void;
}

export interface Hub {
  join(port: Port): void;
  leave(port: Port): void;
}

/** `say` tells the program how many tabs share the session: whenever that changes, and again to each stream that opens. */
export function hub(session: string, open: (session: string, news: (what: News) => void) => Stream, say: (tabs: number) => void): Hub {
  const ports = new Set<Port>();
  /** The program as it stands now, while the stream is open. */
  let app: App | null = null;
  const tell = (what: TabNews): void => ports.forEach((port) => port.postMessage(what));
  const live = open(session, (news) => {
    app = appAfter(app, news);
    tell(news);
    if (news.kind === "open") say(ports.size);
  });
  const count = (): void => {
    tell({ kind: "tabs", session, tabs: ports.size });
    // Without a stream nobody knows the session; the number is said when it opens.
    if (app) say(ports.size);
  };

  return {
    join(port) {
      ports.add(port);
      count();
      if (app) port.postMessage({ kind: "open", app });
      // A page that was loaded just now shows that the program is there: no wait for the next try.
      live.open();
    },
    leave(port) {
      if (!ports.delete(port)) return;
      if (ports.size > 0) return count();
      app = null;
      live.close();
    },
  };
}

function appAfter(app: App | null, news: News): App | null {
  if (news.kind === "open") return news.app;
  if (app && news.kind === "change") return { ...app, revision: news.revision };
  if (app && news.kind === "status") return { ...app, life: news.life };
  return null;
}
