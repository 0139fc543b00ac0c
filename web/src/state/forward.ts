/**
 * Comes forward when the tray asks for it.
 *
 * Few browsers let a page do that by itself, so it only tries; the program
 * opens another tab unless one says that it is in front.
 */
import { sayCameForward } from "../api/client";

/** How long a window may take to come. */
const COMES_MS = 200;

let seen: number | null = null;

/** Told how often tabs were asked by now; what was asked before this one was there is not meant for it. */
export function comeForward(calls: number): void {
  // Where the count is smaller the program was started anew and counts from the beginning.
  const before = seen !== null && calls < seen ? 0 : seen;
  seen = calls;
  if (before === null || !(calls > before)) return;
  window.focus();
  const tell = (): boolean => {
    if (document.visibilityState !== "visible" || !document.hasFocus()) return false;
    void sayCameForward();
    return true;
  };
  if (!tell()) setTimeout(tell, COMES_MS);
}
