/**
 * What the program does with a bank file just now: how far it is, and the way
 * to stop it.
 *
 * It asks only while something takes long enough to be seen, and not again
 * before the last answer is here.
 */
import { ABORTED, type Answer, importProgress, stopImport } from "../api/client";
import type { ImportProgress } from "../api/types";
import { err } from "../lib/result";

/** What is over sooner is not shown. */
const SHOWN_AFTER_MS = 250;
const EVERY_MS = 150;

export class Working {
  /** The file that is worked on. */
  file = $state<string | null>(null);
  /** Whether it is being written; else it is only read. */
  writes = $state(false);
  progress = $state.raw<ImportProgress | null>(null);
  stopping = $state(false);
  #task = "";
  #abort = new AbortController();

  /** Does something that may take long. What only reads is left at once when it is stopped. */
  async run<T>(file: string, writes: boolean, work: (task: string, signal: AbortSignal) => Answer<T>): Answer<T> {
    const task = crypto.randomUUID();
    const abort = new AbortController();
    Object.assign(this, { file, writes, progress: null, stopping: false });
    this.#task = task;
    this.#abort = abort;
    const looking = setTimeout(() => void this.#look(task), SHOWN_AFTER_MS);
    const answer = await work(task, abort.signal);
    clearTimeout(looking);
    if (this.#task === task) Object.assign(this, { file: null, progress: null, stopping: false });
    return abort.signal.aborted && !writes ? err(ABORTED) : answer;
  }

  /** What is being done is not wanted any more: nothing of it is written. */
  stop(): void {
    if (this.file === null || this.stopping) return;
    this.stopping = true;
    void stopImport(this.#task);
    if (!this.writes) this.#abort.abort();
  }

  async #look(task: string): Promise<void> {
    while (this.#task === task && this.file !== null) {
      // Stopped before it had begun, it has not heard of it.
      const answer = await (this.stopping ? stopImport(task) : importProgress(task));
      if (this.#task === task && this.file !== null && answer.ok) this.progress = answer.value;
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  }
}
