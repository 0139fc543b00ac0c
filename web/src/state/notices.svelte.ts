/**
 * The lines at the foot of the page: what was just done, with the way to undo
 * it, and what could not be done. Decides nothing about the book.
 */
import type { Problem } from "../api/types";

export interface Notice {
  readonly id: number;
  readonly words: string;
  readonly problem?: Problem;
  readonly action?: { readonly label: string; readonly run: () => void };
  /** Where it goes on. */
  readonly link?: { readonly label: string; readonly href: string };
  /** The change this speaks of: its action ends when the book has moved on. */
  readonly revision?: number;
}

const SHOWN_MS = 12_000;
let last = 0;

class Notices {
  /** The newest revision that the page heard of. */
  revision = $state(0);
  list = $state.raw<readonly Notice[]>([]);

  /** Says what was done; a newer line takes its place. */
  say(words: string, more: Pick<Notice, "action" | "link" | "revision"> = {}): void {
    const notice: Notice = { id: ++last, words, ...more };
    this.list = [...this.list.filter((shown) => shown.problem), notice];
    setTimeout(() => this.dismiss(notice.id), SHOWN_MS);
  }

  /** Says what went wrong, and what can be done instead, until it is put away. */
  fail(problem: Problem, more: Pick<Notice, "action" | "link"> = {}): void {
    const others = this.list.filter((shown) => shown.problem?.title !== problem.title);
    this.list = [...others, { id: ++last, words: problem.title, problem, ...more }];
  }

  /** Says where it goes on from what was said last. */
  goesOn(link: NonNullable<Notice["link"]>): void {
    this.list = this.list.map((notice, at) => (at === this.list.length - 1 && !notice.problem ? { ...notice, link } : notice));
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  /** Offers to undo end with the next change: undo would then undo that one. */
  bookMovedTo(revision: number): void {
    this.revision = Math.max(this.revision, revision);
    const current = (notice: Notice): boolean => notice.revision === undefined || notice.revision >= revision;
    if (!this.list.every(current)) this.list = this.list.filter(current);
  }
}

export const notices = new Notices();
