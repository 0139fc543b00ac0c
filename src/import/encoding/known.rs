//! Which table of letters gives words that banks write.
//!
//! `konźno stanje` looks like words and is none; `končno stanje` is in the
//! vocabulary. So that table of letters counts in which most of our words are found,
//! letter by letter. Where none is known nothing is said.

use std::collections::HashSet;

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, GB18030, IBM866, ISO_8859_2, ISO_8859_5, ISO_8859_7, ISO_8859_13, ISO_8859_15,
    KOI8_U, MACINTOSH, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254,
    WINDOWS_1257, X_MAC_CYRILLIC,
};

use super::charset::{Charset, DosPage};
use super::shape::Shape;
use crate::import::vocabulary::vocabulary;

/// Tables of letters, the most common first.
const TABLES: &[Charset] = &[
    Charset::Web(WINDOWS_1252),
    Charset::Web(WINDOWS_1250),
    Charset::Web(WINDOWS_1251),
    Charset::Web(WINDOWS_1257),
    Charset::Web(WINDOWS_1253),
    Charset::Web(WINDOWS_1254),
    Charset::Web(ISO_8859_2),
    Charset::Web(ISO_8859_15),
    Charset::Web(ISO_8859_13),
    Charset::Web(ISO_8859_7),
    Charset::Web(ISO_8859_5),
    Charset::Web(KOI8_U),
    Charset::Web(IBM866),
    Charset::Web(X_MAC_CYRILLIC),
    Charset::Web(MACINTOSH),
    Charset::Dos(DosPage::Cp850),
    Charset::Dos(DosPage::Cp852),
    Charset::Dos(DosPage::Cp437),
    Charset::Dos(DosPage::Cp737),
    Charset::Web(GB18030),
    Charset::Web(BIG5),
    Charset::Web(SHIFT_JIS),
    Charset::Web(EUC_JP),
    Charset::Web(EUC_KR),
];

/// The table in which more words of banks are found than in `found`, if there is one.
pub fn better(found: Charset, sample: &[u8]) -> Option<Charset> {
    let own = words_in(&found.decode(sample));
    let scored = TABLES.iter().filter(|charset| **charset != found).filter_map(|charset| {
        let text = charset.decode(sample);
        let words = words_in(&text);
        let shape = Shape::of(&text);
        (words > own).then_some((*charset, (words, usize::MAX - shape.odd, shape.common)))
    });
    // Of equals the first is kept, and it is the more common.
    let best = scored.rev().max_by_key(|(_, rank)| *rank)?;
    Some(best.0)
}

/// How many different words beyond ASCII are ones that banks write.
fn words_in(text: &str) -> usize {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_ascii());
    let known = words.map(str::to_lowercase).filter(|word| vocabulary().spells(word));
    known.collect::<HashSet<_>>().len()
}
