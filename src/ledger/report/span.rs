//! Spans of days, and the columns that they are parted into.
//!
//! Today is an argument; it reads no clock.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;
use strum::{Display, EnumString, VariantNames};

use super::interval::{Interval, MOST_COLUMNS, YearBegins};
use super::refusal::ReportRefusal;

/// From when to when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// Both days belong to it.
    Between(Date, Date),
    /// From a day up to the last one that the book has, or today.
    From(Date),
    /// The year of the report that begins in this calendar year.
    Year(i16),
    Named(NamedSpan),
    /// Of a second span: as long as the first one, and just before it.
    Before,
}

/// A span by what it is to today. Each is whole: this month goes up to its last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum NamedSpan {
    ThisMonth,
    LastMonth,
    ThisQuarter,
    LastQuarter,
    ThisYear,
    LastYear,
    /// Up to today.
    #[strum(serialize = "last-30-days")]
    Last30Days,
    /// This month and the eleven before.
    #[strum(serialize = "last-12-months")]
    Last12Months,
    /// All that the book has.
    All,
}

/// What belongs to one column; both days do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    pub from: Date,
    pub to: Date,
}

impl Column {
    pub fn has(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    /// As long as this one, and just before it: so many months where this one has whole months, else so many days.
    pub fn before(&self) -> Column {
        let Column { from, to } = *self;
        let next = to.saturating_add(1.day());
        let months = (i64::from(next.year()) - i64::from(from.year())) * 12 + i64::from(next.month())
            - i64::from(from.month());
        let is_whole = months > 0 && from.day() <= 28 && from.saturating_add(months.months()) == next;
        let first = if is_whole {
            from.saturating_sub(months.months())
        } else {
            from.saturating_sub(i64::from((next - from).get_days()).days())
        };
        Column { from: first, to: from.saturating_sub(1.day()) }
    }
}

/// What spans are measured by.
#[derive(Debug, Clone, Copy)]
pub struct Calendar {
    pub today: Date,
    pub year_begins: YearBegins,
    /// The first and the last day of the book; none where it is empty.
    pub bounds: Option<(Date, Date)>,
}

/// As [`Span::read`] reads it.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Span::Between(from, to) => write!(f, "{from}..{to}"),
            Span::From(from) => write!(f, "{from}.."),
            Span::Year(year) => write!(f, "{year:04}"),
            Span::Named(named) => write!(f, "{named}"),
            Span::Before => f.write_str("before"),
        }
    }
}

impl Span {
    /// Reads `this-month`, `2024`, `2024-03`, `2024-01-01..2024-06-30`.
    ///
    /// # Errors
    /// When it is none of these.
    pub fn read(text: &str) -> Result<Span, ReportRefusal> {
        let text = text.trim();
        let unknown = || ReportRefusal::Span(text.chars().take(40).collect());
        if text == "before" {
            return Ok(Span::Before);
        }
        if let Ok(named) = text.parse() {
            return Ok(Span::Named(named));
        }
        if let Some((from, to)) = text.split_once("..") {
            let day = |text: &str| text.trim().parse::<Date>().map_err(|_| unknown());
            let from = day(from)?;
            return if to.is_empty() { Ok(Span::From(from)) } else { Ok(Span::Between(from, day(to)?)) };
        }
        match (text.len(), text.parse::<i16>()) {
            (4, Ok(year)) if year > 0 => Ok(Span::Year(year)),
            _ => {
                let first = format!("{text}-01").parse::<Date>().map_err(|_| unknown())?;
                Ok(Span::Between(first, first.last_of_month()))
            }
        }
    }

    /// Its first and its last day.
    ///
    /// # Errors
    /// When it ends before it begins, or is only one beside another.
    pub fn days(self, calendar: &Calendar) -> Result<Column, ReportRefusal> {
        let year = calendar.year_begins;
        match self {
            Span::Between(from, to) if from > to => Err(ReportRefusal::Backwards),
            Span::Between(from, to) => Ok(Column { from, to }),
            Span::From(from) => {
                let last = calendar.bounds.map_or(calendar.today, |(_, last)| last.max(calendar.today));
                Ok(Column { from, to: last.max(from) })
            }
            Span::Year(number) => Ok(within(Interval::Year, year.in_year(number), year)),
            Span::Named(named) => Ok(named.days(calendar)),
            Span::Before => Err(ReportRefusal::Span(self.to_string())),
        }
    }
}

impl NamedSpan {
    fn days(self, Calendar { today, year_begins, bounds }: &Calendar) -> Column {
        let of = |interval, day| within(interval, day, *year_begins);
        let before = |interval| of(interval, of(interval, *today).from.saturating_sub(1.day()));
        match self {
            NamedSpan::ThisMonth => of(Interval::Month, *today),
            NamedSpan::LastMonth => before(Interval::Month),
            NamedSpan::ThisQuarter => of(Interval::Quarter, *today),
            NamedSpan::LastQuarter => before(Interval::Quarter),
            NamedSpan::ThisYear => of(Interval::Year, *today),
            NamedSpan::LastYear => before(Interval::Year),
            NamedSpan::Last30Days => Column { from: today.saturating_sub(29.days()), to: *today },
            NamedSpan::Last12Months => {
                Column { from: today.first_of_month().saturating_sub(11.months()), to: today.last_of_month() }
            }
            NamedSpan::All => {
                let (first, last) = bounds.unwrap_or((*today, *today));
                Column { from: first.min(*today), to: last.max(*today) }
            }
        }
    }
}

/// The whole interval that a day is in.
fn within(interval: Interval, day: Date, year_begins: YearBegins) -> Column {
    let year = year_begins.before(day);
    let (from, next) = match interval {
        Interval::None => return Column { from: Date::MIN, to: Date::MAX },
        Interval::Day => return Column { from: day, to: day },
        Interval::Week => {
            let monday = day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
            (monday, monday.saturating_add(1.week()))
        }
        Interval::Month => return Column { from: day.first_of_month(), to: day.last_of_month() },
        Interval::Quarter => {
            let begins = |number: i64| year.saturating_add((3 * number).months());
            let number = (1..4).take_while(|number| begins(*number) <= day).last().unwrap_or(0);
            (begins(number), begins(number + 1))
        }
        Interval::Year => (year, year.saturating_add(1.year())),
    };
    Column { from, to: next.saturating_sub(1.day()) }
}

/// The columns of a span: whole intervals, but for what the span cuts off at its ends.
///
/// # Errors
/// When there are too many.
pub fn columns(
    span: Column,
    interval: Interval,
    year_begins: YearBegins,
) -> Result<Vec<Column>, ReportRefusal> {
    let mut columns = Vec::new();
    let mut from = span.from;
    loop {
        let to = within(interval, from, year_begins).to.min(span.to);
        columns.push(Column { from, to });
        if columns.len() > MOST_COLUMNS {
            return Err(ReportRefusal::Columns);
        }
        if to >= span.to {
            return Ok(columns);
        }
        from = to.saturating_add(1.day());
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn calendar(month: i8, day: i8) -> Calendar {
        let year_begins = YearBegins::new(month, day).expect("a day");
        Calendar { today: date(2026, 2, 10), year_begins, bounds: None }
    }

    fn days(text: &str, calendar: &Calendar) -> String {
        let Column { from, to } = Span::read(text).expect("reads").days(calendar).expect("is one");
        format!("{from}..{to}")
    }

    #[test]
    fn a_span_is_read_as_it_is_named() {
        let plain = calendar(1, 1);
        let spans =
            ["this-month", "last-month", "last-quarter", "this-year", "2024", "2024-02", "last-12-months"];
        let told = spans.map(|text| days(text, &plain));
        assert_eq!(
            told,
            [
                "2026-02-01..2026-02-28",
                "2026-01-01..2026-01-31",
                "2025-10-01..2025-12-31",
                "2026-01-01..2026-12-31",
                "2024-01-01..2024-12-31",
                "2024-02-01..2024-02-29",
                "2025-03-01..2026-02-28",
            ]
        );
        assert_eq!(days("last-30-days", &plain), "2026-01-12..2026-02-10");
        assert_eq!(days("all", &plain), "2026-02-10..2026-02-10");
        for text in ["", "next-month", "24", "2024-13", "..2024-01-01", "20240101", "-124"] {
            assert!(Span::read(text).is_err(), "{text}");
        }
        let backwards = Span::read("2024-02-01..2024-01-01").expect("reads").days(&plain);
        assert_eq!(backwards, Err(ReportRefusal::Backwards));
    }

    #[test]
    fn the_span_before_is_as_long_and_ends_where_the_other_begins() {
        let plain = calendar(1, 1);
        let before = |text: &str, calendar: &Calendar| {
            let Column { from, to } =
                Span::read(text).expect("reads").days(calendar).expect("is one").before();
            format!("{from}..{to}")
        };
        assert_eq!(before("2026-03", &plain), "2026-02-01..2026-02-28");
        assert_eq!(before("last-12-months", &plain), "2024-03-01..2025-02-28");
        assert_eq!(before("2024", &calendar(4, 6)), "2023-04-06..2024-04-05");
        assert_eq!(before("2024-03-05..2024-03-07", &plain), "2024-03-02..2024-03-04");
        assert_eq!(before("2024-03-05..2024-03-05", &plain), "2024-03-04..2024-03-04");
        assert_eq!(Span::Before.days(&plain), Err(ReportRefusal::Span("before".into())));
    }

    #[test]
    fn a_span_is_written_as_it_is_read() {
        for text in
            ["this-month", "last-30-days", "all", "2024", "2024-01-01..2024-06-30", "before", "2024-03-01.."]
        {
            let span = Span::read(text).expect("reads");
            assert_eq!(span.to_string(), text);
            assert_eq!(Span::read(&span.to_string()), Ok(span));
        }
    }

    #[test]
    fn a_financial_year_has_its_own_quarters() {
        let british = calendar(4, 6);
        assert_eq!(days("this-year", &british), "2025-04-06..2026-04-05");
        assert_eq!(days("2024", &british), "2024-04-06..2025-04-05");
        assert_eq!(days("this-quarter", &british), "2026-01-06..2026-04-05");
        assert_eq!(days("last-quarter", &british), "2025-10-06..2026-01-05");
    }

    #[test]
    fn columns_leave_out_no_day_and_have_none_twice() {
        let span = Column { from: date(2024, 1, 17), to: date(2024, 3, 5) };
        for interval in [Interval::Day, Interval::Week, Interval::Month, Interval::Quarter, Interval::Year] {
            let columns = columns(span, interval, YearBegins::default()).expect("few");
            assert_eq!((columns[0].from, columns[columns.len() - 1].to), (span.from, span.to));
            assert!(columns.windows(2).all(|two| two[0].to.saturating_add(1.day()) == two[1].from));
        }
        let weeks = columns(span, Interval::Week, YearBegins::default()).expect("few");
        assert_eq!(weeks[1], Column { from: date(2024, 1, 22), to: date(2024, 1, 28) });
        let ages = Column { from: date(1, 1, 1), to: date(9999, 12, 31) };
        assert_eq!(columns(ages, Interval::Day, YearBegins::default()), Err(ReportRefusal::Columns));
        assert_eq!(columns(ages, Interval::None, YearBegins::default()), Ok(vec![ages]));
    }
}
