//! Many rows at once, and what single rows can become.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Counterpart, SplitState};

/// A row of a register: one side of a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RowRef {
    pub transaction: i64,
    /// Position of the split in its transaction, from 0.
    #[serde(default)]
    pub split: usize,
}

/// `POST /api/v1/transactions/bulk`, and `…/bulk/preview`: one change to all of these rows, or to none.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct Bulk {
    pub selection: Vec<RowRef>,
    /// The revision the page had read: a row that was changed since then is 409.
    pub base: Option<u64>,
    pub change: BulkChange,
    /// What becomes of rows that are the other sides of transfers this makes. Left out: the answer is 409
    /// `counterpart-stands` where there are any.
    pub counterpart: Option<Counterpart>,
}

/// What becomes of each row; written as `"delete"`, `{"payee": "Grocer"}`, `{"shift_days": -1}` …
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BulkChange {
    Delete,
    /// A category by name, made where there is none; `[Savings]` makes transfers to that account.
    Category(String),
    /// The id of the register the rows go to.
    AccountMove(i64),
    /// By name; empty for nobody.
    Payee(String),
    State(SplitState),
    ShiftDays(i32),
    /// `YYYY-MM-DD`
    Date(String),
    TagsAdd(Vec<String>),
    TagsRemove(Vec<String>),
    Memo(String),
}

/// What a change to many rows would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BulkPreview {
    /// Give it back as `base`.
    pub revision: u64,
    /// What the history would say.
    pub words: String,
    /// How many transactions would change.
    pub total: u64,
    /// The first 200 of them.
    pub rows: Vec<BulkRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BulkRow {
    pub before: BulkSide,
    /// Null: deleted.
    pub after: Option<BulkSide>,
}

/// A row as it is, or as it would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BulkSide {
    pub transaction: i64,
    pub split: u32,
    pub account: i64,
    pub date: String,
    pub number: Option<String>,
    pub payee: Option<String>,
    /// As in a register: a category, `[Savings]`, "Split".
    pub category: String,
    pub memo: String,
    /// Minor units.
    pub amount: i64,
    pub state: SplitState,
    pub tags: Vec<String>,
}

/// `POST /api/v1/transactions/{id}/void`
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct Void {
    /// False makes it valid again, with the amounts it had.
    pub void: bool,
}

/// `POST /api/v1/transactions/{id}/duplicate`
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct Duplicate {
    /// `YYYY-MM-DD`
    pub date: String,
}

/// `POST /api/v1/transactions/{id}/place`
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct MoveInDay {
    /// The register in which it passes others.
    pub account: i64,
    /// How many others of its day it passes: up, to what is older, where it is negative. It stops at the first and at the
    /// last of the day.
    pub by: i64,
}

/// `POST /api/v1/transactions/{id}/move`
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct MoveRow {
    pub split: usize,
    pub account: i64,
}
