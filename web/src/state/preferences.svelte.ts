/**
 * What the pages remember in the book: columns, density, saved searches.
 *
 * Read once and again when another tab changed something; written a moment
 * after the last change, so that dragging a column is one write. What is not
 * written yet goes before what was read. It knows no key's meaning.
 */
import { SvelteMap } from "svelte/reactivity";
import { forgetPreference, getPreferences, setPreference } from "../api/client";
import { oneAtATime } from "../lib/once";
import { notices } from "./notices.svelte";

const WRITE_AFTER_MS = 400;

class Preferences {
  /** False until they were read for the first time. */
  known = $state(false);
  readonly #values = new SvelteMap<string, unknown>();
  readonly #unwritten = new Map<string, ReturnType<typeof setTimeout>>();

  read = oneAtATime(async () => {
    const answer = await getPreferences();
    if (!answer.ok) return;
    const kept = answer.value.values as Record<string, unknown>;
    for (const key of [...this.#values.keys()]) {
      if (!(key in kept) && !this.#unwritten.has(key)) this.#values.delete(key);
    }
    for (const [key, value] of Object.entries(kept)) {
      if (!this.#unwritten.has(key) && JSON.stringify(this.#values.get(key)) !== JSON.stringify(value)) this.#values.set(key, value);
    }
    this.known = true;
  });

  /** What is remembered under the key; `otherwise` where there is nothing. The caller knows its shape. */
  get<T>(key: string, otherwise: T): T {
    return this.#values.has(key) ? (this.#values.get(key) as T) : otherwise;
  }

  /** Remembers JSON under the key; `undefined` forgets it. */
  set(key: string, value: unknown): void {
    if (value === undefined) this.#values.delete(key);
    else this.#values.set(key, value);
    clearTimeout(this.#unwritten.get(key));
    this.#unwritten.set(key, setTimeout(() => void this.#write(key), WRITE_AFTER_MS));
  }

  /** Writes what waits at once: before the page goes. */
  flush(): void {
    for (const [key, timer] of [...this.#unwritten]) {
      clearTimeout(timer);
      void this.#write(key);
    }
  }

  async #write(key: string): Promise<void> {
    const timer = this.#unwritten.get(key);
    const value = this.#values.get(key);
    const answer = await (this.#values.has(key) ? setPreference(key, $state.snapshot(value)) : forgetPreference(key));
    // Changed again meanwhile: that write comes by itself.
    if (this.#unwritten.get(key) === timer) this.#unwritten.delete(key);
    if (!answer.ok) notices.fail(answer.error);
  }
}

export const preferences = new Preferences();
addEventListener("pagehide", () => preferences.flush());
