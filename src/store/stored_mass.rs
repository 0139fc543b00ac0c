//! Changes to very many transactions as the JSON that the log keeps: ids and positions only.

use serde::{Deserialize, Serialize};

use crate::ledger::{
    AccountId, BatchId, LinesMoved, PayeeId, PayeeSwapped, SplitsMoved, Tag, TagId, Tagged, TransactionId,
};

#[derive(Serialize, Deserialize)]
pub struct StoredTag {
    id: i64,
    name: String,
}

#[derive(Serialize, Deserialize)]
pub struct StoredSplitsMoved {
    from: i64,
    to: i64,
    /// Transaction and position.
    splits: Vec<(i64, usize)>,
}

#[derive(Serialize, Deserialize)]
pub struct StoredPayeeSwapped {
    from: i64,
    to: i64,
    transactions: Vec<i64>,
}

#[derive(Serialize, Deserialize)]
pub struct StoredTagged {
    tag: i64,
    on: bool,
    transactions: Vec<i64>,
}

#[derive(Serialize, Deserialize)]
pub struct StoredLinesMoved {
    from: i64,
    to: i64,
    /// Batch and position.
    lines: Vec<(i64, usize)>,
}

fn numbers(ids: &[TransactionId]) -> Vec<i64> {
    ids.iter().map(|id| id.0).collect()
}

fn ids(numbers: Vec<i64>) -> Vec<TransactionId> {
    numbers.into_iter().map(TransactionId).collect()
}

pub fn tag(tag: &Tag) -> StoredTag {
    StoredTag { id: tag.id.0, name: tag.name.clone() }
}

impl StoredTag {
    pub fn restored(self) -> Tag {
        Tag { id: TagId(self.id), name: self.name }
    }
}

impl From<&SplitsMoved> for StoredSplitsMoved {
    fn from(moved: &SplitsMoved) -> StoredSplitsMoved {
        let splits = moved.splits.iter().map(|(id, at)| (id.0, *at)).collect();
        StoredSplitsMoved { from: moved.from.0, to: moved.to.0, splits }
    }
}

impl StoredSplitsMoved {
    pub fn restored(self) -> SplitsMoved {
        let splits = self.splits.into_iter().map(|(id, at)| (TransactionId(id), at)).collect();
        SplitsMoved { from: AccountId(self.from), to: AccountId(self.to), splits }
    }
}

impl From<&LinesMoved> for StoredLinesMoved {
    fn from(moved: &LinesMoved) -> StoredLinesMoved {
        let lines = moved.lines.iter().map(|(batch, at)| (batch.0, *at)).collect();
        StoredLinesMoved { from: moved.from.0, to: moved.to.0, lines }
    }
}

impl StoredLinesMoved {
    pub fn restored(self) -> LinesMoved {
        let lines = self.lines.into_iter().map(|(batch, at)| (BatchId(batch), at)).collect();
        LinesMoved { from: TransactionId(self.from), to: TransactionId(self.to), lines }
    }
}

impl From<&PayeeSwapped> for StoredPayeeSwapped {
    fn from(swapped: &PayeeSwapped) -> StoredPayeeSwapped {
        let transactions = numbers(&swapped.transactions);
        StoredPayeeSwapped { from: swapped.from.0, to: swapped.to.0, transactions }
    }
}

impl StoredPayeeSwapped {
    pub fn restored(self) -> PayeeSwapped {
        let transactions = ids(self.transactions);
        PayeeSwapped { from: PayeeId(self.from), to: PayeeId(self.to), transactions }
    }
}

impl From<&Tagged> for StoredTagged {
    fn from(tagged: &Tagged) -> StoredTagged {
        StoredTagged { tag: tagged.tag.0, on: tagged.on, transactions: numbers(&tagged.transactions) }
    }
}

impl StoredTagged {
    pub fn restored(self) -> Tagged {
        Tagged { tag: TagId(self.tag), on: self.on, transactions: ids(self.transactions) }
    }
}
