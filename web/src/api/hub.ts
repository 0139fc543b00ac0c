/**
 * All tabs of one browser on one stream.
 *
 * Ports in, frames out: the stream is open while a tab is there, and what it
 * says goes to every tab. A tab that comes late is told how things stand.
 * Pure: it is given its stream and knows no worker and no browser.
 */
import type { News, Stream } from "./stream";
import type { App } from "./types";

/** What a tab hears: the news of the stream, and who shares it. */
export type TabNews = News | { readonly kind: "tabs"; readonly session: string; readonly tabs: number };

/** What a tab says. The lock is held for as long as the tab is there, so that one that dies without a word is missed. */
export type TabWord = { readonly kind: "join"; readonly lock: string } | { readonly kind: "leave" };

export interface Port {
  postMessage(what: TabNews): void;
}

export interface Hub {
  join(port: Port): void;
  leave(port: Port): void;
}

export function hub(session: string, open: (session: string, news: (what: News) => void) => Stream): Hub {
  const ports = new Set<Port>();
  /** The program as it stands now, while the stream is open. */
  let app: App | null = null;
  const tell = (what: TabNews): void => ports.forEach((port) => port.postMessage(what));
  const live = open(session, (news) => {
    app = appAfter(app, news);
    tell(news);
  });
  const count = (): void => tell({ kind: "tabs", session, tabs: ports.size });

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
