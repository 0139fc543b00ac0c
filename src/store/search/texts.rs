//! The words of rows, folded, one after another in one long text.
//!
//! Looking through one long text is what a processor does best: a hundred
//! thousand memos take less than a millisecond.

use memchr::memmem::Finder;

use crate::ledger::search::{Field, fold};

/// Ends the cheque's number within a text. [`fold`] leaves no such character in the words.
const NUMBER_END: u8 = 1;

/// Ends each memo. The first is the one that the row shows.
const MEMO_END: char = '\n';

/// The texts of one image, each known by its place in the order they came in.
#[derive(Default)]
pub struct Texts {
    all: String,
    /// Where each ends. The first one is empty.
    ends: Vec<u32>,
}

impl Texts {
    pub fn new(rows: usize) -> Texts {
        let mut ends = Vec::with_capacity(rows / 2 + 1);
        ends.push(0);
        Texts { all: String::new(), ends }
    }

    /// Adds the words of a row; none are the first text. None where there is no more room.
    pub fn add(&mut self, number: Option<&str>, memos: &[&str]) -> Option<u32> {
        if number.is_none_or(str::is_empty) && memos.iter().all(|memo| memo.is_empty()) {
            return Some(0);
        }
        self.all.push_str(&fold(number.unwrap_or_default()));
        self.all.push(char::from(NUMBER_END));
        for (at, memo) in memos.iter().enumerate() {
            if at == 0 || !memo.is_empty() {
                self.all.push_str(&fold(memo));
                self.all.push(MEMO_END);
            }
        }
        self.ends.push(u32::try_from(self.all.len()).ok()?);
        u32::try_from(self.ends.len() - 1).ok()
    }

    /// Which texts have these words in the field: as many answers as there are texts.
    pub fn having(&self, words: &str, field: Field) -> Vec<bool> {
        let mut having = vec![false; self.ends.len()];
        let (finder, bytes) = (Finder::new(words), self.all.as_bytes());
        let (mut at, mut from) = (0, 0);
        while let Some(hit) = finder.find(&bytes[from..]).map(|hit| hit + from) {
            at = self.text_at(at, hit);
            let end = self.ends[at] as usize;
            let in_number = || bytes[hit..end].contains(&NUMBER_END);
            let fits = match field {
                Field::Number => in_number(),
                Field::Memo => !in_number(),
                _ => true,
            };
            having[at] |= fits;
            from = if fits { end } else { hit + 1 };
        }
        having
    }

    /// The number and the first memo of a text.
    pub fn parts(&self, text: u32) -> (&[u8], &[u8]) {
        let Some(before) = (text as usize).checked_sub(1) else {
            return (&[], &[]);
        };
        let all = &self.all.as_bytes()[self.ends[before] as usize..self.ends[before + 1] as usize];
        let number = memchr::memchr(NUMBER_END, all).unwrap_or(all.len());
        let rest = all.get(number + 1..).unwrap_or_default();
        let memo = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        (&all[..number], &rest[..memo])
    }

    /// The text that has the byte `hit`, which is none before the text `from`.
    fn text_at(&self, from: usize, hit: usize) -> usize {
        let mut step = 1;
        while self.ends.get(from + step).is_some_and(|end| (*end as usize) <= hit) {
            step *= 2;
        }
        let low = from + step / 2;
        let near = &self.ends[low..(from + step + 1).min(self.ends.len())];
        low + near.partition_point(|end| (*end as usize) <= hit)
    }
}
