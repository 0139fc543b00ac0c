/**
 * What stands at the head of a register: a few figures that add up.
 *
 * Pure. Of a bank account, what the bank has and what of it is free; of a
 * card or a loan, what is owed; of cash, what there is.
 */
import type { Account, Ahead, Funds } from "../api/types";

export interface Figure {
  readonly label: string;
  readonly minor: number;
  /** What it means, in a sentence. */
  readonly hint: string;
  /** The one that stays when there is little room. */
  readonly main?: boolean;
}

type Kind = Pick<Account, "kind" | "subkind" | "balance" | "entered_balance" | "cleared_balance">;

/** What is known of an account, in minor units. */
interface Known {
  readonly balance: number;
  readonly entered: number;
  readonly cleared: number;
}

/** Before the funds are read, what is known of the account. */
export function figuresOf(account: Kind, funds: Funds | null): Figure[] {
  const known: Known = funds ?? { balance: account.balance, entered: account.entered_balance, cleared: account.cleared_balance };
  if (account.kind === "liability") return owing(known, funds);
  const balance: Figure[] = [...later(known), { label: "Balance", minor: known.balance, hint: "What is entered up to today", main: true }];
  if (account.subkind === "cash") return balance;
  return [
    { label: "The bank has", minor: known.cleared, hint: "What is cleared" },
    ...(funds ? free(funds) : []),
    ...balance,
  ];
}

/** Beside the balance of today the one with everything entered, where it is another. */
const later = ({ balance, entered }: Known, sign: 1 | -1 = 1): Figure[] =>
  entered === balance ? [] : [{ label: "All entered", minor: sign * entered || 0, hint: "Also what is entered for days to come" }];

/** The lowest balance that is ahead, and its day; nothing where nothing is ahead. `day` writes a date. */
export function lowestAhead({ kind }: Pick<Account, "kind">, ahead: Ahead | null, day: (date: string) => string): Figure[] {
  if (!ahead || (ahead.rows.length === 0 && ahead.lowest.balance === ahead.balance)) return [];
  const { date, balance } = ahead.lowest;
  const when = date === ahead.today ? "today" : day(date);
  const hint = "With everything that is scheduled for the next weeks";
  return [kind === "liability" ? { label: `Most owed, ${when}`, minor: -balance || 0, hint } : { label: `Lowest, ${when}`, minor: balance, hint }];
}

const free = ({ unpaid, coming, available }: Funds): Figure[] => [
  { label: "Outstanding", minor: unpaid, hint: "Payments up to today that the bank does not have yet" },
  ...(coming === 0 ? [] : [{ label: "Coming in", minor: coming, hint: "Deposits up to today that the bank does not have yet: they are not available" }]),
  { label: "Available", minor: available, hint: "What the bank has, less what is outstanding" },
];

function owing(known: Known, funds: Funds | null): Figure[] {
  const { balance, cleared } = known;
  const open = cleared - balance;
  return [
    { label: "The bank says", minor: -cleared || 0, hint: "What is owed by what is cleared" },
    ...(funds ? [{ label: "Outstanding", minor: open, hint: "What the bank does not have yet" }] : []),
    ...later(known, balance > 0 ? 1 : -1),
    balance > 0
      ? { label: "Overpaid", minor: balance, hint: "What the bank owes you", main: true }
      : { label: "Owed", minor: -balance || 0, hint: "What is entered up to today", main: true },
  ];
}
