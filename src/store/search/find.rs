//! Which rows of an image are found.
//!
//! Each term becomes a sieve over ids and numbers first: names and words are
//! looked at once, not once a row.

use std::ops::RangeInclusive;

use super::image::{IMPORTED, Image, Line, day_number, state_bits};
use super::{Names, Search};
use crate::ledger::SplitState;
use crate::ledger::search::{Days, Field, Term, Test, Trait};

/// A term, as it is asked of a row.
enum Sieve {
    All,
    None,
    /// By the id of the payee.
    Payees(Vec<bool>),
    /// By the ids of the other sides.
    Others(Vec<bool>),
    /// By the row's text.
    Texts(Vec<bool>),
    Sizes(RangeInclusive<i64>),
    Days(u32, u32),
    State(u8),
    Flag(u8),
    Several,
    AnyOf(Vec<Sieve>),
}

/// The positions of the rows that pass all terms, in order.
pub fn positions(image: &Image, search: &Search, names: &Names, decimals: u8) -> Vec<u32> {
    let ground = Ground { image, names, decimals, today: day_number(search.today) };
    let terms: Vec<(bool, Sieve)> =
        search.query.terms.iter().map(|Term { negated, test }| (*negated, ground.sieve(test))).collect();
    let passes = |line: &Line| terms.iter().all(|(negated, sieve)| sieve.passes(image, line) != *negated);
    let lines = (0u32..).zip(image.lines());
    lines.filter(|(_, line)| passes(line)).map(|(at, _)| at).collect()
}

struct Ground<'g> {
    image: &'g Image,
    names: &'g Names,
    decimals: u8,
    today: u32,
}

impl Ground<'_> {
    fn sieve(&self, test: &Test) -> Sieve {
        match test {
            Test::Text(_, words) if words.is_empty() => Sieve::All,
            Test::Text(field, words) => self.words(*field, words),
            Test::Amount(comparison, decimal) => Sieve::Sizes(decimal.sizes(*comparison, self.decimals)),
            Test::Dates(Days { from, to }) => {
                Sieve::Days(from.map_or(0, day_number), to.map_or(u32::MAX, day_number))
            }
            Test::Is(what) => self.being(*what),
            Test::AnyOf(tests) => Sieve::AnyOf(tests.iter().map(|test| self.sieve(test)).collect()),
        }
    }

    fn words(&self, field: Field, words: &str) -> Sieve {
        let payees = || {
            Sieve::Payees(marked(
                self.names.payees.iter().filter(|(_, name)| name.contains(words)).map(|(id, _)| *id),
            ))
        };
        let others = || {
            Sieve::Others(marked(
                self.names.accounts.iter().filter(|(_, name)| name.contains(words)).map(|(id, _)| *id),
            ))
        };
        let texts = |field| Sieve::Texts(self.image.texts.having(words, field));
        match field {
            Field::Any => Sieve::AnyOf(vec![payees(), others(), texts(Field::Any)]),
            Field::Payee => payees(),
            Field::Category => others(),
            Field::Memo | Field::Number => texts(field),
            Field::Tag => Sieve::None,
        }
    }

    fn being(&self, what: Trait) -> Sieve {
        match what {
            Trait::Uncleared => Sieve::State(state_bits(SplitState::Uncleared)),
            Trait::Cleared => Sieve::State(state_bits(SplitState::Cleared)),
            Trait::Reconciled => Sieve::State(state_bits(SplitState::Reconciled)),
            Trait::Void => Sieve::None,
            Trait::Split => Sieve::Several,
            Trait::Transfer => Sieve::Others(marked(self.names.registers.iter().copied())),
            Trait::Imported => Sieve::Flag(IMPORTED),
            Trait::Future => Sieve::Days(self.today.saturating_add(1), u32::MAX),
        }
    }
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

fn has(marked: &[bool], id: u32) -> bool {
    marked.get(id as usize).copied().unwrap_or(false)
}

impl Sieve {
    fn passes(&self, image: &Image, line: &Line) -> bool {
        match self {
            Sieve::All => true,
            Sieve::None => false,
            Sieve::Payees(payees) => has(payees, line.payee),
            Sieve::Others(accounts) => image.others(line).iter().any(|other| has(accounts, *other)),
            Sieve::Texts(texts) => has(texts, line.text),
            Sieve::Sizes(sizes) => sizes.contains(&line.amount.saturating_abs()),
            Sieve::Days(from, to) => (*from..=*to).contains(&line.day),
            Sieve::State(state) => line.state() == *state,
            Sieve::Flag(flag) => line.is(*flag),
            Sieve::Several => line.has_several(),
            Sieve::AnyOf(sieves) => sieves.iter().any(|sieve| sieve.passes(image, line)),
        }
    }
}
