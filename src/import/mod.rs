//! Bank files: bytes in, statement lines out.
//!
//! Pure. Nothing here opens a file, asks the book or knows the time. A reader
//! is tolerant: what it can read it gives, and what it cannot it names with
//! the line and the reason. It never guesses an amount or a date in silence.

use jiff::civil::Date;

use crate::ledger::{AccountKind, SplitState};

/// What a file held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankFile {
    pub format: Format,
    /// The name of the WHATWG Encoding Standard the text was read with.
    pub encoding: &'static str,
    pub statements: Vec<Statement>,
    pub problems: Vec<Problem>,
}

/// The formats that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// OFX 1.x, SGML.
    OfxSgml,
    /// OFX 2.x, XML.
    OfxXml,
    Qif,
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

/// The account as the file names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankAccount {
    /// The same in every file of this account: bank and account number. None where the file does not say.
    pub key: Option<String>,
    /// For people: "CHECKING …2687", or the name in the file.
    pub label: String,
    pub kind: AccountKind,
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
    /// Where the money went, when the file says so; one entry, or several for a split.
    pub sides: Vec<Side>,
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

/// A balance that the bank states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    pub kind: BalanceKind,
    pub date: Option<Date>,
    pub amount: Decimal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BalanceKind {
    Ledger,
    Available,
    Opening,
}

/// What could not be read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub line: Option<u64>,
    pub reason: String,
}
