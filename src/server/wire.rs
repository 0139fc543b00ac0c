//! What travels between the page and the server, as JSON.
//!
//! Wire types are not domain types: they hold plain numbers and text, and
//! the mapping to and from `ledger` types lives in `server/mapping.rs`. This
//! module decides nothing and reads nothing.
//!
//! Amounts are integers of the currency's minor unit (cents for USD, yen for
//! JPY) and never leave ±(2^53 − 1), so that a browser holds them exactly.
//! Dates are `YYYY-MM-DD` (ISO 8601). Cheque numbers are text.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Which side of the accounting equation an account is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// What you have: current account, savings, cash. Has a register.
    Asset,
    /// What you owe: credit card, loan. Has a register.
    Liability,
    /// Where money comes from: a category.
    Income,
    /// Where money goes: a category.
    Expense,
    /// Opening balances and the like.
    Equity,
}

/// How far a split has been agreed with the bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SplitState {
    Uncleared,
    Cleared,
    Reconciled,
}

/// `GET /api/v1/app`: the program, its book and its life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct App {
    /// Version of the program, as in `--version`.
    pub version: String,
    pub book: BookInfo,
    /// The newest revision of the book; the cursor to open the event stream with.
    pub revision: u64,
    pub life: Life,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BookInfo {
    /// Names this book for ever; a cursor is only good for the book it came from.
    pub id: String,
    /// The file's name without its ending, for the title of the page.
    pub name: String,
    pub path: String,
    pub folder: String,
}

/// How long the program means to live. Also the data of the `status` event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Life {
    /// The tray's status line in words: "2 tabs open", "Closing in 4 s".
    pub status: String,
    /// How many pages are open, this one included.
    pub open_sessions: u64,
    /// True: the program stays when the last page closes.
    pub keep_running: bool,
    /// Whether a tray icon is being shown; when not, the page is the only control.
    pub tray: bool,
}

/// `PUT /api/v1/app/keep-running`
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct KeepRunning {
    pub on: bool,
}

/// The answer to every accepted change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Done {
    /// The revision that this change became. Unchanged when there was nothing to do.
    pub revision: u64,
    /// The account or transaction that was made, where one was.
    pub id: Option<i64>,
    /// What was done, in words, for the line that offers to undo it.
    pub words: String,
}

/// `GET /api/v1/accounts`: registers and categories, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Accounts {
    pub revision: u64,
    pub accounts: Vec<Account>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Account {
    pub id: i64,
    pub name: String,
    pub kind: AccountKind,
    /// ISO 4217 code.
    pub currency: String,
    /// Digits after the decimal mark in `currency` (ISO 4217): 2 for USD, 0 for JPY.
    pub decimals: u8,
    /// Sum of all splits, future ones included. Liabilities owed are negative.
    pub balance: i64,
    /// Sum of the cleared and reconciled splits.
    pub cleared_balance: i64,
    /// Number of register rows.
    pub rows: u64,
    pub closed: bool,
    pub note: String,
}

/// `POST /api/v1/accounts`
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct NewAccount {
    pub name: String,
    pub kind: AccountKind,
    /// ISO 4217 code.
    pub currency: String,
    /// What the account held on the day the book begins; written as a transaction against equity.
    pub opening: Option<Opening>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct Opening {
    pub date: String,
    /// Minor units; negative for a debt.
    pub amount: i64,
}

/// `PATCH /api/v1/accounts/{id}`: only what is given changes.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct AccountPatch {
    pub name: Option<String>,
    pub note: Option<String>,
    pub closed: Option<bool>,
}

/// `GET /api/v1/accounts/{id}/register?offset=&limit=`
///
/// Rows in date order, oldest first. Without `offset` the last `limit` rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RegisterPage {
    pub revision: u64,
    pub account: i64,
    /// Rows in the whole register.
    pub total: u64,
    /// Position of the first row given here, from 0.
    pub offset: u64,
    pub rows: Vec<RegisterRow>,
}

/// One split of the account as a line of its register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RegisterRow {
    pub transaction: i64,
    /// Position of the split in its transaction, from 0.
    pub split: u32,
    pub date: String,
    pub number: Option<String>,
    pub payee: Option<String>,
    /// What stands in the category column: a category, "[Savings]" for a transfer, "Split" for several.
    pub category: String,
    /// The one account on the other side; null when there are several.
    pub other_account: Option<i64>,
    pub memo: String,
    /// Minor units: positive is a deposit, negative a payment.
    pub amount: i64,
    pub state: SplitState,
    /// Running balance after this row, minor units.
    pub balance: i64,
}

/// `GET /api/v1/transactions/{id}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Transaction {
    /// The book's revision at which this was read: give it back as `base` when changing it.
    pub revision: u64,
    pub id: i64,
    pub date: String,
    pub number: Option<String>,
    pub payee: Option<String>,
    pub memo: String,
    pub splits: Vec<Split>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Split {
    pub account: i64,
    /// Minor units; the splits of a transaction sum to zero.
    pub amount: i64,
    pub memo: String,
    pub state: SplitState,
}

/// `POST /api/v1/transactions`, and `PUT /api/v1/transactions/{id}` (the whole, not a part).
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct TransactionDraft {
    pub date: String,
    pub number: Option<String>,
    /// A payee by name; a new name makes a new payee.
    pub payee: Option<String>,
    #[serde(default)]
    pub memo: String,
    pub splits: Vec<SplitDraft>,
    /// For a change: the revision the page had read. If somebody changed the
    /// transaction since then, the answer is 409 and nothing is lost.
    pub base: Option<u64>,
}

/// One side. Exactly one of `account` and `category` is given.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct SplitDraft {
    pub account: Option<i64>,
    /// A category by name; a new name makes a new category (expense for a payment, income for a deposit).
    pub category: Option<String>,
    pub amount: i64,
    #[serde(default)]
    pub memo: String,
    /// Uncleared when left out.
    pub state: Option<SplitState>,
}

/// `PUT /api/v1/transactions/{id}/splits/{split}/state`
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct StateChange {
    pub state: SplitState,
    /// Must be true to take a split out of `reconciled`.
    #[serde(default)]
    pub unreconcile: bool,
}

/// `GET /api/v1/payees`: everyone ever used, for completion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Payees {
    pub revision: u64,
    pub payees: Vec<Payee>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Payee {
    pub id: i64,
    pub name: String,
    /// The category of the newest transaction with this payee.
    pub last_category: Option<i64>,
}

/// `GET /api/v1/history?limit=`: the change log in words, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct History {
    pub revision: u64,
    /// What undo would undo, in words; null when there is nothing.
    pub undo: Option<String>,
    pub redo: Option<String>,
    pub entries: Vec<HistoryEntry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HistoryEntry {
    pub revision: u64,
    /// RFC 3339, UTC.
    pub at: String,
    pub words: String,
    /// True while this change is undone.
    pub undone: bool,
}

/// `POST /api/v1/imports/previews?name=FILE`, the file as the body: what it holds. Nothing is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportPreview {
    /// Give it back to import; forgotten after half an hour or when the program ends.
    pub id: String,
    pub file: String,
    /// "OFX", "QIF".
    pub format: String,
    /// "UTF-8", "windows-1252" …, by the names of the WHATWG Encoding Standard.
    pub encoding: String,
    pub statements: Vec<StatementPreview>,
    /// What could not be read, and why. The rest is imported all the same.
    pub problems: Vec<ImportProblem>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportProblem {
    /// Line of the file, from 1; null where the reason is about the whole file.
    pub line: Option<u64>,
    pub reason: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct StatementPreview {
    pub index: u32,
    /// The account as the file names it, for people: "CHECKING …2687".
    pub label: String,
    pub kind: AccountKind,
    pub currency: String,
    /// False where the file does not say which currency this is (QIF): ask for it when a new account is made.
    pub currency_stated: bool,
    pub decimals: u8,
    /// The account of the book this belongs to, where that is known or likely.
    pub account: Option<i64>,
    pub lines: Vec<LinePreview>,
    /// The bank's own balance and its date, where the file gives one.
    pub bank_balance: Option<BankBalance>,
    /// What a new account would have to hold before the first line so that the
    /// register agrees with the bank; null where the file does not tell.
    pub opening: Option<BankBalance>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BankBalance {
    pub date: String,
    pub amount: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LinePreview {
    pub index: u32,
    pub date: String,
    pub amount: i64,
    pub number: Option<String>,
    pub payee: String,
    pub memo: String,
    pub category: String,
    pub fate: LineFate,
    /// Why, in words: "already in this account", "the cheque 319 you entered".
    pub reason: String,
}

/// What importing would do with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LineFate {
    /// Becomes a transaction.
    New,
    /// Is in the book already; nothing is added.
    Known,
    /// Is the bank's side of a transaction that was entered by hand or came with the other account.
    Linked,
    /// Cannot be held by a book; the reason is among the problems.
    Unfit,
}

/// `POST /api/v1/imports/previews/{id}`: the preview again, for these accounts.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct PreviewChoice {
    pub statements: Vec<StatementChoice>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct StatementChoice {
    pub index: u32,
    /// An account of the book, or null for a new one.
    pub account: Option<i64>,
    /// The currency of a new account, where the file does not state it.
    pub currency: Option<String>,
}

/// `POST /api/v1/imports`: one batch, one undo step.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct ImportOrder {
    pub preview: String,
    pub statements: Vec<StatementOrder>,
}

/// Where a statement goes. Statements not named are left out.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct StatementOrder {
    pub index: u32,
    /// An account of the book, or null to make `new_account`.
    pub account: Option<i64>,
    /// The name of the account to make.
    pub new_account: Option<String>,
    /// The currency of the account to make, where the file does not state it.
    pub currency: Option<String>,
    /// Write the opening balance of the preview (only for a new account).
    #[serde(default)]
    pub with_opening: bool,
    /// Lines to leave out, by their index.
    #[serde(default)]
    pub leave_out: Vec<u32>,
}

/// The answer to `POST /api/v1/imports`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Imported {
    pub revision: u64,
    pub added: u64,
    pub known: u64,
    pub linked: u64,
    pub left_out: u64,
    /// The first account that received lines: where to look next.
    pub account: Option<i64>,
    pub words: String,
}

/// Errors, as `application/problem+json` (RFC 9457) with three fields of our own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// `urn:counterfoil:problem:…`, stable, for programs.
    #[serde(rename = "type")]
    pub kind: String,
    /// What happened.
    pub title: String,
    pub status: u16,
    /// What it means for the book.
    pub detail: String,
    /// What to do about it.
    pub advice: String,
    /// The field at fault, by its wire name, where there is one.
    pub field: Option<String>,
}
