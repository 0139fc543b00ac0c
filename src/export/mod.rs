//! The book as files of other programs.
//!
//! Pure. A writer is given [`Contents`] and writes text; it opens no file,
//! asks no book and knows no today. What a format cannot hold is said in the
//! description of its writer and left out in no other way.
//!
//! In reading order:
//!
//! - [`FORMATS`]: the formats; a new one is one file and one line there
//! - [`contents`]: what is written
//! - [`movement`]: a transaction as one of its registers sees it
//! - [`text`]: what the formats do to texts
//! - [`names`], [`totals`]: accounts by the names of plain-text ledgers, and what they hold
//! - [`qif`], [`csv`], [`ofx`]: register by register, for other ledgers and spreadsheets
//! - [`journal`], [`beancount`], [`json`]: the whole book, for plain-text ledgers and programs

pub mod beancount;
pub mod contents;
pub mod csv;
pub mod journal;
pub mod json;
pub mod movement;
pub mod names;
pub mod ofx;
pub mod qif;
pub mod report;
pub mod text;
pub mod totals;

use std::fmt;

pub use contents::Contents;

use crate::ledger::AccountId;

/// Writes the whole book, or the register of one account.
type Writer = fn(&Contents, Option<AccountId>, &mut dyn fmt::Write) -> fmt::Result;

/// A format that a book can be written in.
pub struct Format {
    /// In addresses and on the command line.
    pub name: &'static str,
    /// For people.
    pub title: &'static str,
    /// Of the file's name, without the dot.
    pub extension: &'static str,
    pub media_type: &'static str,
    /// Whether it can hold one account alone.
    pub takes_one_account: bool,
    pub holds: Holds,
    pub write: Writer,
}

/// What of a book a format holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Accounts, and transactions with their payees and tags.
    Movements,
    /// All of it.
    Book,
}

/// All of them.
#[rustfmt::skip]
pub const FORMATS: &[Format] = &[
    Format { name: "qif", title: "QIF", extension: "qif", media_type: "application/qif", takes_one_account: true, holds: Holds::Movements, write: qif::write },
    Format { name: "csv", title: "CSV", extension: "csv", media_type: "text/csv; charset=utf-8", takes_one_account: true, holds: Holds::Movements, write: csv::write },
    Format { name: "ofx", title: "OFX", extension: "ofx", media_type: "application/x-ofx", takes_one_account: true, holds: Holds::Movements, write: ofx::write },
    Format { name: "journal", title: "Journal", extension: "journal", media_type: "text/plain; charset=utf-8", takes_one_account: false, holds: Holds::Movements, write: journal::write },
    Format { name: "beancount", title: "Beancount", extension: "beancount", media_type: "text/plain; charset=utf-8", takes_one_account: false, holds: Holds::Movements, write: beancount::write },
    Format { name: "json", title: "JSON", extension: "json", media_type: "application/json", takes_one_account: false, holds: Holds::Book, write: json::write },
];

/// The format of this name.
pub fn format_named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;
