/**
 * The worker that all tabs of this browser share: it owns the only stream.
 *
 * A browser opens six connections to one address; with a stream in each tab
 * the seventh would not load. The worker ends with its last tab.
 */
import { oneAtATime } from "../lib/once";
import { shareSession } from "./client";
import { hub, lockOfWorker, type TabWord } from "./hub";
import { reentry } from "./reentry";
import { stream } from "./stream";

const session = crypto.randomUUID();
let count = 1;
/** One at a time, so that the number said last is the one that arrives last. */
const sayCount = oneAtATime(async () => void (await shareSession(session, count)));
const tabs = hub(session, (name, news) => stream(name, news, reentry()), (now) => {
  count = now;
  void sayCount();
});
/** Held to the end of this worker, which may die in the process of a tab that crashed: the others are then told. */
const held = new Promise<void>((done) => {
  if (!navigator.locks) return done();
  void navigator.locks.request(lockOfWorker(session), () => {
    done();
    return new Promise(() => {});
  });
});

addEventListener("connect", (event) => {
  const port = (event as MessageEvent).ports[0];
  if (!port) return;
  port.onmessage = async ({ data }: MessageEvent<TabWord>) => {
    await held;
    if (data.kind === "leave") return tabs.leave(port);
    tabs.join(port);
    // The lock comes to us when the tab is gone, also when its process was killed.
    void navigator.locks?.request(data.lock, () => tabs.leave(port));
  };
});
