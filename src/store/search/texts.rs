//! The words of rows, folded, one after another in one long text.
//!
//! Looking through one long text is what a processor does best: a hundred
//! thousand memos take less than a millisecond. What many rows say stands
//! there once, or nearly so.

use std::hash::{DefaultHasher, Hasher};

use memchr::memmem::Finder;

use crate::ledger::search::{Field, fold};

/// Ends the cheque's number within a text. [`fold`] leaves no such character in the words.
const NUMBER_END: u8 = 1;

/// Ends each memo. The first is the one that the row shows.
const MEMO_END: char = '\n';

/// The texts of one image, each known by its place in the order they came in.
pub struct Texts {
    all: String,
    /// Where each ends. The first one is empty.
    ends: Vec<u32>,
    /// Texts to compare a new one with, by what it hashes to; a later one takes the place of an earlier.
    again: Vec<u32>,
}

/// The most texts that a new one may be the same as.
const MOST_AGAIN: usize = 1 << 16;

impl Texts {
    pub fn new(rows: usize) -> Texts {
        let again = vec![0; (rows / 8).next_power_of_two().clamp(64, MOST_AGAIN)];
        Texts { all: String::new(), ends: vec![0], again }
    }

    /// Adds the words of a row; none are the first text. None where there is no more room.
    pub fn add(&mut self, number: Option<&str>, memos: &[&str]) -> Option<u32> {
        if number.is_none_or(str::is_empty) && memos.iter().all(|memo| memo.is_empty()) {
            return Some(0);
        }
        let begin = self.all.len();
        self.all.push_str(&fold(number.unwrap_or_default()));
        self.all.push(char::from(NUMBER_END));
        for (at, memo) in memos.iter().enumerate() {
            if at == 0 || !memo.is_empty() {
                self.all.push_str(&fold(memo));
                self.all.push(MEMO_END);
            }
        }
        self.known_or_new(begin)
    }

    /// Keeps what was added after `begin`, unless an earlier text is the same.
    fn known_or_new(&mut self, begin: usize) -> Option<u32> {
        let mut hasher = DefaultHasher::new();
        hasher.write(&self.all.as_bytes()[begin..]);
        let slot = usize::try_from(hasher.finish() % self.again.len() as u64).ok()?;
        let known = self.again[slot];
        if known != 0 && self.whole(known as usize) == &self.all.as_bytes()[begin..] {
            self.all.truncate(begin);
            return Some(known);
        }
        self.ends.push(u32::try_from(self.all.len()).ok()?);
        let new = u32::try_from(self.ends.len() - 1).ok()?;
        self.again[slot] = new;
        Some(new)
    }

    /// A text but the first.
    fn whole(&self, text: usize) -> &[u8] {
        &self.all.as_bytes()[self.ends[text - 1] as usize..self.ends[text] as usize]
    }

    /// Which texts have these words in the field: an answer for each text, or none at all where none has.
    pub fn having(&self, words: &str, field: Field) -> Vec<bool> {
        let mut having = Vec::new();
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
            if fits {
                having.resize(self.ends.len(), false);
                having[at] = true;
            }
            from = if fits { end } else { hit + 1 };
        }
        having
    }

    /// The number and the first memo of a text.
    pub fn parts(&self, text: u32) -> (&[u8], &[u8]) {
        if text == 0 {
            return (&[], &[]);
        }
        let all = self.whole(text as usize);
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
