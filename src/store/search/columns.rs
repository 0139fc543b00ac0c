//! The rows of a register, each of their values in a column of its own.
//!
//! A term of a search asks for one or two of the values: a million of one are
//! four megabytes that are read straight through. It knows nothing of what is
//! looked for.

use super::line::{Line, Place};

/// The lines of an image, in the order of the register.
#[derive(Default)]
pub struct Columns {
    pub amounts: Vec<i64>,
    pub transactions: Vec<u32>,
    places: Vec<u32>,
    pub days: Vec<u32>,
    pub payees: Vec<u32>,
    pub others: Vec<u32>,
    pub texts: Vec<u32>,
    splits: Vec<u16>,
    pub flags: Vec<u8>,
}

impl Columns {
    pub fn with_room_for(rows: usize) -> Columns {
        let mut columns = Columns::default();
        columns.make_room(rows);
        columns
    }

    pub fn len(&self) -> usize {
        self.amounts.len()
    }

    pub fn push(&mut self, line: &Line) {
        self.insert(self.len(), line);
    }

    pub fn insert(&mut self, at: usize, line: &Line) {
        if self.amounts.len() == self.amounts.capacity() {
            // A vector would make room for as many again, and a million rows are 31 MB.
            self.make_room(self.len() / 16 + 64);
        }
        self.amounts.insert(at, line.amount);
        self.transactions.insert(at, line.transaction);
        self.places.insert(at, line.place);
        self.days.insert(at, line.day);
        self.payees.insert(at, line.payee);
        self.others.insert(at, line.other);
        self.texts.insert(at, line.text);
        self.splits.insert(at, line.split);
        self.flags.insert(at, line.flags);
    }

    pub fn remove(&mut self, at: usize) {
        self.amounts.remove(at);
        self.transactions.remove(at);
        self.places.remove(at);
        self.days.remove(at);
        self.payees.remove(at);
        self.others.remove(at);
        self.texts.remove(at);
        self.splits.remove(at);
        self.flags.remove(at);
    }

    /// Keeps the lines at these positions, in this order.
    pub fn keep(&mut self, order: &[u32]) {
        pick(&mut self.amounts, order);
        pick(&mut self.transactions, order);
        pick(&mut self.places, order);
        pick(&mut self.days, order);
        pick(&mut self.payees, order);
        pick(&mut self.others, order);
        pick(&mut self.texts, order);
        pick(&mut self.splits, order);
        pick(&mut self.flags, order);
    }

    /// The line with a place.
    pub fn at(&self, place: Place) -> Option<usize> {
        let at = self.before(place);
        (at < self.len() && self.place(at) == place).then_some(at)
    }

    /// How many lines come before a place.
    pub fn before(&self, place: Place) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.place(middle) < place {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    pub fn place(&self, at: usize) -> Place {
        (self.days[at], self.places[at], self.splits[at])
    }

    fn make_room(&mut self, rows: usize) {
        self.amounts.reserve_exact(rows);
        self.transactions.reserve_exact(rows);
        self.places.reserve_exact(rows);
        self.days.reserve_exact(rows);
        self.payees.reserve_exact(rows);
        self.others.reserve_exact(rows);
        self.texts.reserve_exact(rows);
        self.splits.reserve_exact(rows);
        self.flags.reserve_exact(rows);
    }
}

fn pick<T: Copy>(column: &mut Vec<T>, order: &[u32]) {
    *column = order.iter().map(|at| column[*at as usize]).collect();
}
