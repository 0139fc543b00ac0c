//! Dates with the name of their month: `13 Feb 2024`, `1er février 2025`, `01FEB2025`.
//!
//! The names stand in the vocabulary; here is only how they stand among the numbers.

use jiff::civil::Date;

use super::day;
use crate::import::vocabulary::vocabulary;

/// The date, whatever stands around its two numbers and its month.
pub fn read(text: &str, languages: &[usize]) -> Option<Date> {
    read_with(text, |word| vocabulary().month(word, languages))
}

/// Whether it is a date in some language: “listopad” is October in one and November in another.
pub fn could_be(text: &str) -> bool {
    let first = |word: &str| {
        let language = vocabulary().languages_of_month(word).into_iter().next()?;
        vocabulary().month(word, &[language])
    };
    read_with(text, first).is_some()
}

fn read_with(text: &str, month_of: impl Fn(&str) -> Option<i8>) -> Option<Date> {
    const SHORTEST_MONTH: usize = 3;
    const LONGEST: usize = 60;
    if text.len() > LONGEST || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (mut month, mut numbers, mut count) = (None, [""; 2], 0);
    for word in words(text).take(8) {
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            // What follows both numbers is the time of day.
            let Some(place) = numbers.get_mut(count) else { break };
            *place = word;
            count += 1;
        } else if month.is_none() && word.chars().count() >= SHORTEST_MONTH {
            month = month_of(word);
        }
        if count == 2 && month.is_some() {
            break;
        }
    }
    let [first, second] = numbers;
    let (year, of_month) = if first.len() == 4 { (first, second) } else { (second, first) };
    if !(1..=2).contains(&of_month.len()) {
        return None;
    }
    day(text, year, &month?.to_string(), of_month).ok()
}

/// Runs of letters and runs of digits.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let first = rest.chars().next()?;
        let is_digit = first.is_ascii_digit();
        let end =
            rest.find(|c: char| !c.is_alphanumeric() && c != '\u{301}' || c.is_ascii_digit() != is_digit);
        let (word, behind) = rest.split_at(end.unwrap_or(rest.len()));
        rest = behind;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn months_by_name_are_read_in_many_languages() {
        for text in [
            "1 Feb 2025",
            "Feb 1, 2025",
            "01FEB2025",
            "1. Februar 2025",
            "01-févr.-25",
            "1er février 2025",
            "Saturday, 1 February 2025",
            "1 lutego 2025",
            "1 февраля 2025 г.",
            "1 Şubat 2025",
            "1 Φεβρουαρίου 2025",
            "1. února 2025",
            "2025. február 1.",
            "1 de fevereiro de 2025",
            "1 helmikuuta 2025",
            "1 feb. 2025 10:31",
        ] {
            assert_eq!(read(text, &[]), Some(date(2025, 2, 1)), "{text}");
        }
        for text in ["5 listopad 2024", "5 lis 2024"] {
            assert!(read(text, &[]).is_none() && could_be(text), "{text}");
        }
        for text in ["1 2025", "February", "Feb 2025", "1 Xyz 2025", "31 Feb 2025"] {
            assert!(read(text, &[]).is_none() && !could_be(text), "{text}");
        }
    }
}
