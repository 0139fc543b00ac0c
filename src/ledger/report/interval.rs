//! How a span is parted, and where the years of a report begin. It knows no span.

use std::fmt;

use jiff::civil::Date;
use strum::{Display, EnumString, VariantNames};

/// The most columns of a report: three years of days and more.
pub const MOST_COLUMNS: usize = 1_200;

/// How long a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum Interval {
    /// One column for the whole span.
    None,
    Day,
    /// From Monday on.
    Week,
    Month,
    /// Of the year of the report.
    Quarter,
    /// The year of the report: see [`YearBegins`].
    Year,
}

/// The first day of a financial year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearBegins {
    month: i8,
    day: i8,
}

impl Default for YearBegins {
    fn default() -> YearBegins {
        YearBegins { month: 1, day: 1 }
    }
}

/// As [`YearBegins::read`] reads it.
impl fmt::Display for YearBegins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

impl YearBegins {
    /// A day that every year has: none after the 28th.
    pub fn new(month: i8, day: i8) -> Option<YearBegins> {
        let is_one = (1..=12).contains(&month) && (1..=28).contains(&day);
        is_one.then_some(YearBegins { month, day })
    }

    /// Reads `04-06`; none where it is no such day.
    pub fn read(text: &str) -> Option<YearBegins> {
        let (month, day) = text.split_once('-')?;
        YearBegins::new(month.parse().ok()?, day.parse().ok()?)
    }

    /// The first day of the year of the report that begins in a calendar year.
    pub fn in_year(self, year: i16) -> Date {
        Date::new(year, self.month, self.day).unwrap_or(Date::MIN)
    }

    /// The first day of the year that a day is in.
    pub fn before(self, day: Date) -> Date {
        let this = self.in_year(day.year());
        if this <= day { this } else { self.in_year(day.year().saturating_sub(1)) }
    }
}
