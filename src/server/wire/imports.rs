//! Bank files: previews and what came of them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::PairRow;
use super::accounts::AccountKind;
use super::import_orders::StatementOrder;
use super::layouts::ImportReading;

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
    /// How each file was understood that does not say it itself: tables and QIF.
    pub readings: Vec<ImportReading>,
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
    /// Whether the file says whose account it is.
    pub account_named: bool,
    pub decimals: u8,
    /// The account of the book this belongs to, where that is known or likely.
    pub account: Option<i64>,
    pub lines: Vec<LinePreview>,
    /// How many lines could be an entry of the book, where the lines were not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doubtful: Option<u64>,
    /// The bank's own balance and its date, where the file gives one.
    pub bank_balance: Option<BankBalance>,
    /// What a new account would have to hold before the first line so that the
    /// register agrees with the bank; null where the file does not tell.
    pub opening: Option<BankBalance>,
    /// How the register will stand to the bank's balance; null where there is nothing to compare.
    pub agreement: Option<Agreement>,
}

/// The register after the import against the bank's balance, in minor units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Agreement {
    /// What the register will hold on the day of the bank's balance.
    pub register: i64,
    /// What it will hold more than the bank says; negative for less.
    pub difference: i64,
    /// The first day from which it differs; null where it agrees, or differs from before the file's first line.
    pub since: Option<String>,
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
    /// The payee as it would be written.
    pub payee: String,
    /// Why it is not what the bank wrote; null where it is.
    pub payee_reason: Option<String>,
    /// The payee in the bank's words.
    pub bank_payee: String,
    pub memo: String,
    /// "Food:Groceries", `[Savings]` for a transfer, "Split"; empty where there is none.
    pub category: String,
    /// Why this category was proposed; null where the file gives it, or there is none.
    pub category_reason: Option<String>,
    pub fate: LineFate,
    /// Why, in words: "already in this account", "the cheque 319 you entered".
    pub reason: String,
    /// The entries that a doubtful line could be, the likeliest first. Of a new line: a cheque over another amount.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<CandidatePreview>,
    /// What a new line, or a doubtful one that turns out to be new, is of a schedule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<DuePreview>,
    /// A row of another account that a new line looks like the other side of: with the category `[Account]` the two
    /// become one transfer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counterpart: Option<PairRow>,
}

/// The occurrence of a schedule that a line is. Entering it, the line takes these words, and the schedule goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DuePreview {
    pub schedule: i64,
    /// What the schedule is known by.
    pub title: String,
    pub date: String,
    /// Entered unless the order says otherwise; else only if it says so.
    pub certain: bool,
    /// Why, in words: "Rent, due 2026-03-01: this enters it."
    pub reason: String,
    pub payee: String,
    pub category: String,
    pub memo: String,
}

/// An entry of the book that a line could be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CandidatePreview {
    pub transaction: i64,
    pub split: u32,
    pub date: String,
    /// Another than the line's only where the bank may have changed it: the order has to take the bank's (`take_amount`).
    pub amount: i64,
    pub number: Option<String>,
    pub payee: String,
    pub memo: String,
    /// What speaks for it.
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
    /// Is one of its candidates or new: say which.
    Doubtful,
    /// Was imported before and deleted since; it stays away unless it is asked for.
    Deleted,
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

/// `POST /api/v1/imports/previews/{id}/decisions`: what an import would do by what was said of the lines.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct Decisions {
    pub statements: Vec<StatementOrder>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DecisionsChecked {
    pub statements: Vec<StatementChecked>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct StatementChecked {
    pub index: u32,
    /// How the register will stand to the bank's balance then.
    pub agreement: Option<Agreement>,
    /// The lines of which something was said, in their order.
    pub lines: Vec<LineChecked>,
}

/// What becomes of a line by what was said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LineChecked {
    /// As it would be imported.
    pub line: LinePreview,
    /// Why it cannot be, and what to do; the line is then as it was proposed, and nothing can be imported so.
    pub problem: Option<String>,
}

/// `GET /api/v1/imports/previews/{id}/record`: one line as the file has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RawRecord {
    /// Empty where the file is no text.
    pub text: String,
}

/// The answer to `POST /api/v1/imports`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Imported {
    pub revision: u64,
    pub added: u64,
    pub known: u64,
    pub linked: u64,
    pub left_out: u64,
    /// How many of those added were occurrences of schedules.
    pub scheduled: u64,
    /// The first account that received lines: where to look next.
    pub account: Option<i64>,
    pub words: String,
}

/// `GET /api/v1/imports/progress/{task}`: what is being done, and how far it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportProgress {
    pub stage: ImportStage,
    /// Of all of it, 0 to 100.
    pub percent: u8,
    /// Rows of this stage that are behind it; bytes of the file while it is read.
    pub done: u64,
    /// All rows of this stage, or bytes of the file; 0 where that is not known.
    pub of: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportStage {
    /// The file becomes lines.
    Reading,
    /// The lines are compared with the book.
    Comparing,
    /// What they become is worked out.
    Deciding,
    /// They are written.
    Writing,
    /// The step goes into the history.
    Recording,
}
