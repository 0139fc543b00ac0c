//! Statements: what the bank says an account held on a day.
//!
//! While a statement is being reconciled its rows are ticked: a split says
//! itself which statement it belongs to, so a tick goes where the split goes.
//! A finished statement keeps what it held, to say later whether it still adds
//! up. It never holds a balance of its own making: that is the bank's.

use jiff::civil::Date;

use super::account::AccountId;
use super::money::Minor;
use super::transaction::TransactionId;

/// Names a statement for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatementId(pub i64);

/// A statement of one account. No two of an account have the same date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    pub id: StatementId,
    pub account: AccountId,
    /// The last day it covers.
    pub date: Date,
    /// The balance at the end of that day, as the bank has it.
    pub closing: Minor,
    /// What it held when it was finished; none while it is being reconciled.
    pub held: Option<Vec<Held>>,
}

impl Statement {
    pub fn is_finished(&self) -> bool {
        self.held.is_some()
    }
}

/// A transaction in a finished statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    pub transaction: TransactionId,
    /// What of it was in the account, in minor units: the sum of its splits there.
    pub amount: i64,
}

/// A statement among the others of its account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    pub id: StatementId,
    pub date: Date,
    pub is_finished: bool,
}

/// What a statement comes to, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sums {
    /// What is reconciled before it.
    pub opening: i64,
    /// What is ticked in it.
    pub ticked: i64,
}

impl Sums {
    /// What is still to be ticked; zero when the statement adds up.
    pub fn difference(self, closing: Minor) -> i64 {
        closing.units().saturating_sub(self.opening).saturating_sub(self.ticked)
    }
}

/// A reconciled statement that locks rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Locking {
    pub statement: StatementId,
    pub account: AccountId,
    pub date: Date,
}
