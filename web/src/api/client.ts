/**
 * The server's API: one typed function per endpoint.
 *
 * Every function answers with a value or with a `Problem`; none throws, shows
 * anything or remembers anything.
 */
import { err, ok, type Result } from "../lib/result";
import { gate } from "./gate";
import { becameOf, OF_THE_PROGRAM, QUESTION, UNKNOWN, UNNAMED, UNREACHABLE } from "./lost";
export { UNREACHABLE } from "./lost";
import { patience } from "./patience";
import type {
  AccountMove, AccountOpening, AccountPatch, Accounts, App, BatchLines, Bulk, BulkPreview, ChequebookPatch, Chequebooks,
  CategoryRenamePreview, ChequeNumber, Cheques, Completion, DateOrder, DecimalMark, Decisions, DecisionsChecked, Done, Funds, History,
  ImportBatches, ImportOrder, ImportPreview, ImportProgress, Imported, TransactionDraft,
  LayoutAnswers, NewAccount, Payees, Preferences,
  PreviewChoice, Problem, RawRecord, Recall, RegisterPage, RegisterPlace, Sessions, SortColumn, StateChange, Tags, Transaction,
  NewChequebook, NewStatement, StatementChange, StatementPage, Statements, Ticks,
  Ahead, EnterOccurrence, MoveOccurrence, Proposals, ScheduleDraft, Schedules,
} from "./types";
import type { Attachments, AttachmentSizes, Backups, ContentsPreview, Counterparts, MadeBackup, Rescued, Restored, LaunchAddress, MadeToken, RestPreview, Tokens, TransferProposals, TwoRows } from "./types";

export type Answer<T> = Promise<Result<T, Problem>>;

const ROOT = "/api/v1";

const unreachable: Problem = {
  type: UNREACHABLE,
  title: "Counterfoil does not answer",
  status: 0,
  detail: "Nothing was changed in your book, and what you typed is still here.",
  advice: "Start Counterfoil again and repeat this.",
};

/** Nobody waits for the answer any more: not to be shown. */
export const CANCELLED = "urn:counterfoil:problem:cancelled";
export const ABORTED: Problem = { type: "urn:counterfoil:problem:aborted", title: "", status: 0, detail: "", advice: "" };

async function problemOf(response: Response): Promise<Problem> {
  const said = (await response.json().catch(() => ({}))) as Partial<Problem>;
  return {
    type: said.type ?? "about:blank",
    title: said.title ?? `The server answered ${response.status}`,
    status: response.status,
    detail: said.detail ?? "",
    advice: said.advice ?? "Reload the page and try again.",
    field: said.field ?? null,
    statement: said.statement ?? null,
    locked: said.locked ?? null,
    counterparts: said.counterparts ?? null,
  };
}

export async function send<T>(path: string, request: RequestInit = {}): Answer<T> {
  if (gate.shut) return err(unreachable);
  const isOrder = request.method !== undefined && request.method !== "GET" && !QUESTION.test(path);
  const key = isOrder && !UNNAMED.test(path) ? crypto.randomUUID() : null;
  const named = key === null ? request : { ...request, headers: { ...request.headers, "idempotency-key": key } };
  const answer = await ask<T>(path, named);
  if (!answer.ok && answer.error.status === 401) gate.onUnknown();
  if (answer.ok || answer.error !== unreachable || !isOrder) return answer;
  return key === null ? err(UNKNOWN) : outcome<T>(key, path);
}

/** What became of an order whose answer was lost. */
async function outcome<T>(key: string, path: string): Answer<T> {
  const became = await becameOf<T>({
    isThere: () => !gate.shut,
    ask: () => ask<T>(`/answers/${key}`),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
  if (became === "none") return err(OF_THE_PROGRAM.test(path) ? UNKNOWN : unreachable);
  return became === "unknown" ? err(UNKNOWN) : ok(became.done);
}

/** Also while the gate is shut: for who finds out whether the program is back. */
async function ask<T>(path: string, request: RequestInit = {}): Answer<T> {
  try {
    const response = await patience.await(path, fetch(ROOT + path, { cache: "no-store", ...request }));
    if (!response.ok) return err(await problemOf(response));
    const text = await response.text();
    return ok((text === "" ? null : JSON.parse(text)) as T);
  } catch {
    return err(request.signal?.aborted ? ABORTED : unreachable);
  }
}

export function withJson(method: string, body?: unknown): RequestInit {
  if (body === undefined) return { method };
  return { method, body: JSON.stringify(body), headers: { "content-type": "application/json" } };
}

export const getApp = (signal?: AbortSignal): Answer<App> => ask("/app", signal ? { signal } : {});
export const setKeepRunning = (on: boolean): Answer<unknown> => send("/app/keep-running", withJson("PUT", { on }));
export const openDataFolder = (): Answer<unknown> => send("/app/open-data-folder", withJson("POST"));
export const startOwnBook = (): Answer<unknown> => send("/app/own-book", withJson("POST"));
export const quit = (giveUp = false): Answer<unknown> => send(giveUp ? "/app/quit?give_up=true" : "/app/quit", withJson("POST"));
export const sayCameForward = (): Answer<unknown> => send("/app/came-forward", withJson("POST"));
export const openLog = (): Answer<unknown> => send("/app/open-log", withJson("POST"));
export const setStartAtLogin = (on: boolean): Answer<unknown> => send("/app/start-at-login", withJson("PUT", { on }));
/** An address that lets another browser in once, within a minute. */
export const makeAddress = (): Answer<LaunchAddress> => send("/app/address", withJson("POST"));
/** The keys of scripts. */
export const getTokens = (): Answer<Tokens> => send("/tokens");
export const makeToken = (name: string): Answer<MadeToken> => send("/tokens", withJson("POST", { name }));
export const revokeToken = (name: string): Answer<unknown> => send(`/tokens/${encodeURIComponent(name)}`, withJson("DELETE"));
export const goodbye = (session: string): boolean => !gate.shut && navigator.sendBeacon(`${ROOT}/goodbye?session=${encodeURIComponent(session)}`);

/** So many tabs share this session. */
export const shareSession = (session: string, tabs: number): Answer<unknown> =>
  send(`/tabs?session=${encodeURIComponent(session)}&tabs=${tabs}`, withJson("POST"));
/** All that was confirmed, written to a file beside the book. */
export const rescueBook = (): Answer<Rescued> => send("/book/rescue", withJson("POST"));
export const getBackups = (): Answer<Backups> => send("/backups");
/** Made, read back and checked when this answers. */
export const makeBackup = (): Answer<MadeBackup> => send("/backups", withJson("POST", { to: null }));
/** As a new book, or in the place of this one: then the program starts anew. */
export const restoreBackup = (name: string, inPlace: boolean): Answer<Restored> => send("/backups/restore", withJson("POST", { name, in_place: inPlace }));

export const getSessions = (): Answer<Sessions> => send("/sessions");
export const signOut = (): Answer<unknown> => send("/sessions/sign-out", withJson("POST"));

/** With the balances of a day. */
export const getAccounts = (today: string): Answer<Accounts> => send(`/accounts?today=${today}`);
export const addAccount = (account: NewAccount): Answer<Done> => send("/accounts", withJson("POST", account));
export const changeAccount = (id: number, patch: AccountPatch): Answer<Done> => send(`/accounts/${id}`, withJson("PATCH", patch));
export const deleteAccount = (id: number): Answer<Done> => send(`/accounts/${id}`, withJson("DELETE"));

export interface RegisterQuery {
  readonly limit: number;
  /** Without it: the last `limit` rows. */
  readonly offset?: number | undefined;
  readonly search?: string;
  /** What comes after it is still to come. */
  readonly today?: string;
  /** How the reader writes numbers and dates: what is looked for is read so. */
  readonly decimal?: DecimalMark;
  readonly dates?: DateOrder;
  readonly sort?: SortColumn;
  readonly descending?: boolean;
}

/** What is given, as the end of an address. */
function queryOf(query: object): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "" && value !== false);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

export function getRegister(account: number, query: RegisterQuery, signal?: AbortSignal): Answer<RegisterPage> {
  return send(`/accounts/${account}/register?${queryOf(query)}`, signal ? { signal } : {});
}

/** Where a row stands among those that are found, in their order; without a split, the first of the transaction. */
export const getPlace = (account: number, row: { transaction: number; split?: number }, query: Omit<RegisterQuery, "limit" | "offset">): Answer<RegisterPlace> =>
  send(`/accounts/${account}/register/place?${queryOf({ ...query, transaction: row.transaction, split: row.split })}`);

/** Payees that may be meant by what was typed into this account, the likeliest first. */
export const getCompletions = (account: number, text: string): Answer<Completion[]> =>
  send(`/accounts/${account}/completions?text=${encodeURIComponent(text)}`);
/** What the last transaction with a payee had. */
export const getRecall = (account: number, payee: number): Answer<Recall> => send(`/accounts/${account}/recall?payee=${payee}`);

export const getTransaction = (id: number): Answer<Transaction> => send(`/transactions/${id}`);
export const addTransaction = (draft: TransactionDraft): Answer<Done> => send("/transactions", withJson("POST", draft));
export const changeTransaction = (id: number, draft: TransactionDraft): Answer<Done> => send(`/transactions/${id}`, withJson("PUT", draft));
export const deleteTransaction = (id: number): Answer<Done> => send(`/transactions/${id}`, withJson("DELETE"));
export const setSplitState = (id: number, split: number, change: StateChange): Answer<Done> =>
  send(`/transactions/${id}/splits/${split}/state`, withJson("PUT", change));

export const previewBulk = (bulk: Bulk): Answer<BulkPreview> => send("/transactions/bulk/preview", withJson("POST", bulk));
export const changeBulk = (bulk: Bulk): Answer<Done> => send("/transactions/bulk", withJson("POST", bulk));
export const getAttachments = (transaction: number): Answer<Attachments> => send(`/transactions/${transaction}/attachments`);
export const attach = (transaction: number, file: File): Answer<Done> =>
  send(`/transactions/${transaction}/attachments?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file, headers: { "content-type": "application/octet-stream" } });
export const detach = (id: number): Answer<Done> => send(`/attachments/${id}`, withJson("DELETE"));
export const getAttachmentSizes = (): Answer<AttachmentSizes> => send("/attachments");
/** What was removed goes for good: undo does not bring it back. */
export const letGoOfFiles = (): Answer<Done> => send("/attachments/let-go", withJson("POST"));
/** Shown where it is a picture or a PDF, or to be saved. */
export const attachmentUrl = (id: number, download = false): string => `${ROOT}/attachments/${id}/file${download ? "?download=true" : ""}`;
export const voidTransaction = (id: number, on: boolean): Answer<Done> => send(`/transactions/${id}/void`, withJson("POST", { void: on }));
export const duplicateTransaction = (id: number, date: string): Answer<Done> => send(`/transactions/${id}/duplicate`, withJson("POST", { date }));
/** Past so many others of its day in a register; up is negative. */
export const moveInDay = (id: number, account: number, by: number): Answer<Done> => send(`/transactions/${id}/place`, withJson("POST", { account, by }));
export const moveRow = (id: number, split: number, account: number): Answer<Done> => send(`/transactions/${id}/move`, withJson("POST", { split, account }));

/** Two rows of two accounts become one transfer. */
export const linkRows = (two: TwoRows): Answer<Done> => send("/transactions/link", withJson("POST", two));
/** Two rows of one account become one. */
export const mergeRows = (two: TwoRows): Answer<Done> => send("/transactions/merge", withJson("POST", two));
/** Rows of other accounts that this one could be linked with, the nearest days first. */
export const getCounterparts = (id: number, split: number): Answer<Counterparts> => send(`/transactions/${id}/counterparts?split=${split}`);
/** Rows that look like the two sides of one transfer, one of them in this account. */
export const getTransferProposals = (account: number, from: string): Answer<TransferProposals> => send(`/transfers/proposals?account=${account}&from=${from}`);

export type Named = "payees" | "tags" | "categories";
export const renameNamed = (kind: Named, id: number, name: string): Answer<Done> => send(`/${kind}/${id}`, withJson("PATCH", { name }));
export const mergeNamed = (kind: Named, id: number, into: number): Answer<Done> => send(`/${kind}/${id}/merge`, withJson("POST", { into }));
export const deleteNamed = (kind: "payees" | "tags", id: number): Answer<Done> => send(`/${kind}/${id}`, withJson("DELETE"));
export const deleteUnused = (kind: Named): Answer<Done> => send(`/${kind}/delete-unused`, withJson("POST"));
/** A category by its name with all beneath it, also where it is none itself. */
export const renameCategories = (name: string, currency: string, to: string, merge = false): Answer<Done> =>
  send("/categories/rename", withJson("POST", { name, currency, to, merge }));
/** What a merging would do; changes nothing. */
export const previewRenameCategories = (name: string, currency: string, to: string): Answer<CategoryRenamePreview> =>
  send("/categories/rename/preview", withJson("POST", { name, currency, to, merge: true }));
export const getTags = (): Answer<Tags> => send("/tags");
export const getOpening = (account: number): Answer<AccountOpening> => send(`/accounts/${account}/opening`);
export const orderAccounts = (order: { readonly accounts: readonly number[]; readonly moved: AccountMove | null }): Answer<Done> => send("/accounts/order", withJson("PUT", order));

export const getSchedules = (today: string): Answer<Schedules> => send(`/schedules?today=${today}`);
export const getProposals = (today: string): Answer<Proposals> => send(`/schedules/proposals?today=${today}`);
export const addSchedule = (draft: ScheduleDraft): Answer<Done> => send("/schedules", withJson("POST", draft));
export const changeSchedule = (id: number, draft: ScheduleDraft): Answer<Done> => send(`/schedules/${id}`, withJson("PUT", draft));
export const deleteSchedule = (id: number): Answer<Done> => send(`/schedules/${id}`, withJson("DELETE"));
export const enterOccurrence = (id: number, how: EnterOccurrence): Answer<Done> => send(`/schedules/${id}/enter`, withJson("POST", how));
export const skipOccurrence = (id: number, occurrence: number): Answer<Done> => send(`/schedules/${id}/skip`, withJson("POST", { occurrence }));
export const moveOccurrence = (id: number, to: MoveOccurrence): Answer<Done> => send(`/schedules/${id}/move`, withJson("POST", to));
/** Where the first row of a day, or of the next that has one, stands among those that are found. */
export const getDay = (account: number, date: string, search: string, today: string): Answer<RegisterPlace> =>
  send(`/accounts/${account}/register/place?${queryOf({ date, search, today })}`);

/** What is scheduled in a register for so many days, and the balance it leads to. */
export const getAhead = (account: number, days: number, today: string): Answer<Ahead> => send(`/accounts/${account}/ahead?days=${days}&today=${today}`);

export const getPayees = (): Answer<Payees> => send("/payees");
export const getPreferences = (): Answer<Preferences> => send("/preferences");
export const setPreference = (key: string, value: unknown): Answer<Done> => send(`/preferences/${encodeURIComponent(key)}`, withJson("PUT", value));
export const forgetPreference = (key: string): Answer<Done> => send(`/preferences/${encodeURIComponent(key)}`, withJson("DELETE"));
/** Entries before a revision, or the newest; with `search` only those with it in their words or their origin. */
export function getHistory(limit: number, before?: number, search = ""): Answer<History> {
  const more = `${before === undefined ? "" : `&before=${before}`}${search === "" ? "" : `&search=${encodeURIComponent(search)}`}`;
  return send(`/history?limit=${limit}${more}`);
}
export const takeBack = (revision: number): Answer<Done> => send(`/history/${revision}/undo`, withJson("POST"));
/** What taking back the rest of a step would do, of which a part was changed since. */
export const getRest = (revision: number): Answer<RestPreview> => send(`/history/${revision}/rest`);
export const takeBackRest = (revision: number): Answer<Done> => send(`/history/${revision}/rest`, withJson("POST"));
export const doAgain = (revision: number): Answer<Done> => send(`/history/${revision}/redo`, withJson("POST"));
/** The step that is meant: where it is another by now, nothing is taken back. */
export const undo = (revision?: number | null): Answer<Done> => send(`/undo?${queryOf({ revision: revision ?? undefined })}`, withJson("POST"));
export const redo = (revision?: number | null): Answer<Done> => send(`/redo?${queryOf({ revision: revision ?? undefined })}`, withJson("POST"));

/** `task` is the name under which it can be asked how far it is. */
export function previewImport(file: File, task: string, signal: AbortSignal | null = null): Answer<ImportPreview> {
  const request = { method: "POST", body: file, signal, headers: { "content-type": "application/octet-stream" } };
  return send(`/imports/previews?task=${task}&name=${encodeURIComponent(file.name)}`, request);
}
/** How far what has this name is; an error where it is over or has not begun. */
export const importProgress = (task: string): Answer<ImportProgress> => send(`/imports/progress/${task}`);
/** Stops what has this name, with nothing changed. */
export const stopImport = (task: string): Answer<ImportProgress> => send(`/imports/progress/${task}`, { method: "DELETE" });
/** The same preview for other accounts: what is known already depends on where the lines go. */
export const previewAgain = (id: string, choice: PreviewChoice, task: string): Answer<ImportPreview> =>
  send(`/imports/previews/${encodeURIComponent(id)}?task=${task}`, withJson("POST", choice));
/** What an import would do by what was said of the lines, and what cannot be. */
export const checkDecisions = (id: string, decisions: Decisions): Answer<DecisionsChecked> =>
  send(`/imports/previews/${encodeURIComponent(id)}/decisions`, withJson("POST", decisions));
/** One line of a preview as the file has it. */
export const getRawRecord = (id: string, statement: number, line: number): Answer<RawRecord> =>
  send(`/imports/previews/${encodeURIComponent(id)}/record?statement=${statement}&line=${line}`);
export const getImports = (): Answer<ImportBatches> => send("/imports");
export const getImportLines = (id: number, offset: number): Answer<BatchLines> => send(`/imports/${id}?limit=1000&offset=${offset}`);
export const forgetImportFile = (id: number): Answer<Done> => send(`/imports/${id}/file`, withJson("DELETE"));
export const importFileUrl = (id: number): string => `${ROOT}/imports/${id}/file`;
/** The book, one register of it, or what came from one file, as a file of another program. */
export const exportUrl = (format: string, part: { readonly account?: number | undefined; readonly import?: number } = {}): string =>
  `${ROOT}/export?${queryOf({ format, ...part })}`;
const bytesOf = (file: File): RequestInit => ({ method: "POST", body: file, headers: { "content-type": "application/octet-stream" } });
/** What is in a whole book, and whether this one can be filled with it. */
export const previewContents = (file: File): Answer<ContentsPreview> => send("/contents/preview", bytesOf(file));
/** Fills the empty book. */
export const fillBook = (file: File): Answer<Done> => send("/contents", bytesOf(file));
/** The file read again: with answers to what it leaves open, or other columns. */
export const previewWithLayouts = (id: string, answers: LayoutAnswers, task: string): Answer<ImportPreview> =>
  send(`/imports/previews/${encodeURIComponent(id)}/layouts?task=${task}`, withJson("POST", answers));
export const runImport = (order: ImportOrder, task: string): Answer<Imported> => send(`/imports?task=${task}`, withJson("POST", order));

/** Where the event stream of one session starts. */
export const eventsUrl = (session: string, book: string, after: number): string =>
  `${ROOT}/events?session=${encodeURIComponent(session)}&book=${encodeURIComponent(book)}&after=${after}`;

export const getStatements = (account: number): Answer<Statements> => send(`/accounts/${account}/statements`);
export const startStatement = (account: number, statement: NewStatement): Answer<Done> => send(`/accounts/${account}/statements`, withJson("POST", statement));
export const getStatement = (id: number): Answer<StatementPage> => send(`/statements/${id}`);
export const editStatement = (id: number, change: StatementChange): Answer<Done> => send(`/statements/${id}`, withJson("PUT", change));
export const setTicks = (id: number, ticks: Ticks): Answer<Done> => send(`/statements/${id}/ticks`, withJson("PUT", ticks));
export const finishStatement = (id: number, adjust: boolean): Answer<Done> => send(`/statements/${id}/finish`, withJson("POST", { adjust }));
export const reopenStatement = (id: number): Answer<Done> => send(`/statements/${id}/reopen`, withJson("POST"));
export const dropStatement = (id: number): Answer<Done> => send(`/statements/${id}`, withJson("DELETE"));

export const getChequebooks = (account: number): Answer<Chequebooks> => send(`/accounts/${account}/chequebooks`);
export const addChequebook = (account: number, chequebook: NewChequebook): Answer<Done> => send(`/accounts/${account}/chequebooks`, withJson("POST", chequebook));
export const changeChequebook = (id: number, patch: ChequebookPatch): Answer<Done> => send(`/chequebooks/${id}`, withJson("PATCH", patch));
export const deleteChequebook = (id: number): Answer<Done> => send(`/chequebooks/${id}`, withJson("DELETE"));
/** The number of the next cheque, from the book in use. */
export const getChequeNumber = (account: number): Answer<ChequeNumber> => send(`/accounts/${account}/cheque-number`);
export const getCheques = (account: number, today: string): Answer<Cheques> => send(`/accounts/${account}/cheques?today=${today}`);
/** What the bank has, and what of it is free. */
export const getFunds = (account: number, today: string): Answer<Funds> => send(`/accounts/${account}/funds?today=${today}`);
