//! The far sides of transfers in the book, by what a file says of their accounts.
//!
//! A file may call an account otherwise than the book, and bring both sides of a transfer at once.

use std::collections::{HashMap, HashSet};

use jiff::ToSpan;
use jiff::civil::Date;

use super::Reference;
use crate::import::matching::Account;
use crate::import::text::same_name;
use crate::ledger::{Minor, TransactionId};

/// So many days may be between the two sides of a transfer.
const MOST_DAYS: i64 = 3;

/// Adds to the accounts of far sides what the file calls them, and marks those that it brings itself. `names` are the
/// accounts' in the book.
pub fn learn(accounts: &mut [Account<Reference>], names: &[&str]) {
    let labels: Vec<(String, String)> = accounts
        .iter()
        .zip(names)
        .map(|(account, name)| ((*name).to_owned(), account.label.clone()))
        .collect();
    let brought = Brought::of(accounts);
    for (at, account) in accounts.iter_mut().enumerate() {
        for entry in &mut account.entered {
            let Some(far) = &mut entry.far_side else { continue };
            far.is_imported |= brought.is_elsewhere(at, entry.reference.0, entry.date);
            let is_called = |(name, label): &&(String, String)| {
                let own = |called: &String| same_name(called, name);
                far.accounts.iter().any(own) && !far.accounts.iter().any(|called| same_name(called, label))
            };
            let more: Vec<String> = labels.iter().filter(is_called).map(|(_, label)| label.clone()).collect();
            far.accounts.extend(more);
        }
    }
}

/// What the file has in each account, and which accounts a transaction is in.
struct Brought {
    lines: Vec<HashSet<(Date, Minor)>>,
    sides: HashMap<TransactionId, Vec<(usize, Minor)>>,
}

impl Brought {
    fn of(accounts: &[Account<Reference>]) -> Brought {
        let mut sides: HashMap<TransactionId, Vec<(usize, Minor)>> = HashMap::new();
        for (at, account) in accounts.iter().enumerate().filter(|_| accounts.len() > 1) {
            for entry in account.entered.iter().filter(|entry| entry.far_side.is_some()) {
                sides.entry(entry.reference.0).or_default().push((at, entry.amount));
            }
        }
        let lines = accounts.iter().map(|account| {
            let lines = account.lines.iter().filter(|_| !sides.is_empty());
            lines.map(|line| (line.date, line.amount)).collect()
        });
        Brought { lines: lines.collect(), sides }
    }

    /// Whether another account of the file has a line that can be its side of the transaction.
    fn is_elsewhere(&self, own: usize, transaction: TransactionId, date: Date) -> bool {
        let sides = self.sides.get(&transaction).into_iter().flatten();
        let mut others = sides.filter(|(at, _)| *at != own);
        others.any(|(at, amount)| {
            (-MOST_DAYS..=MOST_DAYS).any(|days| {
                let day = date.checked_add(days.days());
                day.is_ok_and(|day| self.lines[*at].contains(&(day, *amount)))
            })
        })
    }
}
