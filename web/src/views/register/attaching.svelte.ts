/**
 * Files on their way to a row: dragged over it, dropped on it, or chosen.
 *
 * Tells which row they would go to, and hands them to the server one after the other.
 */
import { attach } from "../../api/client";
import type { RegisterRow } from "../../api/types";
import { areReceipts, notTaken } from "../../lib/attach";
import { change } from "../../state/actions";
import { notices } from "../../state/notices.svelte";
import type { Register } from "../../state/register.svelte";

export class Attaching {
  /** The row that files are dragged over; −1 for none. */
  over = $state(-1);
  /** The row whose files are shown. */
  shown = $state.raw<RegisterRow | null>(null);

  constructor(readonly register: Register) {}

  /** True where it is about files for a row. */
  drag(event: DragEvent): boolean {
    const index = holdsReceipts(event) ? indexOf(event) : -1;
    this.over = index;
    if (index >= 0) event.preventDefault();
    return index >= 0;
  }

  leave(): void {
    this.over = -1;
  }

  /** True where files were dropped on a row; nobody else takes them then. */
  drop(event: DragEvent): boolean {
    const row = this.register.row(this.drag(event) ? this.over : -1);
    this.over = -1;
    if (!row) return false;
    event.stopPropagation();
    void attachAll(row.transaction, [...(event.dataTransfer?.files ?? [])]);
    return true;
  }
}

/** Attaches files to a transaction, each as a step of its own; those that cannot be are said. */
export async function attachAll(transaction: number, files: readonly File[]): Promise<void> {
  for (const file of files) {
    const why = notTaken(file);
    if (why) notices.say(why);
    else await change(attach(transaction, file));
  }
}

/** Whether files are dragged that belong to a row. */
export const holdsReceipts = (event: DragEvent): boolean =>
  areReceipts([...(event.dataTransfer?.items ?? [])].filter((item) => item.kind === "file").map((item) => item.type));

const indexOf = (event: DragEvent): number =>
  Number((event.target instanceof Element ? event.target.closest<HTMLElement>("[data-index]") : null)?.dataset.index ?? -1);
