/**
 * What a problem of the server means to the page.
 *
 * Pure. The words are the server's; here is only where they go.
 */
import type { Problem } from "../api/types";

/** Somebody changed the transaction since the page read it. */
export const isConflict = (problem: Problem | null): boolean => problem?.type === "urn:counterfoil:problem:changed-meanwhile";

/** In one line, for beside a field: what is wrong, and what to do. */
export const inOneLine = ({ title, advice }: Problem): string => `${title.replace(/\.$/, "")}. ${advice}`.trim();
