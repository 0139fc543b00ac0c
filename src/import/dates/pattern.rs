//! Dates by a pattern that somebody typed: `DD.MM.YYYY`.
//!
//! `D`, `M` and `Y` stand for digits of the day, the month and the year; `MMM` for the name of a month. Everything
//! else stands for itself. A pattern guesses nothing.

use jiff::civil::Date;

use super::{DateError, day, named};
use crate::import::text::shown;

/// Whether a pattern names a day, a month and a year.
pub fn is_pattern(pattern: &str) -> bool {
    let upper = pattern.to_uppercase();
    pattern.len() <= 40 && ['D', 'M', 'Y'].iter().all(|letter| upper.contains(*letter))
}

/// The date that a text is by a pattern.
pub fn read(text: &str, pattern: &str, languages: &[usize]) -> Result<Date, DateError> {
    let wrong = || DateError::NotADate(shown(text));
    let upper = pattern.trim().to_uppercase();
    if upper.contains("MMM") {
        return named::read(text, languages).ok_or_else(wrong);
    }
    let (mut year, mut month, mut of_month) = (String::new(), String::new(), String::new());
    let mut letters = text.trim().chars().peekable();
    let mut signs = upper.chars().peekable();
    while let Some(sign) = signs.next() {
        let Some(part) = (match sign {
            'Y' => Some(&mut year),
            'M' => Some(&mut month),
            'D' => Some(&mut of_month),
            _ => None,
        }) else {
            letters.next_if_eq(&sign).ok_or_else(wrong)?;
            continue;
        };
        part.push(letters.next_if(char::is_ascii_digit).ok_or_else(wrong)?);
        // A single letter stands for one digit or two, where no other number follows at once.
        let is_alone = part.len() == 1 && signs.peek() != Some(&sign);
        if is_alone && !signs.peek().is_some_and(|next| matches!(next, 'Y' | 'M' | 'D')) {
            part.extend(letters.next_if(char::is_ascii_digit));
        }
    }
    day(text, &year, &month, &of_month)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_pattern_that_was_typed_is_followed() {
        for (text, pattern) in [
            ("01.02.2025", "DD.MM.YYYY"),
            ("1/2/2025", "D/M/YYYY"),
            ("250201", "YYMMDD"),
            ("2025|02|01 10:00", "YYYY|MM|DD"),
            ("01-Feb-2025", "DD-MMM-YYYY"),
        ] {
            assert_eq!(read(text, pattern, &[]), Ok(date(2025, 2, 1)), "{text} by {pattern}");
        }
        assert!(read("01/02/2025", "DD.MM.YYYY", &[]).is_err() && read("x", "DD.MM.YYYY", &[]).is_err());
        assert!(is_pattern("dd.mm.yy") && !is_pattern("dd.mm") && !is_pattern(""));
    }
}
