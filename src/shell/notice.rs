//! What the app wants seen without being asked: how many things wait, in words.
//!
//! The shell does not know what they are. It shows that something waits by the
//! icon, the tooltip and a line of the menu, and says it aloud when the app
//! asks for that; [`is_time`] says how often that may be. Pure: the day is an
//! argument.

use jiff::civil::Date;

/// What waits. Nothing does where the count is zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    /// How many things wait.
    pub count: usize,
    /// All of it in a line: "2 due: Rent, Power".
    pub summary: String,
    /// What the menu's line says: "2 due…".
    pub label: String,
    /// One line for each, for those who have room.
    pub lines: Vec<String>,
    /// Where the page shows them: the part of its address from `#` on.
    pub page: String,
}

impl Notice {
    /// Whether anything waits.
    pub fn is_some(&self) -> bool {
        self.count > 0
    }
}

/// Whether something may be said aloud today, where it was last said on the day `told`.
///
/// Once a day. A day that comes again, because a clock was put back or the
/// traveller went west, is not told again; a day told that lies further ahead
/// came from a wrong clock and counts for nothing.
pub fn is_time(told: Option<Date>, today: Date) -> bool {
    told.is_none_or(|told| told < today || today.tomorrow().is_ok_and(|tomorrow| told > tomorrow))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use jiff::tz::TimeZone;
    use jiff::{Span, Timestamp};
    use proptest::prelude::*;

    use super::*;

    /// Clocks that go forward at midnight in November and back in February (POSIX TZ).
    fn zone() -> TimeZone {
        TimeZone::posix("<-03>3<-02>,M11.1.0/0,M2.3.0/0").expect("a zone")
    }

    /// Looks at these moments, in minutes after a start, and gives the days on which it was said.
    fn said(start: Timestamp, looks: &[i64]) -> Vec<Date> {
        let (mut told, mut said) = (None, Vec::new());
        for minutes in looks {
            let now = start.checked_add(Span::new().minutes(*minutes)).expect("in range");
            let today = now.to_zoned(zone()).date();
            if is_time(told, today) {
                told = Some(today);
                said.push(today);
            }
        }
        said
    }

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    #[test]
    fn it_is_said_once_however_often_it_is_looked_at() {
        let looks: Vec<i64> = (0..24 * 60).collect();
        assert_eq!(said(at("2026-11-20T03:00:00Z"), &looks).len(), 2);
    }

    #[test]
    fn a_sleep_over_two_midnights_is_told_on_the_day_of_waking() {
        let days = said(at("2026-11-20T12:00:00Z"), &[0, 1, 3 * 24 * 60]);
        assert_eq!(days, [date(2026, 11, 20), date(2026, 11, 23)]);
    }

    #[test]
    fn a_midnight_that_comes_twice_is_not_told_twice() {
        // 2026-02-15 00:00 in this zone is 23:00 of the day before, once more.
        let looks: Vec<i64> = (0..180).collect();
        assert_eq!(said(at("2026-02-15T00:30:00Z"), &looks), [date(2026, 2, 14), date(2026, 2, 15)]);
    }

    #[test]
    fn a_day_that_a_wrong_clock_told_does_not_silence_the_true_ones() {
        assert!(is_time(Some(date(2031, 1, 1)), date(2026, 11, 20)));
        assert!(!is_time(Some(date(2026, 11, 21)), date(2026, 11, 20)), "a traveller's tomorrow");
    }

    proptest! {
        #[test]
        fn no_day_is_told_twice_and_none_that_is_looked_at_is_missed(
            mut looks in prop::collection::vec(0i64..60 * 24 * 400, 1..80),
        ) {
            looks.sort_unstable();
            let start = at("2026-01-01T12:00:00Z");
            let mut days: Vec<Date> = looks.iter().map(|minutes| {
                let now = start.checked_add(Span::new().minutes(*minutes)).expect("in range");
                now.to_zoned(zone()).date()
            }).collect();
            days.dedup();
            prop_assert_eq!(said(start, &looks), days);
        }
    }
}
