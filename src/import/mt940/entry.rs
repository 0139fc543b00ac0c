//! The statement line, field 61.
//!
//! `YYMMDD[MMDD]mark[funds code]amount type reference[//bank's reference]`, and
//! perhaps a second line. SWIFT's Category 9, MT940, field 61.

use jiff::civil::Date;

use crate::import::Decimal;
use crate::import::decimal::marks::Marks;
use crate::import::text::shown;

/// What the mark says of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    In,
    Out,
    /// What the bank only expects (MT942).
    Expected,
}

/// A statement line that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub at_line: u64,
    pub date: Date,
    pub amount: Decimal,
    /// `TRF`, `CHK`, `020`: without the letter in front.
    pub kind: String,
    /// The owner's reference.
    pub reference: String,
    pub bank_reference: String,
    /// What stands in the columns behind the reference: a name, at banks that keep to them.
    pub name: String,
    /// The second line, or what follows the reference on the first.
    pub more: String,
}

/// Why a statement line is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    #[error("has no date: “{0}” is a day that does not exist")]
    Date(String),
    #[error("does not say whether money came or went")]
    Mark,
    #[error("has no amount: {0}")]
    Amount(String),
    #[error("ends within its amount")]
    CutOff,
    #[error("is not booked yet, but expected")]
    Expected,
}

/// Reads the text of a field 61.
pub fn read(at_line: u64, text: &str, marks: &Marks) -> Result<Entry, EntryError> {
    let (first, second) = text.split_once('\n').unwrap_or((text, ""));
    let (value, rest) = digits(first.trim_start(), 6);
    let (booked, rest) = digits(rest, 4);
    let date = date(value, booked).ok_or_else(|| EntryError::Date(shown(&format!("{value}{booked}"))))?;
    let (mark, rest) = mark(rest).ok_or(EntryError::Mark)?;
    let rest = rest.trim_start();
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(rest.len());
    let (number, rest) = rest.split_at(end);
    let amount = marks.read(number).map_err(|error| EntryError::Amount(error.to_string()))?;
    let amount = match mark {
        Mark::Expected => return Err(EntryError::Expected),
        _ if rest.is_empty() => return Err(EntryError::CutOff),
        Mark::In => Some(amount),
        Mark::Out => Decimal::ZERO.minus(amount),
    };
    let amount = amount.ok_or_else(|| EntryError::Amount("it is too large".into()))?;
    let (kind, rest) = split_chars(rest, 4);
    let References { own: reference, bank: bank_reference, name, more } = references(rest);
    let second = second.trim();
    Ok(Entry {
        at_line,
        date,
        amount,
        kind: kind.chars().skip(1).collect::<String>().trim().to_owned(),
        reference,
        bank_reference,
        name,
        more: if second.is_empty() { more } else { second.to_owned() },
    })
}

/// The first `count` characters, if all are digits; else none of them.
fn digits(text: &str, count: usize) -> (&str, &str) {
    let has_all = text.bytes().take(count).filter(u8::is_ascii_digit).count() == count;
    if has_all { text.split_at(count) } else { ("", text) }
}

fn split_chars(text: &str, count: usize) -> (&str, &str) {
    text.split_at(text.char_indices().nth(count).map_or(text.len(), |(at, _)| at))
}

/// The day it was booked, which has no year, or else the day its value counts.
///
/// The year is the one that brings both days near each other: a value of
/// 31 December may be booked in January. Some banks give the value of an
/// interest month of 30 days; a 30 February still tells the year.
fn date(value: &str, booked: &str) -> Option<Date> {
    let number = |text: &str, from: usize| text.get(from..from + 2)?.parse::<i8>().ok();
    let (short_year, month) = (number(value, 0)?, number(value, 2)?);
    let year = i16::from(short_year) + if short_year < 69 { 2000 } else { 1900 };
    let by_value = || Date::new(year, month, number(value, 4)?).ok();
    let by_booking = || {
        let (booked_month, day) = (number(booked, 0)?, number(booked, 2)?);
        let year = match booked_month - month {
            7.. => year - 1,
            ..=-7 => year + 1,
            _ => year,
        };
        Date::new(year, booked_month, day).ok()
    };
    by_booking().or_else(by_value)
}

/// `C`, `D`, their reversals `RC` and `RD`, expected ones; then perhaps the funds code, a letter.
fn mark(text: &str) -> Option<(Mark, &str)> {
    const MARKS: &[(&str, Mark)] = &[
        ("RC", Mark::Out),
        ("RD", Mark::In),
        ("EC", Mark::Expected),
        ("ED", Mark::Expected),
        ("C", Mark::In),
        ("D", Mark::Out),
    ];
    let text = text.trim_start();
    let (mark, rest) = MARKS.iter().find_map(|(name, mark)| {
        let (written, rest) = text.split_at_checked(name.len())?;
        written.eq_ignore_ascii_case(name).then_some((*mark, rest))
    })?;
    Some((mark, rest.strip_prefix(|c: char| c.is_ascii_alphabetic()).unwrap_or(rest)))
}

/// What follows the kind of an entry.
struct References {
    own: String,
    bank: String,
    name: String,
    more: String,
}

/// The owner's reference, the bank's after `//`, and what follows the 16 characters of a reference.
fn references(text: &str) -> References {
    const LONGEST: usize = 16;
    let (own, bank) = text.split_once("//").unwrap_or((text, ""));
    let (reference, behind) = if bank.is_empty() { split_chars(own, LONGEST) } else { (own, "") };
    let (bank, bank_more) = split_chars(bank, LONGEST);
    let more = if behind.trim().is_empty() { bank_more } else { behind };
    let is_column = reference.ends_with(' ') && behind.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let name = if is_column && !behind.starts_with('/') { behind.trim() } else { "" };
    References {
        own: reference.trim().to_owned(),
        bank: bank.trim().to_owned(),
        name: name.to_owned(),
        more: if name.is_empty() { more.trim().to_owned() } else { String::new() },
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::import::decimal::marks::{Rule, Tally};

    fn entry(text: &str) -> Result<Entry, EntryError> {
        read(1, text, &Tally::default().decide(Rule::EitherIsDecimal))
    }

    fn amount(text: &str) -> String {
        entry(text).expect("an entry").amount.to_string()
    }

    fn day(text: &str) -> Date {
        entry(text).expect("an entry").date
    }

    #[test]
    fn marks_reversals_and_funds_codes_are_understood() {
        for (text, expected) in [
            ("240503C1,5NTRFNONREF", "1.5"),
            ("240503D1,5NTRFNONREF", "-1.5"),
            ("240503RC1,5NTRFNONREF", "-1.5"),
            ("240503RD1,5NTRFNONREF", "1.5"),
            ("240503CR1,5NTRFNONREF", "1.5"),
            ("240503DR1,5NTRFNONREF", "-1.5"),
            ("240503RDR1,5NTRFNONREF", "1.5"),
            ("240503CK1,5NTRFNONREF", "1.5"),
        ] {
            assert_eq!(amount(text), expected, "{text}");
        }
    }

    #[test]
    fn amounts_have_a_comma_and_as_many_decimals_as_the_currency() {
        for (text, expected) in [
            ("240503C500,NTRF", "500"),
            ("240503C500NTRF", "500"),
            ("240503C000000000025,00N102EREF", "25"),
            ("240503C1,234NTRF", "1.234"),
            ("240503C12.50NTRF", "12.5"),
            ("240503C1.234,50NTRF", "1234.5"),
        ] {
            assert_eq!(amount(text), expected, "{text}");
        }
    }

    #[test]
    fn the_day_of_booking_counts_and_gets_the_year_that_is_near() {
        assert_eq!(day("2405030506C1,NTRF"), date(2024, 5, 6));
        assert_eq!(day("240503C1,NTRF"), date(2024, 5, 3));
        assert_eq!(day("2412310102C1,NTRF"), date(2025, 1, 2));
        assert_eq!(day("2501021231C1,NTRF"), date(2024, 12, 31));
        assert_eq!(day("9912310103C1,NTRF"), date(2000, 1, 3));
        assert_eq!(day("1602300301D6,00N024"), date(2016, 3, 1));
        assert_eq!(day("2405030000C1,NTRF"), date(2024, 5, 3));
    }

    #[test]
    fn references_are_told_apart() {
        let of = |text: &str| {
            let entry = entry(text).expect("an entry");
            [entry.kind, entry.reference, entry.bank_reference, entry.name, entry.more].join("|")
        };
        assert_eq!(
            of("240503C1,NTRFNONREF//MB170119012058\n911-TRANSFER"),
            "TRF|NONREF|MB170119012058||911-TRANSFER"
        );
        assert_eq!(of("240503C1,NCHK16703074"), "CHK|16703074|||");
        assert_eq!(of("240503D1,N0440121470966      W.P. Jansen   "), "044|0121470966||W.P. Jansen|");
        assert_eq!(of("240503D1,S   X"), "|X|||");
        assert_eq!(of("240503D1,N"), "||||");
    }

    #[test]
    fn what_is_no_statement_line_says_why() {
        assert!(matches!(entry("240230C1,NTRF"), Err(EntryError::Date(_))));
        assert!(matches!(entry("May"), Err(EntryError::Date(_))));
        assert_eq!(entry("240503X1,NTRF"), Err(EntryError::Mark));
        assert!(matches!(entry("240503CNTRF"), Err(EntryError::Amount(_))));
        assert_eq!(entry("240503C12"), Err(EntryError::CutOff));
        assert_eq!(entry("240503EC1,NTRF"), Err(EntryError::Expected));
    }
}
