//! The columns brought from one moment of the book to another, by what was changed.
//!
//! Forward as the log grows; and back for a reader that waited while another brought them further than its moment.

use rusqlite::Connection;

use super::columns::{Columns, Row, narrow};
use crate::ledger::change::inverse;
use crate::ledger::{Change, Edit, Transaction};
use crate::store::failure::Failure;
use crate::store::history;

/// More of the log than this, in bytes, is not read: reading the book anew is quicker.
const MOST_LOG_BYTES: u64 = 2_000_000;

/// A step that changes more transactions than this is not followed: each moves what comes after it.
const MOST_EDITS: usize = 500;

/// Brings the columns to a revision; false where they cannot be, which leaves them of no use.
pub fn bring(connection: &Connection, columns: &mut Columns, revision: u64) -> Result<bool, Failure> {
    while columns.revision > revision {
        let Some(changes) = columns.behind.last() else { return Ok(false) };
        if !follow(columns, &inverse(changes))? {
            return Ok(false);
        }
        columns.revision -= 1;
    }
    if columns.revision == revision {
        return Ok(true);
    }
    let Some(steps) = history::changes_after(connection, columns.revision, MOST_LOG_BYTES)? else {
        return Ok(false);
    };
    for changes in steps {
        if !follow(columns, &changes)? {
            return Ok(false);
        }
        columns.revision += 1;
        columns.behind.add(changes);
    }
    Ok(columns.revision == revision)
}

fn follow(columns: &mut Columns, changes: &[Change]) -> Result<bool, Failure> {
    if changes.iter().filter(|change| matches!(change, Change::Transaction(_))).count() > MOST_EDITS {
        return Ok(false);
    }
    for change in changes {
        match change {
            Change::Transaction(edit) => replace(columns, edit)?,
            Change::SplitsMoved(moved) => {
                let to = narrow(moved.to.0)?;
                for (id, split) in &moved.splits {
                    columns.move_split(narrow(id.0)?, *split, to);
                }
            }
            Change::PayeeSwapped(swapped) => {
                let to = narrow(swapped.to.0)?;
                for id in &swapped.transactions {
                    columns.swap_payee(narrow(id.0)?, to);
                }
            }
            Change::Tagged(tagged) => {
                let tag = narrow(tagged.tag.0)?;
                for id in &tagged.transactions {
                    columns.mark(narrow(id.0)?, tag, tagged.on);
                }
            }
            Change::Payee(_) | Change::Tag(_) => columns.forget_names(),
            _ => {}
        }
    }
    Ok(true)
}

fn replace(columns: &mut Columns, edit: &Edit<Transaction>) -> Result<(), Failure> {
    let Some(either) = edit.after.as_ref().or(edit.before.as_ref()) else { return Ok(()) };
    let id = narrow(either.id.0)?;
    match edit.after.as_ref().map(Row::of).transpose()?.flatten() {
        Some(row) => columns.put(row),
        None => columns.remove(id),
    }
    let tags = edit.after.iter().flat_map(|after| &after.tags).map(|tag| narrow(tag.0));
    columns.tag(id, tags.collect::<Result<_, _>>()?);
    Ok(())
}
