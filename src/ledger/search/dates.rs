//! Days, months, years and stretches of them, as they are typed into a search.

use jiff::civil::Date;

use super::SearchError;

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

    /// None where the text does not look like dates at all.
    ///
    /// # Errors
    /// Where it does, and there is no such date.
    pub(super) fn parse(text: &str) -> Result<Option<Days>, SearchError> {
        let Some((from, to)) = text.split_once("..") else {
            return piece(text);
        };
        let looks = |part: &str| part.is_empty() || shape(part).is_some();
        if (from.is_empty() && to.is_empty()) || !looks(from) || !looks(to) {
            return Ok(None);
        }
        let from = if from.is_empty() { None } else { piece(from)? };
        let to = if to.is_empty() { None } else { piece(to)? };
        let days = Days { from: from.and_then(|days| days.from), to: to.and_then(|days| days.to) };
        match (days.from, days.to) {
            (Some(from), Some(to)) if from > to => Err(SearchError::new(
                format!("“{text}” ends before it begins"),
                "Put the earlier date first, as in 2024-03..2024-04-15.",
            )),
            _ => Ok(Some(days)),
        }
    }
}

/// Year, month and day as far as they are given.
fn shape(text: &str) -> Option<(i16, Option<i8>, Option<i8>)> {
    let sizes: Vec<usize> = text.split('-').map(str::len).collect();
    let digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if !digits || !matches!(sizes[..], [4] | [4, 2] | [4, 2, 2]) {
        return None;
    }
    let mut parts = text.split('-');
    let year = parts.next()?.parse().ok()?;
    Some((year, parts.next().and_then(|m| m.parse().ok()), parts.next().and_then(|d| d.parse().ok())))
}

fn piece(text: &str) -> Result<Option<Days>, SearchError> {
    let Some((year, month, day)) = shape(text) else {
        return Ok(None);
    };
    if month.is_none() && !(1900..2200).contains(&year) {
        return Ok(None);
    }
    let first = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).map_err(|_| no_such_date(text))?;
    let last = match (month, day) {
        (_, Some(_)) => first,
        (Some(_), None) => first.last_of_month(),
        (None, _) => first.last_of_year(),
    };
    Ok(Some(Days { from: Some(first), to: Some(last) }))
}

fn no_such_date(text: &str) -> SearchError {
    SearchError::new(
        format!("there is no date “{text}”"),
        format!("Use a day of the calendar, as in 2024-05-17, or put it in quotes: \"{text}\"."),
    )
}
