/**
 * What is being typed into a row, kept until it is saved or put away on
 * purpose: not lost by looking at another account, by the program ending, nor
 * by a reload of the page.
 */
import { SvelteMap } from "svelte/reactivity";
import { addTransaction, changeTransaction, getRecall, getTransaction } from "../api/client";
import type { Problem, RegisterRow } from "../api/types";
import { draftOf, emptyForm, fieldOfWire, formOf, isBlank, type FieldErrors, type Origin, type RowForm, type Setting } from "../lib/draft";
import { parseDate, type Iso } from "../lib/date";
import { keptOf, type Typed } from "../lib/kept";
import { broughtBy, withBrought, type Brought } from "../lib/recall";
import { inOneLine, isConflict } from "../lib/problem";
import { announced } from "./actions";
import { notices } from "./notices.svelte";

export class Entry {
  form = $state() as RowForm;
  errors = $state.raw<FieldErrors>({});
  /** A refusal that belongs to no single field. */
  problem = $state.raw<Problem | null>(null);
  saving = $state(false);
  #origin = $state.raw<Origin | null>(null);
  #brought: Brought | undefined;
  /** What is still on its way into the form; saving waits for it. */
  #coming: Promise<void> = Promise.resolve();

  constructor(form: RowForm, origin: Origin | null) {
    this.form = form;
    this.#origin = origin;
  }

  /** What outlives a reload; null where nothing would be lost. */
  get typed(): Typed | null {
    return this.#origin || !isBlank(this.form) ? { form: $state.snapshot(this.form), origin: this.#origin } : null;
  }

  get transaction(): number | null {
    return this.#origin?.transaction.id ?? null;
  }

  get split(): number {
    return this.#origin?.split ?? 0;
  }

  get conflict(): boolean {
    return isConflict(this.problem);
  }

  /** Waits with saving until this is in the form, too. */
  await(coming: Promise<void>): void {
    const before = this.#coming;
    this.#coming = coming.then(() => before);
  }

  /** What comes may bring more: a payee that is completed recalls. */
  async #arrived(): Promise<void> {
    let coming: Promise<void> | undefined;
    while (coming !== this.#coming) {
      coming = this.#coming;
      await coming;
    }
  }

  /** Puts what the payee had last time where nothing was typed. A row that is in the book keeps what it has. */
  async recall(payee: number, setting: Setting): Promise<void> {
    if (this.#origin) return;
    const { form } = this;
    const answer = await getRecall(setting.account.id, payee);
    if (!answer.ok || this.form !== form) return;
    const brought = broughtBy(answer.value, setting);
    this.form = withBrought(form, brought, this.#brought);
    this.#brought = brought;
  }

  /** Saves the row; true when it is in the book. */
  async save(setting: Setting): Promise<boolean> {
    if (this.saving) return false;
    this.saving = true;
    await this.#arrived();
    this.saving = false;
    this.problem = null;
    const draft = draftOf(this.form, setting, this.#origin);
    this.errors = draft.ok ? {} : draft.error;
    if (!draft.ok) return false;
    this.saving = true;
    const { transaction } = this;
    const answer = await announced(transaction === null ? addTransaction(draft.value) : changeTransaction(transaction, draft.value));
    this.saving = false;
    if (answer.ok) return true;
    const field = answer.error.field ? fieldOfWire(answer.error.field, this.form, this.split) : null;
    if (field) this.errors = { [field]: inOneLine(answer.error) };
    else this.problem = answer.error;
    return false;
  }

  /** After a conflict: reads the transaction as it is now, with or without what was typed. */
  async reread(setting: Setting, keepTyped: boolean): Promise<void> {
    if (!this.#origin) return;
    const answer = await getTransaction(this.#origin.transaction.id);
    this.problem = answer.ok ? null : answer.error;
    if (!answer.ok) return;
    this.#origin = { transaction: answer.value, split: this.#origin.split };
    if (!keepTyped) this.form = formOf(this.#origin, setting);
  }

  /** Ready for the next one on the same day. */
  clear(setting: Setting, date: Iso): void {
    this.#brought = undefined;
    this.form = emptyForm(date, setting);
    this.errors = {};
    this.problem = null;
  }
}

/** The day that stands in a form, or today. */
export function dayOf(form: RowForm, setting: Setting): Iso {
  const date = parseDate(form.date, setting.dates, setting.today);
  return date.ok ? date.value : setting.today;
}

const KEPT = "counterfoil.typed";

/** The rows being typed, by account: one new one each, and at most one being changed. */
class Desk {
  #fresh = new Map<number, Entry>();
  #changing = new SvelteMap<number, Entry>();
  #book = "";

  /** Lays out what was typed into this book before the page was loaded anew. */
  openBook(book: string): void {
    if (this.#book === book) return;
    this.#book = book;
    this.#fresh.clear();
    this.#changing.clear();
    for (const { account, form, origin } of keptOf(sessionStorage.getItem(KEPT), book)) {
      (origin ? this.#changing : this.#fresh).set(account, new Entry(form, origin));
    }
  }

  /** Keeps what is typed for as long as this tab is there. The page is about to go, or may go without a word. */
  keep(): void {
    if (this.#book === "") return;
    const rows = [...this.#fresh, ...this.#changing].flatMap(([account, { typed }]) => (typed ? [{ account, ...typed }] : []));
    sessionStorage.setItem(KEPT, JSON.stringify({ book: this.#book, rows }));
  }

  fresh(setting: Setting): Entry {
    const { id } = setting.account;
    const entry = this.#fresh.get(id) ?? new Entry(emptyForm(setting.today, setting), null);
    this.#fresh.set(id, entry);
    return entry;
  }

  changing(account: number): Entry | undefined {
    return this.#changing.get(account);
  }

  /** Begins to change the transaction of a row. */
  async change(row: RegisterRow, setting: Setting): Promise<void> {
    const answer = await getTransaction(row.transaction);
    if (!answer.ok) return notices.fail(answer.error);
    const origin = { transaction: answer.value, split: row.split };
    this.#changing.set(setting.account.id, new Entry(formOf(origin, setting), origin));
  }

  putAway(account: number): void {
    this.#changing.delete(account);
  }
}

export const desk = new Desk();
