/**
 * The worker that all tabs of this browser share: it owns the only stream.
 *
 * A browser opens six connections to one address; with a stream in each tab
 * the seventh would not load. The worker ends with its last tab.
 */
import { hub, type TabWord } from "./hub";
import { stream } from "./stream";

const tabs = hub(crypto.randomUUID(), stream);

addEventListener("connect", (event) => {
  const port = (event as MessageEvent).ports[0];
  if (!port) return;
  port.onmessage = ({ data }: MessageEvent<TabWord>) => {
    if (data.kind === "leave") return tabs.leave(port);
    tabs.join(port);
    // The lock comes to us when the tab is gone, also when its process was killed.
    void navigator.locks?.request(data.lock, () => tabs.leave(port));
  };
});
