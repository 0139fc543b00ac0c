/**
 * A row being typed: what stands in it, what is wrong with it, and its way to
 * the program. Where it waits and is kept is the desk's.
 */
import { addTransaction, changeTransaction, getRecall, getTransaction, UNREACHABLE } from "../api/client";
import type { Counterpart, Problem, TransactionDraft } from "../api/types";
import { draftOf, emptyForm, fieldOfWire, formOf, isBlank, type FieldErrors, type Origin, type LineForm, type RowForm, type Setting } from "../lib/draft";
import { parseDate, type Iso } from "../lib/date";
import type { Typed } from "../lib/kept";
import { broughtBy, splitOf, withBrought, type Brought } from "../lib/recall";
import { inOneLine, isConflict } from "../lib/problem";
import { announced } from "./actions";

/** What came of sending a row. Without an answer it may be in the book all the same. */
export type Outcome = "saved" | "refused" | "unanswered";

export class Entry {
  form = $state() as RowForm;
  errors = $state.raw<FieldErrors>({});
  /** A refusal that belongs to no single field. */
  problem = $state.raw<Problem | null>(null);
  /** Out of the hand: on its way into the book, and not to be typed in. */
  underway = $state(false);
  /** Came back from the program, which would not have it. */
  refused = $state(false);
  /** The parts that the payee's last transaction had; none where it had one. They come when they are asked for. */
  lastSplit = $state.raw<readonly LineForm[]>([]);
  /** What somebody said of the row that is the other side of this transfer already. */
  #counterpart: Counterpart | undefined;
  #origin = $state.raw<Origin | null>(null);
  #brought: Brought | undefined;
  /** What is still on its way into the form; saving waits for it. */
  #coming: Promise<void> = Promise.resolve();
  #awaited = 0;

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

  /** Whether more is typed here than what is in the book. */
  touched(setting: Setting): boolean {
    const before = this.#origin ? formOf(this.#origin, setting) : emptyForm(dayOf(this.form, setting), setting);
    return JSON.stringify(this.form) !== JSON.stringify(before);
  }

  /** Says what becomes of the row that stands on the other side; it counts for the next time this is sent. */
  answer(counterpart: Counterpart): void {
    this.#counterpart = counterpart;
  }

  get conflict(): boolean {
    return isConflict(this.problem);
  }

  /** Waits with saving until this is in the form, too. */
  await(coming: Promise<void>): void {
    const before = this.#coming;
    this.#awaited++;
    this.#coming = coming.then(() => before).finally(() => this.#awaited--);
  }

  /** Whether something is still on its way into the form: what it lacks now may come. */
  get incomplete(): boolean {
    return this.#awaited > 0;
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
    // Until the answer is here, what another payee had is not offered.
    this.lastSplit = [];
    const answer = await getRecall(setting.account.id, payee);
    if (!answer.ok || this.form !== form) return;
    const brought = broughtBy(answer.value, setting);
    this.form = withBrought(form, brought, this.#brought);
    this.#brought = brought;
    this.lastSplit = splitOf(answer.value, setting);
  }

  /** Puts the parts of the last time in the place of the category. */
  splitAsLastTime(): void {
    this.form = { ...this.form, category: "", lines: this.lastSplit.map((line) => ({ ...line })) };
  }

  /** The transaction that the row means; null where something is wrong, which is then said. */
  check(setting: Setting): TransactionDraft | null {
    this.problem = null;
    const draft = draftOf(this.form, setting, this.#origin);
    this.errors = draft.ok ? {} : draft.error;
    return draft.ok ? draft.value : null;
  }

  /** Sends the row, once everything that belongs to it is there. */
  async send(setting: Setting): Promise<Outcome> {
    await this.#arrived();
    const checked = this.check(setting);
    if (!checked) return "refused";
    const draft = { ...checked, counterpart: this.#counterpart ?? null };
    this.#counterpart = undefined;
    const { transaction } = this;
    const answer = await announced(transaction === null ? addTransaction(draft) : changeTransaction(transaction, draft));
    if (answer.ok) {
      const entered = transaction ?? answer.value.id;
      // Read when it is needed: the first load is small.
      if (entered) void import("./over").then(({ sayOver }) => sayOver(entered), () => undefined);
      return "saved";
    }
    this.#refuse(answer.error);
    return answer.error.type === UNREACHABLE ? "unanswered" : "refused";
  }

  #refuse(problem: Problem): void {
    const field = problem.field ? fieldOfWire(problem.field, this.form, this.split) : null;
    if (field) this.errors = { [field]: inOneLine(problem) };
    else this.problem = problem;
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

  /** Another day began: a new row that nobody touched goes on with it. */
  goOn(setting: Setting, before: Iso): void {
    if (!this.#origin && !this.touched(setting) && dayOf(this.form, setting) === before) this.clear(setting, setting.today);
  }

  /** Ready for the next one on the same day. */
  clear(setting: Setting, date: Iso): void {
    this.#brought = undefined;
    this.lastSplit = [];
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
