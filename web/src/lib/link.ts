/**
 * How the page stands with the program.
 *
 * Pure: the link before and what was heard, to the link after.
 */
export type Link =
  /** Nothing was heard yet. */
  | "opening"
  | "open"
  /** The program said goodbye; it comes back when it is started again. */
  | "closed"
  /** The program went without a word. */
  | "lost"
  /** The program runs, but this browser has no key to it. */
  | "locked"
  /** The program runs, and this browser was signed out on purpose. */
  | "signed_out";

export function linkAfter(link: Link, heard: "open" | "change" | "status" | "bye" | "lost" | "locked" | "signed_out" | "tabs"): Link {
  if (heard === "bye") return "closed";
  if (heard === "lost") return link === "closed" ? "closed" : "lost";
  return heard === "locked" || heard === "signed_out" || heard === "open" ? heard : link;
}

/** The program is not there, or does not know this browser: nothing is sent to who answers at its address. */
export const isAway = (link: Link): boolean => link !== "opening" && link !== "open";
