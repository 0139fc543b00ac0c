//! Statements and what reconciles them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::bulk::RowRef;
use super::transactions::SplitState;

/// `GET /api/v1/accounts/{id}/statements`, by date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Statements {
    pub revision: u64,
    pub account: i64,
    pub statements: Vec<StatementEntry>,
    /// What an imported file offers to reconcile next; null where none does, or one is under way.
    pub brought: Option<BroughtStatement>,
}

/// The date and the balance that an imported file brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BroughtStatement {
    /// The import: give it back to begin with its rows ticked.
    pub batch: i64,
    pub file: String,
    pub date: String,
    pub closing: i64,
}

/// A statement and what it comes to. Amounts in minor units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct StatementEntry {
    pub id: i64,
    pub account: i64,
    /// The last day it covers.
    pub date: String,
    /// The balance at the end of that day, as the bank has it.
    pub closing: i64,
    pub finished: bool,
    /// What is reconciled before it.
    pub opening: i64,
    /// What is ticked in it, or was reconciled by it.
    pub ticked: i64,
    /// What is still to be ticked; a finished one with a difference no longer adds up.
    pub difference: i64,
    pub rows: u64,
    /// Finished, and its rows are not what they were. It may still add up.
    pub changed: bool,
}

/// `GET /api/v1/statements/{id}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct StatementPage {
    pub revision: u64,
    pub statement: StatementEntry,
    /// While it is being reconciled: all that could be ticked. When it is finished: what it has.
    pub rows: Vec<TickRow>,
    /// What could be behind the difference, the simplest first.
    pub explanations: Vec<Explanation>,
    /// Of a finished one: why it is not what it was, the newest changes first.
    pub drift: Vec<DriftCause>,
}

/// A row of the register, to tick.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TickRow {
    pub transaction: i64,
    pub split: u32,
    pub date: String,
    pub number: Option<String>,
    pub payee: Option<String>,
    pub memo: String,
    pub amount: i64,
    pub state: SplitState,
    pub ticked: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Explanation {
    pub kind: ExplanationKind,
    /// The rows it is about, one to three.
    pub rows: Vec<RowRef>,
    /// For exchanged digits and slips of the sign: the amount that the bank would have.
    pub bank_amount: Option<i64>,
    /// For a row of another statement: the date of that one.
    pub date: Option<String>,
    /// For a row of another statement: that one.
    pub statement: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExplanationKind {
    /// Turning the ticks of these rows round makes it add up.
    Toggle,
    SignSlip,
    Transposed,
    Elsewhere,
}

/// Changes that came together, and the rows by which a finished statement is not what it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DriftCause {
    /// Since the statement was finished, newest first; empty where the history does not go back so far.
    pub changes: Vec<ChangeWords>,
    /// What it makes of the difference: those of all causes add up to it.
    pub difference: i64,
    /// How many rows.
    pub total: u64,
    /// The first of them.
    pub rows: Vec<DriftRow>,
}

/// A transaction that does not count for what it did when the statement was finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DriftRow {
    pub transaction: i64,
    /// As it is now; as it was where it is deleted. Null where nothing is known of it but its amount.
    pub date: Option<String>,
    pub number: Option<String>,
    pub payee: Option<String>,
    pub memo: String,
    pub deleted: bool,
    /// What it counted for when the statement was finished; null when it came in later.
    pub held: Option<i64>,
    /// What it counts for now; null when it left.
    pub now: Option<i64>,
    /// The date of the statement that had it, where that is one before.
    pub statement_date: Option<String>,
    /// What is another about it since then.
    pub fields: Vec<ChangedField>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChangedField {
    pub field: RowField,
    /// Amounts in minor units, dates ISO 8601, states as in a row; null where there was nothing.
    pub from: Option<String>,
    pub to: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowField {
    Date,
    Number,
    Payee,
    Memo,
    Account,
    Amount,
    State,
    /// The date of the statement it is in.
    Statement,
}

/// One entry of the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChangeWords {
    pub revision: u64,
    /// RFC 3339, UTC.
    pub at: String,
    pub words: String,
    /// Who did it: "Firefox 140 on Linux", "import", "command line"; empty where it was not kept.
    pub origin: String,
}

/// `POST /api/v1/accounts/{id}/statements`
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct NewStatement {
    pub date: String,
    pub closing: i64,
    /// Ticks what is cleared up to the date; true when left out.
    pub tick_cleared: Option<bool>,
    #[serde(default)]
    pub ticks: Vec<RowRef>,
    /// An import, whose rows up to the date are ticked, too.
    pub batch: Option<i64>,
}

/// `PUT /api/v1/statements/{id}`: only while it is being reconciled.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct StatementChange {
    pub date: String,
    pub closing: i64,
}

/// `PUT /api/v1/statements/{id}/ticks`
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct Ticks {
    pub rows: Vec<RowRef>,
    pub ticked: bool,
}

/// `POST /api/v1/statements/{id}/finish`
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct Finish {
    /// Makes up a difference by an entry of its own.
    #[serde(default)]
    pub adjust: bool,
}
