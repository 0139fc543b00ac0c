/**
 * Every key of the page in words, for the list that `?` shows, by where it
 * works. It binds none of them.
 */
export interface KeyLine {
  readonly keys: readonly string[];
  readonly does: string;
}

export interface KeySection {
  readonly title: string;
  /** The views it belongs to; without any it belongs to all. */
  readonly views?: readonly string[];
  readonly lines: readonly KeyLine[];
}

const UP_DOWN: KeyLine = { keys: ["↑", "↓"], does: "the row above, the row below" };
const FAR: KeyLine = { keys: ["Page ↑", "Page ↓", "Home", "End"], does: "a screen, the first, the last" };
const MENU: KeyLine = { keys: ["."], does: "everything that can be done with the row" };

const keymap: readonly KeySection[] = [
  {
    title: "In the register",
    views: ["account"],
    lines: [
      UP_DOWN,
      FAR,
      { keys: ["Enter"], does: "change the row in place" },
      { keys: ["n"], does: "a new transaction" },
      { keys: ["Space"], does: "cleared or not" },
      { keys: ["d", "v", "m"], does: "duplicate, void, move to another account" },
      { keys: ["a"], does: "its receipts and files" },
      { keys: ["l"], does: "link it with its other side as one transfer" },
      { keys: ["j"], does: "merge the two chosen rows that are one" },
      { keys: ["Alt ↑", "Alt ↓"], does: "move it up, down within its day; or drag it by its date" },
      { keys: ["Delete"], does: "delete the row, or the chosen ones" },
      { keys: ["Shift ↑", "Shift ↓", "Ctrl A"], does: "choose several rows, all rows; Esc lets them go" },
      MENU,
      { keys: ["/"], does: "search; Enter goes to the rows, Esc shows all again" },
      { keys: ["Ctrl P"], does: "print all rows, or those found" },
    ],
  },
  {
    title: "Below the last row, on what is scheduled",
    views: ["account"],
    lines: [
      { keys: ["Enter", "e"], does: "enter it" },
      { keys: ["s", "m"], does: "skip it, move it to another day" },
      MENU,
      { keys: ["Esc"], does: "back to the rows" },
    ],
  },
  {
    title: "While typing a row",
    views: ["account"],
    lines: [
      { keys: ["Tab", "Shift Tab"], does: "the next field, the one before" },
      { keys: ["Enter"], does: "save, and begin the next" },
      { keys: ["Esc"], does: "give up" },
      { keys: ["t"], does: "date: today" },
      { keys: ["+", "−"], does: "date: a day on, a day back; number: the next, the one before" },
      { keys: ["m", "h"], does: "date: the first, the last of the month" },
      { keys: ["+"], does: "in an empty category: split as last time" },
      { keys: ["12.50+3*4"], does: "amounts are worked out" },
      { keys: ["↓", "↑", "Tab"], does: "choose a name, take it; Esc keeps what was typed" },
    ],
  },
  {
    title: "On an edge of a column's head",
    views: ["account"],
    lines: [{ keys: ["←", "→"], does: "narrower, wider" }],
  },
  {
    title: "In the list",
    views: ["categories", "payees", "tags"],
    lines: [
      UP_DOWN,
      FAR,
      { keys: ["F2", "Enter"], does: "rename; Enter keeps it, Esc leaves it" },
      { keys: ["m"], does: "merge into another" },
      { keys: ["Delete"], does: "delete, where nothing uses it" },
      MENU,
    ],
  },
  {
    title: "In the budget",
    views: ["budget"],
    lines: [
      UP_DOWN,
      { keys: ["←", "→"], does: "planned, spent" },
      { keys: ["Enter"], does: "plan an amount; on what was spent: open its rows" },
      { keys: ["12.50+3*4"], does: "typed on a plan: amounts are worked out" },
      { keys: ["Delete"], does: "take the plan away" },
      { keys: ["c", "g"], does: "carry over what is left, or not; a goal" },
      { keys: ["a"], does: "plan what has no plan from last year's averages" },
      { keys: ["[", "]"], does: "the month before, the next month" },
      { keys: ["t"], does: "this month" },
    ],
  },
  {
    title: "In the list of accounts",
    views: ["accounts"],
    lines: [
      UP_DOWN,
      { keys: ["Home", "End"], does: "the first, the last" },
      { keys: ["Enter"], does: "open the register" },
      { keys: ["Alt ↑", "Alt ↓"], does: "put it further up, further down" },
      { keys: ["F2"], does: "properties" },
      { keys: ["c"], does: "close it, or open it again" },
      { keys: ["Delete"], does: "delete it, where it has no rows" },
      MENU,
    ],
  },
  {
    title: "In the list of schedules",
    views: ["schedules"],
    lines: [
      UP_DOWN,
      FAR,
      { keys: ["n"], does: "a new schedule" },
      { keys: ["e", "E"], does: "enter the next one; with another amount or day" },
      { keys: ["s", "m"], does: "skip the next one, move it" },
      { keys: ["Enter"], does: "change the schedule" },
      { keys: ["Delete"], does: "delete it" },
      MENU,
    ],
  },
  {
    title: "On the page of cheques",
    views: ["cheques"],
    lines: [{ keys: ["n"], does: "add a chequebook" }],
  },
  {
    title: "In the lines of a bank file",
    views: ["import"],
    lines: [
      UP_DOWN,
      FAR,
      { keys: ["Space"], does: "take the line, or leave it out" },
      { keys: ["1", "…", "9"], does: "it is this row of those offered" },
      { keys: ["b"], does: "the row of another amount gets the bank's" },
      { keys: ["n", "0"], does: "it is new, whatever was proposed" },
      { keys: ["m"], does: "match it with a row of the register" },
      { keys: ["s"], does: "enter it from the schedule that expects it, or not" },
      { keys: ["t"], does: "link it with the row of the other account as one transfer, or not" },
      { keys: ["⌫"], does: "as it was proposed" },
      { keys: ["u", "Ctrl Z"], does: "take back the last decision" },
      { keys: ["d"], does: "the next doubtful line" },
      { keys: ["p", "c"], does: "its payee, its category; Enter or Esc back" },
      { keys: ["f"], does: "show only new, matched, doubtful, skipped, all" },
    ],
  },
  {
    title: "In the file",
    views: ["import"],
    lines: [
      { keys: ["Ctrl Enter"], does: "import it" },
      { keys: ["Ctrl Shift Enter"], does: "import all files that wait" },
      { keys: ["[", "]"], does: "the file before, the next file" },
      { keys: ["Esc"], does: "stop the reading or the import, with nothing changed" },
    ],
  },
  {
    title: "In the rows of a statement",
    views: ["reconcile"],
    lines: [
      UP_DOWN,
      FAR,
      { keys: ["Space"], does: "on the statement, or not" },
      { keys: ["Shift ↑", "Shift ↓"], does: "tick on the way" },
      { keys: ["a"], does: "tick all rows up to its day" },
    ],
  },
  {
    title: "Everywhere",
    lines: [
      { keys: ["?"], does: "this list" },
      { keys: ["Ctrl Z", "Ctrl Y"], does: "undo, redo" },
      { keys: ["Tab", "Shift Tab"], does: "to what comes next, to what came before" },
      { keys: ["Esc"], does: "put away what lies over the page" },
    ],
  },
];

/** What works in a view, its own keys first. */
export const keysIn = (view: string): readonly KeySection[] => keymap.filter(({ views }) => views?.includes(view) ?? true);
