/**
 * The rows of one account's register that the page has read so far.
 *
 * Holds the part in view and what was scrolled past; a row that is not here
 * yet is drawn empty and asked for. Never works out a balance: the server does.
 */
import { ABORTED, getPlace, getRegister, type RegisterQuery } from "../api/client";
import type { Problem, RegisterPage, RegisterRow } from "../api/types";
import { oneAtATime } from "../lib/once";
import type { Notation } from "../lib/notation";
import type { Order } from "../lib/order";
import { kept, nextPage, overlap, PAGE, wayOf, type Way } from "../lib/reading";
import { ok, type Result } from "../lib/result";
import type { Span } from "../lib/window";
import { calendar } from "./calendar.svelte";

/** The most rows the server gives in one answer. */
const AT_ONCE = 1_000;

export class Register {
  total = $state(0);
  /** True once the first page is here. */
  ready = $state(false);
  problem = $state.raw<Problem | null>(null);
  /** What is looked for, as typed; only rows that are found are here then. */
  search = $state("");
  /** In the order of which column the rows are; null by date, as registers are. */
  order = $state.raw<Order | null>(null);
  /** What is wrong with what is looked for. The rows stay as they were. */
  searchProblem = $state.raw<Problem | null>(null);
  /** What of it may have been meant otherwise, in sentences, where it found nothing. */
  notUnderstood = $state.raw<readonly string[]>([]);
  /** The row the keyboard is at; −1 before anybody chose one. */
  cursor = $state(-1);
  #rows = $state.raw<ReadonlyMap<number, RegisterRow>>(new Map());
  #view: Span = { first: 0, end: 0 };
  #way: Way = 1;
  #stale = true;
  /** What the rows that are here were looked for with. */
  #searched = "";
  #ordered: Order | null = null;
  #chosen: RegisterRow | undefined;
  #asked: { readonly page: Span; readonly stop: AbortController } | null = null;
  #load = oneAtATime(() => this.#read());

  /** `notation`: how what is looked for is written. */
  constructor(readonly account: number, readonly notation: Notation | null = null) {}

  row(index: number): RegisterRow | undefined {
    return this.#rows.get(index);
  }

  /** Moves the keyboard's row, within the register. */
  select(index: number): void {
    this.cursor = Math.max(-1, Math.min(index, this.total - 1));
    this.#chosen = this.row(this.cursor);
  }

  /** Where a split stands among the rows that are here; −1 where it is not. */
  indexOf(transaction: number, split: number): number {
    for (const [index, row] of this.#rows) if (row.transaction === transaction && row.split === split) return index;
    return -1;
  }

  /** The cheque numbers of the rows that are here. */
  *numbers(): Iterable<string | null | undefined> {
    for (const row of this.#rows.values()) yield row.number;
  }

  /** Shows only what is found, or everything again. The chosen row stays chosen where it is among them. */
  find(text: string): Promise<void> {
    if (text === this.search) return Promise.resolve();
    this.search = text;
    this.#asked?.stop.abort();
    return this.refresh();
  }

  /** Puts the rows into another order. */
  sort(order: Order | null): Promise<void> {
    this.order = order;
    this.#asked?.stop.abort();
    return this.refresh();
  }

  /** Where the chosen row stands among those that are shown now; −1 where it is not among them. */
  async chosenPlace(): Promise<number> {
    const chosen = this.#chosen;
    if (!chosen) return -1;
    if (this.search === "" && !this.order) return chosen.index;
    const place = await getPlace(this.account, chosen, this.#query);
    return place.ok && chosen === this.#chosen ? place.value.offset : -1;
  }

  get #query(): Pick<RegisterQuery, "search" | "today" | "decimal" | "dates" | "sort" | "descending"> {
    const sought = this.search === "" ? { search: "" } : { search: this.search, today: calendar.day, ...this.notation };
    return this.order ? { ...sought, sort: this.order.by, descending: this.order.descending } : sought;
  }

  /** Rows `first` up to, but not including, `end`; read where they are not here. */
  async range({ first, end }: Span): Promise<Result<RegisterRow[], Problem>> {
    const rows: RegisterRow[] = [];
    for (let at = first; at < end; at++) {
      const here = this.row(at);
      if (here) rows.push(here);
      else {
        const answer = await getRegister(this.account, { limit: Math.min(end - at, AT_ONCE), offset: at, ...this.#query });
        if (!answer.ok) return answer;
        if (answer.value.rows.length === 0) break;
        rows.push(...answer.value.rows);
        at += answer.value.rows.length - 1;
      }
    }
    return ok(rows);
  }

  /** Reads again what is in view; the old rows stay until the new ones are here. */
  refresh(): Promise<void> {
    this.#stale = true;
    return this.#load();
  }

  /** Says which rows are drawn; those that are missing are read, and what is out of view is not waited for. */
  show(view: Span): void {
    this.#way = wayOf(this.#view, view);
    this.#view = view;
    if (!this.ready || !this.#next()) return;
    if (this.#asked && !overlap(this.#asked.page, view)) this.#asked.stop.abort();
    void this.#load();
  }

  #next = (): Span | null => nextPage(this.#view, this.#way, this.total, (index) => this.#rows.has(index));

  async #read(): Promise<void> {
    const stale = this.#stale;
    this.#stale = false;
    const next = this.#next();
    if (!stale && !next) return;
    const offset = this.#offset(stale, next);
    const stop = new AbortController();
    // Rows that changed are read in any case: they may be on show elsewhere in the list.
    this.#asked = stale || offset === undefined ? null : { page: { first: offset, end: offset + PAGE }, stop };
    const { search, order } = this;
    const answer = await getRegister(this.account, { limit: PAGE, offset, ...this.#query }, stop.signal);
    this.#asked = null;
    // What is looked for changed meanwhile: the next reading is under way.
    if (search !== this.search || order !== this.order || (!answer.ok && answer.error === ABORTED)) return;
    this.#tell(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    this.#take(answer.value, stale);
    if (this.#next() && answer.value.rows.length > 0) await this.#read();
  }

  #tell(problem: Problem | null): void {
    const ofSearch = problem?.field === "search";
    this.searchProblem = ofSearch ? problem : null;
    this.problem = ofSearch ? null : problem;
  }

  /** Without an offset the server gives the last page: where a register opens. Another order begins at its top. */
  #offset(stale: boolean, next: Span | null): number | undefined {
    if (!this.ready) return undefined;
    const { first, end } = this.#view;
    if (!stale) return next?.first;
    if (this.search !== this.#searched || this.order !== this.#ordered) return this.order ? 0 : undefined;
    if (end >= this.total && end - first <= PAGE) return undefined;
    return Math.max(0, Math.min(first, end - PAGE / 2));
  }

  #take(page: RegisterPage, stale: boolean): void {
    [this.#searched, this.#ordered] = [this.search, this.order];
    const rows = stale || page.total !== this.total ? new Map<number, RegisterRow>() : kept(this.#rows, this.#view);
    page.rows.forEach((row, at) => rows.set(page.offset + at, row));
    const end = Math.min(this.#view.end, page.total);
    this.#view = { first: Math.min(this.#view.first, end), end };
    this.#rows = rows;
    this.total = page.total;
    this.notUnderstood = page.not_understood ?? [];
    this.ready = true;
    this.#keepChosen();
  }

  /** The cursor stays with its transaction when rows come or go above it. */
  #keepChosen(): void {
    const moved = this.#chosen ? this.indexOf(this.#chosen.transaction, this.#chosen.split) : -1;
    this.select(moved < 0 ? this.cursor : moved);
  }
}
