//! The book as a file: one SQLite database.
//!
//! Rows ↔ ledger types, with the SQL beside its mapping, one file per entity.
//! The store checks nothing and decides nothing: it runs [`ledger::decide`](crate::ledger::decide()) in
//! the transaction its facts are read in, and writes what comes back; a long import is decided beside it, on the
//! book as that transaction found it. It never looks at the clock.
//!
//! Everything that was committed is on the disk: write-ahead log with
//! `synchronous = FULL`, so an answered command survives a power cut.
//!
//! - [`open`]: opening a book, or saying why not
//! - [`writer`]: the one way to change it
//! - [`reader`]: what can be asked
//! - [`failure`]: the machine could not

mod accounts;
mod answers;
mod attachments;
mod bank_balances;
mod batch_list;
mod batches;
mod blame;
mod blocks;
mod budget;
mod check;
mod chequebooks;
mod claimed;
mod completions;
mod connections;
mod copying;
mod facts;
mod failure;
mod file;
mod funds;
mod history;
mod importing;
mod kept_changes;
mod kept_reports;
mod learned;
mod mass;
mod migrations;
mod months;
mod open;
mod open_error;
mod page_cache;
mod pairs;
mod payees;
mod positions;
mod preferences;
mod raw_files;
mod reader;
mod registers;
mod repair;
mod reports;
mod room;
mod rows;
mod schedules;
mod scratch;
mod seals;
mod search;
mod settling;
mod statements;
mod stored;
mod stored_attachment;
mod stored_batch;
mod stored_chequebook;
mod stored_mass;
mod stored_schedule;
mod stored_statement;
mod tags;
mod tally;
mod touched;
mod transactions;
mod upkeep;
mod whole;
mod writer;

#[cfg(test)]
mod bulk_tests;
#[cfg(test)]
mod file_tests;
#[cfg(test)]
mod kept_file_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod undo_tests;

pub use accounts::{AccountName, AccountRow};
pub use answers::{Answered, OrderKey};
pub use attachments::{AttachmentRow, AttachmentSizes};
pub use bank_balances::BroughtStatement;
pub use batch_list::{BatchAccount, BatchLine, BatchRow, BatchTransaction};
pub use batches::{KnownLines, WantedLines};
pub use blame::Cause;
pub use check::{Balance, Figures, Finding, check, examine as check_copy};
pub use chequebooks::ChequeRow;
pub use claimed::ClaimingLine;
pub use completions::{Completion, Recalled};
pub use failure::Failure;
pub use file::creation;
pub use funds::Funds;
pub use history::{HistoryQuery, HistoryRow, LogRow};
pub use open::{BookFile, Found, Opened, copy_closed, is_of_older_version, look, open};
pub use open_error::OpenError;
pub use payees::PayeeRow;
pub use raw_files::{is_whole, pack, pack_attachment};
pub use reader::{Reader, View};
pub use registers::{FarSide, Loose, LooseQuery, RegisterPage, RegisterRow};
pub use repair::{Saved, repair};
pub use reports::{NoReport, ReportQuery, ReportRow, ReportRows};
pub use room::free_bytes;
/// The version of SQLite that is built in.
pub use rusqlite::version as sqlite_version;
pub use schedules::SeenRow;
pub use search::Search;
pub use statements::TickRow;
pub use tags::TagRow;
pub use whole::Extract;
pub use writer::{Writer, Written};
