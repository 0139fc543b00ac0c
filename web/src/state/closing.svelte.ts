/**
 * Closing an account, and opening it again.
 *
 * One that holds money, or that a schedule uses, is asked about first: the
 * program says what is left in it. The question itself is `CloseAccount`.
 */
import { changeAccount } from "../api/client";
import type { Account, Problem } from "../api/types";
import { announced, change } from "./actions";
import { notices } from "./notices.svelte";

const STILL_USED = "urn:counterfoil:problem:account-still-used";

class Closing {
  /** What is asked; null while nothing is. */
  asked = $state.raw<{ readonly account: Account; readonly problem: Problem } | null>(null);

  async toggle(account: Account): Promise<void> {
    const answer = await announced(changeAccount(account.id, { closed: !account.closed }));
    if (answer.ok) return;
    if (answer.error.type === STILL_USED) this.asked = { account, problem: answer.error };
    else notices.fail(answer.error);
  }

  /** Whoever was asked has read what is left. */
  async anyway(): Promise<void> {
    const asked = this.asked;
    this.asked = null;
    if (asked) await change(changeAccount(asked.account.id, { closed: true, close_anyway: true }));
  }
}

export const closing = new Closing();
