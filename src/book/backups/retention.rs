//! Which backups are kept: the newest of each of the last days, weeks and months that have one.
//!
//! Pure: the days are arguments.

use std::collections::BTreeSet;

use jiff::civil::Date;

/// How many days, weeks and months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    pub days: usize,
    pub weeks: usize,
    pub months: usize,
}

impl Default for Keep {
    fn default() -> Keep {
        Keep { days: 7, weeks: 5, months: 12 }
    }
}

/// The day, week or month that a day is in, with its year.
type SpanOf = fn(Date) -> (i16, i16);

/// Which of these are kept. They are in order, the newest first; of its day all are kept.
pub fn kept(days: &[Date], keep: Keep) -> Vec<bool> {
    let mut kept = vec![false; days.len()];
    // One that somebody asked for does not go because the program makes another a moment later.
    for (day, kept) in days.iter().zip(&mut kept) {
        *kept = days.first() == Some(day);
    }
    let spans: [(usize, SpanOf); 3] = [
        (keep.days, |day| (day.year(), day.day_of_year())),
        (keep.weeks, |day| (day.iso_week_date().year(), i16::from(day.iso_week_date().week()))),
        (keep.months, |day| (day.year(), i16::from(day.month()))),
    ];
    for (most, span) in spans {
        let mut seen = BTreeSet::new();
        for (day, kept) in days.iter().zip(&mut kept) {
            if seen.len() < most && seen.insert(span(*day)) {
                *kept = true;
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;

    use super::*;

    /// A backup on every day for so long, the newest first.
    fn daily(count: i64) -> Vec<Date> {
        (0..count).map(|ago| date(2026, 11, 30).checked_sub(ago.days()).expect("a day")).collect()
    }

    #[test]
    fn of_two_years_of_days_seven_days_five_weeks_and_twelve_months_are_kept() {
        let days = daily(730);
        let kept = kept(&days, Keep::default());
        let count = kept.iter().filter(|kept| **kept).count();
        assert!((7 + 3..=7 + 5 + 12).contains(&count), "{count}");
        assert!(kept[..7].iter().all(|kept| *kept), "the last week");
        let oldest = days.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(day, _)| *day).min();
        assert_eq!(oldest, Some(date(2025, 12, 31)), "the end of the month eleven months ago");
    }

    #[test]
    fn the_newest_of_all_is_kept_whatever_is_asked() {
        let day = date(2026, 11, 30);
        assert_eq!(kept(&[day], Keep { days: 0, weeks: 0, months: 0 }), [true]);
        assert_eq!(kept(&[], Keep::default()), Vec::<bool>::new());
    }

    #[test]
    fn a_book_that_is_opened_once_a_year_keeps_its_backups() {
        let days = [date(2026, 1, 1), date(2025, 1, 1), date(2024, 1, 1)];
        assert_eq!(kept(&days, Keep::default()), [true; 3]);
    }

    #[test]
    fn of_the_newest_day_all_are_kept_and_of_the_one_before_the_newest() {
        let days = [date(2026, 11, 30), date(2026, 11, 30), date(2026, 11, 29), date(2026, 11, 29)];
        let keep = Keep { days: 7, weeks: 0, months: 0 };
        assert_eq!(kept(&days, keep), [true, true, true, false]);
    }
}
