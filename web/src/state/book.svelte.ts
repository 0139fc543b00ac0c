/**
 * What the page knows of the book, kept true by the event stream.
 *
 * Frames name what changed; only what is shown is read again. Nothing here
 * writes: see `actions.ts`.
 */
import { getAccounts, getApp, getHistory, getPayees, getTags } from "../api/client";
import { gate } from "../api/gate";
import type { TabNews } from "../api/hub";
import { patience } from "../api/patience";
import { reentry, type Reentry } from "../api/reentry";
import { tab } from "../api/tab";
import type { Account, App, History, Life, Payee, Tag } from "../api/types";
import { isAway, linkAfter, type Link } from "../lib/link";
import { oneAtATime } from "../lib/once";
import { calendar } from "./calendar.svelte";
import { comeForward } from "./forward";
import { notation } from "./clock";
import { doubled } from "./doubled.svelte";
import { desk } from "./desk.svelte";
import { notices } from "./notices.svelte";
import { preferences } from "./preferences.svelte";
import { Register } from "./register.svelte";

const HISTORY_SHOWN = 200;

/** How this page knows the program again. */
const way = reentry();

class Book {
  link = $state<Link>("opening");
  app = $state.raw<App | null>(null);
  life = $state.raw<Life | null>(null);
  /** The program is there and has owed an answer for long. */
  late = $state(false);
  /** How many tabs of this browser share its connection, this one included. */
  tabs = $state(1);
  /** The name under which the program knows that connection. */
  session = $state("");
  /** Null until they were read for the first time. */
  accounts = $state.raw<readonly Account[] | null>(null);
  payees = $state.raw<readonly Payee[]>([]);
  tags = $state.raw<readonly Tag[]>([]);
  history = $state.raw<History | null>(null);
  historyOpen = $state(false);
  register = $state.raw<Register | null>(null);
  #laidOut = false;

  #readAccounts = oneAtATime(async () => {
    const answer = await getAccounts(calendar.day);
    if (answer.ok) this.accounts = answer.value.accounts;
  });
  /** What was typed is laid out before anything can be typed anew: until then no accounts are read. */
  #layOut = oneAtATime(async () => {
    await way.remember();
    if (this.app) await desk.openBook(this.app.book.id, way.kept);
    this.#laidOut = true;
    void this.#readAccounts();
  });
  #readPayees = oneAtATime(async () => {
    const answer = await getPayees();
    if (answer.ok) this.payees = answer.value.payees;
  });
  #readTags = oneAtATime(async () => {
    const answer = await getTags();
    if (answer.ok) this.tags = answer.value.tags;
  });
  /** With the list closed, only what the undo and redo buttons say. */
  readHistory = oneAtATime(async () => {
    const answer = await getHistory(this.historyOpen ? HISTORY_SHOWN : 1);
    if (answer.ok) this.history = answer.value;
  });

  account(id: number | null | undefined): Account | undefined {
    return this.accounts?.find((account) => account.id === id);
  }

  /** The register on show; another one is let go. */
  showRegister(id: number): Register {
    if (this.register?.account === id) return this.register;
    const register = new Register(id, notation);
    this.register = register;
    void register.refresh();
    return register;
  }

  showHistory(open: boolean): void {
    this.historyOpen = open;
    if (open) void this.readHistory();
  }

  hear(news: TabNews): void {
    this.link = linkAfter(this.link, news.kind);
    gate.shut = isAway(this.link);
    if (news.kind === "open") this.#restore(news.app);
    if (news.kind === "tabs") [this.tabs, this.session] = [news.tabs, news.session];
    if (news.kind === "status") this.#live(news.life);
    if (news.kind === "change") this.#follow(news.revision, news.topics);
  }

  /** Balances are those of a day, and so is what a search finds of days to come. */
  beginDay(): void {
    if (this.accounts === null) return;
    void this.#readAccounts();
    if (this.register?.search) void this.register.refresh();
  }

  #live(life: Life): void {
    this.life = life;
    comeForward(life.calls);
    calendar.follow(life.zone);
  }

  /** Everything that is shown, read again: the stream was away, or it is another book. */
  #restore(app: App): void {
    const another = this.app !== null && this.app.book.id !== app.book.id;
    this.app = app;
    doubled.meet(this.tabs > 1 || app.life.open_sessions > 0);
    calendar.meet(app);
    notices.revision = app.revision;
    this.life = app.life;
    comeForward(app.life.calls);
    if (another) [this.register, this.accounts, this.#laidOut] = [null, null, false];
    void this.#layOut();
    void this.#readPayees();
    void this.#readTags();
    void this.readHistory();
    void preferences.read();
    void this.register?.refresh();
  }

  #follow(revision: number, topics: readonly string[]): void {
    if (topics.includes("preferences")) {
      // What a page remembers is no step: what can be undone stays what it was.
      notices.revision = Math.max(notices.revision, revision);
      void preferences.read();
      return;
    }
    notices.bookMovedTo(revision);
    if (topics.includes("accounts") && this.#laidOut) void this.#readAccounts();
    if (topics.includes("payees")) void this.#readPayees();
    if (topics.includes("tags")) void this.#readTags();
    const rows = this.register && (topics.includes("registers") || topics.includes(`register:${this.register.account}`));
    if (rows) void this.register?.refresh();
    void this.readHistory();
  }
}

export const book = new Book();

/** How often it is looked whether the browser has a key again. */
const LOOK_AGAIN_MS = 3_000;

/**
 * The browser's cookie was removed while the page was open: said at once, and the page gets a new
 * one by the key that it holds. The stream has not noticed.
 */
function comeBackIn(way: Reentry): () => void {
  let underway = false;
  return async () => {
    if (underway || book.link !== "open") return;
    underway = true;
    book.hear({ kind: "locked" });
    for (let back = false; !back; ) {
      const answerer = await way.ask(new AbortController().signal);
      const app = answerer === "ours" ? await getApp() : null;
      back = app?.ok === true;
      if (app?.ok) book.hear({ kind: "open", app: app.value });
      else await new Promise((done) => setTimeout(done, LOOK_AGAIN_MS));
    }
    underway = false;
  };
}

/** Cookies are removed elsewhere: who comes back from there is told at once. */
async function lookForKey(): Promise<void> {
  if (gate.shut) return;
  const app = await getApp();
  if (!app.ok && app.error.status === 401) gate.onUnknown();
}

/** Follows the book for as long as this page is looked at, or could be come back to. */
export function follow(): void {
  gate.onUnknown = comeBackIn(way);
  patience.onChange = (isLate) => (book.late = isLate);
  const live = tab((news) => book.hear(news), way);
  const begin = (): void => live.open();
  // A page that is drawn ahead of a visit is no visit yet.
  if ((document as Document & { prerendering?: boolean }).prerendering) {
    document.addEventListener("prerenderingchange", begin, { once: true });
  } else begin();
  addEventListener("pagehide", () => live.close());
  addEventListener("focus", () => void lookForKey());
  addEventListener("pageshow", (event) => {
    if (event.persisted) begin();
  });
}
