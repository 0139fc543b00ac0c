/**
 * Whether this page may send anything at all.
 *
 * While the program is away somebody else may listen at its address: what was typed is not sent
 * there. Whoever finds out that the program is away, or back, says so here. Decides nothing.
 */
class Gate {
  #shut = false;
  #waiting: (() => void)[] = [];

  /** Nothing goes out. */
  get shut(): boolean {
    return this.#shut;
  }

  set shut(on: boolean) {
    this.#shut = on;
    if (!on) for (const goOn of this.#waiting.splice(0)) goOn();
  }

  /** Over when something may go out: also a part of the page is not loaded from whoever answers meanwhile. */
  async opened(): Promise<void> {
    if (this.#shut) await new Promise<void>((done) => this.#waiting.push(done));
  }

  /** Called when the program answers that it does not know this browser. */
  onUnknown: () => void = () => {};
}

export const gate = new Gate();
