//! Accounts: registers, categories and equity.
//!
//! An account says what it is; it never knows its balance, which belongs to
//! the splits.

use jiff::civil::Date;

use super::money::{Currency, Minor};

/// The category of what nobody has put into one yet.
pub const UNCATEGORISED: &str = "Uncategorised";

/// Names an account for ever: ids are not used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(pub i64);

/// Which side of the accounting equation an account is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AccountKind {
    Asset,
    Liability,
    Income,
    Expense,
    Equity,
}

impl AccountKind {
    /// Assets and liabilities have a register.
    pub fn is_register(self) -> bool {
        matches!(self, AccountKind::Asset | AccountKind::Liability)
    }
}

/// An account. Its name is unique among the registers, or among the categories, without regard to case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub name: String,
    pub kind: AccountKind,
    pub currency: Currency,
    /// What bank files call this account (bank and account number), once one was imported.
    pub bank_key: Option<String>,
    pub note: String,
    /// Kept, but no longer offered.
    pub closed: bool,
    /// What people call such an account: "bank", "cash", "credit_card". Empty: only the kind is known.
    pub subkind: String,
    /// The heading it stands under; empty for that of its kind.
    pub group: String,
    /// Its place among all that were given one; 0 for none. Equal places are in the order of kinds and names.
    pub order: i64,
}

/// What is said of an account beside what it is: see [`Account`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountWords {
    pub subkind: String,
    pub group: String,
    pub note: String,
}

/// What an account held when the book began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    pub date: Date,
    pub amount: Minor,
}
