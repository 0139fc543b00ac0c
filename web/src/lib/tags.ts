/**
 * Tags as typed: names between commas, with or without a `#` before them.
 *
 * Pure. Which tags there are in the book is an argument; a name that is none of
 * them becomes a new tag, which the server decides.
 */
import { sameName } from "./complete";

/** The names, each once; of two spellings the first. */
export function tagsOf(typed: string): string[] {
  const names = typed.split(",").map((name) => name.trim().replace(/^#\s*/, ""));
  return names.filter((name, at) => name !== "" && names.findIndex((other) => sameName(other, name)) === at);
}

export const tagText = (tags: readonly string[]): string => tags.join(", ");

/**
 * What the field may hold once the tag at its end is completed. Behind a comma
 * nothing is begun yet, and nothing is offered.
 */
export function tagChoices(typed: string, known: readonly string[]): string[] {
  const at = typed.lastIndexOf(",") + 1;
  const before = tagsOf(typed.slice(0, at));
  if (at > 0 && typed.slice(at).trim() === "") return [typed.trim()];
  return known.filter((tag) => !before.some((one) => sameName(one, tag))).map((tag) => tagText([...before, tag]));
}
