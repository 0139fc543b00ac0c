//! The pages that load, and will open a stream: so many are awaited, and until when.
//!
//! Which stream is which page's is not known; only their number counts. Pure.

use super::moment::Moment;

/// No more are counted. Those that never say anything leave with their time.
const MOST: usize = 64;

/// Until when each of them is awaited, the first of them first.
#[derive(Clone, Debug, Default)]
pub struct Arrivals(Vec<Moment>);

impl Arrivals {
    /// One more begins to load.
    pub fn expect(&mut self, until: Moment) {
        self.0.push(until);
        if self.0.len() > MOST {
            self.0.remove(0);
        }
    }

    /// So many are here.
    pub fn came(&mut self, pages: usize) {
        self.0.drain(..pages.min(self.0.len()));
    }

    /// Until when one is awaited.
    pub fn until(&self) -> Option<Moment> {
        self.0.last().copied()
    }
}
