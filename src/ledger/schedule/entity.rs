//! A schedule: what is expected, when, and how it gets into the book.
//!
//! It keeps which of its occurrences is the next one, so that each is entered
//! or skipped once, however often somebody asks. It enters nothing by itself:
//! [`crate::ledger::decide()`] does, and is told what day it is.

use jiff::civil::Date;

use super::recurrence::Recurrence;
use crate::ledger::account::AccountId;
use crate::ledger::change::Entity;
use crate::ledger::money::Minor;
use crate::ledger::payee::PayeeId;
use crate::ledger::tag::TagId;

/// Names a schedule for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScheduleId(pub i64);

/// A transaction that is expected again and again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    pub id: ScheduleId,
    /// The register it is paid from or into.
    pub account: AccountId,
    pub payee: Option<PayeeId>,
    pub memo: String,
    /// The other sides, one or more; several only where the amount is fixed.
    pub others: Vec<OtherSide>,
    /// Ascending, each once.
    pub tags: Vec<TagId>,
    pub amount: Amount,
    pub recurrence: Recurrence,
    /// The number of the next occurrence, from 0: all before it are dealt with.
    pub next: u32,
    /// The day that the last one that was dealt with had by its rule, wherever it was moved to. A change of the rule
    /// goes on after it; none where there was none yet.
    pub last: Option<Date>,
    /// Where the next occurrence was moved to.
    pub moved: Option<Date>,
    pub mode: Mode,
    /// A payment takes the next cheque of the book in use, where there is one.
    pub by_cheque: bool,
}

/// A side of the transaction beside that of the schedule's own account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherSide {
    pub account: AccountId,
    /// Minor units; what a fixed amount puts there, else zero.
    pub amount: Minor,
    pub memo: String,
}

/// How much an occurrence is, into the schedule's own account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    Fixed(Minor),
    /// The median of the latest such payments.
    Estimated(Direction),
    /// Known only when it is there.
    Asked(Direction),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Out of the account: a bill.
    Out,
    /// Into the account: income.
    In,
}

/// Who enters an occurrence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The user, who is reminded.
    Remind,
    /// The program, so many days before it is due.
    Enter { days_before: u16 },
}

/// One date of a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    pub number: u32,
    pub date: Date,
}

impl Amount {
    pub fn direction(self) -> Direction {
        match self {
            Amount::Fixed(amount) if amount.is_negative() => Direction::Out,
            Amount::Fixed(_) => Direction::In,
            Amount::Estimated(direction) | Amount::Asked(direction) => direction,
        }
    }
}

impl Schedule {
    /// The next occurrence; none when the rule has ended.
    pub fn due(&self) -> Option<Occurrence> {
        let date = self.recurrence.date(self.next)?;
        Some(Occurrence { number: self.next, date: self.moved.unwrap_or(date) })
    }

    /// The occurrences that are still to come, up to this day, in the order of the rule.
    pub fn until(&self, last: Date) -> impl Iterator<Item = Occurrence> + '_ {
        let later = self.recurrence.dates_from(self.next).skip(1);
        let later = later.map(|(number, date)| Occurrence { number, date });
        self.due()
            .into_iter()
            .chain(later.take_while(move |one| one.date <= last))
            .filter(move |one| one.date <= last)
    }

    /// The day on which the program enters the next occurrence by itself; none where it does not.
    pub fn enters_on(&self) -> Option<Date> {
        let Mode::Enter { days_before } = self.mode else {
            return None;
        };
        let span = jiff::Span::new().try_days(days_before).ok()?;
        self.due()?.date.checked_sub(span).ok()
    }

    /// The schedule when its next occurrence is dealt with.
    #[must_use]
    pub fn advanced(&self) -> Schedule {
        let last = self.recurrence.nominal(self.next).or(self.last);
        Schedule { next: self.next.saturating_add(1), last, moved: None, ..self.clone() }
    }

    /// The day of the last one that was dealt with, as the rule says: for a schedule of a time when it was not kept.
    pub fn last_by_rule(recurrence: Recurrence, next: u32) -> Option<Date> {
        recurrence.nominal(next.checked_sub(1)?)
    }

    /// What an occurrence of this amount puts into an account.
    pub fn puts_into(&self, account: AccountId, amount: Minor) -> i64 {
        if account == self.account {
            return amount.units();
        }
        match self.others.as_slice() {
            [only] if only.account == account => amount.negated().units(),
            several => {
                several.iter().filter(|side| side.account == account).map(|side| side.amount.units()).sum()
            }
        }
    }

    /// Everything it names.
    pub fn references(&self) -> impl Iterator<Item = Entity> + '_ {
        let others = self.others.iter().map(|side| Entity::Account(side.account));
        let tags = self.tags.iter().map(|tag| Entity::Tag(*tag));
        others.chain([Entity::Account(self.account)]).chain(self.payee.map(Entity::Payee)).chain(tags)
    }
}

/// What the next one is likely to be: the median of the latest, newest first.
pub fn estimate(latest: &[i64]) -> Option<Minor> {
    let mut sorted: Vec<i64> = latest.to_vec();
    sorted.sort_unstable();
    let middle = sorted.get(sorted.len().checked_sub(1)? / 2)?;
    Minor::amount(*middle).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::ledger::schedule::{End, Every, Weekend};

    fn weekly(end: End) -> Schedule {
        Schedule {
            id: ScheduleId(1),
            account: AccountId(1),
            payee: None,
            memo: String::new(),
            others: vec![OtherSide { account: AccountId(2), amount: Minor::ZERO, memo: String::new() }],
            tags: Vec::new(),
            amount: Amount::Asked(Direction::Out),
            recurrence: Recurrence {
                first: date(2026, 1, 1),
                every: Every::Weeks(1),
                weekend: Weekend::Stay,
                end,
            },
            next: 0,
            last: None,
            moved: None,
            mode: Mode::Remind,
            by_cheque: false,
        }
    }

    fn days(schedule: &Schedule, last: Date) -> Vec<(u32, i8)> {
        schedule.until(last).map(|one| (one.number, one.date.day())).collect()
    }

    #[test]
    fn only_the_next_occurrence_is_moved() {
        let moved = Schedule { moved: Some(date(2026, 1, 3)), ..weekly(End::Never) };
        assert_eq!(days(&moved, date(2026, 1, 15)), [(0, 3), (1, 8), (2, 15)]);
        assert_eq!(days(&moved.advanced(), date(2026, 1, 15)), [(1, 8), (2, 15)]);
    }

    #[test]
    fn one_that_is_moved_beyond_the_day_does_not_hide_the_next() {
        let moved = Schedule { moved: Some(date(2026, 1, 30)), ..weekly(End::Never) };
        assert_eq!(days(&moved, date(2026, 1, 15)), [(1, 8), (2, 15)]);
    }

    #[test]
    fn what_has_ended_is_not_due() {
        let once = weekly(End::Count(1));
        assert!(once.due().is_some());
        assert_eq!(once.advanced().due(), None);
    }

    #[test]
    fn it_is_entered_so_many_days_before() {
        let schedule = Schedule { mode: Mode::Enter { days_before: 3 }, ..weekly(End::Never) };
        assert_eq!(schedule.enters_on(), Some(date(2025, 12, 29)));
        assert_eq!(weekly(End::Never).enters_on(), None);
    }

    #[test]
    fn an_estimate_is_the_middle_of_the_latest() {
        assert_eq!(estimate(&[-45_00, -44_00, -90_00]).map(Minor::units), Some(-45_00));
        assert_eq!(estimate(&[]), None);
    }
}
