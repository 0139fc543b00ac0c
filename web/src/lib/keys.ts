/** Whether a key press belongs to a field and not to the page. Looks at the element only, never at the key. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable], [role=menu], dialog") !== null;
}
