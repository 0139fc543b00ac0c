//! What the accounts hold at the end, for formats that state it.

use std::collections::HashMap;

use jiff::civil::Date;

use super::contents::Contents;
use crate::ledger::AccountId;

/// Of one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// The day of its first split.
    pub first: Date,
    /// Minor units: on its way a balance may be more than a book holds in the end.
    pub balance: i128,
}

/// Of all accounts that have a split.
pub fn totals(contents: &Contents) -> HashMap<AccountId, Total> {
    let mut totals: HashMap<AccountId, Total> = HashMap::new();
    for transaction in &contents.transactions {
        for split in &transaction.splits {
            let fresh = Total { first: transaction.date, balance: 0 };
            let total = totals.entry(split.account).or_insert(fresh);
            total.balance += i128::from(split.amount.units());
        }
    }
    totals
}

/// The day of the last transaction.
pub fn last_day(contents: &Contents) -> Option<Date> {
    contents.transactions.last().map(|last| last.date)
}
