/**
 * Whether an answer takes longer than any should.
 *
 * A program can hang at its disk while its stream goes on: the page would wait for ever without a
 * word. It stops nothing and sends nothing again.
 */

/** Who does not answer for so long hangs, or does something large. */
export const PATIENCE_MS = 10_000;

/** These may take long, and the page shows how far they are. */
const LONG = /^\/(imports|backups|book|export|contents)\b/;

class Patience {
  #late = 0;

  /** Called with whether something is late, whenever that changes. */
  onChange: (isLate: boolean) => void = () => {};

  async await<T>(path: string, answer: Promise<T>): Promise<T> {
    if (LONG.test(path)) return answer;
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      this.#count(1);
    }, PATIENCE_MS);
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
      if (isLate) this.#count(-1);
    }
  }

  #count(more: number): void {
    const before = this.#late > 0;
    this.#late += more;
    if (before !== this.#late > 0) this.onChange(this.#late > 0);
  }
}

export const patience = new Patience();
