/**
 * Bank files on their way into the book: waiting, being looked at, done.
 *
 * Nothing is written before `run`. What a file means is the server's to say;
 * here are only the choices a person makes about it.
 */
import { ABORTED, type Answer, fillBook, getStatements, previewAgain, previewContents, previewImport, previewWithLayouts, runImport } from "../api/client";
import { LARGE, upload } from "../api/upload";
import type { ContentsPreview, ImportPreview, LayoutSettings, Problem } from "../api/types";
import { hindrance, isBook } from "../lib/bankfile";
import { hasRegister } from "../lib/chart";
import { currencyOffered } from "../lib/currency";
import { oneAtATime } from "../lib/once";
import { announced } from "./actions";
import { book } from "./book.svelte";
import { Choice } from "./choice.svelte";
import { locale } from "./clock";
import { notices } from "./notices.svelte";
import { place } from "./route.svelte";

class Imports {
  waiting = $state.raw<readonly File[]>([]);
  preview = $state.raw<ImportPreview | null>(null);
  choices = $state.raw<readonly Choice[]>([]);
  /** A whole book that waits to be brought in. */
  whole = $state.raw<{ readonly file: File; readonly preview: ContentsPreview } | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** The file that is being read or written, for the line that says so. */
  busy = $state<string | null>(null);
  /** How much of a large file has arrived, in bytes; null where it takes no time worth showing. */
  arrived = $state<{ readonly bytes: number; readonly of: number } | null>(null);
  #sending = new AbortController();

  add(files: readonly File[]): void {
    if (files.length === 0) return;
    this.waiting = [...this.waiting, ...files];
    place.go({ view: "import" });
    if (!this.preview && !this.whole && !this.busy) void this.next();
  }

  /** Looks into the next file. */
  async next(): Promise<void> {
    const [file, ...rest] = this.waiting;
    this.waiting = rest;
    this.preview = null;
    this.whole = null;
    this.problem = null;
    if (!file) return;
    this.busy = file.name;
    const hindered = await hindrance(file);
    if (!hindered && (await isBook(file))) return this.#lookAtBook(file);
    const answer = hindered ? { ok: false as const, error: hindered }
      : file.size > LARGE && book.session ? await this.#send(file) : await previewImport(file);
    this.busy = null;
    if (!answer.ok && answer.error === ABORTED) return this.skipFile();
    if (!answer.ok) {
      // Whether it changed on its way is known only afterwards.
      const error = (await hindrance(file)) ?? answer.error;
      this.problem = { ...error, title: `${file.name}: ${error.title}` };
      return;
    }
    this.preview = answer.value;
    this.choices = answer.value.statements.map((statement) => new Choice(statement));
    await this.#offerCurrency();
  }

  async #lookAtBook(file: File): Promise<void> {
    const answer = await previewContents(file);
    this.busy = null;
    if (answer.ok) this.whole = { file, preview: answer.value };
    else this.problem = { ...answer.error, title: `${file.name}: ${answer.error.title}` };
  }

  /** Fills the empty book with the whole one. */
  async fill(): Promise<void> {
    if (!this.whole || this.busy) return;
    const { file } = this.whole;
    this.busy = file.name;
    const answer = await announced(fillBook(file));
    this.busy = null;
    this.problem = answer.ok ? null : answer.error;
    if (!answer.ok) return;
    await this.next();
    if (!this.preview && !this.whole && !this.problem) place.go({ view: "start" });
  }

  /** In pieces, so that it can be seen arriving and goes on after the connection broke. */
  async #send(file: File): Answer<ImportPreview> {
    this.#sending = new AbortController();
    this.arrived = { bytes: 0, of: file.size };
    const answer = await upload(file, book.session, (bytes) => (this.arrived = { bytes, of: file.size }), this.#sending.signal);
    this.arrived = null;
    return answer;
  }

  /** The file that is on its way is not wanted any more. */
  cancel(): void {
    this.#sending.abort();
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
      choice?.renew(statement);
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
    await offerStatement(account);
    await this.next();
    if (!this.preview && !this.whole && !this.problem) place.go(account == null ? { view: "start" } : { view: "account", id: account });
  }

  /** Puts the file away unread; goes back when it was the last. */
  async skipFile(): Promise<void> {
    await this.next();
    if (!this.preview && !this.whole && !this.problem) history.back();
  }
}

/** The bank's balance that came with the file can be reconciled at once. */
async function offerStatement(account: number | null | undefined): Promise<void> {
  const known = account == null ? null : await getStatements(account);
  if (known?.ok && known.value.brought) notices.goesOn({ label: "Reconcile…", href: `#/reconcile/${known.value.account}` });
}

export const imports = new Imports();
