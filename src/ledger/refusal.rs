//! Why a command is not carried out.
//!
//! A [`Refusal`] is an answer to a person: what happened, what it means for
//! the book and what to do. It is never about the machine; that is a failure
//! and belongs to the store.

use jiff::civil::Date;

use super::attachment::AttachmentRefusal;
use super::budget::BudgetRefusal;
use super::cheque::MOST_CHEQUES;
use super::kept_report::KeptReportRefusal;
use super::loss::Loss;
use super::money::MoneyError;
use super::schedule::ScheduleRefusal;
pub use super::statement::Locking;
use super::statement::StatementId;
use super::transaction::TransactionId;
use super::transfer_refusal::TransferRefusal;

/// What to do where something is not there.
const GONE: &str = "It may have been deleted in another tab. Undo brings it back.";

/// The user may not, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Refusal {
    #[error("there is no such account")]
    NoSuchAccount,
    #[error("there is no such transaction")]
    NoSuchTransaction,
    #[error("there is no such import")]
    NoSuchImport,
    #[error("there is no such payee")]
    NoSuchPayee,
    #[error("there is no such tag")]
    NoSuchTag,
    #[error("the name is empty")]
    NameEmpty,
    #[error("there is already an account named “{0}”")]
    NameTaken(String),
    #[error("there is already a category named “{0}”")]
    CategoryTaken(String),
    #[error("there is already a payee named “{0}”")]
    PayeeTaken(String),
    #[error("there is already a tag named “{0}”")]
    TagTaken(String),
    #[error("the tag “{0}” has a comma or a number sign in it")]
    TagMarks(String),
    #[error("the payee “{0}” is in transactions")]
    PayeeInUse(String),
    #[error("“{0}” cannot be merged into itself")]
    IntoItself(String),
    #[error("“{0}” is no category")]
    NotACategory(String),
    #[error("“{0}” has no register")]
    NotARegister(String),
    #[error("“{0}” is on the other side already")]
    AlreadyThere(String),
    #[error("“{0}” cannot become of that kind")]
    KindOfAnotherClass(String),
    #[error("no row is selected")]
    NothingSelected,
    #[error("these rows are part of a reconciled statement: {named}")]
    RowsReconciled { named: String, rows: Vec<TransactionId>, statements: Vec<Locking> },
    #[error("these rows have no single category: {0}")]
    RowsWithoutCategory(String),
    #[error("the {field} is longer than {most} characters")]
    TooLong { field: &'static str, most: usize },
    #[error("the amount is larger than a book can hold")]
    AmountTooLarge,
    #[error("the balance of “{0}” would be larger than a book can hold")]
    BalanceTooLarge(String),
    #[error("the year {0} is outside of what a book covers")]
    YearOutOfRange(i16),
    #[error("{days} days from {date} is outside of what a book covers")]
    DayOutOfRange { date: Date, days: i32 },
    #[error("a transaction needs two sides")]
    OneSided,
    #[error("both sides are in “{0}”, so that nothing would move")]
    OneAccount(String),
    #[error("the sides do not add up to zero: {0} is left over")]
    Unbalanced(String),
    #[error("the sides are in different currencies ({0} and {1})")]
    CurrencyMix(String, String),
    #[error("the account “{0}” is closed")]
    AccountClosed(String),
    #[error("the account “{0}” is used by transactions")]
    AccountInUse(String),
    #[error("the account “{0}” remembers what was imported into it")]
    AccountRemembers(String),
    #[error("the transaction is part of a reconciled statement")]
    Reconciled,
    #[error("the row belongs to the reconciled statement of {date}")]
    Locked { statement: StatementId, date: Date },
    #[error("there is no such statement")]
    NoSuchStatement,
    #[error("the statement of {0} is being reconciled")]
    StatementOpen(Date),
    #[error("the statement of {0} is reconciled")]
    StatementFinished(Date),
    #[error("the statement of {0} comes before this one, and its date does not")]
    StatementBefore(Date),
    #[error("the statement of {0} comes after this one, and its date does not")]
    StatementAfter(Date),
    #[error("there is no such chequebook")]
    NoSuchChequebook,
    #[error("the last number comes before the first")]
    ChequebookBackwards,
    #[error("a chequebook holds at most {MOST_CHEQUES} cheques, and this would be {0}")]
    ChequebookTooLarge(u64),
    #[error("numbers of this book are in the chequebook {book} already")]
    ChequebookOverlaps { book: String, field: &'static str },
    #[error("the next number is none of {0}")]
    ChequeOutside(String),
    #[error("cheque {written} is written already, and the next one comes after it")]
    ChequeWritten { written: String },
    #[error("the statement does not add up: {0} is missing")]
    StatementDiffers(String),
    #[error("a split becomes reconciled only by reconciling a statement")]
    ReconcileByStatement,
    #[error(transparent)]
    Loses(#[from] Loss),
    #[error(transparent)]
    Attachment(#[from] AttachmentRefusal),
    #[error(transparent)]
    Schedule(#[from] ScheduleRefusal),
    #[error(transparent)]
    Budget(#[from] BudgetRefusal),
    #[error(transparent)]
    KeptReport(#[from] KeptReportRefusal),
    #[error(transparent)]
    Transfer(#[from] TransferRefusal),
    #[error("somebody changed this transaction meanwhile")]
    ChangedMeanwhile,
    #[error("the book was changed while the file was being imported")]
    BookMovedOn,
    #[error("this book holds something already")]
    BookNotEmpty,
    #[error("the book in this file does not hold together: {0}")]
    DoesNotHoldTogether(String),
    #[error("there is nothing to undo")]
    NothingToUndo,
    #[error("there is nothing to redo")]
    NothingToRedo,
    #[error("this is taken back already")]
    TakenBackAlready,
    #[error("“{words}” cannot be taken back, because this came later: {later}")]
    InTheWay { words: String, later: String },
    #[error("“{0}” cannot be taken back any more: what it changed was changed again")]
    CannotTakeBack(String),
}

impl Refusal {
    /// A short stable name, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Loses(loss) => loss.code(),
            Refusal::Attachment(refusal) => refusal.code(),
            Refusal::Schedule(refusal) => refusal.code(),
            Refusal::Budget(refusal) => refusal.code(),
            Refusal::KeptReport(refusal) => refusal.code(),
            Refusal::Transfer(refusal) => refusal.code(),
            other => other.into(),
        }
    }

    /// What to do about it.
    pub fn advice(&self) -> &'static str {
        match self {
            Refusal::NoSuchAccount | Refusal::NoSuchTransaction | Refusal::NoSuchStatement => GONE,
            Refusal::NoSuchChequebook | Refusal::NoSuchImport => GONE,
            Refusal::NoSuchPayee | Refusal::NoSuchTag => GONE,
            Refusal::NameEmpty => "Type a name with at least one character that can be seen.",
            Refusal::NameTaken(_) => "Choose another name, or use the account that is there.",
            Refusal::CategoryTaken(_) | Refusal::PayeeTaken(_) | Refusal::TagTaken(_) => {
                "Choose another name, or merge the two."
            }
            Refusal::TagMarks(_) => "Use letters, digits, spaces and hyphens.",
            Refusal::PayeeInUse(_) => "Merge it into another payee: its transactions go there.",
            Refusal::IntoItself(_) => "Choose another one to merge into.",
            Refusal::NotACategory(_) => "Choose a category.",
            Refusal::NotARegister(_) => "Choose an account that has a register.",
            Refusal::AlreadyThere(_) => "Choose an account that the transaction does not have yet.",
            Refusal::KindOfAnotherClass(_) => "An account stays an account, and a category a category.",
            Refusal::NothingSelected => "Select the rows first.",
            Refusal::RowsReconciled { .. } => "Leave these rows out, or re-open their statements first.",
            Refusal::RowsWithoutCategory(_) => "Leave them out: they are transfers, or have several sides.",
            Refusal::TakenBackAlready => "Do it again from the history, if it should count.",
            Refusal::InTheWay { .. } => "Take the later change back first, or change it by hand.",
            Refusal::TooLong { .. } => "Shorten it.",
            Refusal::AmountTooLarge | Refusal::BalanceTooLarge(_) => "Check the amount for a digit too many.",
            Refusal::YearOutOfRange(_) | Refusal::DayOutOfRange { .. } => "Use a year from 1900 to 2199.",
            Refusal::OneAccount(_) => "Choose another account for the other side, or a category.",
            Refusal::OneSided => "Give a category, or the account the money went to.",
            Refusal::Unbalanced(_) => "Assign the remainder to a category, or change an amount.",
            Refusal::CurrencyMix(..) => "Enter two transactions: a transfer has one currency so far.",
            Refusal::AccountClosed(_) => "Re-open the account first, or use another.",
            Refusal::AccountInUse(_) => "Close the account instead: it is hidden and keeps its transactions.",
            Refusal::AccountRemembers(_) => "Undo the import, or close the account instead: it is hidden.",
            Refusal::Reconciled => "Set the row back from reconciled to cleared first.",
            Refusal::Locked { .. } => "Re-open that statement first, or set the row back to cleared.",
            Refusal::StatementOpen(_) => "Finish that one or give it up first.",
            Refusal::StatementFinished(_) => "Re-open it first.",
            Refusal::StatementBefore(_) => "Use a later date, or re-open that statement.",
            Refusal::StatementAfter(_) => "Use an earlier date, or re-open that statement.",
            Refusal::ChequebookBackwards => "Look at the numbers of the first and the last cheque again.",
            Refusal::ChequebookTooLarge(_) => "Check the numbers for a digit too many.",
            Refusal::ChequebookOverlaps { .. } => "Change the numbers, or change or delete that chequebook.",
            Refusal::ChequeOutside(_) => "Use a number from the first to the last.",
            Refusal::ChequeWritten { .. } => "Use a higher number. Those left out are listed as missing.",
            Refusal::StatementDiffers(_) => "Tick what is missing, or finish with an adjustment.",
            Refusal::ReconcileByStatement => "Mark the row as cleared.",
            Refusal::Loses(loss) => loss.advice(),
            Refusal::Attachment(refusal) => refusal.advice(),
            Refusal::Schedule(refusal) => refusal.advice(),
            Refusal::Budget(refusal) => refusal.advice(),
            Refusal::KeptReport(refusal) => refusal.advice(),
            Refusal::Transfer(refusal) => refusal.advice(),
            Refusal::ChangedMeanwhile => "Look at what is there now, then enter your change again.",
            Refusal::BookMovedOn => "Import the file again.",
            Refusal::BookNotEmpty => "Start Counterfoil with --book and a new name: it goes in there.",
            Refusal::DoesNotHoldTogether(_) => "Export the book again in the program that it comes from.",
            Refusal::NothingToUndo | Refusal::NothingToRedo => "Nothing needs to be done.",
            Refusal::CannotTakeBack(_) => "Undo the later changes first, or change it by hand.",
        }
    }

    /// The field at fault, by its name in a draft.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Refusal::NameEmpty
            | Refusal::NameTaken(_)
            | Refusal::CategoryTaken(_)
            | Refusal::PayeeTaken(_)
            | Refusal::TagTaken(_) => Some("name"),
            Refusal::TagMarks(_) => Some("tags"),
            Refusal::TooLong { field, .. } => Some(field),
            Refusal::AmountTooLarge | Refusal::BalanceTooLarge(_) => Some("amount"),
            Refusal::YearOutOfRange(_)
            | Refusal::StatementOpen(_)
            | Refusal::StatementBefore(_)
            | Refusal::StatementAfter(_) => Some("date"),
            Refusal::ChequebookBackwards | Refusal::ChequebookTooLarge(_) => Some("last"),
            Refusal::ChequebookOverlaps { field, .. } => Some(field),
            Refusal::ChequeOutside(_) | Refusal::ChequeWritten { .. } => Some("next"),
            Refusal::StatementDiffers(_) => Some("closing"),
            Refusal::OneSided | Refusal::Unbalanced(_) => Some("splits"),
            Refusal::Loses(loss) => loss.field(),
            Refusal::Schedule(refusal) => refusal.field(),
            Refusal::Budget(refusal) => Some(refusal.field()),
            Refusal::KeptReport(refusal) => refusal.field(),
            Refusal::Transfer(refusal) => refusal.field(),
            Refusal::CurrencyMix(..) | Refusal::AccountClosed(_) | Refusal::OneAccount(_) => Some("category"),
            _ => None,
        }
    }
}

impl From<MoneyError> for Refusal {
    fn from(_: MoneyError) -> Refusal {
        Refusal::AmountTooLarge
    }
}
