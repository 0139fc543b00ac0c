/**
 * Bank files on their way into the book: waiting, being looked at, done.
 *
 * Nothing is written before `run`. What a file means is the server's to say;
 * here are only the choices a person makes about it. Each file is a step of
 * its own; the next one is read when the one before it is in the book, so that
 * what they have in common is known.
 */
import { ABORTED, type Answer, CANCELLED, checkDecisions, fillBook, getStatements, previewAgain, previewContents, previewImport, previewWithLayouts, runImport } from "../api/client";
import { LARGE, upload } from "../api/upload";
import type { ContentsPreview, ImportPreview, Imported, LayoutSettings, Problem } from "../api/types";
import { hindrance, isBook, LARGEST_BOOK_BYTES } from "../lib/bankfile";
import { hasRegister } from "../lib/chart";
import { currencyOffered, isCurrency } from "../lib/currency";
import { beside, isOpen, listed, marked, nextWaiting, type Listed } from "../lib/files";
import { oneAtATime } from "../lib/once";
import { isUnread, together } from "../lib/preset";
import { announced } from "./actions";
import { book } from "./book.svelte";
import { Choice } from "./choice.svelte";
import { counted, locale } from "./clock";
import { notices } from "./notices.svelte";
import { place } from "./route.svelte";
import { Working } from "./working.svelte";

/** "12 added, 3 matched", or that nothing was new. */
function became({ added, linked }: Imported): string {
  const parts = [added > 0 ? `${counted(added)} added` : "", linked > 0 ? `${counted(linked)} matched` : ""];
  return parts.filter((part) => part !== "").join(", ") || "nothing new";
}

class Imports {
  /** All that were dropped since the last time nothing waited. */
  files = $state.raw<readonly Listed[]>([]);
  /** Which of them is looked at. */
  at = $state(-1);
  preview = $state.raw<ImportPreview | null>(null);
  choices = $state.raw<readonly Choice[]>([]);
  /** A whole book that waits to be brought in. */
  whole = $state.raw<{ readonly file: File; readonly preview: ContentsPreview } | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** How much of a large file has arrived, in bytes; null where it takes no time worth showing. */
  arrived = $state<{ readonly bytes: number; readonly of: number } | null>(null);
  readonly working = new Working();
  /** Where the last lines went: to be shown when no file waits any more. */
  #account: number | null = null;
  /** The register that one stood in when the file came. */
  #from: number | null = null;
  /** Counts the files that were opened: of two at once the later one is looked at. */
  #turn = 0;
  /** What was said of layouts and has not been read with yet. */
  readonly #said = new Map<string, LayoutSettings>();

  get busy(): string | null {
    return this.working.file;
  }

  /** Files that nobody has decided about. */
  get waiting(): number {
    return this.files.filter(({ state }) => state === "waiting").length;
  }

  add(files: readonly File[]): void {
    if (files.length === 0) return;
    const isIdle = !this.preview && !this.whole && !this.busy;
    const kept = isIdle && this.waiting === 0 ? [] : this.files;
    this.files = [...kept, ...files.map(listed)];
    const { view, id } = place.route;
    if (view !== "import") this.#from = view === "account" && id !== undefined ? id : null;
    place.go({ view: "import" });
    if (isIdle) void this.open(kept.length);
  }

  /** Looks into a file. What was said about another one, and not imported, is void. */
  async open(at: number): Promise<void> {
    const entry = this.files[at];
    if (this.busy || !isOpen(entry)) return;
    const { file } = entry as Listed;
    const turn = ++this.#turn;
    this.files = marked(this.files, at, "waiting");
    this.at = at;
    this.preview = null;
    this.choices = [];
    this.#said.clear();
    this.whole = null;
    this.problem = null;
    const isWhole = !(await hindrance(file, LARGEST_BOOK_BYTES)) && (await isBook(file));
    // Another file was turned to while this one was looked into.
    if (turn !== this.#turn) return;
    if (isWhole) return this.#lookAtBook(at, file);
    const answer = await this.working.run(file.name, false, (task, signal) => this.#read(file, task, signal));
    this.arrived = null;
    if (!answer.ok && answer.error === ABORTED) return this.skipFile();
    if (!answer.ok) {
      // Whether it changed on its way is known only afterwards.
      const error = (await hindrance(file)) ?? answer.error;
      this.files = marked(this.files, at, "refused", "cannot be read");
      this.problem = { ...error, title: `${file.name}: ${error.title}` };
      return;
    }
    this.preview = answer.value;
    this.choices = answer.value.statements.map((statement) => new Choice(statement, this.#decided));
    await this.#offerCurrency();
    await this.#offerRegister();
  }

  /** A file that names no account, and that fits none, most likely is of the register that one stood in. */
  async #offerRegister(): Promise<void> {
    const register = book.accounts?.find(({ id }) => id === this.#from);
    if (this.choices.length !== 1 || !register || !this.choices[0]?.offer(register)) return;
    await this.compareAgain();
  }

  #decided = (): void => void this.#check();

  /** Asks the server whether what was said of the lines can be, and how the register will stand then. */
  #check = oneAtATime(async () => {
    const preview = this.preview;
    const asked = this.choices.filter((choice) => !choice.skip);
    if (!preview || asked.length === 0) return;
    const said = asked.map((choice) => choice.answers);
    const answer = await checkDecisions(preview.id, { statements: asked.map((choice) => choice.order) });
    // What was said since is asked about in the next round; another file or account is none of this answer.
    if (!answer.ok || this.preview !== preview) return;
    asked.forEach((choice, at) => {
      const told = answer.value.statements.find(({ index }) => index === choice.statement.index);
      if (told && choice.answers === said[at]) choice.check(told);
    });
  });

  async #lookAtBook(at: number, file: File): Promise<void> {
    const answer = await this.working.run(file.name, false, () => previewContents(file));
    if (answer.ok) {
      this.whole = { file, preview: answer.value };
      return;
    }
    if (answer.error === ABORTED) return this.skipFile();
    this.files = marked(this.files, at, "refused", "cannot be read");
    this.problem = { ...answer.error, title: `${file.name}: ${answer.error.title}` };
  }

  /** Fills the empty book with the whole one. */
  async fill(): Promise<void> {
    if (!this.whole || this.busy) return;
    const { file } = this.whole;
    const answer = await this.working.run(file.name, true, () => announced(fillBook(file)));
    this.#told(answer);
    if (!answer.ok) return;
    this.files = marked(this.files, this.at, "imported", "the whole book");
    await this.#goOn();
  }

  /** A large one in pieces, so that it can be seen arriving and goes on after the connection broke. */
  async #read(file: File, task: string, signal: AbortSignal): Answer<ImportPreview> {
    const hindered = await hindrance(file);
    if (hindered) return { ok: false, error: hindered };
    if (file.size <= LARGE || !book.session) return previewImport(file, task, signal);
    const of = file.size;
    this.arrived = { bytes: 0, of };
    return upload(file, book.session, (bytes) => (this.arrived = { bytes, of }), signal, task);
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
    const preview = this.preview;
    if (!preview) return;
    const statements = this.choices.map((choice) => choice.wanted);
    const answer = await this.working.run(preview.file, false, (task) => previewAgain(preview.id, { statements }, task));
    this.#told(answer);
    if (!answer.ok) return;
    for (const statement of answer.value.statements) {
      const choice = this.choices.find((known) => known.statement.index === statement.index);
      choice?.renew(statement);
    }
  });

  /** An answer or other columns: the file is read again. What was chosen about its statements stays. */
  settle = (layout: LayoutSettings): Promise<void> => {
    const reading = this.preview?.readings.find(({ settled }) => settled.layout === layout.layout);
    const known = reading?.settled;
    const shown = reading?.table?.columns.map(({ role }) => role);
    const waiting = this.#said.get(layout.layout);
    this.#said.set(layout.layout, waiting && known ? together(waiting, known, layout, shown) : layout);
    return this.#readAgain();
  };

  #readAgain = oneAtATime(async () => {
    const preview = this.preview;
    const layouts = [...this.#said.values()];
    if (!preview || layouts.length === 0) return;
    const answer = await this.working.run(preview.file, false, (task) => previewWithLayouts(preview.id, { layouts }, task));
    // What was said meanwhile goes with the next.
    for (const layout of layouts) if (this.#said.get(layout.layout) === layout) this.#said.delete(layout.layout);
    this.#told(answer);
    if (!answer.ok) return;
    const before = this.choices;
    this.preview = answer.value;
    this.choices = answer.value.statements.map((statement) => {
      const choice = new Choice(statement, this.#decided);
      const known = before.find((other) => other.statement.index === statement.index);
      if (known) Object.assign(choice, { account: known.account, name: known.name, currency: known.currency, withOpening: known.withOpening, skip: known.skip });
      return choice;
    });
    if (before.length > 0) await this.compareAgain();
    else await this.#offerCurrency();
  });

  #told(answer: Awaited<Answer<unknown>>): void {
    this.problem = answer.ok || answer.error === ABORTED ? null : answer.error;
  }

  /** Whether the file leaves something open that only a person can tell. */
  get asks(): boolean {
    return (this.preview?.readings ?? []).some(({ questions }) => questions.some(({ answered }) => !answered));
  }

  /** What has to be said before it can be imported; empty where nothing has. */
  get missing(): string {
    const chosen = this.choices.filter((choice) => !choice.skip);
    const refused = this.choices.reduce((sum, choice) => sum + choice.refused, 0);
    const unanswered = this.choices.reduce((sum, choice) => sum + choice.unanswered, 0);
    if (this.asks) return "Answer the question above first.";
    if (chosen.length === 0) return isUnread(this.preview) ? "Say above what the columns are." : "Choose a statement to import.";
    if (chosen.some((choice) => choice.account === null && choice.name.trim() === "")) return "The new account needs a name.";
    if (chosen.some((choice) => choice.asksCurrency && !isCurrency(choice.currency))) return "The new account needs a currency, such as EUR or USD.";
    if (refused > 0) return refused === 1 ? "One line cannot be what was said: see the words beside it." : `${counted(refused)} lines cannot be what was said: see the words beside them.`;
    if (unanswered > 0) return `${unanswered === 1 ? "One doubtful line needs" : `${counted(unanswered)} doubtful lines need`} your answer first.`;
    return "";
  }

  /** Imports the file that is looked at and goes on to the next; whether that was done. */
  async run(): Promise<boolean> {
    const preview = this.preview;
    if (!preview || this.busy) return false;
    const statements = this.choices.filter((choice) => !choice.skip).map((choice) => choice.order);
    const answer = await this.working.run(preview.file, true, (task) => announced(runImport({ preview: preview.id, statements }, task)));
    if (!answer.ok && answer.error.type === CANCELLED) {
      notices.say(`The import of ${preview.file} was cancelled. Nothing was changed.`);
      return false;
    }
    this.#told(answer);
    if (!answer.ok) return false;
    this.files = marked(this.files, this.at, "imported", became(answer.value));
    this.#account = answer.value.account ?? null;
    await offerStatement(this.#account);
    await this.#goOn();
    return true;
  }

  /** All that wait, one after the other, up to the first that has to be looked at. */
  async runAll(): Promise<void> {
    while (await this.run()) {
      const asks = this.missing !== "" || (this.preview?.problems.length ?? 0) > 0;
      if (!this.preview || asks || this.choices.some((choice) => choice.account === null)) return;
    }
  }

  async #goOn(): Promise<void> {
    const next = nextWaiting(this.files, this.at);
    this.preview = null;
    this.whole = null;
    this.choices = [];
    this.problem = null;
    if (next >= 0) return this.open(next);
    this.at = -1;
    const imported = this.files.some(({ state }) => state === "imported");
    // Whoever went elsewhere meanwhile stays there.
    if (!imported) history.back();
    else place.leave("import", this.#account === null ? { view: "start" } : { view: "account", id: this.#account });
  }

  /** The file before or after this one. */
  turn(step: -1 | 1): void {
    const to = beside(this.files, this.at, step);
    if (to >= 0) void this.open(to);
  }

  /** Puts the file away unread; goes back when it was the last. */
  async skipFile(): Promise<void> {
    this.files = marked(this.files, this.at, "skipped", "skipped");
    await this.#goOn();
  }
}

/** The bank's balance that came with the file can be reconciled at once. */
async function offerStatement(account: number | null): Promise<void> {
  const known = account === null ? null : await getStatements(account);
  if (known?.ok && known.value.brought) notices.goesOn({ label: "Reconcile…", href: `#/reconcile/${known.value.account}` });
}

export const imports = new Imports();
