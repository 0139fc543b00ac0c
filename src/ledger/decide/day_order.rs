//! The order of transactions within a day.
//!
//! Each has a place, its id until it is moved. To move one is to hand the
//! places of those that it passes around, so that no two ever have the same;
//! whatever else a transaction is stays as it was.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};

use jiff::civil::Date;

use super::facts::Facts;
use super::sheet::Sheet;
use super::told::described;
use super::{Decision, Denied, Outcome};
use crate::ledger::account::AccountId;
use crate::ledger::change::{Change, Edit};
use crate::ledger::refusal::Refusal;
use crate::ledger::transaction::{Transaction, TransactionId};

/// Moves a transaction by so many others of its day in a register; a negative number is up. It stops at the first and
/// at the last of the day.
pub(super) fn move_by<F: Facts>(
    sheet: &mut Sheet<F>,
    id: TransactionId,
    account: AccountId,
    by: i64,
) -> Outcome<Decision, F> {
    let one = sheet.transaction(id)?;
    let day = sheet.facts.day(account, one.date).map_err(Denied::Failed)?;
    let at = day.iter().position(|(other, _)| *other == id).ok_or(Refusal::NoSuchTransaction)?;
    let step = usize::try_from(by.unsigned_abs()).unwrap_or(usize::MAX);
    let to = if by < 0 { at.saturating_sub(step) } else { at.saturating_add(step).min(day.len() - 1) };
    let (first, last) = (at.min(to), at.max(to));
    let mut passed: Vec<TransactionId> = day[first..=last].iter().map(|(id, _)| *id).collect();
    let moved = passed.remove(at - first);
    passed.insert(to - first, moved);
    for (id, (_, place)) in passed.into_iter().zip(&day[first..=last]) {
        let before = sheet.transaction(id)?;
        let after = Transaction { place: *place, ..before.clone() };
        sheet.alter(before, after);
    }
    let words = match (by < 0, at == to) {
        (true, false) => format!("{} up within {}", described(sheet, "Moved", &one)?, one.date),
        (false, false) => format!("{} down within {}", described(sheet, "Moved", &one)?, one.date),
        (is_up, true) => {
            let which = if is_up { "first" } else { "last" };
            format!("{} is the {which} of {} already", described(sheet, "", &one)?.trim(), one.date)
        }
    };
    Ok(sheet.done(words, Some(id.0)))
}

/// Puts transactions that were made just now in the order in which the accounts of a file list them, each oldest first.
/// Where two accounts contradict each other the ids decide.
pub(super) fn as_listed(changes: &mut [Change], accounts: &[Vec<TransactionId>]) {
    if accounts.len() < 2 {
        return;
    }
    let mut days: BTreeMap<Date, Day> = BTreeMap::new();
    let mut made = HashMap::new();
    for (at, change) in changes.iter().enumerate() {
        if let Change::Transaction(Edit { before: None, after: Some(one) }) = change {
            made.insert(one.id, (at, one.date));
            days.entry(one.date).or_default().waits_for.insert(one.id, 0);
        }
    }
    for account in accounts {
        let mut last: HashMap<Date, TransactionId> = HashMap::new();
        for id in account {
            let Some((_, date)) = made.get(id) else { continue };
            if let Some(before) = last.insert(*date, *id).filter(|before| before != id) {
                days.entry(*date).or_default().follows(before, *id);
            }
        }
    }
    for day in days.into_values() {
        let mut places: Vec<i64> = day.waits_for.keys().map(|id| id.0).collect();
        places.sort_unstable();
        for (id, place) in day.in_order().into_iter().zip(places) {
            let change = made.get(&id).and_then(|(at, _)| changes.get_mut(*at));
            if let Some(Change::Transaction(Edit { after: Some(one), .. })) = change {
                one.place = place;
            }
        }
    }
}

/// The transactions of a day, and which of them come after which.
#[derive(Default)]
struct Day {
    next: HashMap<TransactionId, Vec<TransactionId>>,
    /// How many others each comes after.
    waits_for: BTreeMap<TransactionId, usize>,
}

impl Day {
    fn follows(&mut self, before: TransactionId, after: TransactionId) {
        self.next.entry(before).or_default().push(after);
        *self.waits_for.entry(after).or_default() += 1;
    }

    /// Each after all that it follows, the smaller id first (Kahn's algorithm).
    fn in_order(mut self) -> Vec<TransactionId> {
        let free = self.waits_for.iter().filter(|(_, count)| **count == 0);
        let mut free: BinaryHeap<Reverse<TransactionId>> = free.map(|(id, _)| Reverse(*id)).collect();
        let mut order = Vec::with_capacity(self.waits_for.len());
        loop {
            // In a circle nothing is free: the smallest that is left goes on.
            let left = || self.waits_for.keys().next().copied();
            let Some(id) = free.pop().map(|Reverse(id)| id).or_else(left) else { return order };
            if self.waits_for.remove(&id).is_none() {
                continue;
            }
            order.push(id);
            for after in self.next.remove(&id).into_iter().flatten() {
                if let Some(count) = self.waits_for.get_mut(&after) {
                    *count = count.saturating_sub(1);
                    if *count == 0 {
                        free.push(Reverse(after));
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(chains: &[&[i64]]) -> Vec<i64> {
        let mut day = Day::default();
        for chain in chains {
            for id in *chain {
                day.waits_for.entry(TransactionId(*id)).or_default();
            }
            for pair in chain.windows(2) {
                day.follows(TransactionId(pair[0]), TransactionId(pair[1]));
            }
        }
        day.in_order().into_iter().map(|id| id.0).collect()
    }

    #[test]
    fn what_two_accounts_list_is_in_the_order_of_both() {
        assert_eq!(day(&[&[1, 2, 3]]), [1, 2, 3]);
        assert_eq!(day(&[&[1, 2], &[5, 1, 6]]), [5, 1, 2, 6]);
        assert_eq!(day(&[&[1, 2, 3], &[7, 3, 8], &[9, 7]]), [1, 2, 9, 7, 3, 8]);
    }

    #[test]
    fn a_contradiction_loses_nothing() {
        assert_eq!(day(&[&[1, 2], &[2, 1], &[3]]), [3, 1, 2]);
    }
}
