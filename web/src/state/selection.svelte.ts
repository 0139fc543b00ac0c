/**
 * The rows of a register that were chosen to change together.
 *
 * Knows rows by transaction and split, so that they stay chosen when they move
 * or scroll away. It changes nothing.
 */
import type { RegisterRow } from "../api/types";
import { counted } from "./clock";
import { notices } from "./notices.svelte";
import type { Register } from "./register.svelte";

/** The most rows that are changed together. */
const MOST = 5_000;

const keyOf = (row: RegisterRow): string => `${row.transaction}:${row.split}`;

export class Selection {
  #rows = $state.raw<ReadonlyMap<string, RegisterRow>>(new Map());
  /** Where Shift began to extend, by place in the list. */
  anchor: number | null = null;

  get size(): number {
    return this.#rows.size;
  }

  get rows(): RegisterRow[] {
    return [...this.#rows.values()];
  }

  /** Minor units. */
  get sum(): number {
    return this.rows.reduce((sum, row) => sum + row.amount, 0);
  }

  has(row: RegisterRow | undefined): boolean {
    return row !== undefined && this.#rows.has(keyOf(row));
  }

  toggle(row: RegisterRow): void {
    const rows = new Map(this.#rows);
    if (!rows.delete(keyOf(row))) rows.set(keyOf(row), row);
    this.#rows = rows;
  }

  set(rows: readonly RegisterRow[]): void {
    this.#rows = new Map(rows.map((row) => [keyOf(row), row]));
  }

  /** Chooses the rows between two places of the list, both included. */
  async between(register: Register, from: number, to: number): Promise<void> {
    const span = { first: Math.max(0, Math.min(from, to)), end: Math.min(Math.max(from, to) + 1, register.total) };
    if (span.end - span.first > MOST) {
      notices.say(`${counted(MOST)} rows can be changed together, not ${counted(span.end - span.first)}. Search for fewer.`);
      return;
    }
    const rows = await register.range(span);
    if (rows.ok) this.set(rows.value);
    else notices.fail(rows.error);
  }

  clear(): void {
    this.anchor = null;
    if (this.#rows.size > 0) this.#rows = new Map();
  }
}
