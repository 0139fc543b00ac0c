/**
 * Bank files on their way into the book: waiting, being looked at, done.
 *
 * Nothing is written before `run`. What a file means is the server's to say;
 * here are only the choices a person makes about it.
 */
import { previewAgain, previewImport, previewWithLayouts, runImport } from "../api/client";
import type { ImportPreview, LayoutSettings, Problem, StatementChoice, StatementOrder, StatementPreview } from "../api/types";
import { hasRegister } from "../lib/chart";
import { currencyOffered } from "../lib/currency";
import { oneAtATime } from "../lib/once";
import { announced } from "./actions";
import { book } from "./book.svelte";
import { locale } from "./clock";
import { place } from "./route.svelte";

/** What was chosen for one statement of the file. */
export class Choice {
  /** An account of the book, or null for a new one. */
  account = $state<number | null>(null);
  name = $state("");
  /** Of a new account, where the file does not say it. */
  currency = $state("");
  withOpening = $state(true);
  skip = $state(false);
  leftOut = $state.raw<ReadonlySet<number>>(new Set());
  statement = $state.raw() as StatementPreview;

  constructor(statement: StatementPreview) {
    this.statement = statement;
    this.account = statement.account ?? null;
    this.name = statement.label;
    this.currency = statement.currency;
  }

  leaveOut(line: number, out: boolean): void {
    const lines = new Set(this.leftOut);
    if (out) lines.add(line);
    else lines.delete(line);
    this.leftOut = lines;
  }

  /** Lines that would be written or linked. */
  get taken(): number {
    return this.skip ? 0 : this.statement.lines.filter(({ index, fate }) => (fate === "new" || fate === "linked") && !this.leftOut.has(index)).length;
  }

  /** The file leaves it open which currency the new account has. */
  get asksCurrency(): boolean {
    return this.account === null && !this.statement.currency_stated;
  }

  /** What is asked again of the server when the choice changes. */
  get wanted(): StatementChoice {
    return { index: this.statement.index, account: this.account, ...(this.asksCurrency ? { currency: this.currency } : {}) };
  }

  get order(): StatementOrder {
    const target = this.account === null ? { new_account: this.name.trim(), with_opening: this.withOpening } : { account: this.account };
    return { ...this.wanted, ...target, leave_out: [...this.leftOut] };
  }
}

class Imports {
  waiting = $state.raw<readonly File[]>([]);
  preview = $state.raw<ImportPreview | null>(null);
  choices = $state.raw<readonly Choice[]>([]);
  problem = $state.raw<Problem | null>(null);
  /** The file that is being read or written, for the line that says so. */
  busy = $state<string | null>(null);

  add(files: readonly File[]): void {
    if (files.length === 0) return;
    this.waiting = [...this.waiting, ...files];
    place.go({ view: "import" });
    if (!this.preview && !this.busy) void this.next();
  }

  /** Looks into the next file. */
  async next(): Promise<void> {
    const [file, ...rest] = this.waiting;
    this.waiting = rest;
    this.preview = null;
    this.problem = null;
    if (!file) return;
    this.busy = file.name;
    const answer = await previewImport(file);
    this.busy = null;
    if (!answer.ok) {
      this.problem = { ...answer.error, title: `${file.name}: ${answer.error.title}` };
      return;
    }
    this.preview = answer.value;
    this.choices = answer.value.statements.map((statement) => new Choice(statement));
    await this.#offerCurrency();
  }

  /** In an empty book the server can only guess; the browser knows the region. */
  async #offerCurrency(): Promise<void> {
    const kept = book.accounts?.find((account) => hasRegister(account))?.currency;
    const offered = currencyOffered(kept, locale);
    const other = this.choices.filter((choice) => choice.asksCurrency && choice.currency !== offered);
    for (const choice of other) choice.currency = offered;
    if (other.length > 0) await this.compareAgain();
  }

  /** Another account or currency was chosen: what is known of the lines is asked again. */
  compareAgain = oneAtATime(async () => {
    if (!this.preview) return;
    const statements = this.choices.map((choice) => choice.wanted);
    const answer = await previewAgain(this.preview.id, { statements });
    this.problem = answer.ok ? null : answer.error;
    if (!answer.ok) return;
    for (const statement of answer.value.statements) {
      const choice = this.choices.find((known) => known.statement.index === statement.index);
      if (choice) choice.statement = statement;
    }
  });

  /** An answer or other columns: the file is read again. What was chosen about its statements stays. */
  settle = async (layout: LayoutSettings): Promise<void> => {
    if (!this.preview) return;
    const answer = await previewWithLayouts(this.preview.id, { layouts: [layout] });
    this.problem = answer.ok ? null : answer.error;
    if (!answer.ok) return;
    const before = this.choices;
    this.preview = answer.value;
    this.choices = answer.value.statements.map((statement) => {
      const choice = new Choice(statement);
      const known = before.find((other) => other.statement.index === statement.index);
      if (known) Object.assign(choice, { account: known.account, name: known.name, currency: known.currency, withOpening: known.withOpening, skip: known.skip });
      return choice;
    });
    if (before.length > 0) await this.compareAgain();
    else await this.#offerCurrency();
  };

  /** Whether the file leaves something open that only a person can tell. */
  get asks(): boolean {
    return (this.preview?.readings ?? []).some(({ questions }) => questions.some(({ answered }) => !answered));
  }

  async run(): Promise<void> {
    if (!this.preview || this.busy) return;
    this.busy = this.preview.file;
    const statements = this.choices.filter((choice) => !choice.skip).map((choice) => choice.order);
    const answer = await announced(runImport({ preview: this.preview.id, statements }));
    this.busy = null;
    this.problem = answer.ok ? null : answer.error;
    if (!answer.ok) return;
    const { account } = answer.value;
    await this.next();
    if (!this.preview && !this.problem) place.go(account == null ? { view: "start" } : { view: "account", id: account });
  }

  /** Puts the file away unread; goes back when it was the last. */
  async skipFile(): Promise<void> {
    await this.next();
    if (!this.preview && !this.problem) history.back();
  }
}

export const imports = new Imports();
