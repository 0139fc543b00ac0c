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

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Entered, Incoming, cheque_number};
use crate::import::words::{Likeness, likeness, telling};

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
}

impl Traits {
    pub fn of_line(line: &Incoming) -> Traits {
        Traits::new(line.date, line.number.as_deref(), &line.payee, &line.memo)
    }

    pub fn of_entry<R>(entry: &Entered<R>) -> Traits {
        Traits::new(entry.date, entry.number.as_deref(), &entry.payee, &entry.memo)
    }

    /// Of somebody who is expected on a day.
    pub fn of_payee(date: Date, payee: &str) -> Traits {
        Traits::new(date, None, payee, "")
    }

    fn new(date: Date, number: Option<&str>, payee: &str, memo: &str) -> Traits {
        let has_number = cheque_number(number).is_some();
        Traits { day: day(date), has_number, payee: telling(payee), memo: telling(memo) }
    }

    /// The points of a line and an entry of the same amount; none where they cannot be a pair.
    pub fn score(&self, entry: &Traits) -> Option<i32> {
        if self.has_number && entry.has_number {
            return None;
        }
        let days = i32::try_from(self.days_from(entry)).ok().filter(|days| *days <= FURTHEST_DAYS)?;
        let number = if self.has_number == entry.has_number { 0 } else { -4 };
        Some(60 - 4 * days + number + self.payee_points(entry) + self.memo_points(entry))
    }

    pub fn days_from(&self, other: &Traits) -> u32 {
        self.day.abs_diff(other.day)
    }

    /// Banks put the payee into the memo as often as not.
    pub fn payee_likeness(&self, entry: &Traits) -> Likeness {
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
        (self.day, self.has_number) == (other.day, other.has_number)
            && self.payee == other.payee
            && self.memo == other.memo
    }

    pub fn names_somebody(&self) -> bool {
        !self.payee.is_empty()
    }
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
