//! What one cell could be.
//!
//! Shapes only: whether a text could be a date or an amount in some country.
//! Which one it is, the whole file tells.

use crate::import::dates::{could_be_named, in_any_order};
use crate::import::decimal::marks::{AmountError, Marks, Rule, Tally};
use crate::import::decimal::money_sign::currency_in;
use crate::import::{Decimal, iban as account_number};

/// The text without white space and without what spreadsheet programs put around it: `="0012"`.
pub fn bare(text: &str) -> &str {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let formula = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    formula.unwrap_or(text)
}

/// Six digits alone could be anything: they are a date only under a heading that says so.
pub fn is_date(text: &str) -> bool {
    !is_six_digits(text) && could_be_date(text)
}

pub fn is_six_digits(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit())
}

pub fn could_be_date(text: &str) -> bool {
    const LONGEST: usize = 60;
    let could_be = (6..=LONGEST).contains(&text.len()) && text.bytes().any(|byte| byte.is_ascii_digit());
    could_be && (in_any_order(text).any(|date| (1900..2200).contains(&date.year())) || could_be_named(text))
}

/// A day as spreadsheet programs count it, from 1900; a fraction is the time of day.
pub fn serial_day(text: &str) -> Option<jiff::civil::Date> {
    const DAYS: std::ops::Range<i64> = 20_000..80_000;
    let whole = text.split(['.', ',']).next()?;
    let days: i64 = whole.parse().ok().filter(|days| DAYS.contains(days))?;
    let rest = &text[whole.len()..];
    let is_number = rest.bytes().skip(1).all(|byte| byte.is_ascii_digit());
    let epoch = jiff::civil::date(1899, 12, 30);
    is_number.then(|| epoch.checked_add(jiff::Span::new().try_days(days).ok()?).ok()).flatten()
}

pub fn is_amount(text: &str) -> bool {
    const LONGEST: usize = 48;
    (1..=LONGEST).contains(&text.len()) && read_amount(text, &any_marks()).is_ok()
}

/// An amount that is not a mere count, year or account number: it has a mark, a sign or a currency.
pub fn is_money(text: &str) -> bool {
    is_amount(text)
        && (text.contains(['.', ',', '-', '+', '(', '−']) || currency_in(text).is_some())
        && !is_date(text)
}

fn any_marks() -> Marks {
    Tally::default().decide(Rule::PointIsDecimal)
}

/// The amount of a cell. `12.50 CR` and `12.50 DR` carry their sense behind them.
pub fn read_amount(text: &str, marks: &Marks) -> Result<Decimal, AmountError> {
    let (number, is_debit) = without_sense(text);
    let amount = marks.read(number)?;
    if is_debit { Decimal::ZERO.minus(amount).ok_or(AmountError::Empty) } else { Ok(amount) }
}

/// The part of an amount that marks are told from.
pub fn without_sense(text: &str) -> (&str, bool) {
    let text = text.trim();
    for (sense, is_debit) in [("CR", false), ("DR", true), ("DB", true), ("C", false), ("D", true)] {
        let Some(at) = text.len().checked_sub(sense.len()) else { continue };
        let (number, behind) = text.split_at_checked(at).unwrap_or((text, ""));
        let follows_a_digit = number.trim_end().ends_with(|c: char| c.is_ascii_digit());
        // “12.50 EUR DR”: behind the currency, with a space.
        let follows_a_currency = sense.len() == 2
            && number.ends_with(' ')
            && number.bytes().any(|byte| byte.is_ascii_digit())
            && currency_in(number).is_some();
        if (follows_a_digit || follows_a_currency) && behind.eq_ignore_ascii_case(sense) {
            return (number.trim_end(), is_debit);
        }
    }
    (text, false)
}

/// Whether the cell carries its sense behind it.
pub fn has_sense(text: &str) -> bool {
    without_sense(text).0.len() < text.trim().len()
}

/// An ISO 4217 code, by its look.
pub fn is_currency(text: &str) -> bool {
    text.len() == 3
        && text.bytes().all(|byte| byte.is_ascii_uppercase())
        && text.parse::<crate::ledger::Currency>().is_ok()
}

/// The IBAN in a text, without its spaces and without the words behind it.
pub fn iban(text: &str) -> Option<String> {
    const LONGEST: usize = 200;
    if text.len() > LONGEST {
        return None;
    }
    let packed: String =
        text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    (0..packed.len()).find_map(|at| account_number::at_start(packed.get(at..)?).map(str::to_owned))
}
