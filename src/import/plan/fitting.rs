//! Lines of a file made to fit into a book.
//!
//! What a book cannot hold is left out and named; what is finer than the
//! currency is rounded and named; what is too long for its field goes on in
//! the memo. Nothing is lost in silence.

use super::super::matching::Incoming;
use super::super::{Line, Problem};
use crate::ledger::Currency;

/// As in the ledger: names up to 200 characters, cheque numbers up to 40.
const LONGEST_PAYEE: usize = 200;
const LONGEST_TAG: usize = 200;
const LONGEST_NUMBER: usize = 40;
const LONGEST_MEMO: usize = 4_000;

/// The line in minor units; none where no book can hold it.
pub fn incoming(line: &Line, currency: Currency, problems: &mut Vec<Problem>) -> Option<Incoming> {
    if !(1900..2200).contains(&line.date.year()) {
        problems.push(at(line, format!("The date {} cannot be right. The line was left out.", line.date)));
        return None;
    }
    let sides = line.sides.iter().map(|side| side.amount);
    let amounts: Result<Vec<_>, _> =
        std::iter::once(line.amount).chain(sides).map(|amount| amount.to_minor(currency)).collect();
    let Ok(amounts) = amounts else {
        problems.push(at(line, "The amount is larger than a book can hold. The line was left out.".into()));
        return None;
    };
    if amounts.iter().any(|amount| !amount.exact) {
        let rounded = currency.text(amounts[0].minor);
        let reason = format!("The amount is finer than {currency} can be: it was rounded to {rounded}.");
        problems.push(at(line, reason));
    }
    Incoming::of(line, currency).ok()
}

fn at(line: &Line, reason: String) -> Problem {
    Problem { line: Some(line.at_line), reason }
}

/// The texts of a line, each in its field as far as it fits.
pub struct Texts {
    pub payee: Option<String>,
    pub number: Option<String>,
    pub memo: String,
    /// Without the marks that a list of tags is written with.
    pub tags: Vec<String>,
}

impl Texts {
    pub fn of(line: &Line) -> Texts {
        let mut memo = vec![line.memo.as_str()];
        let payee = cut(&line.payee, LONGEST_PAYEE);
        if payee.len() < line.payee.trim().len() {
            memo.push(&line.payee);
        }
        let number = line.number.as_deref().map(str::trim).filter(|number| !number.is_empty());
        let fits = number.filter(|number| number.chars().count() <= LONGEST_NUMBER);
        if fits.is_none() {
            memo.extend(number);
        }
        let memo: Vec<&str> = memo.into_iter().filter(|part| !part.is_empty()).collect();
        Texts {
            payee: (!payee.is_empty()).then_some(payee),
            number: fits.map(str::to_owned),
            memo: cut(&memo.join(" · "), LONGEST_MEMO),
            tags: line.tags.iter().map(|tag| cut(&plain(tag), LONGEST_TAG)).collect(),
        }
    }
}

/// The words of a tag without the marks between tags.
fn plain(tag: &str) -> String {
    let words = tag.split(|c: char| matches!(c, ',' | '#') || c.is_whitespace());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The text without outer space, cut after `most` characters.
pub fn cut(text: &str, most: usize) -> String {
    text.trim().chars().take(most).collect::<String>().trim_end().to_owned()
}
