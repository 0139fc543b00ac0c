//! OFX and QFX: 1.x in SGML and 2.x in XML, and OFC before them, as banks send it.
//!
//! One tolerant reader for both. It follows no schema: it knows the groups
//! that matter and takes every field to the group it stands in, so an unclosed
//! tag or an unknown one costs nothing. It gives the lines and balances of bank
//! and card statements and the cash rows of investment statements; everything
//! else is named and left.

mod account;
mod draft;
pub(super) mod elements;
mod entry;
mod left;
mod ofc;
mod reader;
mod status;
pub(super) mod tokens;

use elements::{Element, Elements};
use reader::Reader;

use super::decimal::marks::{Marks, Rule, Tally};
use super::detect::{Found, Source};
use super::progress::Progress;
use super::{Format, Unreadable};
use crate::ledger::Stopped;

/// Whether the text is OFX: its header or one of its groups is near the start.
pub fn recognises(source: &Source) -> bool {
    const NEAR: usize = 200;
    let is_ours = |name: &str| {
        matches!(
            name,
            "OFX"
                | "OFC"
                | "SIGNONMSGSRSV1"
                | "STMTRS"
                | "CCSTMTRS"
                | "INVSTMTRS"
                | "BANKTRANLIST"
                | "STMTTRN"
        )
    };
    source.text.trim_start().starts_with("OFXHEADER")
        || Elements::of(source.text).take(NEAR).any(|(_, element)| match element {
            Element::Open(name) | Element::Field(name, _) | Element::Close(name) => is_ours(&name),
        })
}

/// Reads the statements of an OFX file.
pub fn read(source: &Source) -> Result<Found, Unreadable> {
    let marks = marks(source.text, source.progress.part(0, 2))?;
    let mut reader = Reader::new(&marks);
    let mut elements = Elements::of(source.text);
    let mut steps = source.progress.part(1, 2).steps(source.text.len());
    while let Some((line, element)) = elements.next() {
        steps.at(source.text.len() - elements.ahead())?;
        reader.take(element, line);
    }
    reader.finish(format(source.text))
}

/// The decimal marks that the amounts of the whole file tell.
fn marks(text: &str, progress: Progress) -> Result<Marks, Stopped> {
    let mut tally = Tally::default();
    let (mut elements, mut steps) = (Elements::of(text), progress.steps(text.len()));
    while let Some((_, element)) = elements.next() {
        steps.at(text.len() - elements.ahead())?;
        if let Element::Field(name, text) = element
            && matches!(&*name, "TRNAMT" | "BALAMT" | "LEDGER")
        {
            tally.see(&text);
        }
    }
    Ok(tally.decide(Rule::EitherIsDecimal))
}

/// The version by the header: `OFXHEADER:100` is SGML, a `<?` declaration is XML.
fn format(text: &str) -> Format {
    if text.trim_start().starts_with("<?") { Format::OfxXml } else { Format::OfxSgml }
}

#[cfg(test)]
mod tests;
