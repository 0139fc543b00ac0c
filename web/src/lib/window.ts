/**
 * Which rows of a long list are in view, and where its scroll bar stands.
 *
 * Pure arithmetic over rows of one height in CSS pixels. It draws nothing and
 * knows no element; `components/Scroller.svelte` asks it on every scroll.
 *
 * No browser has an element as tall as a million rows (Firefox ends at 17.8 M
 * pixels, Chromium at 33.5 M), so a longer list has two measures: `at`, how
 * far the rows are scrolled, and `bar`, how far the browser's bar is. Small
 * scrolls move both by the same pixels. A jump of the bar is scaled. Near both
 * ends the two run alike, so that the ends are exact.
 */
export interface View {
  readonly scrollTop: number;
  readonly height: number;
  readonly rowHeight: number;
  readonly total: number;
}

/** Rows `first` up to, but not including, `end`. */
export interface Span {
  readonly first: number;
  readonly end: number;
}

/** The rows to draw: those in view and `spare` more on either side. */
export function visible(view: View, spare: number): Span {
  const first = Math.max(0, Math.floor(view.scrollTop / view.rowHeight) - spare);
  const end = Math.min(view.total, Math.ceil((view.scrollTop + view.height) / view.rowHeight) + spare);
  return { first: Math.min(first, view.total), end: Math.max(end, 0) };
}

/**
 * What is taken from a row's index for its key in the page. Rows that stay in
 * view keep their elements; after a jump all elements are used again, since
 * making forty rows anew takes longer than a frame.
 */
export function keyBase(base: number, from: Span, to: Span): number {
  const overlaps = to.first < from.end && from.first < to.end;
  return overlaps ? base : base + to.first - from.first;
}

/** The least scrolling that brings a row into view; `covered` pixels at the top lie under a header. */
export function scrollFor(index: number, view: View, covered: number): number {
  const top = index * view.rowHeight;
  if (top < view.scrollTop) return top;
  const room = view.height - covered;
  return top + view.rowHeight > view.scrollTop + room ? top + view.rowHeight - room : view.scrollTop;
}

/** True within two pixels of the end: the view follows the list as it grows. */
export function atEnd(view: View, covered: number): boolean {
  return view.scrollTop + view.height - covered >= view.total * view.rowHeight - 2;
}

/** The tallest element; below 2^23 pixels, where browsers still place by half pixels. */
export const TALLEST = 8_000_000;
/** So near an end, rows and bar run alike. */
const EDGE = 100_000;
/** A scroll by more than this was the bar's; a pixel of the bar is 10,000 pixels of rows and more. */
const JUMP = 4_000;
/** So far apart from its place, two pixels of the screen, the bar is set right. */
const DRIFT = 20_000;

/** How far the rows can be scrolled, and how far the bar can. */
export interface Range {
  readonly rows: number;
  readonly bar: number;
}

export interface Place {
  readonly at: number;
  readonly bar: number;
}

export function rangeOf(view: Pick<View, "height" | "rowHeight" | "total">, covered: number): Range {
  const tall = view.total * view.rowHeight;
  const over = covered - view.height;
  return { rows: Math.max(0, tall + over), bar: Math.max(0, Math.min(tall, TALLEST) + over) };
}

/** One piece of the line through (0, 0), (EDGE, EDGE), (long − EDGE, other − EDGE) and (long, other). */
function along(from: number, long: number, other: number): number {
  if (long === other || from <= EDGE) return from;
  if (from >= long - EDGE) return other - (long - from);
  return EDGE + ((from - EDGE) * (other - 2 * EDGE)) / (long - 2 * EDGE);
}

/** Rows scrolled to `at`, with the bar where it belongs. */
export function placed(at: number, range: Range): Place {
  const kept = Math.max(0, Math.min(at, range.rows));
  const bar = along(kept, range.rows, range.bar);
  return { at: kept, bar: range.rows === range.bar ? kept : Math.round(bar) };
}

/** After the browser moved the bar. */
export function scrolledTo(bar: number, from: Place, range: Range): Place {
  const moved = bar - from.bar;
  const ended = bar <= 0 || bar >= range.bar;
  if (range.rows === range.bar || ended || Math.abs(moved) > JUMP) return { at: along(bar, range.bar, range.rows), bar };
  const at = Math.max(0, Math.min(from.at + moved, range.rows));
  const nearEnd = at < EDGE || at > range.rows - EDGE;
  const drift = Math.abs(placed(at, range).bar - bar);
  return drift > (nearEnd ? 1 : DRIFT) ? placed(at, range) : { at, bar };
}
