//! Months, quarters and years of a budget, and an amount spread over their months. It knows no plan.

use jiff::civil::Date;

use super::refusal::BudgetRefusal;
use crate::ledger::money::Minor;
use crate::ledger::register::Month;

const NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Months that follow each other: one, three or twelve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub first: Month,
    pub months: i32,
}

impl Period {
    pub fn month(month: Month) -> Period {
        Period { first: month, months: 1 }
    }

    /// Reads `2026-11`, `2026-Q4` and `2026`.
    ///
    /// # Errors
    /// When it is none of these, or of a year that a book has not.
    pub fn read(text: &str) -> Result<Period, BudgetRefusal> {
        let text = text.trim();
        let unknown = || BudgetRefusal::NoPeriod(text.chars().take(40).collect());
        let (year, part) = text.split_once('-').map_or((text, None), |(year, part)| (year, Some(part)));
        let is_year = year.len() == 4 && year.bytes().all(|digit| digit.is_ascii_digit());
        let year = is_year.then(|| year.parse::<i32>().ok()).flatten().ok_or_else(unknown)?;
        if !(1900..2200).contains(&year) {
            return Err(BudgetRefusal::Year(year));
        }
        let at = |month: i32, months| Ok(Period { first: Month(year * 12 + month), months });
        match part {
            None => at(0, 12),
            Some(part) => match part.as_bytes() {
                [b'Q' | b'q', quarter @ b'1'..=b'4'] => at(i32::from(quarter - b'1') * 3, 3),
                [b'0'..=b'9', b'0'..=b'9'] => match part.parse::<i32>() {
                    Ok(month @ 1..=12) => at(month - 1, 1),
                    _ => Err(unknown()),
                },
                _ => Err(unknown()),
            },
        }
    }

    pub fn last(self) -> Month {
        Month(self.first.0 + self.months - 1)
    }

    pub fn each(self) -> impl Iterator<Item = Month> {
        (self.first.0..self.first.0 + self.months).map(Month)
    }

    pub fn has(self, month: Month) -> bool {
        (self.first..=self.last()).contains(&month)
    }

    /// An amount in equal parts, the first ones larger by one unit where it does not go into them.
    pub fn spread(self, amount: Minor) -> Vec<(Month, Minor)> {
        let months = i64::from(self.months.max(1));
        let (each, over) = (amount.units() / months, amount.units() % months);
        let part = |at: i64| each + if at < over.abs() { over.signum() } else { 0 };
        (0..)
            .zip(self.each())
            .filter_map(|(at, month)| Some((month, Minor::amount(part(at)).ok()?)))
            .collect()
    }

    /// Its first and its last day.
    pub fn days(self) -> (Date, Date) {
        (first_day(self.first), first_day(self.last()).last_of_month())
    }
}

pub fn first_day(month: Month) -> Date {
    let part = |number: i32| i16::try_from(number).unwrap_or(1);
    let number = i8::try_from(month.0.rem_euclid(12) + 1).unwrap_or(1);
    Date::new(part(month.0.div_euclid(12)), number, 1).unwrap_or(Date::MIN)
}

/// Reads `2026-11`.
///
/// # Errors
/// When it is no month, or of a year that a book has not.
pub fn read_month(text: &str) -> Result<Month, BudgetRefusal> {
    match Period::read(text)? {
        Period { first, months: 1 } => Ok(first),
        _ => Err(BudgetRefusal::NoPeriod(text.chars().take(40).collect())),
    }
}

/// `November 2026`.
pub fn month_words(month: Month) -> String {
    let name = usize::try_from(month.0.rem_euclid(12)).ok().and_then(|at| NAMES.get(at)).copied();
    format!("{} {}", name.unwrap_or_default(), month.0.div_euclid(12))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_read_as_it_is_written() {
        let read = |text: &str| Period::read(text).map(|period| (period.first.0, period.months)).ok();
        let november = 2026 * 12 + 10;
        assert_eq!(read("2026-11"), Some((november, 1)));
        assert_eq!(read("2026-Q4"), Some((november - 1, 3)));
        assert_eq!(read("2026"), Some((2026 * 12, 12)));
        for text in
            ["", "2026-13", "2026-00", "2026-Q5", "2026-1", "26-01", "1899-01", "2200", "+026", "2026-11-01"]
        {
            assert_eq!(read(text), None, "{text}");
        }
        assert!(read_month("2026-Q1").is_err());
        assert_eq!(month_words(Month(november)), "November 2026");
    }

    #[test]
    fn what_is_spread_comes_to_what_it_was() {
        for units in [0, 1, -1, 100, 10_000, -10_001, 1_199, 13] {
            for text in ["2026-02", "2026-Q2", "2026"] {
                let period = Period::read(text).expect("is one");
                let parts = period.spread(Minor::amount(units).expect("small"));
                assert_eq!(parts.len(), usize::try_from(period.months).expect("positive"));
                assert_eq!(parts.iter().map(|(_, part)| part.units()).sum::<i64>(), units);
                let most = parts.iter().map(|(_, part)| part.units());
                assert!(most.clone().max().unwrap_or(0) - most.min().unwrap_or(0) <= 1);
            }
        }
    }
}
