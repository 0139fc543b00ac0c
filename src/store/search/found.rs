//! What was found, and the searches that found it.
//!
//! As somebody types, takes back and scrolls, the same is asked again and
//! again. All of it is let go of as soon as the register changes.

use std::sync::Arc;

use super::Search;
use super::bits::Counted;

/// How much is kept of searches before the last one. Of a million rows that is forty searches.
const MOST_BYTES: usize = 6 * 1024 * 1024;

/// Positions of a register.
#[derive(Debug)]
pub enum Found {
    /// In the register's order.
    Register(Counted),
    /// In another.
    Sorted(Vec<u32>),
}

impl Found {
    pub fn len(&self) -> usize {
        match self {
            Found::Register(counted) => counted.len(),
            Found::Sorted(positions) => positions.len(),
        }
    }

    /// At most `limit` of them from the one number `offset` on.
    pub fn part(&self, offset: usize, limit: usize) -> Vec<u32> {
        match self {
            Found::Register(counted) => counted.from(offset).take(limit).collect(),
            Found::Sorted(positions) => positions.iter().skip(offset).take(limit).copied().collect(),
        }
    }

    /// How many come before a position of the register; before its row where they are in another order, and none where
    /// it is not among them.
    pub fn before(&self, position: usize) -> usize {
        match self {
            Found::Register(counted) => counted.before(position),
            Found::Sorted(positions) => positions.iter().position(|at| *at as usize == position).unwrap_or(0),
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Found::Register(counted) => counted.bytes(),
            Found::Sorted(positions) => size_of_val(&**positions),
        }
    }
}

/// The last searches.
#[derive(Default)]
pub struct Kept {
    /// Asked last comes last.
    searches: Vec<(Search, Arc<Found>)>,
}

impl Kept {
    pub fn get(&mut self, search: &Search) -> Option<Arc<Found>> {
        let at = self.searches.iter().position(|(kept, _)| kept == search)?;
        let kept = self.searches.remove(at);
        let found = Arc::clone(&kept.1);
        self.searches.push(kept);
        Some(found)
    }

    pub fn put(&mut self, search: Search, found: &Arc<Found>) {
        self.searches.push((search, Arc::clone(found)));
        while self.searches.len() > 1 && self.bytes() > MOST_BYTES {
            self.searches.remove(0);
        }
    }

    pub fn clear(&mut self) {
        self.searches.clear();
    }

    fn bytes(&self) -> usize {
        self.searches.iter().map(|(_, found)| found.bytes()).sum()
    }
}
