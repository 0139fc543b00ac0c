//! Details with words and colons: `IBAN: … BIC: … NAAM: …`.
//!
//! ABN AMRO, Knab and others write so, in columns that are filled up with
//! blanks. Only the name is taken out; all else stays in the memo as it is.

use super::{Details, FULL_LINE, joined, one_line};

/// The words that a name stands behind.
const NAMES: &[&str] = &["NAAM", "NAME", "NAAM TEGENPARTIJ", "TEGENPARTIJ", "BEGUNSTIGDE", "OPDRACHTGEVER"];

/// The words that end a name.
const OTHERS: &[&str] = &[
    "BIC",
    "IBAN",
    "REK",
    "OMSCHRIJVING",
    "KENMERK",
    "MACHTIGING",
    "INCASSANT",
    "BETALINGSKENM.",
    "BETALINGSKENMERK",
    "REFERENTIE",
    "DATUM",
    "VALUTADATUM",
    "ADRES",
    "EREF",
    "MARF",
    "CSID",
    "DESCRIPTION",
    "REFERENCE",
];

/// As many characters as a column has: a name that fills one goes on behind it.
const FULL_COLUMN: usize = 31;

/// The details, where a name stands behind its word.
pub fn read(text: &str) -> Option<Details> {
    let (start, word) = NAMES.iter().filter_map(|word| Some((position(text, word)?, *word))).min()?;
    let inside = &text[start + word.len() + 1..];
    let length = name_length(inside, word.len() + 1);
    let payee = one_line(&inside[..length]);
    let payee = payee.trim_matches(['/', ' ']).to_owned();
    let before = text[..start].trim_end_matches(['/', ' ']);
    let rest = format!("{before}\n{}", inside[length..].trim_start_matches('/'));
    let memo = one_line(&joined(rest.lines(), FULL_LINE));
    (!payee.is_empty()).then_some(Details { payee, memo })
}

/// Where `WORD:` stands as a word of its own.
fn position(text: &str, word: &str) -> Option<usize> {
    let label = format!("{word}:");
    text.match_indices(&label)
        .map(|(at, _)| at)
        .find(|at| !text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '.'))
}

/// How long the name is: up to the next word with a colon, the end of its line or the blanks that fill its column.
fn name_length(inside: &str, label: usize) -> usize {
    let next = OTHERS.iter().filter_map(|word| position(inside, word)).min().unwrap_or(inside.len());
    let lead = inside.len() - inside.trim_start().len();
    let until = &inside[..next];
    let body = &until[lead.min(until.len())..];
    let end = |from: usize| {
        let rest = body.get(from..).unwrap_or_default();
        let column = [rest.find('\n'), rest.find("  ")].into_iter().flatten().min();
        from + column.unwrap_or(rest.len())
    };
    let mut length = end(0);
    if label + lead + length >= FULL_COLUMN && length < body.len() {
        length = end(length + 1);
    }
    (lead + length).min(next)
}
