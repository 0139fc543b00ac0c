//! How well a statement line and an entry of the book fit, in points.
//!
//! Pure. The weights are those that ledgers have come to (GnuCash's matcher
//! has the same four terms), with two lessons: another payee counts against a
//! pair, so that strangers are asked about and not merged; and only equal
//! amounts are a pair at all, since what was entered is never changed.
//!
//! | what | points |
//! |---|---|
//! | same amount | 30 |
//! | same day | 30, 4 less for each day between |
//! | all words of the shorter payee in the other, or in the memo | 15 |
//! | some of them | 8 |
//! | none of them | −15 |
//! | a word of the memos in common | 4 |
//! | only one of the two has a cheque number | −4 |
//! | two cheque numbers | no pair: [`super::link`] has had the equal ones |
//! | the far side of a transfer that the other account's file brought, on its day | 4 |
//!
//! A transfer in the book names its accounts as much as its payee. A line that names neither is a stranger to it,
//! unless it is called a transfer; one that names nobody may be it only where the other account's file has it, too.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Entered, Incoming, cheque_number};
use crate::import::text::folded;
use crate::import::words::{Likeness, are_of_transfers, likeness, say_transfer, telling};

/// From here on a pair is linked, if no other is nearly as good.
pub const LINK: i32 = 48;

/// From here on a pair is worth asking about.
pub const ASK: i32 = 35;

/// By how much a choice has to be better than the next one not to be asked about.
pub const MARGIN: i32 = 3;

/// Further apart than this no pair reaches [`ASK`]: (30 + 30 + 15 + 4 − 35) / 4.
pub const FURTHEST_DAYS: i32 = 11;

/// What is compared of a line or an entry, worked out once.
pub struct Traits {
    /// Days since an arbitrary one.
    pub day: i32,
    has_number: bool,
    payee: BTreeSet<String>,
    memo: BTreeSet<String>,
    /// The registers that are on the other side, folded.
    registers: BTreeSet<String>,
    transfer: Option<Transferred>,
}

/// What tells one from another.
pub type Compared<'t> = (i32, bool, [&'t BTreeSet<String>; 3], Option<Transferred>);

/// How far one is known to be a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Transferred {
    /// A line is called so.
    Called,
    /// An entry is one.
    Entered,
    /// An entry is one, and a file of the other account has it, too.
    Imported,
}

impl Traits {
    pub fn of_line(line: &Incoming) -> Traits {
        let is_called = say_transfer(&line.payee) || say_transfer(&line.memo);
        Traits {
            registers: line.transfers.iter().map(|transfer| folded(&transfer.to)).collect(),
            transfer: is_called.then_some(Transferred::Called),
            ..Traits::new(line.date, line.number.as_deref(), &line.payee, &line.memo)
        }
    }

    pub fn of_entry<R>(entry: &Entered<R>) -> Traits {
        let mut traits = Traits::new(entry.date, entry.number.as_deref(), &entry.payee, &entry.memo);
        if let Some(far) = &entry.far_side {
            traits.payee.extend(far.accounts.iter().flat_map(|name| telling(name)));
            traits.registers = far.accounts.iter().map(|name| folded(name)).collect();
            traits.transfer =
                Some(if far.is_imported { Transferred::Imported } else { Transferred::Entered });
        }
        traits
    }

    /// Of somebody who is expected on a day.
    pub fn of_payee(date: Date, payee: &str) -> Traits {
        Traits::new(date, None, payee, "")
    }

    fn new(date: Date, number: Option<&str>, payee: &str, memo: &str) -> Traits {
        let has_number = cheque_number(number).is_some();
        let (payee, memo) = (telling(payee), telling(memo));
        Traits { day: day(date), has_number, payee, memo, registers: BTreeSet::new(), transfer: None }
    }

    /// The points of a line and an entry of the same amount; none where they cannot be a pair.
    pub fn score(&self, entry: &Traits) -> Option<i32> {
        if self.has_number && entry.has_number {
            return None;
        }
        let days = i32::try_from(self.days_from(entry)).ok().filter(|days| *days <= FURTHEST_DAYS)?;
        let number = if self.has_number == entry.has_number { 0 } else { -4 };
        let is_far = days == 0 && entry.is_far_side() && self.payee_likeness(entry) != Likeness::Strangers;
        let far = if is_far { 4 } else { 0 };
        Some(60 - 4 * days + number + far + self.payee_points(entry) + self.memo_points(entry))
    }

    pub fn days_from(&self, other: &Traits) -> u32 {
        self.day.abs_diff(other.day)
    }

    pub fn payee_likeness(&self, entry: &Traits) -> Likeness {
        let Some(transfer) = entry.transfer else { return self.words_likeness(entry) };
        if !self.registers.is_empty() {
            let is_there = self.registers.iter().any(|name| entry.registers.contains(name));
            return if is_there { Likeness::Same } else { Likeness::Strangers };
        }
        let likeness = self.words_likeness(entry);
        let is_nobody =
            are_of_transfers(self.payee.union(&self.memo).filter(|word| !entry.memo.contains(*word)));
        match likeness {
            Likeness::Same | Likeness::Alike => likeness,
            _ if is_nobody && self.transfer.is_some() => Likeness::Alike,
            _ if is_nobody && transfer == Transferred::Imported => Likeness::Unknown,
            _ => Likeness::Strangers,
        }
    }

    /// Whether a file of the other account has this transfer, too.
    pub fn is_far_side(&self) -> bool {
        self.transfer == Some(Transferred::Imported)
    }

    /// Banks put the payee into the memo as often as not.
    fn words_likeness(&self, entry: &Traits) -> Likeness {
        match likeness(&self.payee, &entry.payee) {
            Likeness::Strangers | Likeness::Unknown
                if entry.payee.iter().any(|word| self.memo.contains(word)) =>
            {
                likeness(&self.memo, &entry.payee)
            }
            likeness => likeness,
        }
    }

    fn payee_points(&self, entry: &Traits) -> i32 {
        match self.payee_likeness(entry) {
            Likeness::Unknown => 0,
            Likeness::Strangers => -15,
            Likeness::Alike => 8,
            Likeness::Same => 15,
        }
    }

    fn memo_points(&self, entry: &Traits) -> i32 {
        if self.memo.intersection(&entry.memo).next().is_some() { 4 } else { 0 }
    }

    /// Whether nothing that is compared tells the two apart.
    pub fn is_twin_of(&self, other: &Traits) -> bool {
        self.compared() == other.compared()
    }

    /// All that is compared.
    pub fn compared(&self) -> Compared<'_> {
        (self.day, self.has_number, [&self.payee, &self.memo, &self.registers], self.transfer)
    }

    pub fn names_somebody(&self) -> bool {
        !self.payee.is_empty()
    }
}

/// How many days are between two.
pub fn days_between(one: Date, other: Date) -> u32 {
    day(one).abs_diff(day(other))
}

fn day(date: Date) -> i32 {
    date.since(Date::ZERO).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn traits(day: i8, number: Option<&str>, payee: &str, memo: &str) -> Traits {
        Traits::new(date(2024, 5, day), number, payee, memo)
    }

    #[test]
    fn a_plain_pair_is_linked_up_to_three_days_and_asked_up_to_six() {
        let score =
            |days: i8| traits(1, None, "", "").score(&traits(1 + days, None, "", "")).expect("a pair");
        assert!(score(3) >= LINK && score(4) < LINK && score(6) >= ASK && score(7) < ASK);
    }

    #[test]
    fn strangers_are_never_linked_and_friends_reach_further() {
        let line = traits(1, None, "POS 12 REWE", "");
        let score = |day, payee: &str| line.score(&traits(day, None, payee, "")).expect("a pair");
        assert!(score(1, "Cinema") < LINK && score(1, "Cinema") >= ASK);
        assert!(score(7, "Rewe") >= LINK && score(8, "Rewe") < LINK);
    }

    #[test]
    fn the_payee_may_stand_in_the_memo() {
        let line = traits(1, None, "Kartenzahlung", "REWE Markt Berlin");
        assert_eq!(line.payee_likeness(&traits(1, None, "Rewe", "")), Likeness::Same);
    }

    #[test]
    fn two_cheque_numbers_are_no_pair_here() {
        assert_eq!(traits(1, Some("7"), "", "").score(&traits(1, Some("8"), "", "")), None);
    }

    #[test]
    fn the_furthest_day_is_the_last_that_can_be_asked_about() {
        let line = traits(1, None, "Rewe", "Milk");
        let furthest = i8::try_from(FURTHEST_DAYS).expect("small");
        let score = |days| line.score(&traits(1 + days, None, "Rewe", "Milk"));
        assert!(score(furthest).is_some_and(|points| (ASK..ASK + 4).contains(&points)));
        assert_eq!(score(furthest + 1), None);
    }
}
