/**
 * Which day it is, while a page stays open over midnight or a sleep.
 *
 * It looks again and again: no timer is true over a sleep, a changed clock or a
 * changed time zone. What depends on the day reads `calendar.day`.
 */
import { isoOf, type Iso } from "../lib/date";

/** The longest that a day may have begun unseen, unless the page is looked at sooner. */
const LOOK_MS = 20_000;

class Calendar {
  day = $state<Iso>(isoOf(new Date()));

  look = (): void => {
    const day = isoOf(new Date());
    if (day !== this.day) this.day = day;
  };

  /** Looks until it is told to stop. */
  watch(): () => void {
    const timer = setInterval(this.look, LOOK_MS);
    document.addEventListener("visibilitychange", this.look);
    window.addEventListener("focus", this.look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", this.look);
      window.removeEventListener("focus", this.look);
    };
  }
}

export const calendar = new Calendar();
