//! When something happens again.
//!
//! A [`Recurrence`] gives its dates by number, each worked out from the first
//! and never from the one before: so nothing drifts, and a month that is too
//! short does not shorten the ones after it. Dates are civil: no clock, no
//! time zone and no change of clocks can move them.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// The years that a rule may begin in: those that a book covers.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// The most units between two dates.
pub const LONGEST_INTERVAL: u16 = 1_000;

/// Dates that follow a rule. Made by [`Recurrence::checked`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recurrence {
    /// No date is before this one, before it is moved off a weekend.
    pub first: Date,
    pub every: Every,
    pub weekend: Weekend,
    pub end: End,
}

/// How far apart the dates are. No number is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Every {
    Days(u16),
    Weeks(u16),
    Months(u16, MonthDay),
    Years(u16, MonthDay),
}

/// Which day of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MonthDay {
    /// 1 to 31; in a month that has no such day, its last.
    Day(i8),
    Last,
    /// The first to fourth (1 to 4) such weekday, or the last (−1).
    Nth(i8, Weekday),
}

/// What becomes of a date on a Saturday or Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weekend {
    #[default]
    Stay,
    /// The Friday before.
    Before,
    /// The Monday after.
    After,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum End {
    #[default]
    Never,
    /// No date is after this one, before it is moved off a weekend (as `UNTIL` in RFC 5545).
    Until(Date),
    /// So many dates in all.
    Count(u32),
}

/// Why a rule gives no dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoRule {
    #[error("the interval must be from 1 to {LONGEST_INTERVAL}")]
    Interval,
    #[error("a month has no such day")]
    Day,
    #[error("the rule ends before its first date")]
    EndsBeforeItBegins,
    #[error("the year is outside of what a book covers")]
    Year,
}

impl NoRule {
    pub fn advice(self) -> &'static str {
        match self {
            NoRule::Interval => "Type a whole number, as in every 2 weeks.",
            NoRule::Day => "Choose a day from 1 to 31, the last day, or the first to fourth of a weekday.",
            NoRule::EndsBeforeItBegins => {
                "Let it end on or after its first date, or after at least one time."
            }
            NoRule::Year => "Use a year from 1900 to 2199.",
        }
    }

    /// The field at fault.
    pub fn field(self) -> &'static str {
        match self {
            NoRule::Interval => "interval",
            NoRule::Day => "on",
            NoRule::EndsBeforeItBegins => "end",
            NoRule::Year => "first",
        }
    }
}

impl Recurrence {
    /// The same rule, where it has a date at all.
    pub fn checked(self) -> Result<Recurrence, NoRule> {
        let (interval, on) = match self.every {
            Every::Days(n) | Every::Weeks(n) => (n, None),
            Every::Months(n, on) | Every::Years(n, on) => (n, Some(on)),
        };
        if !(1..=LONGEST_INTERVAL).contains(&interval) {
            return Err(NoRule::Interval);
        }
        if !on.is_none_or(MonthDay::exists) {
            return Err(NoRule::Day);
        }
        if !YEARS.contains(&self.first.year()) {
            return Err(NoRule::Year);
        }
        self.date(0).is_some().then_some(self).ok_or(NoRule::EndsBeforeItBegins)
    }

    /// Date number `index`, from 0; none when the rule has ended.
    pub fn date(&self, index: u32) -> Option<Date> {
        let date = self.nominal(index)?;
        let has_ended = match self.end {
            End::Never => false,
            End::Until(last) => date > last,
            End::Count(count) => index >= count,
        };
        if has_ended { None } else { self.weekend.moved(date) }
    }

    /// The number of the first date that is not before `from`, and that date.
    pub fn next_from(&self, from: Date) -> Option<(u32, Date)> {
        // The dates only grow, so the first one is found by halving; no rule has more dates than the calendar days.
        let (mut low, mut high) = (0u32, 4_000_000u32);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.date(middle) {
                Some(date) if date < from => low = middle + 1,
                _ => high = middle,
            }
        }
        Some((low, self.date(low)?))
    }

    /// The dates from number `index` on, with their numbers.
    pub fn dates_from(&self, index: u32) -> impl Iterator<Item = (u32, Date)> + '_ {
        (index..).map_while(|number| Some((number, self.date(number)?)))
    }

    /// The date as the rule says, before it is moved off a weekend.
    fn nominal(&self, index: u32) -> Option<Date> {
        let step = |n: u16| i64::from(n).checked_mul(i64::from(index));
        match self.every {
            Every::Days(n) => self.first.checked_add(Span::new().try_days(step(n)?).ok()?).ok(),
            Every::Weeks(n) => self.first.checked_add(Span::new().try_weeks(step(n)?).ok()?).ok(),
            Every::Months(n, on) => self.in_month(step(n)?, 1, on),
            Every::Years(n, on) => self.in_month(step(n)?.checked_mul(12)?, 12, on),
        }
    }

    /// `months` after the first; where the first month's day is over already, one `unit` later.
    fn in_month(&self, months: i64, unit: i64, on: MonthDay) -> Option<Date> {
        let begins = self.first.first_of_month();
        let is_over = on.within(begins)? < self.first;
        let months = months.checked_add(if is_over { unit } else { 0 })?;
        let month = begins.checked_add(Span::new().try_months(months).ok()?).ok()?;
        on.within(month)
    }
}

impl MonthDay {
    fn exists(self) -> bool {
        match self {
            MonthDay::Day(day) => (1..=31).contains(&day),
            MonthDay::Last => true,
            MonthDay::Nth(which, _) => (1..=4).contains(&which) || which == -1,
        }
    }

    /// This day of the month that `month` is in.
    fn within(self, month: Date) -> Option<Date> {
        match self {
            MonthDay::Day(day) => Date::new(month.year(), month.month(), day.min(month.days_in_month())).ok(),
            MonthDay::Last => Some(month.last_of_month()),
            MonthDay::Nth(which, weekday) => month.nth_weekday_of_month(which, weekday).ok(),
        }
    }
}

impl Weekend {
    fn moved(self, date: Date) -> Option<Date> {
        let days = match (self, date.weekday()) {
            (Weekend::Before, Weekday::Saturday) => -1,
            (Weekend::Before, Weekday::Sunday) => -2,
            (Weekend::After, Weekday::Saturday) => 2,
            (Weekend::After, Weekday::Sunday) => 1,
            _ => 0,
        };
        date.checked_add(days.days()).ok()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn rule(first: Date, every: Every) -> Recurrence {
        Recurrence { first, every, weekend: Weekend::Stay, end: End::Never }
    }

    fn some(rule: &Recurrence, count: usize) -> Vec<String> {
        rule.dates_from(0).take(count).map(|(_, date)| date.to_string()).collect()
    }

    #[test]
    fn the_31st_is_the_last_day_of_a_short_month_and_the_31st_again_after_it() {
        let rule = rule(date(2024, 1, 31), Every::Months(1, MonthDay::Day(31)));
        assert_eq!(some(&rule, 4), ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"]);
    }

    #[test]
    fn a_leap_day_comes_back_each_year() {
        let rule = rule(date(2024, 2, 29), Every::Years(1, MonthDay::Day(29)));
        assert_eq!(some(&rule, 5), ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]);
    }

    #[test]
    fn the_nth_weekday_is_counted_in_each_month() {
        let second = rule(date(2026, 1, 1), Every::Months(1, MonthDay::Nth(2, Weekday::Tuesday)));
        assert_eq!(some(&second, 3), ["2026-01-13", "2026-02-10", "2026-03-10"]);
        let last = rule(date(2026, 5, 1), Every::Years(1, MonthDay::Nth(-1, Weekday::Monday)));
        assert_eq!(some(&last, 2), ["2026-05-25", "2027-05-31"]);
    }

    #[test]
    fn no_date_is_before_the_first() {
        let rule = rule(date(2026, 1, 20), Every::Months(2, MonthDay::Day(5)));
        assert_eq!(some(&rule, 2), ["2026-02-05", "2026-04-05"]);
        let yearly = super::tests::rule(date(2026, 6, 2), Every::Years(1, MonthDay::Nth(1, Weekday::Monday)));
        assert_eq!(some(&yearly, 2), ["2027-06-07", "2028-06-05"]);
    }

    #[test]
    fn a_weekend_is_left_before_or_after_it() {
        let at =
            |weekend| Recurrence { weekend, ..rule(date(2026, 8, 1), Every::Months(1, MonthDay::Day(1))) };
        assert_eq!(some(&at(Weekend::Before), 2), ["2026-07-31", "2026-09-01"]);
        assert_eq!(some(&at(Weekend::After), 2), ["2026-08-03", "2026-09-01"]);
    }

    #[test]
    fn a_rule_ends_when_it_says() {
        let counted = Recurrence { end: End::Count(2), ..rule(date(2026, 1, 1), Every::Weeks(1)) };
        assert_eq!(some(&counted, 9), ["2026-01-01", "2026-01-08"]);
        let until = Recurrence { end: End::Until(date(2026, 1, 8)), ..counted };
        assert_eq!(some(&until, 9), ["2026-01-01", "2026-01-08"]);
    }

    #[test]
    fn a_rule_without_a_date_is_none() {
        let fine = rule(date(2026, 1, 1), Every::Days(1));
        let of = |every, end| Recurrence { every, end, ..fine }.checked().expect_err("no rule");
        assert_eq!(of(Every::Days(0), End::Never), NoRule::Interval);
        assert_eq!(of(Every::Months(1, MonthDay::Day(32)), End::Never), NoRule::Day);
        assert_eq!(of(Every::Months(1, MonthDay::Nth(5, Weekday::Monday)), End::Never), NoRule::Day);
        assert_eq!(of(Every::Days(1), End::Until(date(2025, 12, 31))), NoRule::EndsBeforeItBegins);
        assert_eq!(of(Every::Days(1), End::Count(0)), NoRule::EndsBeforeItBegins);
    }

    fn month_day() -> impl Strategy<Value = MonthDay> {
        prop_oneof![
            (1i8..=31).prop_map(MonthDay::Day),
            Just(MonthDay::Last),
            (prop_oneof![1i8..=4, Just(-1)], 0i8..7)
                .prop_map(|(n, w)| MonthDay::Nth(n, Weekday::from_monday_zero_offset(w).expect("a weekday"))),
        ]
    }

    fn every() -> impl Strategy<Value = Every> {
        prop_oneof![
            (1u16..400).prop_map(Every::Days),
            (1u16..60).prop_map(Every::Weeks),
            (1u16..30, month_day()).prop_map(|(n, on)| Every::Months(n, on)),
            (1u16..10, month_day()).prop_map(|(n, on)| Every::Years(n, on)),
        ]
    }

    fn day() -> impl Strategy<Value = Date> {
        (1900i16..2100, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| date(y, m, d))
    }

    fn weekend() -> impl Strategy<Value = Weekend> {
        prop_oneof![Just(Weekend::Stay), Just(Weekend::Before), Just(Weekend::After)]
    }

    /// Months from year 0.
    fn month_number(date: Date) -> i64 {
        i64::from(date.year()) * 12 + i64::from(date.month())
    }

    proptest! {
        #[test]
        fn nothing_drifts_over_four_hundred_years(first in day(), every in every()) {
            let rule = rule(first, every).checked().expect("a rule");
            let end = first.year() + 400;
            let dates: Vec<Date> = rule.dates_from(0).map(|(_, date)| date).take_while(|d| d.year() <= end).collect();
            prop_assert!(dates[0] >= first);
            for pair in dates.windows(2) {
                let gap = match every {
                    Every::Days(n) => (i64::from((pair[1] - pair[0]).get_days()), i64::from(n)),
                    Every::Weeks(n) => (i64::from((pair[1] - pair[0]).get_days()), i64::from(n) * 7),
                    Every::Months(n, _) => (month_number(pair[1]) - month_number(pair[0]), i64::from(n)),
                    Every::Years(n, _) => (month_number(pair[1]) - month_number(pair[0]), i64::from(n) * 12),
                };
                prop_assert_eq!(gap.0, gap.1);
            }
            if let Every::Months(_, MonthDay::Day(wanted)) | Every::Years(_, MonthDay::Day(wanted)) = every {
                prop_assert!(dates.iter().all(|d| d.day() == wanted.min(d.days_in_month())));
            }
        }

        #[test]
        fn moved_dates_are_working_days_and_stay_in_order(first in day(), every in every(), weekend in weekend()) {
            let rule = Recurrence { weekend, ..rule(first, every) };
            let dates: Vec<Date> = rule.dates_from(0).take(500).map(|(_, date)| date).collect();
            prop_assert!(dates.is_sorted());
            let is_off = |d: &Date| matches!(d.weekday(), Weekday::Saturday | Weekday::Sunday);
            prop_assert!(weekend == Weekend::Stay || !dates.iter().any(is_off));
        }

        #[test]
        fn the_next_date_is_the_first_that_is_not_before(first in day(), every in every(), from in day(), weekend in weekend()) {
            let rule = Recurrence { weekend, ..rule(first, every) };
            let plain = rule.dates_from(0).find(|(_, date)| *date >= from);
            prop_assert_eq!(rule.next_from(from), plain);
        }
    }
}
