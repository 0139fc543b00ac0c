//! From what was typed to terms, one piece at a time.

use super::{Comparison, Days, Decimal, Field, SearchError, Term, Test, Trait, fold};

/// One piece of the text: a term, with what its quotes held.
#[derive(Debug, Default)]
pub struct Piece {
    negated: bool,
    /// What stands before the colon, when only letters do.
    field: Option<String>,
    text: String,
    quoted: bool,
}

/// Takes the text apart at its spaces, but not inside quotes. A quote that is
/// not closed yet ends with the text: somebody is still typing.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut piece: Option<Piece> = None;
    let mut in_quotes = false;
    for c in text.chars() {
        if c.is_whitespace() && !in_quotes {
            pieces.extend(piece.take());
            continue;
        }
        let begins = piece.is_none();
        let current = piece.get_or_insert_default();
        match c {
            '"' | '“' | '”' => {
                in_quotes = !in_quotes;
                current.quoted = true;
            }
            '-' | '−' if begins => current.negated = true,
            ':' if may_be_field(current) => current.field = Some(std::mem::take(&mut current.text)),
            _ => current.text.push(c),
        }
    }
    pieces.extend(piece);
    pieces
}

fn may_be_field(piece: &Piece) -> bool {
    let letters = piece.text.bytes().all(|byte| byte.is_ascii_alphabetic());
    piece.field.is_none() && !piece.quoted && letters && !piece.text.is_empty()
}

/// None for a piece that says nothing, as a lone `-` or empty quotes.
pub fn term(piece: &Piece) -> Result<Option<Term>, SearchError> {
    let test = match &piece.field {
        Some(field) => Some(in_field(field, piece)?),
        None if piece.text.trim().is_empty() => None,
        None if piece.quoted => Some(Test::Text(Field::Any, fold(&piece.text))),
        None => Some(word(&piece.text)?),
    };
    Ok(test.map(|test| Term { negated: piece.negated, test }))
}

fn in_field(name: &str, piece: &Piece) -> Result<Test, SearchError> {
    let text = piece.text.trim();
    let name = name.to_ascii_lowercase();
    let Some(field) = field_named(&name) else {
        return Err(SearchError::new(
            format!("there is no field “{name}”"),
            format!("Use payee, memo, cat, no, tag or is; or put it in quotes: \"{name}:{text}\"."),
        ));
    };
    if text.is_empty() {
        let advice = if name == "is" { TRAITS_ADVICE } else { "Type what to look for after the colon." };
        return Err(SearchError::new(format!("nothing stands after “{name}:”"), advice));
    }
    match field {
        Some(field) => Ok(Test::Text(field, fold(text))),
        None => trait_named(text)
            .map(Test::Is)
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

fn word(text: &str) -> Result<Test, SearchError> {
    if let Some((comparison, number)) = Comparison::split(text) {
        return amount(text, comparison, number);
    }
    let dates = Days::parse(text)?.map(Test::Dates);
    let amount = Decimal::parse(text).map(|decimal| Test::Amount(Comparison::Equal, decimal));
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let anywhere = Test::Text(Field::Any, fold(text));
    Ok(match (dates, amount) {
        // Digits alone may be anything: a year, an amount, a cheque's number.
        (dates, amount) if is_plain => {
            let readings: Vec<Test> = std::iter::once(anywhere).chain(dates).chain(amount).collect();
            Test::AnyOf(readings)
        }
        (Some(dates), _) => dates,
        (None, Some(amount)) => amount,
        (None, None) => anywhere,
    })
}

fn amount(text: &str, comparison: Comparison, number: &str) -> Result<Test, SearchError> {
    let decimal = Decimal::parse(number).ok_or_else(|| {
        let advice = "Put digits after the sign, with at most one decimal mark and nothing between thousands: \
                      >100 or <=12.50. Payments and deposits are compared by their size.";
        SearchError::new(format!("“{text}” compares with no amount"), advice)
    })?;
    Ok(Test::Amount(comparison, decimal))
}
