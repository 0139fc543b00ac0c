//! Which mark a file puts before the decimals: `1,234.50` or `1.234,50`.
//!
//! Most amounts say it themselves; only one like `1,234` can be a thousand or
//! a little more than one. So a reader first shows every amount of the file to
//! a [`Tally`] and then reads them with the [`Marks`] that it decided on. What
//! the file cannot tell falls to the rule of its format and is [in doubt]
//! (Marks::in_doubt), for the reader to say: it is never guessed in silence.

use super::Decimal;
use super::money_sign::{is_padding, parted};
use crate::import::text::shown;

/// The mark before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Point,
    Comma,
}

/// How to read an amount like `1,234` where nothing in the file tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// OFX 1.6 §3.2.9.2 and OFX 2.2 §3.2.8.1: comma and point both are decimal marks; there are no thousands marks.
    EitherIsDecimal,
    /// QIF comes from a program that wrote `1,234.50`.
    PointIsDecimal,
}

/// Why a text is no amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    #[error("it is empty")]
    Empty,
    #[error("“{0}” is not a number")]
    NotANumber(String),
    #[error("“{0}” has more digits than an amount can have")]
    TooLong(String),
    #[error(
        "“{0}” can be read in two ways, because the file uses both a comma and a point as its decimal mark"
    )]
    TwoWays(String),
}

/// What the amounts of a file say about its marks.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    point: bool,
    comma: bool,
    doubtful: Option<String>,
}

/// How to read the amounts of one file.
#[derive(Debug, Clone)]
pub struct Marks {
    tally: Tally,
    rule: Rule,
}

impl Tally {
    /// Takes an amount as evidence. What is no amount is no evidence.
    pub fn see(&mut self, text: &str) {
        let Some(body) = Body::of(text) else { return };
        match body.shape() {
            Some(Shape::Decimals(Mark::Point) | Shape::Thousands(Mark::Comma)) => self.point = true,
            Some(Shape::Decimals(Mark::Comma) | Shape::Thousands(Mark::Point)) => self.comma = true,
            Some(Shape::Either(_)) if self.doubtful.is_none() => {
                self.doubtful = Some(shown(text));
            }
            _ => {}
        }
    }

    /// Whether amounts have a comma before their decimals, and none a point.
    pub fn has_commas_only(&self) -> bool {
        self.comma && !self.point
    }

    /// Takes as known which mark the file uses.
    pub fn settle(&mut self, mark: Mark) {
        match mark {
            Mark::Point => self.point = true,
            Mark::Comma => self.comma = true,
        }
    }

    pub fn decide(self, rule: Rule) -> Marks {
        Marks { tally: self, rule }
    }
}

/// The decimal mark that an amount shows by itself.
pub fn mark_of(text: &str) -> Option<Mark> {
    match Body::of(text)?.shape()? {
        Shape::Decimals(mark) => Some(mark),
        Shape::Thousands(Mark::Comma) => Some(Mark::Point),
        Shape::Thousands(Mark::Point) => Some(Mark::Comma),
        Shape::Whole | Shape::Either(_) => None,
    }
}

impl Marks {
    /// The first amount that the file alone does not explain, where the rule of the format had to decide.
    pub fn in_doubt(&self) -> Option<&str> {
        let told = self.tally.point || self.tally.comma;
        self.tally.doubtful.as_deref().filter(|_| !told)
    }

    /// The amount that `text` says.
    ///
    /// Spaces, apostrophes, a currency sign or code, a leading plus, a minus on
    /// either end and parentheses (for less than zero) are understood.
    pub fn read(&self, text: &str) -> Result<Decimal, AmountError> {
        if text.trim().is_empty() {
            return Err(AmountError::Empty);
        }
        let body = Body::of(text).ok_or_else(|| AmountError::NotANumber(shown(text)))?;
        let decimal = match body.shape() {
            None => return Err(AmountError::NotANumber(shown(text))),
            Some(Shape::Whole | Shape::Thousands(_)) => None,
            Some(Shape::Decimals(mark)) => Some(mark),
            Some(Shape::Either(mark)) => {
                let is_decimal = self.is_decimal(mark).ok_or_else(|| AmountError::TwoWays(shown(text)))?;
                is_decimal.then_some(mark)
            }
        };
        body.value(decimal).ok_or_else(|| AmountError::TooLong(shown(text)))
    }

    /// Whether `mark` stands before decimals; none where the file contradicts itself.
    fn is_decimal(&self, mark: Mark) -> Option<bool> {
        match (self.tally.point, self.tally.comma) {
            (true, true) => None,
            (true, false) => Some(mark == Mark::Point),
            (false, true) => Some(mark == Mark::Comma),
            (false, false) => Some(self.rule == Rule::EitherIsDecimal || mark == Mark::Point),
        }
    }
}

/// What an amount says about its own marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Whole,
    Decimals(Mark),
    /// The mark repeats, so it parts thousands.
    Thousands(Mark),
    /// One mark and three digits after it.
    Either(Mark),
}

/// An amount without its sign and currency: digits and marks.
struct Body<'a> {
    negative: bool,
    text: &'a str,
}

impl<'a> Body<'a> {
    /// Takes signs and currencies off both ends. None where there are two signs or no digit.
    fn of(text: &'a str) -> Option<Body<'a>> {
        let mut text = text.trim_matches(is_padding);
        let mut signs = 0;
        let mut minus = false;
        if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            (text, signs, minus) = (inner, 1, true);
        }
        loop {
            (text, _) = parted(text);
            let rest = text.strip_prefix(is_sign).or_else(|| text.strip_suffix(is_sign));
            let Some(rest) = rest else { break };
            minus |= !text.starts_with('+') && !text.ends_with('+');
            signs += 1;
            text = rest;
        }
        let digits_outside = text.starts_with(digit_or_mark) && text.contains(|c: char| c.is_ascii_digit());
        (signs <= 1 && digits_outside).then_some(Body { negative: minus, text })
    }

    /// None where the marks make no number.
    fn shape(&self) -> Option<Shape> {
        if !self.text.chars().all(|c| digit_or_mark(c) || is_space(c)) {
            return None;
        }
        let count = |mark: char| self.text.matches(mark).count();
        let shape = match (count('.'), count(',')) {
            (0, 0) => Shape::Whole,
            (1, 0) => self.one(Mark::Point),
            (0, 1) => self.one(Mark::Comma),
            (_, 0) => Shape::Thousands(Mark::Point),
            (0, _) => Shape::Thousands(Mark::Comma),
            (1, _) if self.text.rfind('.') > self.text.rfind(',') => Shape::Decimals(Mark::Point),
            (_, 1) if self.text.rfind(',') > self.text.rfind('.') => Shape::Decimals(Mark::Comma),
            _ => return None,
        };
        self.is_grouped(shape).then_some(shape)
    }

    /// The shape of a number with one mark.
    fn one(&self, mark: Mark) -> Shape {
        let (before, after) = self.text.split_once(mark.as_char()).unwrap_or((self.text, ""));
        let could_be_thousand = after.len() == 3
            && (1..=3).contains(&before.len())
            && !before.starts_with('0')
            && before.bytes().all(|byte| byte.is_ascii_digit());
        if could_be_thousand { Shape::Either(mark) } else { Shape::Decimals(mark) }
    }

    /// Whether groups of digits between thousands marks are as long as people make them.
    /// Indian amounts have groups of two: `12,34,567`.
    fn is_grouped(&self, shape: Shape) -> bool {
        let decimal = match shape {
            Shape::Decimals(mark) => Some(mark),
            _ => None,
        };
        let (whole, after) = split(self.text, decimal);
        let groups: Vec<&str> = whole.split(|c| !char::is_ascii_digit(&c)).collect();
        let Some((last, before)) = groups.split_last() else {
            return false;
        };
        let lengths_fit = before.is_empty()
            || last.len() == 3
                && before.iter().skip(1).all(|group| (2..=3).contains(&group.len()))
                && (1..=3).contains(&before[0].len());
        lengths_fit && after.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// The number; none where it has too many digits.
    fn value(&self, decimal: Option<Mark>) -> Option<Decimal> {
        let (whole, after) = split(self.text, decimal);
        let after = after.trim_end_matches('0');
        let mut digits: i128 = 0;
        for digit in whole.chars().chain(after.chars()).filter_map(|c| c.to_digit(10)) {
            digits = digits.checked_mul(10)?.checked_add(i128::from(digit))?;
        }
        if self.negative {
            digits = -digits;
        }
        Decimal::new(digits, u32::try_from(after.len()).ok()?)
    }
}

impl Mark {
    const fn as_char(self) -> char {
        match self {
            Mark::Point => '.',
            Mark::Comma => ',',
        }
    }
}

/// What stands before and after the decimal mark.
fn split(text: &str, decimal: Option<Mark>) -> (&str, &str) {
    decimal.and_then(|mark| text.rsplit_once(mark.as_char())).unwrap_or((text, ""))
}

pub(super) fn is_sign(c: char) -> bool {
    matches!(c, '+' | '-' | '−' | '\u{2010}'..='\u{2015}' | '\u{fe63}' | '\u{ff0d}')
}

/// What parts thousands but never decimals.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\'' | '’')
}

pub(super) fn digit_or_mark(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(seen: &[&str], rule: Rule) -> Marks {
        let mut tally = Tally::default();
        seen.iter().for_each(|text| tally.see(text));
        tally.decide(rule)
    }

    fn read(text: &str) -> Option<String> {
        marks(&[], Rule::PointIsDecimal).read(text).ok().map(|number| number.to_string())
    }

    #[test]
    fn an_amount_that_speaks_for_itself_needs_no_rule() {
        for (text, value) in [
            ("12.50", "12.5"),
            ("-12,50", "-12.5"),
            ("1,234.50", "1234.5"),
            ("1.234,50", "1234.5"),
            ("1,234,567", "1234567"),
            ("12,34,567.89", "1234567.89"),
            ("1 234,5", "1234.5"),
            ("1'234.5", "1234.5"),
            ("1\u{a0}234", "1234"),
            (".5", "0.5"),
            ("5.", "5"),
            ("+00000000000115.8331", "115.8331"),
            ("12.50-", "-12.5"),
            ("(12.50)", "-12.5"),
            ("($12.50)", "-12.5"),
            ("−3", "-3"),
            ("$120", "120"),
            ("-$120", "-120"),
            ("120 EUR", "120"),
            ("EUR -120,00", "-120"),
            ("€ 1.234,56", "1234.56"),
            ("-25,50 zł", "-25.5"),
            ("-25,50 kr.", "-25.5"),
            ("-1 250,50 Kč", "-1250.5"),
            ("R$ -25,50", "-25.5"),
            ("-R$ 25,50", "-25.5"),
            ("US$ 3", "3"),
            ("1.250,50 лв", "1250.5"),
            ("CHF 1'204.50", "1204.5"),
            ("Rs. 12,34,567.00", "1234567"),
            ("‐12.50", "-12.5"),
            ("\u{200e}-12.50\u{200f}", "-12.5"),
            ("1,200円", "1200"),
            ("0.123", "0.123"),
            ("0,123", "0.123"),
            ("1234.567", "1234.567"),
            ("-0", "0"),
        ] {
            assert_eq!(read(text).as_deref(), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_an_error_and_never_zero() {
        for text in [
            "",
            "  ",
            "-",
            "abc",
            "1-2",
            "--1",
            "-(1)",
            "1,2,3",
            "1.2.3,4,5",
            "12 34",
            "1e5",
            "..",
            "1,23,4.5",
            "12 xy",
            "½",
            ",",
            "1.5 0",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        let unread = marks(&[], Rule::PointIsDecimal);
        assert_eq!(unread.read(""), Err(AmountError::Empty));
        assert!(matches!(unread.read(&"9".repeat(40)), Err(AmountError::TooLong(_))));
        assert!(matches!(unread.read(&format!("0.{}1", "0".repeat(30))), Err(AmountError::TooLong(_))));
    }

    #[test]
    fn the_whole_file_tells_what_one_amount_cannot() {
        let value = |seen: &[&str], text| {
            marks(seen, Rule::PointIsDecimal).read(text).map(|number| number.to_string())
        };
        assert_eq!(value(&["12.50", "1,234"], "1,234").as_deref(), Ok("1234"));
        assert_eq!(value(&["12,50", "1,234"], "1,234").as_deref(), Ok("1.234"));
        assert_eq!(value(&["1.234.567"], "1.234").as_deref(), Ok("1234"));
        assert_eq!(value(&["1,234.50", "7"], "1.234").as_deref(), Ok("1.234"));
    }

    #[test]
    fn where_no_amount_tells_the_rule_of_the_format_decides_and_it_is_said() {
        let quicken = marks(&["1,234", "5"], Rule::PointIsDecimal);
        assert_eq!(quicken.read("1,234").map(|number| number.to_string()).as_deref(), Ok("1234"));
        assert_eq!(quicken.in_doubt(), Some("1,234"));
        let ofx = marks(&["1,234", "5"], Rule::EitherIsDecimal);
        assert_eq!(ofx.read("1,234").map(|number| number.to_string()).as_deref(), Ok("1.234"));
        assert_eq!(ofx.in_doubt(), Some("1,234"));
        assert_eq!(marks(&["1,234", "0.50"], Rule::PointIsDecimal).in_doubt(), None);
    }

    #[test]
    fn a_file_that_contradicts_itself_leaves_the_doubtful_amount_unread() {
        let marks = marks(&["12.50", "12,50"], Rule::PointIsDecimal);
        assert!(marks.read("12,50").is_ok());
        assert_eq!(marks.read("1,234"), Err(AmountError::TwoWays("1,234".into())));
    }
}
