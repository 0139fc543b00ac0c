//! Bank files: bytes in, statement lines out.
//!
//! Pure. Nothing here opens a file, asks the book or knows the time. A reader
//! is tolerant: what it can read it gives, and what it cannot it names with
//! the line and the reason. It never guesses an amount or a date in silence.
//!
//! In reading order:
//!
//! - [`read`]: the one way in
//! - [`detect`]: which format a file has; a new format is one line there and one file
//! - [`encoding`], [`decimal`], [`dates`], [`text`]: what all formats share
//! - [`layout`]: how a file was understood that does not say it itself, and what is asked
//! - [`ofx`], [`qif`], [`camt`], [`mt940`], [`table`], [`workbook`]: the formats
//! - [`statements`]: one statement for each account, however many the file has
//! - [`archive`]: several files in one
//! - [`fingerprint`]: an id for lines that have none
//! - [`void`]: cheques that do not count
//! - [`unreadable`]: why a file gives nothing
//! - [`progress`]: how far the reading is
//! - [`words`]: what a payee's name says
//! - [`matching`]: which lines the book already has
//! - [`learned`]: what payees and categories most likely are
//! - [`agreement`]: whether the register agrees with the bank
//! - [`record`]: a line as the file has it
//! - [`plan`]: what importing would do, and the command for it

pub mod agreement;
pub mod archive;
pub mod camt;
pub mod dates;
pub mod decimal;
pub mod detect;
pub mod encoding;
pub mod fingerprint;
pub mod iban;
pub mod layout;
pub mod learned;
pub mod matching;
pub mod mt940;
pub mod ofx;
pub mod plan;
pub mod progress;
pub mod qif;
pub mod record;
pub mod statements;
pub mod table;
pub mod text;
pub mod unreadable;
pub mod void;
pub mod words;
pub mod workbook;

use jiff::civil::Date;

pub use decimal::Decimal;
pub use detect::{read, read_watched};
pub use layout::{Layouts, Reading};
pub use unreadable::Unreadable;

use crate::ledger::{AccountKind, SplitState};

/// What a file held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankFile {
    pub format: Format,
    /// The name of the WHATWG Encoding Standard the text was read with.
    pub encoding: &'static str,
    pub statements: Vec<Statement>,
    /// How it was understood, where it does not say so itself. Several for an archive.
    pub readings: Vec<Reading>,
    pub problems: Vec<Problem>,
}

impl BankFile {
    /// Which of the layouts of its format it has, for files of one bank that say the same in other columns. Empty
    /// where the format has only one.
    pub fn layout(&self) -> String {
        let tables = self.readings.iter().filter(|reading| reading.table.is_some());
        let layouts: std::collections::BTreeSet<&str> =
            tables.map(|reading| reading.layout.as_str()).collect();
        match layouts.len() {
            0 => String::new(),
            1 => layouts.into_iter().collect(),
            _ => format!("tables-{:032x}", fingerprint::of_words(layouts.into_iter())),
        }
    }
}

/// The formats that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// OFX 1.x, SGML.
    OfxSgml,
    /// OFX 2.x, XML.
    OfxXml,
    Qif,
    /// ISO 20022: what was booked today so far.
    Camt052,
    /// ISO 20022: the statement.
    Camt053,
    /// ISO 20022: single movements, announced.
    Camt054,
    /// SWIFT: the statement.
    Mt940,
    /// SWIFT: what was booked since.
    Mt942,
    /// Comma, semicolon, tab or bar separated values.
    Csv,
    /// XLSX, XLSB, XLS or ODS.
    Workbook,
    /// An archive with files of several formats.
    Zip,
}

impl Format {
    /// The name people know it by.
    pub const fn name(self) -> &'static str {
        match self {
            Format::OfxSgml | Format::OfxXml => "OFX",
            Format::Qif => "QIF",
            Format::Camt052 => "CAMT.052",
            Format::Camt053 => "CAMT.053",
            Format::Camt054 => "CAMT.054",
            Format::Mt940 => "MT940",
            Format::Mt942 => "MT942",
            Format::Csv => "CSV",
            Format::Workbook => "Excel",
            Format::Zip => "ZIP",
        }
    }
}

/// The lines of one account in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    pub account: BankAccount,
    /// ISO 4217 code as written; none in QIF.
    pub currency: Option<String>,
    pub lines: Vec<Line>,
    pub balances: Vec<Balance>,
}

/// The account as the file names it. No two statements of a file have the same one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankAccount {
    /// The same in every file of this account: bank and account number. None where the file does not say.
    pub key: Option<String>,
    /// The IBAN, number or name that the file has for it, as it is written there. None where the file does not say.
    pub written: Option<String>,
    /// For people: "Checking …2687", or the name in the file.
    pub label: String,
    pub kind: AccountKind,
    /// What people call such an account, as in [`Account::subkind`](crate::ledger::Account::subkind); empty where the
    /// file does not say.
    pub subkind: &'static str,
}

/// One movement on the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Where it begins in the file, from 1.
    pub at_line: u64,
    pub date: Date,
    pub amount: Decimal,
    /// Cheque number.
    pub number: Option<String>,
    pub payee: String,
    pub memo: String,
    /// The bank's id (OFX `FITID`), or the record's fingerprint and occurrence number where the file has no ids.
    pub bank_id: String,
    pub state: SplitState,
    /// A cheque that was written and does not count; its amounts are zero.
    pub void: bool,
    /// Where the money went, when the file says so; one entry, or several for a split.
    ///
    /// A transfer to the line's own account is QIF's way to write an opening
    /// balance: it goes against the equity of the book, to no category.
    pub sides: Vec<Side>,
    /// What the file files it under beside its category: QIF's classes.
    pub tags: Vec<String>,
}

/// One other side of a [`Line`]; the sides' amounts sum to the line's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    pub target: Target,
    /// With the sign of the line: a part of a payment is negative.
    pub amount: Decimal,
    pub memo: String,
}

/// Where a side points to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// "Food:Groceries". Empty where the file gives none.
    Category(String),
    /// Another account by the name the file uses.
    Transfer(String),
}

impl Line {
    /// Whether this is the opening balance of the account named `own`.
    pub fn is_opening_balance(&self, own: &str) -> bool {
        let is_own = |side: &Side| matches!(&side.target, Target::Transfer(to) if text::same_name(to, own));
        !self.sides.is_empty() && self.sides.iter().all(is_own)
    }
}

/// A balance that the bank states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    pub kind: BalanceKind,
    pub date: Option<Date>,
    pub amount: Decimal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BalanceKind {
    /// What was booked at the end of the statement.
    Ledger,
    /// What could be spent then.
    Available,
    /// What was booked before the first line.
    Opening,
    /// What was booked at the end of a page or at a time of the day.
    Interim,
    /// What is expected for a later day.
    Forward,
    /// Any other that a bank states.
    Other,
}

/// What could not be read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Counted from 1; none where it concerns the whole file.
    pub line: Option<u64>,
    /// A sentence that also says what became of it: left out, or taken how.
    pub reason: String,
}

impl Problem {
    fn at(line: u64, reason: impl Into<String>) -> Problem {
        Problem { line: Some(line), reason: reason.into() }
    }

    fn of_the_file(reason: impl Into<String>) -> Problem {
        Problem { line: None, reason: reason.into() }
    }
}

#[cfg(test)]
mod encodings_tests;
#[cfg(test)]
mod tests;
