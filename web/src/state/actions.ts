/**
 * What a person can do to the book, each with the line that says it was done.
 *
 * Only calls the server; what changes on the page comes back by the stream.
 */
import * as api from "../api/client";
import type { Answer } from "../api/client";
import type { Done, History, Problem, RegisterRow } from "../api/types";
import type { Result } from "../lib/result";
import { notices } from "./notices.svelte";

/** The newest step that was made here and stands; the history that the page shows may lag behind it. */
let made = 0;

/**
 * Says what a change did, with the way back. Where there was nothing to do the
 * revision stays, and nothing is offered: undo would take back something else.
 */
export async function announced<T extends Pick<Done, "revision" | "words">>(answer: Answer<T>): Promise<Result<T, Problem>> {
  const before = notices.revision;
  const result = await answer;
  if (!result.ok) return result;
  const { revision, words } = result.value;
  if (revision > before) made = revision;
  notices.say(words, revision > before ? { revision, action: { label: "Undo", run: () => void undo(revision) } } : {});
  return result;
}

async function told<T>(answer: Answer<T>): Promise<Result<T, Problem>> {
  const result = await answer;
  if (!result.ok) notices.fail(result.error);
  return result;
}

/** Carries out a change and says so; true when it was accepted. */
export async function change(answer: Answer<Done>): Promise<boolean> {
  return (await told(announced(answer))).ok;
}

/** Undo and redo go one after the other, as the keys were pressed. */
let inTurn: Promise<unknown> = Promise.resolve();
/** What was named last. Named again before the page knows of the next step, that next one is meant. */
let last = "";

function next<T>(what: "undo" | "redo", revision: number | null | undefined, go: (revision?: number | null) => Promise<T>): Promise<T> {
  const answer = inTurn.then(() => {
    const name = `${what} ${revision}`;
    const meant = name === last ? undefined : revision;
    last = name;
    return go(meant).finally(() => (made = 0));
  });
  inTurn = answer;
  return answer;
}

/** Takes back the step of this revision, or whichever is the newest where none is named. */
export const undo = (revision?: number | null): Promise<void> =>
  next("undo", revision, async (meant) => {
    const result = await told(api.undo(meant));
    if (result.ok) notices.say(result.value.words, { revision: result.value.revision, action: { label: "Redo", run: () => void redo() } });
  });

/** Takes back the newest step: the one that the history shows, or one of this page that it does not know of yet. */
export async function undoNewest(history: Pick<History, "revision" | "undo_revision"> | null): Promise<void> {
  const newest = made > (history?.revision ?? 0) ? made : history?.undo_revision;
  if (newest) await undo(newest);
}

export const redo = (revision?: number | null): Promise<boolean> => next("redo", revision, (meant) => change(api.redo(meant)));

export const removeRow = (row: RegisterRow): Promise<boolean> => change(api.deleteTransaction(row.transaction));

/** A void cheque is kept, marked, and does not count; the same again makes it valid. */
export const toggleVoid = (row: RegisterRow): Promise<boolean> => change(api.voidTransaction(row.transaction, !row.void));

export const duplicate = (row: RegisterRow, date: string): Promise<boolean> => change(api.duplicateTransaction(row.transaction, date));

/** Cleared or not. What is reconciled with a statement is only taken out when that was asked for. */
export async function toggleCleared(row: RegisterRow): Promise<void> {
  const set = (state: "cleared" | "uncleared", unreconcile: boolean): Promise<boolean> =>
    change(api.setSplitState(row.transaction, row.split, { state, unreconcile }));
  if (row.state !== "reconciled") {
    await set(row.state === "cleared" ? "uncleared" : "cleared", false);
    return;
  }
  // The refusal says which statement locks the row.
  const refused = await api.setSplitState(row.transaction, row.split, { state: "cleared", unreconcile: false });
  if (!refused.ok) notices.fail(refused.error, { action: { label: "Take it out of the statement", run: () => void set("cleared", true) } });
}

export const keepRunning = (on: boolean): Promise<unknown> => told(api.setKeepRunning(on));
export const startOwnBook = (): Promise<unknown> => told(api.startOwnBook());
export const openDataFolder = (): Promise<unknown> => told(api.openDataFolder());
export const signOut = (): Promise<unknown> => told(api.signOut());
export const quit = (): Promise<unknown> => told(api.quit());
/** Ends the program without what it is still finishing; nothing of that is in the book. */
export const giveUp = (): Promise<unknown> => told(api.quit(true));
export const openLog = (): Promise<unknown> => told(api.openLog());

/** For another browser; it is in the clipboard and on no page. */
export async function copyAddress(): Promise<void> {
  const made = await told(api.makeAddress());
  if (!made.ok) return;
  await navigator.clipboard.writeText(made.value.address);
  notices.say("The address is in the clipboard. It lets one browser in, within a minute.");
}

export async function startAtLogin(on: boolean): Promise<boolean> {
  const set = await told(api.setStartAtLogin(on));
  if (set.ok) notices.say(on ? "Counterfoil starts at login, without a page." : "Counterfoil does not start at login any more.");
  return set.ok;
}
