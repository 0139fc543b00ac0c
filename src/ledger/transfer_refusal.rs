//! Why two rows do not become one transfer, or one row; a part of [`crate::ledger::Refusal`].
//!
//! Only words: what may be joined is decided elsewhere.

use jiff::civil::Date;

use super::account::AccountId;
use super::bulk::RowRef;
use super::money::Minor;

/// A row that may be the other side of a transfer that is about to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingRow {
    pub row: RowRef,
    pub account: AccountId,
    pub date: Date,
    pub amount: Minor,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TransferRefusal {
    #[error("there is no account named “{0}”")]
    NoSuchRegister(String),
    #[error("no category can begin with a bracket, and “{0}” does")]
    BracketCategory(String),
    #[error("“{0}” is the account that the row itself is in")]
    ToItself(String),
    #[error("the other side stands in the book already: {named}")]
    CounterpartStands { named: String, rows: Vec<StandingRow> },
    #[error("one of the rows is in no account")]
    NoRow,
    #[error("both rows are one transaction already")]
    OneTransaction,
    #[error("both rows are in one account")]
    OneAccount,
    #[error("the rows are in two accounts")]
    TwoAccounts,
    #[error("the rows are over {0} and {1}")]
    AmountsDiffer(String, String),
    #[error("the rows move nothing")]
    NothingMoved,
    #[error("one of the rows is void")]
    Void,
    #[error("the rows have more sides than one transfer can keep")]
    MoreSides,
    #[error("both rows are in reconciled statements")]
    BothReconciled,
}

impl TransferRefusal {
    /// A short stable name, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            TransferRefusal::NoSuchRegister(_) => "no-such-register",
            TransferRefusal::BracketCategory(_) => "bracket-category",
            TransferRefusal::ToItself(_) => "transfer-to-itself",
            TransferRefusal::CounterpartStands { .. } => "counterpart-stands",
            TransferRefusal::NoRow => "no-row",
            TransferRefusal::OneTransaction => "one-transaction",
            TransferRefusal::OneAccount => "rows-of-one-account",
            TransferRefusal::TwoAccounts => "two-accounts",
            TransferRefusal::AmountsDiffer(..) => "amounts-differ",
            TransferRefusal::NothingMoved => "nothing-moved",
            TransferRefusal::Void => "row-void",
            TransferRefusal::MoreSides => "more-sides",
            TransferRefusal::BothReconciled => "both-reconciled",
        }
    }

    /// What to do about it.
    pub fn advice(&self) -> &'static str {
        match self {
            TransferRefusal::NoSuchRegister(_) => {
                "Open that account first, or leave out the brackets for a category."
            }
            TransferRefusal::BracketCategory(_) => {
                "Leave out the bracket. A whole name in brackets, as in [Savings], is a transfer to that account."
            }
            TransferRefusal::ToItself(_) => "Choose the account that the money went to or came from.",
            TransferRefusal::CounterpartStands { .. } => {
                "Link the two, or keep both if they are two movements; counted twice, the balance would be wrong."
            }
            TransferRefusal::NoRow => "Choose rows of registers: a category has none.",
            TransferRefusal::OneTransaction => "Choose two rows of different transactions.",
            TransferRefusal::OneAccount => "Merge them if they are one, or choose a row of another account.",
            TransferRefusal::TwoAccounts => "Link them as a transfer, or choose two rows of one account.",
            TransferRefusal::AmountsDiffer(..) => "Correct the amount of one of them first.",
            TransferRefusal::NothingMoved => "Give both an amount first.",
            TransferRefusal::Void => "Make it valid again first.",
            TransferRefusal::MoreSides => "Take the categories of one of them together first.",
            TransferRefusal::BothReconciled => "Re-open one of the statements first.",
        }
    }

    /// The field at fault, by its name in a draft.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            TransferRefusal::NoSuchRegister(_) | TransferRefusal::ToItself(_) => Some("category"),
            TransferRefusal::BracketCategory(_) => Some("name"),
            _ => None,
        }
    }

    /// Whether the book is not as it would have to be, rather than what was asked being wrong in itself.
    pub fn is_conflict(&self) -> bool {
        matches!(self, TransferRefusal::CounterpartStands { .. } | TransferRefusal::BothReconciled)
    }
}
