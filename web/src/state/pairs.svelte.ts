/**
 * What in the register on show looks like one side of a transfer whose other
 * side stands in another account. The server proposes; nothing is linked
 * before somebody says so.
 */
import { getTransferProposals, linkRows } from "../api/client";
import type { TransferProposal } from "../api/types";
import { oneAtATime } from "../lib/once";
import { twoRows, withApart, withoutApart } from "../lib/pairs";
import { change } from "./actions";
import { calendar } from "./calendar.svelte";
import { preferences } from "./preferences.svelte";

/** Older rows are left as they are. */
const DAYS_BACK = 400;
const APART = "transfers.apart";
const DAY_MS = 86_400_000;

class Pairs {
  #account = 0;
  #revision = 0;
  #read = $state.raw<readonly TransferProposal[]>([]);

  readonly list = $derived(withoutApart(this.#read, preferences.get<readonly string[]>(APART, [])));

  /** Reads what is proposed in a register, the one that is shown from now on. */
  show(account: number): Promise<void> {
    if (account !== this.#account) this.#read = [];
    this.#account = account;
    return this.#again();
  }

  #again = oneAtATime(async () => {
    const account = this.#account;
    const from = new Date(Date.parse(calendar.day) - DAYS_BACK * DAY_MS).toISOString().slice(0, 10);
    const answer = await getTransferProposals(account, from);
    if (!answer.ok || account !== this.#account) return;
    [this.#read, this.#revision] = [answer.value.pairs, answer.value.revision];
  });

  /** The two become one transfer. */
  link({ payment, deposit }: TransferProposal): Promise<boolean> {
    return change(linkRows(twoRows(payment, deposit, this.#revision)));
  }

  /** They are two movements: not proposed again. */
  keepApart(pair: TransferProposal): void {
    preferences.set(APART, withApart(preferences.get<readonly string[]>(APART, []), pair));
  }
}

export const pairs = new Pairs();
