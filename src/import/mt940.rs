//! MT940 and MT942: SWIFT's customer statements, as banks send them.
//!
//! Every bank has its dialect, so the reader holds on to little: a field
//! begins where a line begins with the tag of one, and all else belongs to the
//! field before. It gives the entries and balances; reversals, the funds code
//! and the day of booking are understood, and the details where they have one
//! of the known structures (see [`details`]).

mod details;
mod entry;
mod fields;
mod reader;
mod statement;

use fields::Fields;
use reader::Reader;

use super::Unreadable;
use super::decimal::marks::{Rule, Tally};
use super::detect::{Found, Source};

/// Whether the text has two different fields of a statement near its start, or an entry as only SWIFT writes it.
pub fn recognises(source: &Source) -> bool {
    const NEAR: usize = 60;
    let is_told =
        |tag: &str| matches!(tag, "20" | "25" | "28" | "28C" | "34F" | "60F" | "60M" | "61" | "62F");
    let marks = Tally::default().decide(Rule::EitherIsDecimal);
    let mut first = None;
    Fields::of(source.text).take(NEAR).any(|field| {
        let is_second = is_told(field.tag) && *first.get_or_insert(field.tag) != field.tag;
        is_second || field.tag == "61" && entry::read(field.line, &field.text, &marks).is_ok()
    })
}

/// Reads the statements of a file.
pub fn read(source: &Source) -> Result<Found, Unreadable> {
    let mut reader = Reader::new();
    let (mut fields, mut steps) = (Fields::of(source.text), source.progress.steps(source.text.len()));
    while let Some(field) = fields.next() {
        steps.at(source.text.len() - fields.ahead())?;
        reader.take(&field);
    }
    reader.finish()
}

#[cfg(test)]
mod tests;
