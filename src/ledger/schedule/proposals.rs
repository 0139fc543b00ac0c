//! Which payments look as if they came again and again.
//!
//! Pure: past payments go in, proposals come out, each with what it rests on.
//! It makes no schedule: that is the user's to say.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::month_days::MonthDays;
use super::recurrence::{End, Every, MonthDay, Recurrence, Weekend};

/// How often something must have been seen before it is proposed.
const FEWEST: usize = 3;

/// A payment of the past: one split of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen<K> {
    /// What makes payments one series: the payee and the account, for instance.
    pub series: K,
    pub date: Date,
    /// Minor units, never zero.
    pub amount: i64,
}

/// A series that seems to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal<K> {
    pub series: K,
    pub recurrence: Recurrence,
    /// The median of what was seen, minor units.
    pub amount: i64,
    /// Whether every amount was this one.
    pub is_exact: bool,
    pub times: usize,
    pub last: Date,
}

/// An interval people pay in, and how far apart in days two payments of it may be.
const RHYTHMS: &[(Rhythm, i32, i32)] = &[
    (Rhythm::Weeks(1), 6, 8),
    (Rhythm::Weeks(2), 13, 15),
    (Rhythm::Months(1), 25, 36),
    (Rhythm::Months(3), 84, 98),
    (Rhythm::Months(6), 175, 190),
    (Rhythm::Months(12), 355, 376),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rhythm {
    Weeks(u16),
    Months(u16),
}

/// The series that are regular, still going on at `today`, with the next date after it.
///
/// A series is one in amount, too: payments of both signs are two series, and
/// amounts that differ by more than a third from their median are no series.
pub fn proposals<K: Ord + Clone>(seen: impl IntoIterator<Item = Seen<K>>, today: Date) -> Vec<Proposal<K>> {
    let mut series: BTreeMap<(K, bool), Vec<(Date, i64)>> = BTreeMap::new();
    for one in seen {
        series.entry((one.series, one.amount < 0)).or_default().push((one.date, one.amount));
    }
    series.into_iter().filter_map(|((key, _), payments)| proposal(key, payments, today)).collect()
}

fn proposal<K>(series: K, mut payments: Vec<(Date, i64)>, today: Date) -> Option<Proposal<K>> {
    payments.sort_unstable();
    if payments.len() < FEWEST {
        return None;
    }
    let dates: Vec<Date> = payments.iter().map(|(date, _)| *date).collect();
    let Series { every, least, longest } = rhythm(&dates).or_else(|| several(&dates))?;
    let last = *dates.last()?;
    // Two intervals without it: it seems to be over.
    if (today - last).get_days() > 2 * longest {
        return None;
    }
    let amount = median(payments.iter().map(|(_, amount)| *amount).collect());
    let is_near = |other: i64| (other - amount).saturating_abs().saturating_mul(3) <= amount.saturating_abs();
    if !payments.iter().all(|(_, other)| is_near(*other)) {
        return None;
    }
    let is_exact = payments.iter().all(|(_, other)| *other == amount);
    let recurrence = next(every, least, last, today)?;
    Some(Proposal { series, recurrence, amount, is_exact, times: payments.len(), last })
}

/// What a series goes by.
struct Series {
    every: Every,
    /// The least that is between two payments of it, in days.
    least: i32,
    longest: i32,
}

/// The rhythm that every gap fits.
fn rhythm(dates: &[Date]) -> Option<Series> {
    let fits =
        |(_, least, most): &&(Rhythm, i32, i32)| gaps(dates).all(|gap| (*least..=*most).contains(&gap));
    let (rhythm, least, longest) = *RHYTHMS.iter().find(fits)?;
    let every = match rhythm {
        Rhythm::Weeks(n) => Every::Weeks(n),
        Rhythm::Months(n) => {
            let on = usual_day(dates);
            if n % 12 == 0 { Every::Years(n / 12, on) } else { Every::Months(n, on) }
        }
    };
    Some(Series { every, least, longest })
}

fn gaps(dates: &[Date]) -> impl Iterator<Item = i32> + '_ {
    dates.windows(2).map(|pair| (pair[1] - pair[0]).get_days())
}

/// The most days of a month that are looked for.
const MOST_DAYS: usize = 3;

/// How far a payment on one of several days may be from its day: where it is further it is no bill.
const NEAR_DAYS: i32 = 4;

/// Several days of each month, as the 1st and the 15th: every second (or third) payment is one of each month.
fn several(dates: &[Date]) -> Option<Series> {
    (2..=MOST_DAYS).find_map(|count| {
        let mut days = Vec::new();
        for first in 0..count {
            let own: Vec<Date> = dates.iter().skip(first).step_by(count).copied().collect();
            let on = usual_day(&own);
            let is_near =
                |date: &Date| on.within(*date).is_some_and(|day| (*date - day).get_days().abs() <= NEAR_DAYS);
            let is_monthly = gaps(&own).all(|gap| (25..=36).contains(&gap));
            if own.len() < FEWEST || !is_monthly || !own.iter().all(is_near) {
                return None;
            }
            days.push(on);
        }
        let on = MonthDays::checked(&days).ok()?;
        let least = gaps(dates).min()? / 2;
        Some(Series { every: Every::MonthDays(1, on), least, longest: gaps(dates).max()? })
    })
}

/// The rule from its first date after the last payment on.
fn next(every: Every, least: i32, last: Date, today: Date) -> Option<Recurrence> {
    let rule = Recurrence { first: last, every, weekend: Weekend::Stay, end: End::Never };
    // A payment that came some days early is not due again in the same month.
    let settled = last.checked_add(jiff::Span::new().try_days(least.max(1)).ok()?).ok()?;
    let (_, first) = rule.next_from(settled.max(today.tomorrow().ok()?))?;
    Recurrence { first, ..rule }.checked().ok()
}

/// The day of the month that most payments were on; the last day where they follow the month's end.
fn usual_day(dates: &[Date]) -> MonthDay {
    let ends = dates.iter().filter(|date| date.day() == date.days_in_month()).count();
    if ends == dates.len() {
        return MonthDay::Last;
    }
    MonthDay::Day(median(dates.iter().map(|date| date.day()).collect()))
}

/// The middle one; of two middle ones the lower.
fn median<T: Ord + Copy + Default>(mut values: Vec<T>) -> T {
    values.sort_unstable();
    values.get(values.len().saturating_sub(1) / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn seen(series: &'static str, dates: &[&str], amount: impl Fn(usize) -> i64) -> Vec<Seen<&'static str>> {
        let one = |(at, text): (usize, &&str)| Seen {
            series,
            date: text.parse().expect("a date"),
            amount: amount(at),
        };
        dates.iter().enumerate().map(one).collect()
    }

    const MONTHLY: [&str; 4] = ["2026-07-03", "2026-08-03", "2026-09-02", "2026-10-05"];

    #[test]
    fn a_bill_of_each_month_is_proposed_with_its_next_date() {
        let found = proposals(seen("City Power", &MONTHLY, |at| -4_500 + at as i64 * 10), date(2026, 10, 20));
        let [one] = found.as_slice() else { panic!("one series: {found:?}") };
        assert_eq!((one.times, one.amount, one.is_exact), (4, -4_490, false));
        assert_eq!(one.recurrence.first, date(2026, 11, 3));
        assert_eq!(one.recurrence.every, Every::Months(1, MonthDay::Day(3)));
    }

    #[test]
    fn what_follows_the_end_of_the_month_goes_on_so() {
        let found = proposals(
            seen("Rent", &["2026-01-31", "2026-02-28", "2026-03-31"], |_| -850_00),
            date(2026, 4, 2),
        );
        assert_eq!(found[0].recurrence.every, Every::Months(1, MonthDay::Last));
        assert_eq!(found[0].recurrence.first, date(2026, 4, 30));
        assert!(found[0].is_exact);
    }

    #[test]
    fn two_weeks_are_not_a_month() {
        let found = proposals(
            seen("Wages", &["2026-09-04", "2026-09-18", "2026-10-02"], |_| 900_00),
            date(2026, 10, 3),
        );
        assert_eq!(found[0].recurrence.every, Every::Weeks(2));
        assert_eq!(found[0].recurrence.first, date(2026, 10, 16));
    }

    #[test]
    fn two_days_of_each_month_are_one_bill() {
        let dates = [
            "2026-06-01",
            "2026-06-15",
            "2026-07-01",
            "2026-07-15",
            "2026-08-03",
            "2026-08-14",
            "2026-09-01",
        ];
        let found = proposals(seen("Wages", &dates, |_| 900_00), date(2026, 9, 2));
        let [one] = found.as_slice() else { panic!("one series: {found:?}") };
        let days = MonthDays::checked(&[MonthDay::Day(1), MonthDay::Day(15)]).expect("two days");
        assert_eq!(
            (one.recurrence.every, one.recurrence.first),
            (Every::MonthDays(1, days), date(2026, 9, 15))
        );
        let ends = ["2026-06-15", "2026-06-30", "2026-07-15", "2026-07-31", "2026-08-15", "2026-08-31"];
        let found = proposals(seen("Wages", &ends, |_| 900_00), date(2026, 9, 2));
        let days = MonthDays::checked(&[MonthDay::Day(15), MonthDay::Last]).expect("two days");
        assert_eq!(found[0].recurrence.every, Every::MonthDays(1, days));
        let shopping = ["2026-06-01", "2026-06-20", "2026-07-05", "2026-07-15", "2026-08-09", "2026-08-20"];
        assert!(proposals(seen("Corner Market", &shopping, |_| -20_00), date(2026, 9, 2)).is_empty());
    }

    #[test]
    fn shopping_is_no_bill() {
        let irregular =
            seen("Corner Market", &["2026-09-01", "2026-09-04", "2026-09-20", "2026-10-01"], |_| -20_00);
        assert!(proposals(irregular, date(2026, 10, 3)).is_empty());
        let uneven = seen("Online Store", &MONTHLY, |at| -10_00 * (1 + at as i64 * 3));
        assert!(proposals(uneven, date(2026, 10, 20)).is_empty());
        assert!(proposals(seen("Twice", &MONTHLY[..2], |_| -1), date(2026, 8, 20)).is_empty());
    }

    #[test]
    fn what_has_stopped_is_not_proposed() {
        assert!(proposals(seen("Old gym", &MONTHLY, |_| -30_00), date(2027, 3, 1)).is_empty());
    }

    #[test]
    fn what_is_entered_ahead_is_not_expected_once_more() {
        let found = proposals(seen("City Power", &MONTHLY, |_| -45_00), date(2026, 9, 20));
        assert_eq!(found[0].recurrence.first, date(2026, 11, 3));
    }

    #[test]
    fn a_refund_is_no_part_of_the_bill() {
        let mut payments = seen("City Power", &MONTHLY, |_| -45_00);
        payments.push(Seen { series: "City Power", date: date(2026, 9, 10), amount: 45_00 });
        assert_eq!(proposals(payments, date(2026, 10, 20)).len(), 1);
    }
}
