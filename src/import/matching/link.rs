//! Entries that a line certainly belongs to: the same cheque, or the same transfer.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

use super::{Account, Entered, Incoming, Progress, cheque_number};

/// Rule 4: the same cheque number and amount. A cheque may be presented months
/// after it was written, so the date is free; the earlier goes with the earlier.
pub fn cheques<R: Clone>(account: &Account<R>, progress: &mut Progress<R>) {
    let by_line = |line: &Incoming| Some((cheque_number(line.number.as_deref())?.to_owned(), line.amount));
    let by_entry =
        |entry: &Entered<R>| Some((cheque_number(entry.number.as_deref())?.to_owned(), entry.amount));
    pair(account, progress, by_line, by_entry, |entry| {
        let number = entry.number.as_deref().unwrap_or_default();
        format!("Cheque {number} over this amount is in your book, dated {}.", entry.date)
    });
}

/// Rule 5: the far side of a transfer that the other account's file brought.
pub fn far_sides<R: Clone>(account: &Account<R>, progress: &mut Progress<R>) {
    let by_entry = |entry: &Entered<R>| entry.is_transfer.then_some((entry.date, entry.amount));
    pair(
        account,
        progress,
        |line| Some((line.date, line.amount)),
        by_entry,
        |_| "The other account of this transfer already brought it into your book.".into(),
    );
}

/// Links lines and entries of the same key, one to one, in the order of their dates.
fn pair<R: Clone, K: Hash + Eq>(
    account: &Account<R>,
    progress: &mut Progress<R>,
    by_line: impl Fn(&Incoming) -> Option<K>,
    by_entry: impl Fn(&Entered<R>) -> Option<K>,
    reason: impl Fn(&Entered<R>) -> String,
) {
    let mut entries: Vec<usize> = (0..account.entered.len()).filter(|entry| progress.free[*entry]).collect();
    entries.sort_by_key(|entry| account.entered[*entry].date);
    let mut by_key: HashMap<K, VecDeque<usize>> = HashMap::new();
    for entry in entries {
        if let Some(key) = by_entry(&account.entered[entry]) {
            by_key.entry(key).or_default().push_back(entry);
        }
    }
    let mut lines: Vec<usize> = (0..account.lines.len()).filter(|line| progress.is_open(*line)).collect();
    lines.sort_by_key(|line| account.lines[*line].date);
    for line in lines {
        let entries = by_line(&account.lines[line]).and_then(|key| by_key.get_mut(&key));
        if let Some(index) = entries.and_then(VecDeque::pop_front) {
            progress.link(line, account, index, reason(&account.entered[index]));
        }
    }
}
