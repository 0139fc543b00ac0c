/**
 * The rows being typed, those on their way into the book, and those that came
 * back: none is lost by another row, by looking at another account, by the
 * program ending, nor by a reload of the page.
 *
 * Enter hands a row over; the next can be typed at once. Rows go to the
 * program one after the other, so that they stand in the book as they were
 * typed. What is refused, or left half changed for another row, is laid aside
 * as it is, until somebody saves it or puts it away.
 */
import { SvelteMap } from "svelte/reactivity";
import { getTransaction } from "../api/client";
import { gate } from "../api/gate";
import type { RegisterRow } from "../api/types";
import { emptyForm, formOf, type Setting } from "../lib/draft";
import type { KeptRow, unsent } from "../lib/kept";
import { oneAtATime } from "../lib/once";
import type { Seal } from "../lib/seal";
import { dayOf, Entry } from "./entry.svelte";
import { notices } from "./notices.svelte";
import { place } from "./route.svelte";

/** Sealed: somebody else may serve a page of his own at our address while the program is away. */
const KEPT = "counterfoil.typed";

/** A row of an account. */
interface Laid {
  readonly account: number;
  readonly entry: Entry;
}

/** A row that Enter was pressed in. */
interface Handed extends Laid {
  readonly setting: Setting;
  /** Over once the program answered, or did not. */
  readonly answered: Promise<void>;
  readonly end: () => void;
}

/** Loaded where there is something to seal, and not from whoever answers while the program is away. */
async function sealOf(key: string): Promise<Seal> {
  await gate.opened();
  const { sealBy } = await import("../lib/seal");
  return sealBy(key);
}

/** Asked before the tab closes while rows are on their way. */
const hold = (event: BeforeUnloadEvent): void => event.preventDefault();

class Desk {
  #fresh = new SvelteMap<number, Entry>();
  #changing = new SvelteMap<number, Entry>();
  #handed = $state.raw<readonly Handed[]>([]);
  #aside = $state.raw<readonly Laid[]>([]);
  #carrying = false;
  #book = "";
  /** That of what is kept. */
  #key = $state<string | null>(null);
  #text = "";

  constructor() {
    // With every letter, since a tab may go without a word.
    $effect.root(() => {
      $effect(() => {
        if (this.#key === null) return;
        this.#text = this.#written();
        void this.#keep();
      });
    });
  }

  /** Lays out what was typed into this book before the page was loaded anew; `key` is that of what is kept. */
  async openBook(book: string, key: string | null): Promise<void> {
    if (this.#book !== book) {
      const shut = sessionStorage.getItem(KEPT);
      const text = key !== null && shut ? await (await sealOf(key)).open(shut) : null;
      const kept = text === null ? null : await import("../lib/kept");
      this.#book = book;
      this.#fresh.clear();
      this.#changing.clear();
      [this.#handed, this.#aside] = [[], []];
      if (kept) for (const row of kept.keptOf(text, book)) this.#lay(row, kept.unsent);
    }
    this.#key = key;
    this.#carryOn();
  }

  #lay({ account, form, origin, stage }: KeptRow, words: typeof unsent): void {
    const entry = new Entry(form, origin);
    if (!stage) return void (origin ? this.#changing : this.#fresh).set(account, entry);
    entry.problem = words(stage);
    this.#aside = [...this.#aside, { account, entry }];
  }

  /** What is typed and is not in the book; nothing where there is nothing. */
  #written(): string {
    const kept = (account: number, { typed }: Entry, stage?: KeptRow["stage"]): KeptRow[] => (typed ? [{ account, ...typed, ...(stage && { stage }) }] : []);
    const rows = [
      ...this.#aside.flatMap(({ account, entry }) => kept(account, entry, "aside")),
      ...this.#handed.flatMap(({ account, entry }, at) => kept(account, entry, at === 0 && this.#carrying ? "sent" : "waiting")),
      ...[...this.#fresh, ...this.#changing].flatMap(([account, entry]) => (entry.underway ? [] : kept(account, entry))),
    ];
    return rows.length === 0 ? "" : JSON.stringify({ book: this.#book, rows });
  }

  /** Keeps it for as long as this tab is there. */
  #keep = oneAtATime(async () => {
    const [key, text] = [this.#key, this.#text];
    if (key === null || text === "") return sessionStorage.removeItem(KEPT);
    sessionStorage.setItem(KEPT, await (await sealOf(key)).shut(text));
  });

  /** The new row of an account, made where there is none yet. */
  open(setting: Setting): void {
    const { id } = setting.account;
    if (!this.#fresh.has(id)) this.#fresh.set(id, new Entry(emptyForm(setting.today, setting), null));
  }

  fresh(account: number): Entry | undefined {
    return this.#fresh.get(account);
  }

  changing(account: number): Entry | undefined {
    return this.#changing.get(account);
  }

  aside(account: number): readonly Entry[] {
    return this.#aside.filter((row) => row.account === account).map(({ entry }) => entry);
  }

  /** How many rows are on their way. */
  get underway(): number {
    return this.#handed.length;
  }

  /** Over when every row that was handed over so far is answered; at once where none is being sent. */
  async settled(): Promise<void> {
    if (this.#carrying) await this.#handed.at(-1)?.answered;
  }

  /** Takes a row that is finished. False where something in it is wrong, which it then says. */
  hand(entry: Entry, setting: Setting): boolean {
    const { id: account } = setting.account;
    if (!entry.incomplete && !entry.check(setting)) return false;
    let end = (): void => {};
    const answered = new Promise<void>((resolve) => (end = resolve));
    const row: Handed = { account, entry, setting, answered, end };
    // What came back goes before what waited behind it.
    const again = this.#aside.some((laid) => laid.entry === entry) && !this.#carrying;
    [entry.underway, entry.refused] = [true, false];
    this.#aside = this.#aside.filter((laid) => laid.entry !== entry);
    this.#handed = again ? [row, ...this.#handed] : [...this.#handed, row];
    if (this.#fresh.get(account) === entry) this.#fresh.set(account, new Entry(emptyForm(dayOf(entry.form, setting), setting), null));
    this.#carryOn();
    return true;
  }

  #carryOn(): void {
    if (!this.#carrying && this.#handed.length > 0) void this.#carry();
  }

  async #carry(): Promise<void> {
    this.#carrying = true;
    addEventListener("beforeunload", hold);
    for (let row = this.#handed[0]; row; row = this.#handed[0]) {
      const outcome = await row.entry.send(row.setting);
      row.entry.underway = false;
      this.#handed = this.#handed.slice(1);
      row.end();
      if (outcome === "saved") this.putAway(row.entry);
      else this.#comeBack(row);
      // The others wait: the next row, or the program when it is there again, takes them along.
      if (outcome === "unanswered") break;
    }
    removeEventListener("beforeunload", hold);
    this.#carrying = false;
  }

  #comeBack({ account, entry, setting }: Handed): void {
    entry.refused = true;
    if (this.#changing.get(account) !== entry) this.#aside = [...this.#aside, { account, entry }];
    const { route } = place;
    if (route.view === "account" && route.id === account) return;
    notices.fail({
      type: "about:blank",
      status: 0,
      title: `A row of ${setting.account.name} is not in the book yet`,
      detail: Object.values(entry.errors)[0] ?? entry.problem?.title ?? "",
      advice: "It waits in its register, as it was typed.",
    }, { link: { label: "Go there", href: `#/account/${account}` } });
  }

  /** Begins to change the transaction of a row. What was being changed before is laid aside. */
  async change(row: RegisterRow, setting: Setting): Promise<void> {
    const { id: account } = setting.account;
    await this.settled();
    const answer = await getTransaction(row.transaction);
    if (!answer.ok) return notices.fail(answer.error);
    const before = this.#changing.get(account);
    if (before?.touched(setting)) this.#aside = [...this.#aside, { account, entry: before }];
    const origin = { transaction: answer.value, split: row.split };
    this.#changing.set(account, new Entry(formOf(origin, setting), origin));
  }

  /** It is in the book, or somebody gave it up. */
  putAway(entry: Entry): void {
    for (const [account, changing] of this.#changing) if (changing === entry) this.#changing.delete(account);
    this.#aside = this.#aside.filter((laid) => laid.entry !== entry);
    this.#carryOn();
  }
}

export const desk = new Desk();
