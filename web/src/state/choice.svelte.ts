/**
 * What a person chose for one statement of a bank file. Nothing of it is
 * written before the import; what it means is the server's to say.
 */
import type { DuePreview, LinePreview, StatementChoice, StatementOrder, StatementPreview, Undecided } from "../api/types";
import { canToggle, isAnswered, takenElsewhere, type Answer } from "../lib/review";

/** Other words for a new line. */
export interface Words {
  readonly payee?: string;
  readonly category?: string;
}

export class Choice {
  /** An account of the book, or null for a new one. */
  account = $state<number | null>(null);
  name = $state("");
  /** Of a new account, where the file does not say it. */
  currency = $state("");
  withOpening = $state(true);
  skip = $state(false);
  leftOut = $state.raw<ReadonlySet<number>>(new Set());
  broughtBack = $state.raw<ReadonlySet<number>>(new Set());
  answers = $state.raw<ReadonlyMap<number, Answer>>(new Map());
  words = $state.raw<ReadonlyMap<number, Words>>(new Map());
  /** Whether lines enter what they are of a schedule, where somebody said so. */
  due = $state.raw<ReadonlyMap<number, boolean>>(new Map());
  /** What becomes of doubtful lines without an answer. */
  undecided = $state<Undecided>("ask");
  statement = $state.raw() as StatementPreview;

  constructor(statement: StatementPreview) {
    this.statement = statement;
    this.account = statement.account ?? null;
    this.name = statement.label;
    this.currency = statement.currency;
  }

  /** Another account: what was said about its lines is void. */
  renew(statement: StatementPreview): void {
    this.statement = statement;
    this.answers = new Map();
    this.broughtBack = new Set();
    this.due = new Map();
  }

  isTaken(line: LinePreview): boolean {
    if (line.fate === "deleted") return this.broughtBack.has(line.index);
    return canToggle(line) && !this.leftOut.has(line.index);
  }

  take(line: LinePreview, taken: boolean): void {
    if (!canToggle(line)) return;
    if (line.fate === "deleted") this.broughtBack = changed(this.broughtBack, line.index, taken);
    else this.leftOut = changed(this.leftOut, line.index, !taken);
  }

  answer(line: LinePreview, answer: Answer): void {
    const candidate = typeof answer === "number" ? line.candidates?.[answer] : undefined;
    if (line.fate !== "doubtful" || (typeof answer === "number" && !candidate)) return;
    if (candidate && takenElsewhere(this.statement.lines, this, line.index).has(`${candidate.transaction}/${candidate.split}`)) return;
    this.answers = new Map(this.answers).set(line.index, answer);
    this.leftOut = changed(this.leftOut, line.index, false);
  }

  say(line: LinePreview, words: Words): void {
    this.words = new Map(this.words).set(line.index, { ...this.words.get(line.index), ...words });
  }

  /** Whether it becomes a transaction of its own. */
  isNew(line: LinePreview): boolean {
    return this.isTaken(line) && (line.fate === "new" || line.fate === "deleted" || this.answers.get(line.index) === "new");
  }

  /** The occurrence of a schedule that the line enters. */
  dueOf(line: LinePreview): DuePreview | undefined {
    const enters = this.due.get(line.index) ?? line.due?.certain ?? false;
    return enters && this.isNew(line) ? (line.due ?? undefined) : undefined;
  }

  toggleDue(line: LinePreview): void {
    if (line.due && this.isNew(line)) this.due = new Map(this.due).set(line.index, this.dueOf(line) === undefined);
  }

  payeeOf = (line: LinePreview): string => this.words.get(line.index)?.payee ?? this.dueOf(line)?.payee ?? line.payee;
  categoryOf = (line: LinePreview): string => this.words.get(line.index)?.category ?? this.dueOf(line)?.category ?? line.category;
  memoOf = (line: LinePreview): string => this.dueOf(line)?.memo ?? line.memo;

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
    const answers = [...this.answers].map(([index, answer]) => {
      const candidate = typeof answer === "number" ? this.statement.lines[index]?.candidates?.[answer] : undefined;
      return { index, entry: candidate ? { transaction: candidate.transaction, split: candidate.split } : null };
    });
    const due = [...this.due].map(([index, enters]) => ({ index, enters }));
    const edits = [...this.words].map(([index, words]) => ({ index, ...words }));
    return { ...this.wanted, ...target, leave_out: [...this.leftOut], bring_back: [...this.broughtBack], answers, edits, due, undecided: this.undecided };
  }
}

function changed(set: ReadonlySet<number>, index: number, isIn: boolean): ReadonlySet<number> {
  const next = new Set(set);
  if (isIn) next.add(index);
  else next.delete(index);
  return next;
}
