/**
 * Whether the program opened this tab although another was open, which could not come forward.
 *
 * Decided once, when the tab is told how things stand for the first time. A tab that the user
 * opened, or loaded again, is meant.
 */

/** A browser that closes a tab does it within this time; most close no tab that another program opened. */
const CLOSES_MS = 500;

/** By a launch address, which sends on to the page. */
function isOpenedByProgram(): boolean {
  const [way] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return way?.type === "navigate" && way.redirectCount > 0;
}

class Doubled {
  is = $state(false);
  /** It was asked to close, and the browser does not let it. */
  stays = $state(false);
  #decided = false;

  meet(others: boolean): void {
    if (this.#decided) return;
    this.#decided = true;
    this.is = others && isOpenedByProgram();
  }

  keep(): void {
    this.is = false;
  }

  close(): void {
    window.close();
    setTimeout(() => (this.stays = true), CLOSES_MS);
  }
}

export const doubled = new Doubled();
