/**
 * The formats a book can be written in, as people choose among them.
 *
 * Only words: the program writes the files. The names are those of its table.
 */
export interface Format {
  readonly name: string;
  readonly title: string;
  /** For whom, and what it holds. */
  readonly words: string;
  /** Whether it can hold one account alone. */
  readonly one: boolean;
}

export const formats: readonly [Format, ...Format[]] = [
  { name: "qif", title: "QIF", words: "For Quicken, GnuCash, KMyMoney and many others: categories, splits, transfers, states, void cheques.", one: true },
  { name: "csv", title: "CSV", words: "For spreadsheets: one row for each part of a payment.", one: true },
  { name: "ofx", title: "OFX", words: "For programs that read bank statements: dates, amounts, payees, cheque numbers; no categories. Payees after 100 characters and memos after 255 are cut and end with “…”.", one: true },
  { name: "journal", title: "Journal for hledger and ledger", words: "Plain text accounting, with every balance asserted.", one: false },
  { name: "beancount", title: "Beancount", words: "Plain text accounting, for bean-check and Fava.", one: false },
  { name: "json", title: "JSON", words: "The whole book with statements, imports and settings: for keeping, for programs, and to fill an empty book.", one: false },
];
