//! What the accounts hold at the end, for formats that state it.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::contents::Contents;
use crate::ledger::{AccountId, Minor};

/// Of one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// The day of its first split.
    pub first: Date,
    pub balance: Minor,
}

/// Of all accounts that have a split. Leaves out one whose sum no book holds.
pub fn totals(contents: &Contents) -> HashMap<AccountId, Total> {
    let mut totals: HashMap<AccountId, Total> = HashMap::new();
    let mut too_large = HashSet::new();
    for transaction in &contents.transactions {
        for split in &transaction.splits {
            let fresh = Total { first: transaction.date, balance: Minor::ZERO };
            let total = totals.entry(split.account).or_insert(fresh);
            match total.balance.plus(split.amount) {
                Ok(balance) => total.balance = balance,
                Err(_) => {
                    too_large.insert(split.account);
                }
            }
        }
    }
    totals.retain(|account, _| !too_large.contains(account));
    totals
}

/// The day of the last transaction.
pub fn last_day(contents: &Contents) -> Option<Date> {
    contents.transactions.last().map(|last| last.date)
}
