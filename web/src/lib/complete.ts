/**
 * Which known names match what was typed.
 *
 * Pure. Ranks whole match, then prefix, then the start of a word, then
 * anywhere inside; equals keep the order they came in.
 */
import { fold } from "./fold";

export const sameName = (a: string, b: string): boolean => fold(a.trim()) === fold(b.trim());

function rank(name: string, typed: string): number {
  const at = name.indexOf(typed);
  if (at < 0) return 4;
  if (at === 0) return name.length === typed.length ? 0 : 1;
  return /[\s[(:/-]/.test(name[at - 1] as string) ? 2 : 3;
}

/** The name, or one of its words, begins with what was typed: what Tab may take unasked. */
export const begins = (name: string, typed: string): boolean => rank(fold(name), fold(typed.trim())) < 3;

/** At most `limit` names, best first. Nothing typed gives the first names as they are. */
export function complete(typed: string, names: readonly string[], limit: number): string[] {
  const wanted = fold(typed.trim());
  if (wanted === "") return names.slice(0, limit);
  const ranked = names.map((name) => ({ name, rank: rank(fold(name), wanted) })).filter((entry) => entry.rank < 4);
  return ranked.sort((a, b) => a.rank - b.rank).slice(0, limit).map((entry) => entry.name);
}
