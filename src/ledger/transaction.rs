//! Transactions and their splits: double entry.
//!
//! A [`Transaction`] moves value between accounts; its splits sum to zero.
//! This module only holds them: [`super::decide()`] makes sure.

use jiff::civil::Date;

use super::account::AccountId;
use super::money::{Currency, Minor, MoneyError};
use super::payee::PayeeId;
use super::statement::StatementId;
use super::tag::TagId;

/// Names a transaction for ever: an id is not used again, not even after an undo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TransactionId(pub i64);

/// How far a split has been agreed with the bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum SplitState {
    /// Only we know of it.
    #[default]
    Uncleared,
    /// The bank has it, too.
    Cleared,
    /// It was part of a statement that added up. Locked.
    Reconciled,
}

/// One side of a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    pub account: AccountId,
    /// In minor units of the account's currency.
    pub amount: Minor,
    /// In minor units of the transaction's currency; equal to `amount` where the two are the same.
    pub value: Minor,
    pub memo: String,
    pub state: SplitState,
    /// The bank's own id for this movement (OFX `FITID`), or the fingerprint of
    /// the record it was read from. Not unique: banks repeat themselves.
    pub bank_id: Option<String>,
    /// The statement it is ticked in, or, once reconciled, was part of.
    pub statement: Option<StatementId>,
}

/// A dated movement of value, with two or more splits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    pub id: TransactionId,
    /// Its place among those of its day: its id, unless rows were moved. No two have the same one.
    pub place: i64,
    pub date: Date,
    /// The cheque number, as written on the cheque.
    pub number: Option<String>,
    pub payee: Option<PayeeId>,
    pub memo: String,
    pub currency: Currency,
    pub splits: Vec<Split>,
    /// Ascending, each once.
    pub tags: Vec<TagId>,
    /// Of a void cheque: what its sides were, in their order. While it is void they are zero.
    pub void: Option<Vec<Minor>>,
}

impl Transaction {
    /// What is missing to zero, in the transaction's currency. Zero in every stored transaction.
    pub fn imbalance(&self) -> Result<Minor, MoneyError> {
        Minor::sum(self.splits.iter().map(|split| split.value)).map(Minor::negated)
    }
}
