//! What is to be taken from a bank's file. It says nothing of the file's format: `import/` read it.

use jiff::civil::Date;

use super::{Opening, SplitDraft};
use crate::ledger::account::{AccountId, AccountKind};
use crate::ledger::batch::RawFile;
use crate::ledger::money::{Currency, Minor};
use crate::ledger::schedule::ScheduleId;
use crate::ledger::transaction::{SplitState, TransactionId};

/// What is to be taken from one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportDraft {
    pub file: String,
    pub format: String,
    /// See [`Batch::layout`](crate::ledger::Batch::layout).
    pub layout: String,
    /// The file itself, to keep it in the book; none to keep nothing of it.
    pub raw: Option<RawFile>,
    /// The revision of the book that the fates of the lines were worked out at.
    pub base: u64,
    pub statements: Vec<StatementDraft>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementDraft {
    pub account: AccountChoice,
    /// What the file calls the account, to recognise it next time.
    pub bank_key: Option<String>,
    pub opening: Option<Opening>,
    /// What the bank itself says the account held, and on which day.
    pub closing: Option<Opening>,
    pub lines: Vec<LineDraft>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountChoice {
    Existing(AccountId),
    New {
        name: String,
        kind: AccountKind,
        currency: Currency,
        /// "cash", "credit_card" …, where the file says it; may be empty.
        subkind: String,
    },
}

/// One line of a file that the book shall know from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineDraft {
    pub bank_id: String,
    /// Into the statement's account.
    pub amount: Minor,
    /// The bank's day.
    pub date: Date,
    /// The payee in the bank's words; none where the transaction that it becomes has the same.
    pub payee: Option<String>,
    pub fate: LineFate,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineFate {
    /// A new transaction; this is all of it but the statement's own side.
    Add(AddedLine),
    /// The bank's side of a transaction that is there already.
    Link { transaction: TransactionId, split: usize },
    /// The bank's side of a transaction over another amount, which gets the bank's.
    Correct { transaction: TransactionId, split: usize },
    /// Nothing to do but to remember that this line, too, is the transaction: a file of another kind brought it.
    Again { transaction: TransactionId },
    /// Nothing to do but to remember the id: another line brings the transaction.
    Remember,
}

impl LineFate {
    /// The payee of the transaction that is new.
    pub fn payee(&self) -> Option<&str> {
        match self {
            LineFate::Add(added) => added.payee.as_deref(),
            LineFate::Link { .. }
            | LineFate::Correct { .. }
            | LineFate::Again { .. }
            | LineFate::Remember => None,
        }
    }
}

/// A line that becomes a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedLine {
    pub date: Date,
    pub number: Option<String>,
    pub payee: Option<String>,
    pub memo: String,
    pub state: SplitState,
    /// A cheque that does not count.
    pub void: bool,
    /// The other sides; with the statement's own they sum to zero. None: nobody said what it was for, and it is
    /// uncategorised. So are most lines of a long file, which have no room for a side each.
    pub others: Vec<SplitDraft>,
    pub tags: Vec<String>,
    /// The occurrence of a schedule that it is: the schedule goes on after it.
    pub enters: Option<(ScheduleId, u32)>,
}
