//! The ledger: what a chequebook is and how it may change.
//!
//! Pure. It reads no file, no clock and no database, and names nothing
//! outside this folder. In reading order:
//!
//! - [`money`]: amounts in minor units, and currencies
//! - [`account`], [`payee`], [`transaction`], [`batch`], [`statement`]: what a book holds
//! - [`name`]: how names are kept and compared
//! - [`tag`], [`bulk`], [`mass`]: tags, many rows at once, and changes to very many
//! - [`preference`]: what the page remembers in it
//! - [`contents`]: all of that together
//! - [`command`]: every way the book may change
//! - [`change`]: what did change, and its inverse
//! - [`decide()`]: (facts, command) → changes or a refusal
//! - [`refusal`]: why not, what it means, what to do
//! - [`topic`]: what a change touches
//! - [`pairing`]: two rows that are one transfer, or one row
//! - [`register`]: running balances and positions
//! - [`search`]: what somebody looks for
//! - [`attachment`]: receipts and other files of a transaction
//! - [`kept_report`]: reports that are kept by name
//! - [`report`]: where the money goes, and what there is
//! - [`budget`]: what is planned, and what became of it
//! - [`cheque`]: chequebooks, and what became of their numbers
//! - [`reconcile`]: why a statement does not add up
//! - [`schedule`]: what comes again, and what is ahead
//! - [`watch`]: how far a long task has got

pub mod account;
pub mod attachment;
pub mod batch;
pub mod budget;
pub mod bulk;
pub mod change;
pub mod cheque;
pub mod command;
pub mod contents;
pub mod decide;
pub mod kept_report;
pub mod loose_cheques;
mod loss;
pub mod mass;
pub mod money;
pub mod name;
mod one_by_one;
pub mod pairing;
pub mod payee;
pub mod preference;
pub mod reconcile;
pub mod refusal;
pub mod register;
pub mod report;
pub mod schedule;
pub mod search;
pub mod statement;
pub mod tag;
pub mod topic;
pub mod transaction;
pub mod transfer_refusal;
pub mod watch;

pub use account::{Account, AccountId, AccountKind};
pub use attachment::{
    Attachment, AttachmentCommand, AttachmentId, AttachmentRefusal, FileKind, NewAttachment,
};
pub use batch::{BankBalance, Batch, BatchId, ImportedLine, KnownDay, RawFile, RawHash, Times};
pub use budget::{BudgetCommand, BudgetEntry, BudgetKey, BudgetRefusal};
pub use change::{Change, Edit, Entity};
pub use cheque::{Chequebook, ChequebookId};
pub use command::Command;
pub use contents::Contents;
pub use decide::{
    Class, Decision, Denied, Facts, ImportedAs, Move, NextIds, Sink, Source, Step, Use, decide,
    decide_in_parts, decide_owned,
};
pub use kept_report::{KeptReport, KeptReportCommand, KeptReportId, KeptReportRefusal};
pub use loss::Loss;
pub use mass::{LinesMoved, PayeeSwapped, SplitsMoved, Tagged};
pub use money::{Currency, Minor, MoneyError};
pub use one_by_one::one_by_one;
pub use payee::{Payee, PayeeId};
pub use preference::Preference;
pub use refusal::Refusal;
pub use schedule::{Schedule, ScheduleCommand, ScheduleId};
pub use statement::{Dated, Held, Statement, StatementId, Sums};
pub use tag::{Tag, TagId};
pub use topic::{Topic, topics};
pub use transaction::{AmountStays, Split, SplitState, Transaction, TransactionId};
pub use transfer_refusal::TransferRefusal;
pub use watch::{Stage, Stopped, Unwatched, Watch};
