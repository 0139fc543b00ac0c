//! CAMT: ISO 20022's statements (053), reports of the day (052) and notifications (054).
//!
//! One streaming reader for all three and all their versions: it follows no
//! schema and no namespace, but the paths of local names that all versions
//! share. It gives the booked entries, one line for each payment where the
//! payments of a batch add up, and the balances. What is not booked yet may
//! still change, so it is named and left; the booked entry will come.

mod account;
mod entry;
mod payment;
mod reader;
mod reference;
mod statement;
mod walk;

use reader::Reader;

use super::Unreadable;
use super::detect::{Found, Source};

/// How far into a file its message must be named; envelopes and signatures may stand before.
const NEAR: usize = 20_000;

const MESSAGES: &str = "BkToCstmr";
const NAMESPACE: &str = "iso:std:iso:20022:tech:xsd:";

/// Whether the text is a message of ISO 20022, a statement or not.
pub fn recognises(source: &Source) -> bool {
    let head = head(source.text);
    head.trim_start().starts_with('<') && (head.contains(MESSAGES) || head.contains(NAMESPACE))
}

/// Reads the statements of a message.
pub fn read(source: &Source) -> Result<Found, Unreadable> {
    let head = head(source.text);
    if !head.contains(MESSAGES)
        && let Some(message) = message(head)
        && !message.starts_with("camt.05")
    {
        return Err(Unreadable::OtherMessage { message: message.to_owned(), what: meaning(message) });
    }
    Reader::new().read(source.text, source.progress)
}

fn head(text: &str) -> &str {
    text.char_indices().nth(NEAR).map_or(text, |(end, _)| &text[..end])
}

/// The message by its namespace: `pain.001`. Headers (`head.001`) stand before the message itself.
fn message(head: &str) -> Option<&str> {
    let names = head.split(NAMESPACE).skip(1).filter_map(|rest| rest.get(.."pain.001".len()));
    names.filter(|name| !name.starts_with("head.")).last()
}

fn meaning(message: &str) -> &'static str {
    match message {
        "pain.001" => "an order to pay",
        "pain.008" => "an order to collect direct debits",
        "pain.002" => "the bank's answer to an order",
        _ => "a message of another kind",
    }
}

#[cfg(test)]
mod tests;
