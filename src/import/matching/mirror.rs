//! Rule 7: both halves of a transfer in one file.
//!
//! A file of several accounts shows a transfer in each of them; the book has
//! one transaction. The half that is a part of a split brings it, or else the
//! first one; the other half only lends its bank id to the far split.
//!
//! Where one half is settled already and the other is not, the transaction in
//! the book lacks this account; the half is added alone, lest the account of
//! the settled half is counted twice.

use std::collections::{HashMap, VecDeque};

use jiff::civil::Date;

use super::{Account, Fate, Incoming, NEW, Progress, Transfer, Verdict};
use crate::import::text::folded;
use crate::ledger::Minor;

/// A side of a line that goes from one account of the file to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    from: usize,
    to: usize,
    date: Date,
    /// As the account `from` sees it.
    amount: Minor,
}

/// The line that a side belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    account: usize,
    line: usize,
    side: usize,
}

/// The sides that wait for their mirror image, by what their lines are.
#[derive(Debug, Default)]
struct Waiting {
    settled: HashMap<Key, VecDeque<Place>>,
    parts: HashMap<Key, VecDeque<Place>>,
    wholes: HashMap<Key, VecDeque<Place>>,
}

pub fn settle<R: Clone>(accounts: &[Account<R>], progress: &mut [Progress<R>]) {
    let names: HashMap<String, usize> =
        accounts.iter().enumerate().map(|(index, account)| (folded(&account.label), index)).collect();
    let mut waiting = waiting(accounts, progress, &names);
    let halves = whole_transfers(accounts, &names);
    // Halves that are both in the book belong together and leave the others alone.
    for (place, key) in &halves {
        if !place.is_open(progress)
            && let Some(mirror) = waiting.settled.get_mut(&key.mirrored())
        {
            mirror.pop_front();
        }
    }
    for (place, key) in halves {
        if place.is_open(progress) {
            settle_half(accounts, progress, &mut waiting, place, key);
        }
    }
}

/// Finds the mirror image of a half and settles one of the two, or both.
fn settle_half<R: Clone>(
    accounts: &[Account<R>],
    progress: &mut [Progress<R>],
    waiting: &mut Waiting,
    half: Place,
    key: Key,
) {
    let mirrored = key.mirrored();
    let open = |places: Option<&mut VecDeque<Place>>| {
        places.and_then(|places| take(places, |place| place.is_open(progress)))
    };
    let seen_from = |account: usize| format!("The same transfer as in {}.", accounts[account].label);
    if let Some(part) = open(waiting.parts.get_mut(&mirrored)) {
        half.settle(progress, part.other_half(), seen_from(part.account));
    } else if let Some(whole) = open(waiting.wholes.get_mut(&mirrored)) {
        whole.settle(progress, half.other_half(), seen_from(half.account));
        half.settle(progress, Fate::New, NEW.into());
    } else if waiting.settled.get_mut(&mirrored).and_then(VecDeque::pop_front).is_some() {
        let reason = format!(
            "Not in your book yet, but {} has the other half of this transfer as an entry of its own. \
             It is added without a category, so that nothing is counted twice.",
            accounts[key.to].label
        );
        half.settle(progress, Fate::NewAlone, reason);
    }
}

/// The first place that fits; those before it are dropped, for they never will.
fn take(places: &mut VecDeque<Place>, fits: impl Fn(&Place) -> bool) -> Option<Place> {
    while let Some(place) = places.pop_front() {
        if fits(&place) {
            return Some(place);
        }
    }
    None
}

fn waiting<R: Clone>(
    accounts: &[Account<R>],
    progress: &[Progress<R>],
    names: &HashMap<String, usize>,
) -> Waiting {
    let mut waiting = Waiting::default();
    for (account, lines) in accounts.iter().enumerate() {
        for (index, line) in lines.lines.iter().enumerate() {
            let kind = match (progress[account].is_open(index), line.is_whole_transfer()) {
                (false, _) => &mut waiting.settled,
                (true, true) => &mut waiting.wholes,
                (true, false) => &mut waiting.parts,
            };
            for transfer in &line.transfers {
                let place = Place { account, line: index, side: transfer.side };
                if let Some(key) = key(names, account, line, transfer) {
                    kind.entry(key).or_default().push_back(place);
                }
            }
        }
    }
    waiting
}

/// The lines that are nothing but a transfer to another account of the file, in their order.
fn whole_transfers<R>(accounts: &[Account<R>], names: &HashMap<String, usize>) -> Vec<(Place, Key)> {
    let mut halves = Vec::new();
    for (account, lines) in accounts.iter().enumerate() {
        for (index, line) in lines.lines.iter().enumerate().filter(|(_, line)| line.is_whole_transfer()) {
            for transfer in &line.transfers {
                let place = Place { account, line: index, side: transfer.side };
                halves.extend(key(names, account, line, transfer).map(|key| (place, key)));
            }
        }
    }
    halves
}

/// None where the transfer goes to an account that the file has no lines of, or to its own, as opening balances do.
fn key(names: &HashMap<String, usize>, from: usize, line: &Incoming, transfer: &Transfer) -> Option<Key> {
    let to = *names.get(&folded(&transfer.to)).filter(|to| **to != from)?;
    Some(Key { from, to, date: line.date, amount: transfer.amount })
}

impl Key {
    /// The same movement as the other account sees it.
    fn mirrored(self) -> Key {
        Key { from: self.to, to: self.from, date: self.date, amount: self.amount.negated() }
    }
}

impl Place {
    fn is_open<R: Clone>(self, progress: &[Progress<R>]) -> bool {
        progress[self.account].is_open(self.line)
    }

    fn settle<R>(self, progress: &mut [Progress<R>], fate: Fate<R>, reason: String) {
        progress[self.account].verdicts[self.line] = Some(Verdict::new(fate, reason));
    }

    fn other_half<R>(self) -> Fate<R> {
        let Place { account, line, side } = self;
        Fate::OtherHalf { account, line, side }
    }
}

impl Incoming {
    fn is_whole_transfer(&self) -> bool {
        matches!(self.transfers.as_slice(), [transfer] if transfer.amount == self.amount)
    }
}
