/**
 * Whether this page may send anything at all.
 *
 * While the program is away somebody else may listen at its address: what was typed is not sent
 * there. Whoever finds out that the program is away, or back, says so here. Decides nothing.
 */
class Gate {
  /** Nothing goes out. */
  shut = false;
  /** Called when the program answers that it does not know this browser. */
  onUnknown: () => void = () => {};
}

export const gate = new Gate();
