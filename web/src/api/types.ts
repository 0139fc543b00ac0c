/**
 * What travels between the page and the server.
 *
 * The same names and shapes as the server's own description of its API; made
 * from it by `npm run types`. Nothing is computed here.
 */
export type AccountKind = "asset" | "liability" | "income" | "expense" | "equity";
export type SplitState = "uncleared" | "cleared" | "reconciled";

export interface BookInfo { id: string; name: string; path: string; folder: string }
export interface Life { status: string; open_sessions: number; keep_running: boolean; tray: boolean }
export interface App { version: string; book: BookInfo; revision: number; life: Life }
export interface KeepRunning { on: boolean }
export interface Done { revision: number; id?: number | null; words: string }

export interface Account {
  id: number;
  name: string;
  kind: AccountKind;
  currency: string;
  decimals: number;
  balance: number;
  cleared_balance: number;
  rows: number;
  closed: boolean;
  note: string;
}
export interface Accounts { revision: number; accounts: Account[] }
export interface Opening { date: string; amount: number }
export interface NewAccount { name: string; kind: AccountKind; currency: string; opening?: Opening | null }
export interface AccountPatch { name?: string | null; note?: string | null; closed?: boolean | null }

export interface RegisterRow {
  transaction: number;
  split: number;
  date: string;
  number?: string | null;
  payee?: string | null;
  category: string;
  other_account?: number | null;
  memo: string;
  amount: number;
  state: SplitState;
  balance: number;
}
export interface RegisterPage { revision: number; account: number; total: number; offset: number; rows: RegisterRow[] }

export interface Split { account: number; amount: number; memo: string; state: SplitState }
export interface Transaction {
  revision: number;
  id: number;
  date: string;
  number?: string | null;
  payee?: string | null;
  memo: string;
  splits: Split[];
}
export interface SplitDraft { account?: number | null; category?: string | null; amount: number; memo?: string; state?: SplitState | null }
export interface TransactionDraft {
  date: string;
  number?: string | null;
  payee?: string | null;
  memo?: string;
  splits: SplitDraft[];
  base?: number | null;
}
export interface StateChange { state: SplitState; unreconcile?: boolean }

export interface Payee { id: number; name: string; last_category?: number | null }
export interface Payees { revision: number; payees: Payee[] }

export interface HistoryEntry { revision: number; at: string; words: string; undone: boolean }
export interface History { revision: number; undo?: string | null; redo?: string | null; entries: HistoryEntry[] }

export interface BankBalance { date: string; amount: number }
export interface ImportProblem { line?: number | null; reason: string }
export type LineFate = "new" | "known" | "linked";
export interface LinePreview {
  index: number;
  date: string;
  amount: number;
  number?: string | null;
  payee: string;
  memo: string;
  category: string;
  fate: LineFate;
  reason: string;
}
export interface StatementPreview {
  index: number;
  label: string;
  kind: AccountKind;
  currency: string;
  decimals: number;
  account?: number | null;
  lines: LinePreview[];
  bank_balance?: BankBalance | null;
  opening?: BankBalance | null;
}
export interface ImportPreview {
  id: string;
  file: string;
  format: string;
  encoding: string;
  statements: StatementPreview[];
  problems: ImportProblem[];
}
export interface StatementOrder {
  index: number;
  account?: number | null;
  new_account?: string | null;
  with_opening?: boolean;
  leave_out?: number[];
}
export interface StatementChoice { index: number; account?: number | null }
export interface PreviewChoice { statements: StatementChoice[] }
export interface ImportOrder { preview: string; statements: StatementOrder[] }
export interface Imported {
  revision: number;
  added: number;
  known: number;
  linked: number;
  left_out: number;
  account?: number | null;
  words: string;
}

export interface Problem { type: string; title: string; status: number; detail: string; advice: string; field?: string | null }
