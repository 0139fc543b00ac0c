//! Rows by their amount and lines by their transaction, from memory.

use jiff::civil::Date;

use super::*;
use crate::ledger::bulk::RowRef;

impl MemoryBook {
    /// The rows of an account over an amount, on these days.
    pub(super) fn rows_of_days(
        &self,
        account: AccountId,
        amount: Minor,
        (from, to): (Date, Date),
    ) -> Vec<RowRef> {
        let mut rows: Vec<(Date, RowRef)> = Vec::new();
        for one in self.rows.transactions.values().filter(|t| from <= t.date && t.date <= to) {
            let own =
                one.splits.iter().enumerate().filter(|(_, s)| s.account == account && s.amount == amount);
            rows.extend(own.map(|(split, _)| (one.date, RowRef { transaction: one.id, split })));
        }
        rows.sort();
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// The transactions of a day in an account, with their places.
    pub(super) fn places_of(&self, account: AccountId, date: Date) -> Vec<(TransactionId, i64)> {
        let is_there = |t: &&Transaction| t.date == date && t.splits.iter().any(|s| s.account == account);
        let all = self.rows.transactions.values().filter(is_there);
        let mut all: Vec<_> = all.map(|t| (t.id, t.place)).collect();
        all.sort_by_key(|(_, place)| *place);
        all
    }

    /// The lines that are one of these transactions.
    pub(super) fn imported_as(&self, ids: &[TransactionId]) -> Vec<ImportedAs> {
        let lines = self.rows.batches.values().flat_map(|batch| {
            let lines = batch.lines.iter().enumerate();
            lines.map(|(at, line)| (line.transaction, batch.id, at))
        });
        lines.filter_map(|(id, batch, at)| Some((id.filter(|id| ids.contains(id))?, batch, at))).collect()
    }
}
