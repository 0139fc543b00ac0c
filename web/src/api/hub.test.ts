/** All tabs of a browser on one stream: who hears what, and when the stream is open. */
import { beforeEach, expect, it } from "vitest";
import { hub, type Hub, type TabNews } from "./hub";
import type { News } from "./stream";
import type { App, Life } from "./types";

const life: Life = { calls: 0, keep_running: false, open_sessions: 1, status: "1 tab open", tray: false, today: "2026-11-21", zone: "UTC" };
const app: App = { version: "1", book: { id: "b", name: "", path: "", folder: "" }, revision: 7, life } as App;

class Tab {
  heard: TabNews[] = [];
  postMessage(what: TabNews): void {
    this.heard.push(what);
  }
  get kinds(): string[] {
    return this.heard.map(({ kind }) => kind);
  }
  get tabs(): number | undefined {
    const last = this.heard.findLast((what) => what.kind === "tabs");
    return last?.tabs;
  }
}

let calls: string[];
let said: number[];
let say: (news: News) => void;
let shared: Hub;

beforeEach(() => {
  calls = [];
  said = [];
  const opens = (session: string, news: (what: News) => void) => {
    say = news;
    return { open: () => calls.push(`open ${session}`), close: () => calls.push("close") };
  };
  shared = hub("s", opens, (tabs) => said.push(tabs));
});

function joined(count: number): Tab[] {
  const tabs = Array.from({ length: count }, () => new Tab());
  tabs.forEach((tab) => shared.join(tab));
  return tabs;
}

it("opens nothing before a tab is there", () => {
  expect(calls).toEqual([]);
});

it("hands every frame to every tab", () => {
  const tabs = joined(20);
  say({ kind: "open", app });
  say({ kind: "change", revision: 8, topics: [], words: "" });
  for (const tab of tabs) expect(tab.kinds.filter((kind) => kind !== "tabs")).toEqual(["open", "change"]);
});

it("tells a tab that comes late how things stand now", () => {
  joined(1);
  say({ kind: "open", app });
  say({ kind: "change", revision: 9, topics: [], words: "" });
  say({ kind: "status", life: { ...life, status: "2 tabs open" } });
  const [late] = joined(1);
  expect(late?.heard).toEqual([
    { kind: "tabs", session: "s", tabs: 2 },
    { kind: "open", app: { ...app, revision: 9, life: { ...life, status: "2 tabs open" } } },
  ]);
});

it("tells a tab that comes while the program is away nothing that is over", () => {
  joined(1);
  say({ kind: "open", app });
  say({ kind: "bye" });
  expect(joined(1)[0]?.kinds).toEqual(["tabs"]);
  expect(calls).toEqual(["open s", "open s"]);
});

it("closes the stream with the last tab and not before, and opens it for the next", () => {
  const [first, second] = joined(2) as [Tab, Tab];
  say({ kind: "open", app });
  shared.leave(first);
  shared.leave(first);
  expect(calls).not.toContain("close");
  shared.leave(second);
  expect(calls.at(-1)).toBe("close");
  expect(joined(1)[0]?.kinds).toEqual(["tabs"]);
  expect(calls.at(-1)).toBe("open s");
});

it("says how many tabs there are, and nothing to one that left", () => {
  const [first, second, third] = joined(3) as [Tab, Tab, Tab];
  expect([first, second, third].map((tab) => tab.tabs)).toEqual([3, 3, 3]);
  shared.leave(second);
  expect([first, second, third].map((tab) => tab.tabs)).toEqual([2, 3, 2]);
});

it("tells the program how many tabs there are whenever that changes, while it listens", () => {
  const [first] = joined(3) as [Tab];
  expect(said).toEqual([]);
  say({ kind: "open", app });
  shared.leave(first);
  joined(2);
  expect(said).toEqual([3, 2, 3, 4]);
});

it("tells a program that came back how many tabs there are", () => {
  joined(2);
  say({ kind: "open", app });
  say({ kind: "lost" });
  joined(1);
  say({ kind: "open", app });
  expect(said).toEqual([2, 3]);
});
