/**
 * The browser itself keeps nothing that is typed: a field that was typed in is filled again after a reload (Firefox), and
 * then by whoever serves a page at our address. What is to come back is kept, sealed, by the desk.
 *
 * It touches no field before somebody types in it.
 */
export function keepNothingTyped(): void {
  document.addEventListener("input", ({ target }) => (target as Element).setAttribute("autocomplete", "off"), true);
}
