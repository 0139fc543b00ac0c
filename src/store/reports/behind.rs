//! The last steps that the columns followed, so that they can go back for a reader that waited. It takes none back.

use std::collections::VecDeque;

use crate::ledger::Change;

/// How many steps the columns can go back, and how many changes such a step may have.
const MOST_BACK: usize = 16;
const MOST_CHANGES_BACK: usize = 64;

/// The last steps that were followed, the newest last.
#[derive(Default)]
pub struct Behind(VecDeque<Vec<Change>>);

impl Behind {
    /// Takes out the newest one.
    pub fn last(&mut self) -> Option<Vec<Change>> {
        self.0.pop_back()
    }

    pub fn add(&mut self, changes: Vec<Change>) {
        if changes.len() > MOST_CHANGES_BACK {
            self.0.clear();
            return;
        }
        if self.0.len() == MOST_BACK {
            self.0.pop_front();
        }
        self.0.push_back(changes);
    }
}
