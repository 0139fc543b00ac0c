//! What one cell could be.
//!
//! Shapes only: whether a text could be a date or an amount in some country.
//! Which one it is, the whole file tells.

use crate::import::dates::{Order, read_in_order};
use crate::import::decimal::marks::{AmountError, Marks, Rule, Tally};
use crate::import::{Decimal, text};

/// The text without white space and without what spreadsheet programs put around it: `="0012"`.
pub fn bare(text: &str) -> &str {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let formula = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    formula.unwrap_or(text)
}

pub fn is_date(text: &str) -> bool {
    const LONGEST: usize = 40;
    let could_be = (6..=LONGEST).contains(&text.len()) && text.bytes().any(|byte| byte.is_ascii_digit());
    could_be
        && [Order::DayFirst, Order::MonthFirst, Order::YearFirst]
            .iter()
            .any(|order| read_in_order(text, *order).is_ok_and(|date| (1900..2200).contains(&date.year())))
}

pub fn is_amount(text: &str) -> bool {
    const LONGEST: usize = 40;
    (1..=LONGEST).contains(&text.len()) && read_amount(text, &any_marks()).is_ok()
}

/// An amount that is not a mere count, year or account number: it has a mark or a sign.
pub fn is_money(text: &str) -> bool {
    is_amount(text) && text.contains(['.', ',', '-', '+', '(']) && !is_date(text)
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
    let Some((at, _)) = text.char_indices().rev().nth(1) else {
        return (text, false);
    };
    let (number, sense) = text.split_at(at);
    let follows_a_digit = number.trim_end().ends_with(|c: char| c.is_ascii_digit());
    match sense {
        _ if !follows_a_digit => (text, false),
        "CR" | "Cr" | "cr" => (number.trim_end(), false),
        "DR" | "Dr" | "dr" | "DB" => (number.trim_end(), true),
        _ => (text, false),
    }
}

/// What stands for money that went out, and for money that came in.
#[rustfmt::skip]
const OUT: &[&str] = &[
    "d", "dr", "db", "debit", "dbit", "s", "soll", "belastung", "lastschrift", "ausgang", "af", "debet", "uit",
    "débit", "debito", "débito", "dare", "addebito", "cargo", "adeudo", "-", "out", "withdrawal", "sent",
    "money out", "paid out", "payment", "ausgabe", "uitgave", "dépense", "gasto", "uscita",
];
#[rustfmt::skip]
const IN: &[&str] = &[
    "c", "cr", "credit", "crdt", "h", "haben", "gutschrift", "eingang", "bij", "in", "crédit", "credito",
    "crédito", "avere", "accredito", "abono", "ingreso", "+", "deposit", "received", "money in", "paid in",
    "einnahme", "inkomst", "recette", "entrata", "kredit",
];

/// Whether a cell says that money went out, or came in; none where it says neither.
pub fn is_out(text: &str) -> Option<bool> {
    const LONGEST: usize = 12;
    if text.is_empty() || text.chars().count() > LONGEST {
        return None;
    }
    let word = text::folded(text);
    if OUT.contains(&word.as_str()) {
        return Some(true);
    }
    IN.contains(&word.as_str()).then_some(false)
}

/// An ISO 4217 code, by its look.
pub fn is_currency(text: &str) -> bool {
    text.len() == 3
        && text.bytes().all(|byte| byte.is_ascii_uppercase())
        && text.parse::<crate::ledger::Currency>().is_ok()
}

/// The IBAN in a text, without its spaces; its check digits must be right (ISO 13616, ISO 7064).
pub fn iban(text: &str) -> Option<String> {
    const LONGEST: usize = 200;
    if text.len() > LONGEST {
        return None;
    }
    let packed: String =
        text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    let starts = (0..packed.len().saturating_sub(14)).filter(|at| {
        let head = packed.as_bytes().get(*at..at + 4);
        head.is_some_and(|head| {
            head[..2].iter().all(u8::is_ascii_uppercase) && head[2..].iter().all(u8::is_ascii_digit)
        })
    });
    starts
        .flat_map(|at| (15..=34).rev().filter_map(move |length| Some((at, at.checked_add(length)?))))
        .filter_map(|(at, end)| packed.get(at..end))
        .find(|iban| has_right_check_digits(iban))
        .map(str::to_owned)
}

fn has_right_check_digits(iban: &str) -> bool {
    let (head, rest) = iban.split_at(4);
    let rest_of_division =
        rest.chars().chain(head.chars()).filter_map(|c| c.to_digit(36)).fold(0u32, |sum, value| {
            if value > 9 { (sum * 100 + value) % 97 } else { (sum * 10 + value) % 97 }
        });
    rest_of_division == 1
}
