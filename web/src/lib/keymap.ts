/** Every key of a page in words, for the list that `?` shows. It binds none of them. */
export interface KeyLine {
  readonly keys: readonly string[];
  readonly does: string;
}

export interface KeyGroup {
  readonly title: string;
  readonly lines: readonly KeyLine[];
}

export const keymap: readonly KeyGroup[] = [
  {
    title: "In the register",
    lines: [
      { keys: ["↑", "↓"], does: "the row above, the row below" },
      { keys: ["Page ↑", "Page ↓", "Home", "End"], does: "a screen, the first, the last" },
      { keys: ["Enter"], does: "change the row in place" },
      { keys: ["n"], does: "a new transaction" },
      { keys: ["Space"], does: "cleared or not" },
      { keys: ["d", "v", "m"], does: "duplicate, void, move to another account" },
      { keys: ["Delete"], does: "delete the row, or the chosen ones" },
      { keys: ["Shift ↑", "Shift ↓", "Ctrl A"], does: "choose several rows, all rows" },
      { keys: ["."], does: "everything that can be done with the row" },
      { keys: ["/"], does: "search; Esc shows all again" },
      { keys: ["?"], does: "this list" },
      { keys: ["↓", "e", "s", "m"], does: "below the last row what is scheduled: enter, skip, move" },
      { keys: ["Ctrl P"], does: "print all rows, or those found" },
      { keys: ["Ctrl Z", "Ctrl Y"], does: "undo, redo" },
    ],
  },
  {
    title: "While typing a row",
    lines: [
      { keys: ["Tab", "Shift Tab"], does: "the next field, the one before" },
      { keys: ["Enter"], does: "save, and begin the next" },
      { keys: ["Esc"], does: "give up" },
      { keys: ["t"], does: "date: today" },
      { keys: ["+", "−"], does: "date: a day on, a day back; number: the next, the one before" },
      { keys: ["m", "h"], does: "date: the first, the last of the month" },
      { keys: ["12.50+3*4"], does: "amounts are worked out" },
      { keys: ["↓", "Tab"], does: "choose a name, take it" },
    ],
  },
];

export const reviewKeys: readonly KeyGroup[] = [
  {
    title: "In the lines of a bank file",
    lines: [
      { keys: ["↑", "↓"], does: "the line above, the line below" },
      { keys: ["Page ↑", "Page ↓", "Home", "End"], does: "a screen, the first, the last" },
      { keys: ["Space"], does: "take the line, or leave it out" },
      { keys: ["1", "…", "9"], does: "it is this row of those offered" },
      { keys: ["n", "0"], does: "it is new, whatever was proposed" },
      { keys: ["m"], does: "match it with a row of the register" },
      { keys: ["s"], does: "enter it from the schedule that expects it, or not" },
      { keys: ["⌫"], does: "as it was proposed" },
      { keys: ["u", "Ctrl Z"], does: "take back the last decision" },
      { keys: ["d"], does: "the next doubtful line" },
      { keys: ["p", "c"], does: "its payee, its category; Enter or Esc back" },
      { keys: ["f"], does: "show only new, matched, doubtful, skipped, all" },
    ],
  },
  {
    title: "In the file",
    lines: [
      { keys: ["Ctrl Enter"], does: "import it" },
      { keys: ["Ctrl Shift Enter"], does: "import all files that wait" },
      { keys: ["[", "]"], does: "the file before, the next file" },
      { keys: ["Esc"], does: "stop the reading or the import, with nothing changed" },
      { keys: ["?"], does: "this list" },
    ],
  },
];
