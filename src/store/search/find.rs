//! Which rows of an image are found.
//!
//! Each term becomes a sieve over ids and numbers first: names and words are
//! looked at once, not once a row.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use memchr::memmem::Finder;
use rusqlite::Connection;

use super::image::Image;
use super::line::{IMPORTED, Line, VOID, day_number, state_bits};
use super::{Names, Search};
use crate::ledger::SplitState;
use crate::ledger::search::{Days, Field, Term, Test, Trait};
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
    Days(u32, u32),
    State(u8),
    Flag(u8),
    Several,
    /// By payee, other sides or text: what most searches ask.
    Anywhere {
        payees: Vec<bool>,
        others: Vec<bool>,
        texts: Vec<bool>,
        /// By the id of the transaction.
        tagged: Vec<bool>,
    },
    AnyOf(Vec<Sieve>),
}

/// The positions of the rows that pass all terms, in order.
pub fn positions(
    connection: &Connection,
    image: &Image,
    search: &Search,
    names: &Names,
    decimals: u8,
) -> Result<Vec<u32>, Failure> {
    let ground = Ground { connection, image, names, decimals, today: day_number(search.today) };
    let sieve = |Term { negated, test }: &Term| Ok((*negated, ground.sieve(test)?));
    let terms: Vec<(bool, Sieve)> = search.query.terms.iter().map(sieve).collect::<Result<_, Failure>>()?;
    let passes = |line: &Line| terms.iter().all(|(negated, sieve)| sieve.passes(image, line) != *negated);
    let lines = (0u32..).zip(image.lines());
    Ok(lines.filter(|(_, line)| passes(line)).map(|(at, _)| at).collect())
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
            Test::Amount(comparison, decimal) => Sieve::Sizes(decimal.sizes(*comparison, self.decimals)),
            Test::Dates(Days { from, to }) => {
                Sieve::Days(from.map_or(0, day_number), to.map_or(u32::MAX, day_number))
            }
            Test::Is(what) => self.being(*what),
            Test::AnyOf(tests) => {
                Sieve::AnyOf(tests.iter().map(|test| self.sieve(test)).collect::<Result<_, _>>()?)
            }
        })
    }

    fn words(&self, field: Field, words: &str) -> Result<Sieve, Failure> {
        let payees = || having(&self.names.payees, words);
        let others = || having(&self.names.accounts, words);
        let texts = || self.image.texts.having(words, field);
        let tagged = || Ok::<_, Failure>(marked(tags::transactions(self.connection, words)?.into_iter()));
        Ok(match field {
            Field::Any => {
                Sieve::Anywhere { payees: payees(), others: others(), texts: texts(), tagged: tagged()? }
            }
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

fn has(marked: &[bool], id: u32) -> bool {
    marked.get(id as usize).copied().unwrap_or(false)
}

impl Sieve {
    fn passes(&self, image: &Image, line: &Line) -> bool {
        match self {
            Sieve::All => true,
            Sieve::Transactions(ids) => has(ids, line.transaction),
            Sieve::Payees(payees) => has(payees, line.payee),
            Sieve::Others(accounts) => image.others(line).iter().any(|other| has(accounts, *other)),
            Sieve::Texts(texts) => has(texts, line.text),
            Sieve::Sizes(sizes) => sizes.contains(&line.amount.saturating_abs()),
            Sieve::Days(from, to) => (*from..=*to).contains(&line.day),
            Sieve::State(state) => line.state() == *state,
            Sieve::Flag(flag) => line.is(*flag),
            Sieve::Several => line.has_several(),
            Sieve::Anywhere { payees, others, texts, tagged } => {
                has(payees, line.payee)
                    || has(texts, line.text)
                    || has(tagged, line.transaction)
                    || image.others(line).iter().any(|other| has(others, *other))
            }
            Sieve::AnyOf(sieves) => sieves.iter().any(|sieve| sieve.passes(image, line)),
        }
    }
}
