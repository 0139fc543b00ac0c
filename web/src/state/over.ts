/**
 * Says of a row that was entered which categories are over their plan by it. It stops nobody, and says nothing of a book
 * without a plan.
 */
import { getOver } from "../api/budget";
import { monthAlone } from "../lib/budget";
import { formatMinor } from "../lib/money";
import { calendar } from "./calendar.svelte";
import { locale, numbers } from "./clock";
import { notices } from "./notices.svelte";

export async function sayOver(transaction: number): Promise<void> {
  const answer = await getOver(transaction, calendar.day);
  // What was entered is in the book: that this could not be asked is nothing to stop for.
  if (!answer.ok || answer.value.over.length === 0) return;
  const words = answer.value.over.map(
    ({ name, amount, decimals, month }) => `${name}: ${formatMinor(amount, decimals, numbers)} over for ${monthAlone(month, calendar.day, locale)}`,
  );
  notices.goesOn({ label: words.join("; "), href: "#/budget" });
}
