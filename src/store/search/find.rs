//! Which rows of an image are found.
//!
//! Each term becomes a sieve over ids and numbers first: names and words are
//! looked at once, not once a row.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use memchr::memmem::Finder;
use rusqlite::Connection;

use super::bits::Bits;
use super::image::Image;
use super::line::{IMPORTED, SEVERAL, STATE, VOID, day_number, state_bits};
use super::{Names, Search};
use crate::ledger::SplitState;
use crate::ledger::search::{Comparison, Days, Field, Term, Test, Trait};
use crate::store::failure::Failure;
use crate::store::tags;

/// A term, as it is asked of a row.
enum Sieve {
    All,
    /// By the id of the transaction.
    Transactions(Vec<bool>),
    /// By the id of the payee.
    Payees(Vec<bool>),
    /// By the ids of the other sides.
    Others(Vec<bool>),
    /// By the row's text.
    Texts(Vec<bool>),
    Sizes(RangeInclusive<i64>),
    /// By the sizes of several other sides.
    Parts(RangeInclusive<i64>),
    Days(u32, u32),
    State(u8),
    Flag(u8),
    Several,
    AnyOf(Vec<Sieve>),
    AllOf(Vec<Sieve>),
}

/// The rows that pass all terms.
pub fn rows(
    connection: &Connection,
    image: &Image,
    search: &Search,
    names: &Names,
    decimals: u8,
) -> Result<Bits, Failure> {
    let ground = Ground { connection, image, names, decimals, today: day_number(search.today) };
    let mut left = Bits::all(image.len());
    for Term { negated, test, .. } in &search.query.terms {
        let mut passing = Bits::none(image.len());
        ground.sieve(test)?.add(image, &left, &mut passing);
        left = if *negated { left.without(&passing) } else { passing };
    }
    Ok(left)
}

struct Ground<'g> {
    connection: &'g Connection,
    image: &'g Image,
    names: &'g Names,
    decimals: u8,
    today: u32,
}

impl Ground<'_> {
    fn sieve(&self, test: &Test) -> Result<Sieve, Failure> {
        Ok(match test {
            Test::Text(_, words) if words.is_empty() => Sieve::All,
            Test::Text(field, words) => self.words(*field, words)?,
            Test::Amount(comparison, decimal) => {
                let sizes = decimal.sizes(*comparison, self.decimals);
                match comparison {
                    // What is shown of a part is looked for; a comparison is with the whole.
                    Comparison::Equal => Sieve::AnyOf(vec![Sieve::Sizes(sizes.clone()), Sieve::Parts(sizes)]),
                    _ => Sieve::Sizes(sizes),
                }
            }
            Test::Dates(Days { from, to }) => {
                Sieve::Days(from.map_or(0, day_number), to.map_or(u32::MAX, day_number))
            }
            Test::Is(what) => self.being(*what),
            Test::AnyOf(tests) => Sieve::AnyOf(self.sieves(tests)?),
            Test::AllOf(tests) => Sieve::AllOf(self.sieves(tests)?),
        })
    }

    fn sieves(&self, tests: &[Test]) -> Result<Vec<Sieve>, Failure> {
        tests.iter().map(|test| self.sieve(test)).collect()
    }

    fn words(&self, field: Field, words: &str) -> Result<Sieve, Failure> {
        let payees = || having(&self.names.payees, words);
        let others = || having(&self.names.accounts, words);
        let texts = || self.image.texts.having(words, field);
        let tagged = || Ok::<_, Failure>(marked(tags::transactions(self.connection, words)?.into_iter()));
        Ok(match field {
            Field::Any => Sieve::AnyOf(vec![
                Sieve::Payees(payees()),
                Sieve::Others(others()),
                Sieve::Texts(texts()),
                Sieve::Transactions(tagged()?),
            ]),
            Field::Payee => Sieve::Payees(payees()),
            Field::Category => Sieve::Others(others()),
            Field::Memo | Field::Number => Sieve::Texts(texts()),
            Field::Tag => Sieve::Transactions(tagged()?),
        })
    }

    fn being(&self, what: Trait) -> Sieve {
        match what {
            Trait::Uncleared => Sieve::State(state_bits(SplitState::Uncleared)),
            Trait::Cleared => Sieve::State(state_bits(SplitState::Cleared)),
            Trait::Reconciled => Sieve::State(state_bits(SplitState::Reconciled)),
            Trait::Void => Sieve::Flag(VOID),
            Trait::Split => Sieve::Several,
            Trait::Transfer => Sieve::Others(marked(self.names.registers.iter().copied())),
            Trait::Imported => Sieve::Flag(IMPORTED),
            Trait::Future => Sieve::Days(self.today.saturating_add(1), u32::MAX),
        }
    }
}

/// Of each id, whether its name has these words.
fn having(names: &HashMap<u32, String>, words: &str) -> Vec<bool> {
    let finder = Finder::new(words);
    let found = names.iter().filter(|(_, name)| finder.find(name.as_bytes()).is_some());
    marked(found.map(|(id, _)| *id))
}

/// A list that says of each id whether it is among these.
fn marked(ids: impl Iterator<Item = u32>) -> Vec<bool> {
    let mut marked = Vec::new();
    for id in ids {
        let at = id as usize;
        if at >= marked.len() {
            marked.resize(at + 1, false);
        }
        marked[at] = true;
    }
    marked
}

/// Without a branch: an id after the last one is looked up as that, and does not pass.
fn has(marked: &[bool], id: u32) -> bool {
    let (at, last) = (id as usize, marked.len().wrapping_sub(1));
    marked.get(at.min(last)).copied().unwrap_or(false) & (at <= last)
}

impl Sieve {
    /// Adds those rows of `within` that pass.
    fn add(&self, image: &Image, within: &Bits, found: &mut Bits) {
        let columns = &image.columns;
        match self {
            Sieve::All => found.add_all(within),
            Sieve::Transactions(ids) => add_marked(found, within, &columns.transactions, ids),
            Sieve::Payees(ids) => add_marked(found, within, &columns.payees, ids),
            Sieve::Others(ids) => add_others(found, within, image, ids),
            Sieve::Texts(texts) => add_marked(found, within, &columns.texts, texts),
            Sieve::Sizes(sizes) => add_sizes(found, within, &columns.amounts, sizes),
            Sieve::Days(from, to) => found.add(within, &columns.days, |day| (day >= *from) & (day <= *to)),
            Sieve::State(state) => found.add(within, &columns.flags, |flags| flags & STATE == *state),
            Sieve::Flag(flag) => found.add(within, &columns.flags, |flags| flags & flag != 0),
            Sieve::Several => found.add(within, &columns.others, |other| other & SEVERAL != 0),
            Sieve::Parts(sizes) => add_parts(found, within, image, sizes),
            Sieve::AllOf(sieves) => {
                let mut left = within.clone();
                for sieve in sieves {
                    let mut passing = Bits::none(image.len());
                    sieve.add(image, &left, &mut passing);
                    left = passing;
                }
                found.add_others(&left);
            }
            Sieve::AnyOf(sieves) => sieves.iter().for_each(|sieve| sieve.add(image, within, found)),
        }
    }
}

/// Adds rows by their ids, where there are any to look for.
fn add_marked(found: &mut Bits, within: &Bits, column: &[u32], marked: &[bool]) {
    if !marked.is_empty() {
        found.add(within, column, |id| has(marked, id));
    }
}

/// Of rows with several sides it is known beforehand: looking each list up on the way would be a branch that no
/// processor could foresee.
fn add_others(found: &mut Bits, within: &Bits, image: &Image, marked: &[bool]) {
    if marked.is_empty() {
        return;
    }
    let lists = image.lists_with(|at| has(marked, image.side(at)));
    found.add(within, &image.columns.others, |other| {
        let is_list = other & SEVERAL != 0;
        (!is_list & has(marked, other)) | (is_list & has(&lists, other & !SEVERAL))
    });
}

/// Adds rows one of whose several other sides has such a size.
fn add_parts(found: &mut Bits, within: &Bits, image: &Image, sizes: &RangeInclusive<i64>) {
    let Ok(sizes) = u64::try_from(*sizes.start()).map(|least| least..=sizes.end().unsigned_abs()) else {
        return;
    };
    let lists = image.lists_with(|at| sizes.contains(&image.part(at).unsigned_abs()));
    if !lists.contains(&true) {
        return;
    }
    found.add(within, &image.columns.others, |other| (other & SEVERAL != 0) & has(&lists, other & !SEVERAL));
}

/// One comparison for both ends, and no branch. No size is negative.
fn add_sizes(found: &mut Bits, within: &Bits, amounts: &[i64], sizes: &RangeInclusive<i64>) {
    let Ok(least) = u64::try_from(*sizes.start()) else { return };
    if sizes.is_empty() {
        return;
    }
    let more = sizes.end().abs_diff(*sizes.start());
    found.add(within, amounts, |amount| amount.unsigned_abs().wrapping_sub(least) <= more);
}
