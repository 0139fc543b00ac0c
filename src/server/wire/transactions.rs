//! Transactions, registers and history.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Counterpart;

/// How far a split has been agreed with the bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SplitState {
    Uncleared,
    Cleared,
    Reconciled,
}

/// `GET /api/v1/accounts/{id}/register?offset=&limit=&search=`
///
/// Rows in date order, oldest first. Without `offset` the last `limit` rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RegisterPage {
    pub revision: u64,
    pub account: i64,
    /// Rows in the whole register; with `search`, rows that are found.
    pub total: u64,
    /// Position of the first row given here, from 0, among all or among the found.
    pub offset: u64,
    pub rows: Vec<RegisterRow>,
    /// What of the search may have been meant otherwise than it was read, in sentences; nothing where what was meant is
    /// found. What cannot be read at all is refused.
    pub not_understood: Vec<String>,
}

/// One split of the account as a line of its register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RegisterRow {
    pub transaction: i64,
    /// Position of the split in its transaction, from 0.
    pub split: u32,
    /// Position in the whole register, from 0, also when only some rows are looked for.
    pub index: u64,
    pub date: String,
    pub number: Option<String>,
    pub payee: Option<String>,
    /// What stands in the category column: a category, `[Savings]` for a transfer, "Split" for several.
    pub category: String,
    /// The one account on the other side; null when there are several.
    pub other_account: Option<i64>,
    pub memo: String,
    /// Minor units: positive is a deposit, negative a payment.
    pub amount: i64,
    pub state: SplitState,
    /// Names of tags, as typed first.
    pub tags: Vec<String>,
    /// A cheque that was written and does not count.
    pub void: bool,
    /// Whether a bank file has it, too.
    pub imported: bool,
    /// Running balance after this row, minor units.
    pub balance: i64,
    /// How many files are attached to the transaction.
    pub attachments: u64,
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
    /// By name.
    pub tags: Vec<String>,
    /// Kept and marked; its sides are zero until it is made valid again.
    pub void: bool,
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
    /// All of its tags, by name; a new name makes a new tag. Left out: as they were.
    pub tags: Option<Vec<String>>,
    /// For a change: the revision the page had read. If somebody changed the
    /// transaction since then, the answer is 409 and nothing is lost.
    pub base: Option<u64>,
    /// What becomes of a row that is the other side of this transfer already. Left out: the answer is 409
    /// `counterpart-stands` where there is one, and nothing is written.
    pub counterpart: Option<Counterpart>,
}

/// One side. Exactly one of `account` and `category` is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SplitDraft {
    pub account: Option<i64>,
    /// A category by name; a new name makes a new category (expense for a payment, income for a deposit).
    /// `[Savings]` is a transfer to that account.
    pub category: Option<String>,
    pub amount: i64,
    #[serde(default)]
    pub memo: String,
    /// Left out: as it was on a side that the transaction had before a change, else uncleared.
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

/// `GET /api/v1/history?limit=`: the change log in words, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct History {
    pub revision: u64,
    /// What undo would undo, in words; null when there is nothing.
    pub undo: Option<String>,
    pub redo: Option<String>,
    /// The steps that they would take back and do again.
    pub undo_revision: Option<u64>,
    pub redo_revision: Option<u64>,
    /// Whether there are older entries.
    pub more: bool,
    pub entries: Vec<HistoryEntry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HistoryEntry {
    pub revision: u64,
    /// RFC 3339, UTC.
    pub at: String,
    pub words: String,
    /// Who did it: "Firefox 140 on Linux", "import", "command line"; empty where it was not kept.
    pub origin: String,
    /// False for an entry that takes back another, or does it again.
    pub is_step: bool,
    /// True while this change is undone.
    pub undone: bool,
}
