/**
 * Another name for a payee or a tag, as a page of names needs it.
 *
 * A name that is there already is no fault: what was meant is most likely that
 * the two are one, and the caller offers to merge them.
 */
import { renameNamed } from "../../api/client";
import { inOneLine } from "../../lib/problem";
import { announced } from "../../state/actions";

/** What is wrong with the name; null where nothing is, or where it is `taken`. */
export async function renamed(kind: "payees" | "tags", id: number, name: string, taken: () => void): Promise<string | null> {
  const answer = await announced(renameNamed(kind, id, name));
  if (answer.ok) return null;
  if (!answer.error.type.endsWith("-taken")) return inOneLine(answer.error);
  taken();
  return null;
}
