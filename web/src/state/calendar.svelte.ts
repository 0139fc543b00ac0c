/**
 * Which day it is, while a page stays open over midnight or a sleep.
 *
 * It is the program's day: its zone counts, whatever this browser takes for its
 * own, so that a page shows as due what the program enters. It looks again and
 * again: no timer is true over a sleep or a changed clock; of a changed zone the
 * program tells. What depends on the day reads `calendar.day`.
 */
import { behind, isoIn, type Iso } from "../lib/date";

/** The longest that a day may have begun unseen, unless the page is looked at sooner. */
const LOOK_MS = 20_000;

class Calendar {
  day = $state<Iso>(isoIn(Date.now(), ""));
  /** The program's; the browser's until it is known. */
  #zone = "";
  #behindMs = 0;

  /** The day of a moment of this browser's clock. */
  dayOf(ms: number): Iso {
    return isoIn(ms + this.#behindMs, this.#zone);
  }

  look = (): void => {
    const day = this.dayOf(Date.now());
    if (day !== this.day) this.day = day;
  };

  /** Goes by the program's clock from now on, where it is another than the page's. */
  meet(app: { readonly now: string; readonly now_is_set: boolean; readonly life: { readonly zone: string } }): void {
    this.#behindMs = behind(app.now, app.now_is_set, Date.now());
    this.follow(app.life.zone);
  }

  /** The program counts its days in this zone. */
  follow(zone: string): void {
    this.#zone = zone;
    this.look();
  }

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
