//! From what was typed to terms, one piece at a time.

use super::runs::{is_space, run};
use super::{Comparison, Days, Decimal, DecimalMark, Field, Notation, SearchError, Term, Test, Trait, fold};

/// One piece of the text: a term, with what its quotes held.
#[derive(Debug, Default)]
pub struct Piece {
    negated: bool,
    /// What stands before the colon, when only letters do.
    field: Option<String>,
    text: String,
    quoted: bool,
}

/// Takes the text apart at its spaces, but not inside quotes, nor inside an amount or a date that is written with
/// some. A quote that is not closed yet ends with the text: somebody is still typing.
pub fn pieces(text: &str) -> Vec<Piece> {
    let text: Vec<char> = text.chars().filter(|c| !is_direction(*c)).collect();
    let mut pieces = Vec::new();
    let mut piece: Option<Piece> = None;
    let (mut in_quotes, mut at) = (false, 0);
    while let Some(c) = text.get(at).copied() {
        if c.is_whitespace() && !in_quotes {
            pieces.extend(piece.take());
            at += 1;
            continue;
        }
        let begins = piece.is_none();
        let current = piece.get_or_insert_default();
        if let Some(run) = may_begin_run(current).then(|| run(&text[at..])).flatten() {
            current.text.push_str(&run.text);
            at += run.length;
            continue;
        }
        match c {
            '"' | '“' | '”' => {
                in_quotes = !in_quotes;
                current.quoted = true;
            }
            // The page writes it before an amount: it is a part of that, and its size is what is compared.
            '−' if begins && text.get(at + 1).is_some_and(char::is_ascii_digit) => {}
            '-' | '−' if begins => current.negated = true,
            ':' if may_be_field(current) => current.field = Some(std::mem::take(&mut current.text)),
            _ => current.text.push(c),
        }
        at += 1;
    }
    pieces.extend(piece);
    pieces
}

/// Marks of the direction of writing, which some languages have within dates and amounts and nobody sees.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// At the beginning, after a sign that compares, and after the points of a stretch of days.
fn may_begin_run(piece: &Piece) -> bool {
    let is_free = piece.field.is_none() && !piece.quoted;
    let text = piece.text.as_str();
    is_free
        && (text.is_empty()
            || text.ends_with("..")
            || Comparison::split(text).is_some_and(|(_, rest)| rest.is_empty()))
}

fn may_be_field(piece: &Piece) -> bool {
    let letters = piece.text.bytes().all(|byte| byte.is_ascii_alphabetic());
    piece.field.is_none() && !piece.quoted && letters && !piece.text.is_empty()
}

/// None for a piece that says nothing, as a lone `-` or empty quotes.
pub fn term(piece: &Piece, notation: Notation) -> Result<Option<Term>, SearchError> {
    let (test, doubt) = match &piece.field {
        Some(field) => in_field(field, piece)?,
        None if piece.text.trim().is_empty() => return Ok(None),
        None if piece.quoted => (Test::Text(Field::Any, fold(&piece.text)), None),
        None => word(&piece.text, notation)?,
    };
    Ok(Some(Term { negated: piece.negated, test, doubt }))
}

/// What a piece means, and why it may mean something else.
type Meaning = (Test, Option<String>);

fn in_field(name: &str, piece: &Piece) -> Result<Meaning, SearchError> {
    let text = piece.text.trim();
    let Some(field) = field_named(&name.to_ascii_lowercase()) else {
        // A category, as in Food:Groceries, or a slip of the finger: what is found tells.
        let doubt = format!(
            "“{name}” is no field, so “{name}:{text}” is looked for as words. Fields are payee, memo, cat, no, tag and is."
        );
        return Ok((Test::Text(Field::Any, fold(&format!("{name}:{text}"))), Some(doubt)));
    };
    if text.is_empty() {
        let advice = if field.is_none() { TRAITS_ADVICE } else { "Type what to look for after the colon." };
        return Err(SearchError::new(
            format!("nothing stands after “{}:”", name.to_ascii_lowercase()),
            advice,
        ));
    }
    match field {
        Some(field) => Ok((Test::Text(field, fold(text)), None)),
        None => trait_named(text)
            .map(|what| (Test::Is(what), None))
            .ok_or_else(|| SearchError::new(format!("no row can be “{text}”"), TRAITS_ADVICE)),
    }
}

/// The field of this name; `Some(None)` for `is`.
#[expect(clippy::option_option, reason = "a name can be unknown, a field, or the word before a trait")]
fn field_named(name: &str) -> Option<Option<Field>> {
    Some(match name {
        "payee" => Some(Field::Payee),
        "memo" | "note" => Some(Field::Memo),
        "cat" | "category" => Some(Field::Category),
        "no" | "num" | "number" | "cheque" | "check" => Some(Field::Number),
        "tag" => Some(Field::Tag),
        "is" => None,
        _ => return None,
    })
}

const TRAITS_ADVICE: &str =
    "Use uncleared, cleared, reconciled, void, split, transfer, imported or future, as in is:uncleared.";

fn trait_named(text: &str) -> Option<Trait> {
    Some(match text.to_lowercase().as_str() {
        "uncleared" => Trait::Uncleared,
        "cleared" => Trait::Cleared,
        "reconciled" => Trait::Reconciled,
        "void" => Trait::Void,
        "split" => Trait::Split,
        "transfer" => Trait::Transfer,
        "imported" => Trait::Imported,
        "future" => Trait::Future,
        _ => return None,
    })
}

fn word(text: &str, notation: Notation) -> Result<Meaning, SearchError> {
    if let Some((comparison, number)) = Comparison::split(text) {
        return Ok((amount(text, comparison, number, notation)?, None));
    }
    let dates = Days::parse(text, notation.dates)?;
    if text.contains("..") && !dates.is_empty() {
        return Ok((any_of(dates.into_iter().map(Test::Dates).collect()), None));
    }
    let amount = Decimal::parse(text, notation.decimal);
    let doubt = (dates.is_empty() && amount.is_none() && looks_like_number(text)).then(|| {
        format!("“{text}” is no amount and no date, so it is looked for as words. Write them as in 1,250.00 or 2024-05-17.")
    });
    // Whatever it is, it may also stand in a memo: 2024 is a year, an amount and a cheque's number.
    let words = text.split_whitespace().map(|word| Test::Text(Field::Any, fold(word))).collect();
    let mut readings = vec![all_of(words)];
    readings.extend(dates.into_iter().map(Test::Dates));
    readings.extend(amount.map(|decimal| Test::Amount(Comparison::Equal, decimal)));
    // So the category of several sides is shown.
    readings.extend((fold(text) == "split").then_some(Test::Is(Trait::Split)));
    Ok((any_of(readings), doubt))
}

/// Digits and marks only: whoever types that means a number or a date.
fn looks_like_number(text: &str) -> bool {
    let is_part =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '/' | '-' | '\'' | '’') || is_space(c);
    text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(is_part)
}

fn any_of(mut tests: Vec<Test>) -> Test {
    if tests.len() == 1 { tests.remove(0) } else { Test::AnyOf(tests) }
}

fn all_of(mut tests: Vec<Test>) -> Test {
    if tests.len() == 1 { tests.remove(0) } else { Test::AllOf(tests) }
}

fn amount(text: &str, comparison: Comparison, number: &str, notation: Notation) -> Result<Test, SearchError> {
    let number = number.trim_start_matches('−');
    let decimal = Decimal::parse(number, notation.decimal).ok_or_else(|| {
        let example = if notation.decimal == DecimalMark::Point { "1,250.00" } else { "1.250,00" };
        let advice = format!(
            "Put an amount after the sign, as in >100 or <={example}. Payments and deposits are compared by their size."
        );
        SearchError::new(format!("“{text}” compares with no amount"), advice)
    })?;
    Ok(Test::Amount(comparison, decimal))
}
