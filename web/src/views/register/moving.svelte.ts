/**
 * A row on its way to another place in its day: by the keyboard, or dragged by its date.
 *
 * Says where it may go and asks the server; the row moves when the server says so.
 */
import { moveInDay } from "../../api/client";
import { canStep, passed, type Step } from "../../lib/dayorder";
import { change } from "../../state/actions";
import { notices } from "../../state/notices.svelte";
import type { Register } from "../../state/register.svelte";

export class Moving {
  /** The row that is dragged; −1 for none. */
  dragged = $state(-1);
  /** Before which row it would be dropped; −1 for nowhere. */
  spot = $state(-1);

  constructor(readonly register: Register) {}

  /** Only the order of dates has a day to move in. */
  get #stands(): boolean {
    return this.register.search === "" && !this.register.order;
  }

  get canUp(): boolean {
    return this.#stands && canStep(this.#row, this.register.cursor, -1);
  }

  get canDown(): boolean {
    return this.#stands && canStep(this.#row, this.register.cursor, 1);
  }

  step(step: Step): void {
    const row = this.register.row(this.register.cursor);
    if (!row) return;
    if (!this.#stands) notices.say("Rows are moved where all of them are shown by date.");
    else if (step < 0 ? this.canUp : this.canDown) void change(moveInDay(row.transaction, this.register.account, step));
    else notices.say(`It is the ${step < 0 ? "first" : "last"} of its day; to move it to another day, change its date.`);
  }

  /** "above" or "below": where the line is drawn that shows the place to drop it. */
  mark(index: number): "above" | "below" | undefined {
    if (this.spot === index) return "above";
    return this.spot === index + 1 && index === this.register.total - 1 ? "below" : undefined;
  }

  start(event: DragEvent): void {
    const row = rowOf(event);
    if (!row || !this.#stands || !event.dataTransfer) return event.preventDefault();
    this.dragged = indexOf(row);
    this.register.select(this.dragged);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setDragImage(row, 16, row.clientHeight / 2);
  }

  over(event: DragEvent): void {
    const row = rowOf(event);
    if (this.dragged < 0 || !row) return;
    const box = row.getBoundingClientRect();
    const spot = indexOf(row) + (event.clientY > box.top + box.height / 2 ? 1 : 0);
    this.spot = passed(this.#row, this.dragged, spot) === null ? -1 : spot;
    if (this.spot >= 0) event.preventDefault();
  }

  drop(event: DragEvent): void {
    event.preventDefault();
    const row = this.register.row(this.dragged);
    const by = passed(this.#row, this.dragged, this.spot);
    if (row && by !== null) void change(moveInDay(row.transaction, this.register.account, by));
    this.end();
  }

  end(): void {
    [this.dragged, this.spot] = [-1, -1];
  }

  readonly #row = (index: number) => this.register.row(index);
}

const rowOf = (event: DragEvent): HTMLElement | null => (event.target instanceof Element ? event.target.closest<HTMLElement>("[data-index]") : null);
const indexOf = (row: HTMLElement): number => Number(row.dataset.index);
