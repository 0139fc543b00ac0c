//! What was found, and the searches that found it.
//!
//! As somebody types, takes back and scrolls, the same is asked again and
//! again. All of it is let go of as soon as the register changes.

use super::Search;
use super::bits::Counted;

/// How much is kept of searches, in bytes. Of a million rows that is thirty of them.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Positions of a register.
#[derive(Debug)]
pub enum Found {
    /// In the register's order.
    Register(Counted),
    /// In another; each in the lower half of its number.
    Sorted(Vec<u64>),
}

impl Found {
    pub fn len(&self) -> usize {
        match self {
            Found::Register(counted) => counted.len(),
            Found::Sorted(rows) => rows.len(),
        }
    }

    /// At most `limit` of them from the one number `offset` on.
    pub fn part(&self, offset: usize, limit: usize) -> Vec<u32> {
        match self {
            Found::Register(counted) => counted.from(offset).take(limit).collect(),
            Found::Sorted(rows) => rows.iter().skip(offset).take(limit).map(|row| lower(*row)).collect(),
        }
    }

    /// How many come before a position of the register; before its row where they are in another order, and none where
    /// it is not among them.
    pub fn before(&self, position: usize) -> usize {
        match self {
            Found::Register(counted) => counted.before(position),
            Found::Sorted(rows) => rows.iter().position(|row| lower(*row) as usize == position).unwrap_or(0),
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Found::Register(counted) => counted.bytes(),
            // Its room is needed for the next one anyway.
            Found::Sorted(_) => 0,
        }
    }
}

/// The lower half, where a row that is sorted has its position.
#[allow(clippy::cast_possible_truncation, reason = "the lower half is what is wanted")]
pub fn lower(number: u64) -> u32 {
    number as u32
}

/// The last searches, and room to sort.
#[derive(Default)]
pub struct Kept {
    /// Asked last comes last. At most one is sorted.
    searches: Vec<(Search, Found)>,
    /// Eight megabytes for a million rows: what a thread lets go of and another asks for stays with the process, so that
    /// sorting always has the same.
    room: Vec<u64>,
}

impl Kept {
    /// Takes out what a search has found; to be put back.
    pub fn take(&mut self, search: &Search) -> Option<Found> {
        let at = self.searches.iter().position(|(kept, _)| kept == search)?;
        Some(self.searches.remove(at).1)
    }

    /// Takes the room to sort, with nothing in it. What was sorted before is let go of.
    pub fn room(&mut self) -> Vec<u64> {
        let sorted = self.searches.iter().position(|(_, found)| matches!(found, Found::Sorted(_)));
        if let Some((_, Found::Sorted(rows))) = sorted.map(|at| self.searches.remove(at)) {
            self.room = rows;
        }
        self.room.clear();
        std::mem::take(&mut self.room)
    }

    pub fn put(&mut self, search: Search, found: Found) {
        self.searches.push((search, found));
        while self.searches.len() > 1 && self.bytes() > MOST_BYTES {
            self.searches.remove(0);
        }
    }

    pub fn clear(&mut self) {
        self.room = self.room();
        self.searches.clear();
    }

    fn bytes(&self) -> usize {
        self.searches.iter().map(|(_, found)| found.bytes()).sum()
    }
}
