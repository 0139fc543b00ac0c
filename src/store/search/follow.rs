//! An image brought from one moment of the book to another, by what was changed.
//!
//! Forward as the log grows; and back for a reader that waited while another
//! brought the image further than the moment it reads in.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};

use rusqlite::Connection;

use super::image::Image;
use crate::ledger::change::inverse;
use crate::ledger::{AccountId, Change, Transaction, TransactionId};
use crate::store::failure::Failure;
use crate::store::history;

/// More of the log than this, in bytes, is not read: building anew is quicker.
const MOST_LOG_BYTES: u64 = 4_000_000;

/// How many steps an image can go back.
const MOST_BACK: usize = 16;

/// A step with more changes than this is not gone back.
const MOST_CHANGES: usize = 64;

/// The last steps that an image followed, the newest last.
#[derive(Default)]
pub struct Behind(VecDeque<Vec<Change>>);

impl Behind {
    fn add(&mut self, changes: Vec<Change>) {
        if changes.len() > MOST_CHANGES {
            self.0.clear();
            return;
        }
        if self.0.len() == MOST_BACK {
            self.0.pop_front();
        }
        self.0.push_back(changes);
    }
}

/// Brings the image to a revision; false where it cannot be, which leaves it of no use.
pub fn bring(
    connection: &Connection,
    account: AccountId,
    image: &mut Image,
    revision: u64,
) -> Result<bool, Failure> {
    while image.revision > revision {
        let Some(changes) = image.behind.0.pop_back() else { return Ok(false) };
        if !follow(account, image, &inverse(changes))? {
            return Ok(false);
        }
        image.revision -= 1;
    }
    if image.revision == revision {
        return Ok(true);
    }
    let Some(steps) = history::changes_after(connection, image.revision, MOST_LOG_BYTES)? else {
        return Ok(false);
    };
    for changes in steps {
        if !follow(account, image, &changes)? {
            return Ok(false);
        }
        image.revision += 1;
        image.behind.add(changes);
    }
    Ok(image.revision == revision)
}

fn follow(account: AccountId, image: &mut Image, changes: &[Change]) -> Result<bool, Failure> {
    // What the page remembers finds nothing.
    if changes.iter().all(|change| matches!(change, Change::Preference(_))) {
        return Ok(true);
    }
    if changes.iter().any(|change| matches!(change, Change::SplitsMoved(_) | Change::PayeeSwapped(_))) {
        return Ok(false);
    }
    image.kept.clear();
    if changes.iter().any(|change| matches!(change, Change::Payee(_) | Change::Account(_))) {
        image.forget_names();
    }
    image.exchange(account, &net(changes))
}

/// What the changes come to for each transaction: as it was before all of them, and as it is after. One step may
/// change a transaction more than once, as one that marks two of its sides; what lies between was never in the book.
fn net(changes: &[Change]) -> Vec<(Option<&Transaction>, Option<&Transaction>)> {
    let mut edits: Vec<(Option<&Transaction>, Option<&Transaction>)> = Vec::new();
    let mut known: HashMap<TransactionId, usize> = HashMap::new();
    for change in changes {
        let Change::Transaction(edit) = change else { continue };
        let (before, after) = (edit.before.as_ref(), edit.after.as_ref());
        let Some(id) = before.or(after).map(|transaction| transaction.id) else { continue };
        match known.entry(id) {
            Entry::Occupied(at) => edits[*at.get()].1 = after,
            Entry::Vacant(free) => {
                free.insert(edits.len());
                edits.push((before, after));
            }
        }
    }
    edits
}
