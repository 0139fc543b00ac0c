/**
 * Taking back a step; where a part of it was changed since, the offer to take
 * back the rest.
 */
import { getRest, takeBack, takeBackRest } from "../api/client";
import type { RestPreview } from "../api/types";
import { announced, change } from "./actions";
import { notices } from "./notices.svelte";

export interface Asked {
  readonly step: number;
  readonly rest: RestPreview;
}

class Rest {
  /** What somebody is asked about; null for nothing. */
  asked = $state.raw<Asked | null>(null);

  async takeBack(step: number): Promise<void> {
    const answer = await announced(takeBack(step));
    if (answer.ok) return;
    const rest = await getRest(step);
    if (rest.ok && rest.value.taken > 0) this.asked = { step, rest: rest.value };
    else notices.fail(answer.error);
  }

  async takeRest(): Promise<void> {
    const { asked } = this;
    this.asked = null;
    if (asked) await change(takeBackRest(asked.step));
  }

  leave(): void {
    this.asked = null;
  }
}

export const rest = new Rest();
