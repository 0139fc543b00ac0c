//! Days, months, years and stretches of them, as they are typed into a search.

use jiff::civil::Date;

use super::{DateOrder, SearchError};

/// The days from one to another, both included; none is without end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Days {
    pub from: Option<Date>,
    pub to: Option<Date>,
}

impl Days {
    pub fn contain(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// The stretches that the text may mean, of which one is enough; none where it does not look like dates at all.
    ///
    /// # Errors
    /// Where it does, and there is no such date.
    pub(super) fn parse(text: &str, order: Option<DateOrder>) -> Result<Vec<Days>, SearchError> {
        let Some((from, to)) = text.split_once("..") else {
            return piece(text, order);
        };
        if from.is_empty() && to.is_empty() {
            return Ok(Vec::new());
        }
        let (Some(from), Some(to)) = (end(from, order)?, end(to, order)?) else {
            return Ok(Vec::new());
        };
        let days = Days { from: from.and_then(|days| days.from), to: to.and_then(|days| days.to) };
        match (days.from, days.to) {
            (Some(from), Some(to)) if from > to => Err(SearchError::new(
                format!("“{text}” ends before it begins"),
                "Put the earlier date first, as in 2024-03..2024-04-15.",
            )),
            _ => Ok(vec![days]),
        }
    }
}

/// One end of a stretch: none where it is no date, none within where it is open.
#[expect(clippy::option_option, reason = "an end can be no date, open, or a date")]
fn end(text: &str, order: Option<DateOrder>) -> Result<Option<Option<Days>>, SearchError> {
    if text.is_empty() {
        return Ok(Some(None));
    }
    match piece(text, order)?[..] {
        [] => Ok(None),
        [only] => Ok(Some(Some(only))),
        _ => Err(SearchError::new(
            format!("“{text}” may be two days"),
            "Write the year first, as in 2024-03-09.",
        )),
    }
}

/// Numbers as they stand in a date, with the digits that each was written with.
fn numbers(text: &str) -> Option<(Vec<(i16, usize)>, char)> {
    let mark = text.chars().find(|c| !c.is_ascii_digit()).unwrap_or('-');
    let parts = text.split(mark);
    let number = |part: &str| {
        let is_plain = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        Some((part.parse().ok().filter(|_| is_plain)?, part.len()))
    };
    Some((parts.map(number).collect::<Option<_>>()?, mark)).filter(|_| matches!(mark, '-' | '.' | '/'))
}

fn piece(text: &str, order: Option<DateOrder>) -> Result<Vec<Days>, SearchError> {
    let Some((numbers, mark)) = numbers(text) else {
        return Ok(Vec::new());
    };
    let none = || no_such_date(text);
    match numbers[..] {
        [(year, 4)] if (1900..2200).contains(&year) => Ok(vec![year_of(year).ok_or_else(none)?]),
        [(year, 4), (month, 2)] if mark == '-' => Ok(vec![month_of(year, month).ok_or_else(none)?]),
        // 3.2026 and 2026/3 look like other things, too: they are months where they can be.
        [(year, 4), (month, 1..=2)] | [(month, 1..=2), (year, 4)] if mark != '-' => {
            Ok(month_of(year, month).into_iter().collect())
        }
        [(year, 4), (month, 1..=2), (day, 1..=2)] => Ok(vec![day_of(year, month, day).ok_or_else(none)?]),
        [(one, 1..=2), (other, 1..=2), (year, 4)] => {
            let (day_first, month_first) = (day_of(year, other, one), day_of(year, one, other));
            let mut days: Vec<Days> = match order {
                Some(DateOrder::DayMonthYear) => day_first.into_iter().collect(),
                Some(DateOrder::MonthDayYear) => month_first.into_iter().collect(),
                Some(DateOrder::YearMonthDay) | None => day_first.into_iter().chain(month_first).collect(),
            };
            days.dedup();
            if days.is_empty() { Err(none()) } else { Ok(days) }
        }
        _ => Ok(Vec::new()),
    }
}

fn day_of(year: i16, month: i16, day: i16) -> Option<Days> {
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(Days { from: Some(date), to: Some(date) })
}

fn month_of(year: i16, month: i16) -> Option<Days> {
    let first = day_of(year, month, 1)?.from?;
    Some(Days { from: Some(first), to: Some(first.last_of_month()) })
}

fn year_of(year: i16) -> Option<Days> {
    let first = day_of(year, 1, 1)?.from?;
    Some(Days { from: Some(first), to: Some(first.last_of_year()) })
}

fn no_such_date(text: &str) -> SearchError {
    SearchError::new(
        format!("there is no date “{text}”"),
        format!("Use a day of the calendar, as in 2024-05-17, or put it in quotes: \"{text}\"."),
    )
}
