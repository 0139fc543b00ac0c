//! One change to very many transactions, which is kept as what they were pointed at and who they are.
//!
//! A category of 100,000 splits that is merged into another is one of these
//! and not 100,000 transactions before and after. Each says exactly which ones
//! it touched, so that its inverse touches these and no others.

use super::account::AccountId;
use super::batch::BatchId;
use super::payee::PayeeId;
use super::tag::TagId;
use super::transaction::TransactionId;

/// Splits, each by its position, that go from one account to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SplitsMoved {
    pub from: AccountId,
    pub to: AccountId,
    pub splits: Vec<(TransactionId, usize)>,
}

/// Transactions that go from one payee to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayeeSwapped {
    pub from: PayeeId,
    pub to: PayeeId,
    pub transactions: Vec<TransactionId>,
}

/// Transactions that get a tag (`on`), or lose it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tagged {
    pub tag: TagId,
    pub on: bool,
    pub transactions: Vec<TransactionId>,
}

/// Lines of imports, each by its position in its batch, that are another transaction now: the two were one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinesMoved {
    pub from: TransactionId,
    pub to: TransactionId,
    pub lines: Vec<(BatchId, usize)>,
}

impl LinesMoved {
    pub(super) fn inverse(self) -> LinesMoved {
        LinesMoved { from: self.to, to: self.from, lines: self.lines }
    }
}

impl SplitsMoved {
    pub(super) fn inverse(self) -> SplitsMoved {
        SplitsMoved { from: self.to, to: self.from, splits: self.splits }
    }
}

impl PayeeSwapped {
    pub(super) fn inverse(self) -> PayeeSwapped {
        PayeeSwapped { from: self.to, to: self.from, transactions: self.transactions }
    }
}

impl Tagged {
    pub(super) fn inverse(self) -> Tagged {
        Tagged { on: !self.on, ..self }
    }
}
