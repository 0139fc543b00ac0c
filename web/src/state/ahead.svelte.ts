/**
 * What is coming in the register on show, as the server works it out.
 *
 * Holds the last answer and reads it again when it is told to; it knows no rule.
 */
import { getAhead } from "../api/client";
import type { Ahead } from "../api/types";
import { oneAtATime } from "../lib/once";
import { calendar } from "./calendar.svelte";

/** How far the register looks ahead. */
const DAYS = 45;

class Coming {
  #account = 0;
  #read = $state.raw<Ahead | null>(null);

  /** What is ahead in this register; null until it was read. */
  of(account: number): Ahead | null {
    return this.#read?.account === account ? this.#read : null;
  }

  /** Reads what is ahead in a register, the one that is shown from now on. */
  show(account: number): Promise<void> {
    this.#account = account;
    return this.#again();
  }

  #again = oneAtATime(async () => {
    const account = this.#account;
    const answer = await getAhead(account, DAYS, calendar.day);
    // Without an answer the register is shown as before; the register itself says what is wrong.
    if (answer.ok && account === this.#account) this.#read = answer.value;
  });
}

export const coming = new Coming();
