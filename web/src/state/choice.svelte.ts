/**
 * What a person chose for one statement of a bank file. Nothing of it is
 * written before the import; what it means is the server's to say.
 */
import type { Account, DuePreview, LineChecked, LinePreview, PairRow, StatementChecked, StatementChoice, StatementOrder, StatementPreview, Undecided } from "../api/types";
import { hasRegister } from "../lib/chart";
import { isAnswered, isTaken, keyOf, takenElsewhere, withAnswer, withTaken, type Answer, type Marks } from "../lib/review";

import { sameName } from "../lib/complete";
import { book } from "./book.svelte";

/** Other words for a new line. */
export interface Words {
  readonly payee?: string;
  readonly category?: string;
}

/** What was said before a decision, and the line that it was about. */
interface Before {
  readonly index: number;
  readonly leftOut: ReadonlySet<number>;
  readonly answers: ReadonlyMap<number, Answer>;
  readonly words: ReadonlyMap<number, Words>;
  readonly due: ReadonlyMap<number, boolean>;
}

/** So many decisions can be taken back. */
const MOST_BEFORE = 500;

export class Choice {
  /** An account of the book, or null for a new one. */
  account = $state<number | null>(null);
  name = $state("");
  /** Of a new account, where the file does not say it. */
  currency = $state("");
  withOpening = $state(true);
  skip = $state(false);
  leftOut = $state.raw<ReadonlySet<number>>(new Set());
  answers = $state.raw<ReadonlyMap<number, Answer>>(new Map());
  words = $state.raw<ReadonlyMap<number, Words>>(new Map());
  /** Whether lines enter what they are of a schedule, where somebody said so. */
  due = $state.raw<ReadonlyMap<number, boolean>>(new Map());
  /** What becomes of doubtful lines without an answer. */
  undecided = $state<Undecided>("ask");
  statement = $state.raw() as StatementPreview;
  /** What the server says to the answers, by line. */
  checked = $state.raw<ReadonlyMap<number, LineChecked>>(new Map());
  #before = $state.raw<readonly Before[]>([]);
  /** Told of every decision, so that the server can check it. */
  #ondecide: () => void;

  constructor(statement: StatementPreview, ondecide: () => void = () => {}) {
    this.#ondecide = ondecide;
    this.statement = statement;
    this.account = statement.account ?? null;
    this.name = statement.label;
    this.currency = statement.currency;
  }

  /** Goes into this register where the file names no account and none fits; whether it does. */
  offer(register: Account): boolean {
    const { account_named: isNamed, currency, currency_stated: isStated } = this.statement;
    const fits = hasRegister(register) && !register.closed && (!isStated || register.currency === currency);
    if (this.account !== null || isNamed || !fits) return false;
    this.account = register.id;
    return true;
  }

  /** Another account: what was said about its lines is void. */
  renew(statement: StatementPreview): void {
    this.statement = statement;
    this.answers = new Map();
    this.due = new Map();
    this.checked = new Map();
    this.#before = [];
  }

  isTaken = (line: LinePreview): boolean => isTaken(line, this);

  take(line: LinePreview, taken: boolean): void {
    this.#mark(line, withTaken(line, this, taken));
  }

  /** What the line is: new, a row of the register, or again what was proposed. */
  answer(line: LinePreview, answer: Answer | null): void {
    if (answer !== null && answer !== "new" && takenElsewhere(this, line.index).has(keyOf(answer)) && line.fate === "doubtful") return;
    this.#mark(line, withAnswer(line, this, answer));
  }

  say(line: LinePreview, words: Words): void {
    this.#remember(line);
    this.words = new Map(this.words).set(line.index, { ...this.words.get(line.index), ...words });
  }

  /** Whether it becomes a transaction of its own. */
  isNew(line: LinePreview): boolean {
    const answer = this.answers.get(line.index);
    return this.isTaken(line) && (answer === "new" || (answer === undefined && line.fate === "new"));
  }

  /** The occurrence of a schedule that the line enters. */
  dueOf(line: LinePreview): DuePreview | undefined {
    const enters = this.due.get(line.index) ?? line.due?.certain ?? false;
    return enters && this.isNew(line) ? (line.due ?? undefined) : undefined;
  }

  toggleDue(line: LinePreview): void {
    if (!line.due || !this.isNew(line)) return;
    this.#remember(line);
    this.due = new Map(this.due).set(line.index, this.dueOf(line) === undefined);
  }

  accountOf = ({ account }: PairRow): string => book.account(account)?.name ?? "";

  /** Whether it becomes one transfer with the row that it looks like the other side of. */
  isTransfer(line: LinePreview): boolean {
    return !!line.counterpart && this.isNew(line) && sameName(this.categoryOf(line), `[${this.accountOf(line.counterpart)}]`);
  }

  toggleTransfer(line: LinePreview): void {
    if (!line.counterpart || !this.isNew(line)) return;
    this.say(line, { category: this.isTransfer(line) ? line.category : `[${this.accountOf(line.counterpart)}]` });
  }

  get canUndo(): boolean {
    return this.#before.length > 0;
  }

  /** Takes back the last decision; the line that it was about, or null where there is none. */
  undo(): number | null {
    const last = this.#before.at(-1);
    if (!last) return null;
    this.#before = this.#before.slice(0, -1);
    ({ leftOut: this.leftOut, answers: this.answers, words: this.words, due: this.due } = last);
    this.#ondecide();
    return last.index;
  }

  /** What the server says to the answers. Those that were changed meanwhile are asked about again. */
  check(told: StatementChecked): void {
    this.checked = new Map(told.lines.map((one) => [one.line.index, one]));
    this.statement = { ...this.statement, agreement: told.agreement ?? null };
  }

  #mark(line: LinePreview, { leftOut, answers }: Marks): void {
    this.#remember(line);
    this.leftOut = leftOut;
    this.answers = answers;
    this.#ondecide();
  }

  #remember({ index }: LinePreview): void {
    const { leftOut, answers, words, due } = this;
    this.#before = [...this.#before, { index, leftOut, answers, words, due }].slice(-MOST_BEFORE);
  }

  /** Why what was said of a line cannot be. */
  problemOf = (line: LinePreview): string => (this.answers.has(line.index) && !this.leftOut.has(line.index) ? (this.checked.get(line.index)?.problem ?? "") : "");

  /** Lines of which something was said that cannot be. */
  get refused(): number {
    return this.skip ? 0 : [...this.checked.values()].filter(({ line, problem }) => problem && this.problemOf(line) !== "").length;
  }

  /** The line as it would be imported: an answer by hand brings proposals of its own. */
  #asAnswered = (line: LinePreview): LinePreview => (this.answers.has(line.index) ? (this.checked.get(line.index)?.line ?? line) : line);

  payeeOf = (line: LinePreview): string => this.words.get(line.index)?.payee ?? this.dueOf(line)?.payee ?? this.#asAnswered(line).payee;
  categoryOf = (line: LinePreview): string => this.words.get(line.index)?.category ?? this.dueOf(line)?.category ?? this.#asAnswered(line).category;
  memoOf = (line: LinePreview): string => this.dueOf(line)?.memo ?? line.memo;
  payeeReasonOf = (line: LinePreview): string => this.#reasonOf(line) ?? this.#asAnswered(line).payee_reason ?? "";
  categoryReasonOf = (line: LinePreview): string => this.#reasonOf(line) ?? this.#asAnswered(line).category_reason ?? "";

  /** What a schedule says is said once, for the whole line. */
  #reasonOf = (line: LinePreview): string | undefined => (this.dueOf(line) ? "" : undefined);

  /** Lines that would be written or linked. */
  get taken(): number {
    return this.skip ? 0 : this.statement.lines.filter((line) => this.isTaken(line) && !(this.undecided === "leave_out" && !isAnswered(line, this))).length;
  }

  /** Doubtful lines that still wait for an answer. */
  get unanswered(): number {
    if (this.skip || this.undecided !== "ask") return 0;
    return this.statement.lines.filter((line) => !isAnswered(line, this)).length;
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
    const answers = [...this.answers].map(([index, answer]) => ({ index, entry: answer === "new" ? null : { transaction: answer.transaction, split: answer.split, take_amount: answer.takesAmount === true } }));
    const due = [...this.due].map(([index, enters]) => ({ index, enters }));
    const edits = [...this.words].map(([index, words]) => ({ index, ...words }));
    return { ...this.wanted, ...target, leave_out: [...this.leftOut], answers, edits, due, undecided: this.undecided };
  }
}
