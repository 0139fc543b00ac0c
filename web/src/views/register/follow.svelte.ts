/**
 * The transaction that the address names, chosen in the register as it opens.
 *
 * Asks where it is; what is looked for gives way, so that it can be seen.
 */
import { untrack } from "svelte";
import { getPlace } from "../../api/client";
import { notices } from "../../state/notices.svelte";
import type { Register } from "../../state/register.svelte";
import { place } from "../../state/route.svelte";

export function followItem(register: Register, choose: (index: number) => void): void {
  let isHere = true;

  async function show(transaction: number): Promise<void> {
    await register.find("");
    const { order } = register;
    const answer = await getPlace(register.account, { transaction }, order ? { sort: order.by, descending: order.descending } : {});
    // Who has left meanwhile has no list any more, and wants to hear nothing of it.
    if (!isHere) return;
    if (answer.ok) choose(answer.value.offset);
    else notices.fail(answer.error);
  }

  $effect(() => () => void (isHere = false));

  $effect(() => {
    const { item } = place.route;
    if (item !== undefined && register.ready) untrack(() => void show(item));
  });
}
