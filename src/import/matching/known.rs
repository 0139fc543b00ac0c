//! Rule 1: what an earlier import of the same bank ids brought, and an account that has its opening balance.
//!
//! Some banks give one id to every movement of a kind, a monthly fee for one: so an id counts with its amount and
//! with its day. What has the id and the amount but another day is not known; if that day is near, it is
//! [asked](super::changed).

use std::collections::{HashMap, HashSet};

use super::score::days_between;
use super::{Account, Fate, Incoming, Progress, Verdict, cheque_number};
use crate::ledger::{KnownDay, Minor};

/// Why a line that is not in the book stays out.
const DELETED: &str = "You deleted this after it was imported. Tick it to bring it back.";

/// Why a line is added whose id is known.
const OTHER_AMOUNT: &str = "The bank used this id before, for another amount.";
const OTHER_DAY: &str = "The bank used this id before, on another day.";

/// An older book kept no days of lines, only that of what a line became: this far from it a line may have been.
const FURTHEST_DAYS: u32 = 11;

/// What of the known lines no line of the file is yet.
type Left<'a> = HashMap<(&'a str, Minor), Vec<KnownDay>>;

pub fn ids<R: Clone>(account: &Account<R>, progress: &mut Progress<R>) {
    if account.known.is_empty() {
        return;
    }
    let ids: HashSet<&str> = account.known.keys().map(|(id, _)| id.as_str()).collect();
    let mut left = Left::new();
    for (index, line) in account.lines.iter().enumerate() {
        let known = account.known.get(&(line.bank_id.clone(), line.amount));
        let is_other_day = known.is_some_and(|days| days.iter().any(|known| known.date != Some(line.date)));
        progress.reused[index] = match known {
            Some(_) if is_other_day => Some(OTHER_DAY),
            None if ids.contains(line.bank_id.as_str()) => Some(OTHER_AMOUNT),
            _ => None,
        };
        if let Some(known) = known {
            left.entry((&line.bank_id, line.amount)).or_insert_with(|| known.clone());
        }
    }
    let is_day = |line: &Incoming, known: &KnownDay| known.date == Some(line.date);
    take(account, progress, &mut left, |line, known| known.is_of_bank && is_day(line, known));
    take(account, progress, &mut left, |line, known| !known.is_of_bank && is_day(line, known));
    take(account, progress, &mut left, |line, known| !known.is_of_bank && may_be_day(line, known));
}

/// Those that are there still are counted before those that were deleted.
fn take<'a, R: Clone>(
    account: &'a Account<R>,
    progress: &mut Progress<R>,
    left: &mut Left<'a>,
    fits: impl Fn(&Incoming, &KnownDay) -> bool,
) {
    for (index, line) in account.lines.iter().enumerate() {
        let days = left.get_mut(&(line.bank_id.as_str(), line.amount));
        let Some(days) = days.filter(|_| progress.is_open(index)) else { continue };
        let verdict = if let Some(known) = days.iter_mut().find(|one| one.times.there > 0 && fits(line, one))
        {
            known.times.there -= 1;
            Verdict::new(Fate::Known, "Imported before.")
        } else if let Some(known) = days.iter_mut().find(|one| one.times.deleted > 0 && fits(line, one)) {
            known.times.deleted -= 1;
            Verdict::new(Fate::Deleted, DELETED)
        } else {
            continue;
        };
        progress.verdicts[index] = Some(verdict);
    }
}

/// A cheque was matched by its number, whatever its day.
fn may_be_day(line: &Incoming, known: &KnownDay) -> bool {
    known.date.is_none_or(|date| days_between(date, line.date) <= FURTHEST_DAYS)
        || cheque_number(line.number.as_deref()).is_some()
}

/// An account opens once: a second opening balance would double it.
pub fn openings<R>(account: &Account<R>, progress: &mut Progress<R>) {
    for (line, verdict) in account.lines.iter().zip(&mut progress.verdicts) {
        if account.has_opening && line.is_opening_balance(&account.label) {
            verdict.get_or_insert(Verdict::new(Fate::Known, "The account has its opening balance."));
        }
    }
}
