//! What a schedule expects of a payment: how much, and how near its day.
//!
//! Pure. It knows no payment: whoever reads a bank's lines compares.

use super::entity::{Amount, Direction, Occurrence, OtherSide, Schedule};
use super::recurrence::{End, Every, Recurrence};
use crate::ledger::account::AccountId;
use crate::ledger::money::Minor;

/// The amounts that an occurrence can have, minor units into the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expects {
    Exactly(i64),
    /// From the one to the other, both included.
    Between(i64, i64),
    /// Any, in this direction.
    Any(Direction),
}

impl Expects {
    pub fn holds(self, amount: Minor) -> bool {
        let units = amount.units();
        match self {
            Expects::Exactly(exact) => units == exact,
            Expects::Between(least, most) => (least..=most).contains(&units),
            Expects::Any(Direction::Out) => units < 0,
            Expects::Any(Direction::In) => units > 0,
        }
    }
}

impl Recurrence {
    /// How many days a payment may be from its day: less than half the way to the next one, and never very far,
    /// since what is late by weeks may as well be something else.
    pub fn leeway_days(&self) -> i32 {
        let period = match self.every {
            Every::MonthDays(..) => self.closest_days(),
            Every::Days(n) => i32::from(n),
            Every::Weeks(n) => 7 * i32::from(n),
            Every::Months(n, _) => 28 * i32::from(n),
            Every::Years(n, _) => 365 * i32::from(n),
        };
        let furthest = match period {
            ..14 => 3,
            14..28 => 5,
            28..300 => 7,
            _ => 10,
        };
        ((period - 1) / 2).clamp(0, furthest)
    }

    /// How near two dates of the rule come: all of four years are looked at, with their February of 29 days.
    fn closest_days(&self) -> i32 {
        let Every::MonthDays(_, on) = self.every else { return 0 };
        let endless = Recurrence { end: End::Never, ..*self };
        let dates: Vec<_> = (0..on.count() * 49).map_while(|index| endless.nominal(index)).collect();
        dates.windows(2).map(|pair| (pair[1] - pair[0]).get_days()).min().unwrap_or(0)
    }
}

impl Schedule {
    /// What it expects, where `latest` are the amounts that an estimate rests on.
    ///
    /// An estimate holds from the least to the most of them, a third of the amount more to either side.
    pub fn expects(&self, latest: &[i64]) -> Expects {
        match (self.amount, latest.iter().min(), latest.iter().max()) {
            (Amount::Fixed(amount), ..) => Expects::Exactly(amount.units()),
            (Amount::Estimated(_), Some(least), Some(most)) => {
                let room = |amount: i64| amount.saturating_abs() / 3;
                Expects::Between(least.saturating_sub(room(*least)), most.saturating_add(room(*most)))
            }
            (Amount::Estimated(direction) | Amount::Asked(direction), ..) => Expects::Any(direction),
        }
    }

    /// The same as it is seen from the register that it pays into; none from where it is not seen whole.
    pub fn seen_from(&self, account: AccountId) -> Option<Schedule> {
        if account == self.account {
            return Some(self.clone());
        }
        let [only] = self.others.as_slice() else { return None };
        let own = OtherSide { account: self.account, amount: only.amount.negated(), memo: String::new() };
        (only.account == account).then(|| Schedule {
            account,
            others: vec![own],
            amount: self.amount.reversed(),
            ..self.clone()
        })
    }

    /// The schedule when this occurrence is dealt with; those before it are passed over.
    #[must_use]
    pub fn advanced_past(&self, occurrence: u32) -> Schedule {
        if occurrence < self.next {
            return self.clone();
        }
        Schedule { next: occurrence, ..self.clone() }.advanced()
    }

    /// The occurrences before this one that are not dealt with yet: what entering it passes over.
    pub fn passed_over(&self, occurrence: u32) -> impl Iterator<Item = Occurrence> + '_ {
        let later = self.recurrence.dates_from(self.next).skip(1);
        let later = later.map(|(number, date)| Occurrence { number, date });
        self.due().into_iter().chain(later).take_while(move |one| one.number < occurrence)
    }
}

impl Amount {
    fn reversed(self) -> Amount {
        let other = |direction| if direction == Direction::Out { Direction::In } else { Direction::Out };
        match self {
            Amount::Fixed(amount) => Amount::Fixed(amount.negated()),
            Amount::Estimated(direction) => Amount::Estimated(other(direction)),
            Amount::Asked(direction) => Amount::Asked(other(direction)),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::ledger::schedule::{Mode, MonthDay, MonthDays, ScheduleId, Weekend};

    fn minor(units: i64) -> Minor {
        Minor::amount(units).expect("small")
    }

    fn rule(every: Every) -> Recurrence {
        Recurrence { first: date(2026, 1, 31), every, weekend: Weekend::Stay, end: End::Never }
    }

    fn monthly(amount: Amount) -> Schedule {
        Schedule {
            id: ScheduleId(1),
            account: AccountId(1),
            payee: None,
            memo: String::new(),
            others: vec![OtherSide { account: AccountId(2), amount: minor(45_00), memo: "m".into() }],
            tags: Vec::new(),
            amount,
            recurrence: rule(Every::Months(1, MonthDay::Day(31))),
            next: 1,
            last: Some(date(2026, 1, 31)),
            moved: Some(date(2026, 3, 2)),
            mode: Mode::Remind,
            by_cheque: false,
        }
    }

    #[test]
    fn the_leeway_of_two_neighbours_never_meets() {
        let on = MonthDay::Day(31);
        for every in
            (1..40).flat_map(|n| [Every::Days(n), Every::Weeks(n), Every::Months(n, on), Every::Years(n, on)])
        {
            let rule = rule(every);
            let dates: Vec<_> = rule.dates_from(0).take(30).map(|(_, date)| date).collect();
            for pair in dates.windows(2) {
                let between = (pair[1] - pair[0]).get_days();
                assert!(2 * rule.leeway_days() < between, "{every:?} {pair:?}");
            }
        }
        for days in [[1, 15], [14, 17], [1, 2]] {
            let days = MonthDays::checked(&days.map(MonthDay::Day)).expect("two days");
            let rule = rule(Every::MonthDays(1, days));
            let dates: Vec<_> = rule.dates_from(0).take(60).map(|(_, date)| date).collect();
            let least = dates.windows(2).map(|pair| (pair[1] - pair[0]).get_days()).min().expect("dates");
            assert!(2 * rule.leeway_days() < least, "{days:?}");
        }
        let leeways =
            [Every::Days(1), Every::Weeks(1), Every::Weeks(2), Every::Months(1, on), Every::Years(1, on)];
        assert_eq!(leeways.map(|every| rule(every).leeway_days()), [0, 3, 5, 7, 10]);
    }

    #[test]
    fn a_fixed_amount_is_this_one_an_estimate_is_near_the_latest_and_any_is_of_one_sign() {
        let holds = |amount, latest: &[i64], units| monthly(amount).expects(latest).holds(minor(units));
        let fixed = Amount::Fixed(minor(-45_00));
        assert!(holds(fixed, &[], -45_00) && !holds(fixed, &[], -45_01) && !holds(fixed, &[], 45_00));
        let estimated = Amount::Estimated(Direction::Out);
        let latest = [-60_00, -30_00, -45_00];
        assert_eq!(
            [-80_01, -80_00, -20_00, -19_99, 45_00].map(|units| holds(estimated, &latest, units)),
            [false, true, true, false, false]
        );
        assert!(holds(estimated, &[], -1) && !holds(estimated, &[], 1));
        assert!(holds(Amount::Asked(Direction::In), &latest, 9_999_00));
    }

    #[test]
    fn a_transfer_is_seen_from_its_other_account_the_other_way_round() {
        let transfer = monthly(Amount::Fixed(minor(-45_00)));
        let seen = transfer.seen_from(AccountId(2)).expect("seen");
        assert_eq!((seen.account, seen.amount), (AccountId(2), Amount::Fixed(minor(45_00))));
        assert_eq!((seen.others[0].account, seen.others[0].amount), (AccountId(1), minor(-45_00)));
        assert_eq!(seen.due(), transfer.due());
        assert_eq!(transfer.seen_from(AccountId(3)), None);
        assert_eq!(transfer.seen_from(AccountId(1)), Some(transfer));
    }

    #[test]
    fn what_is_passed_over_is_named_and_nothing_goes_backwards() {
        let schedule = monthly(Amount::Asked(Direction::Out));
        let passed: Vec<_> = schedule.passed_over(3).map(|one| (one.number, one.date)).collect();
        assert_eq!(passed, [(1, date(2026, 3, 2)), (2, date(2026, 3, 31))]);
        assert_eq!(schedule.passed_over(1).count(), 0);
        let after = schedule.advanced_past(3);
        assert_eq!((after.next, after.moved), (4, None));
        assert_eq!(after.advanced_past(2), after);
    }
}
