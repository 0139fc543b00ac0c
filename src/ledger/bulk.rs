//! What can be done to many rows at once, as one step.

use jiff::civil::Date;

use super::account::AccountId;
use super::command::Target;
use super::transaction::{SplitState, TransactionId};

/// A row of a register: one side of a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowRef {
    pub transaction: TransactionId,
    /// Position of the split, from 0.
    pub split: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkDraft {
    pub rows: Vec<RowRef>,
    /// The revision that was read: a row that was changed since then is a refusal.
    pub base: Option<u64>,
    pub change: BulkChange,
}

/// What becomes of each of the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BulkChange {
    Delete,
    /// The other side, of rows that have one other side.
    Category(Target),
    /// The row itself goes to another register.
    AccountMove(AccountId),
    /// None: nobody.
    Payee(Option<String>),
    State(SplitState),
    ShiftDays(i32),
    Date(Date),
    TagsAdd(Vec<String>),
    TagsRemove(Vec<String>),
    Memo(String),
}

/// Names that nothing uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unused {
    Categories,
    Payees,
    Tags,
}
