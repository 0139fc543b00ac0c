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

/// Why the amount of a transaction stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AmountStays {
    #[error("it is void")]
    Void,
    #[error("it is part of a reconciled statement")]
    Reconciled,
    #[error("another account's file brought its other side with this amount")]
    OtherBank,
    #[error("it has several parts, and nothing tells which of them the difference belongs to")]
    Parts,
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

    /// Why this side cannot get another amount without being told more than that amount; none where it can.
    pub fn hindrance_of_amount(&self, split: usize) -> Option<AmountStays> {
        let is_reconciled = |split: &Split| split.state == SplitState::Reconciled;
        let mut others =
            self.splits.iter().enumerate().filter(|(at, _)| *at != split).map(|(_, other)| other);
        match (others.next(), others.next()) {
            _ if self.void.is_some() => Some(AmountStays::Void),
            _ if self.splits.iter().any(is_reconciled) => Some(AmountStays::Reconciled),
            (Some(other), None) if other.bank_id.is_some() => Some(AmountStays::OtherBank),
            (Some(_), None) => None,
            _ => Some(AmountStays::Parts),
        }
    }
}
