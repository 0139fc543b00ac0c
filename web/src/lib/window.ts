/**
 * Which rows of a long list are in view.
 *
 * Pure arithmetic over rows of one height in CSS pixels. It draws nothing and
 * knows no element; `components/Scroller.svelte` asks it on every scroll.
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
