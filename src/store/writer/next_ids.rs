//! The numbers that the next things get, kept up with what a step names.
//!
//! They only grow: it never takes one back.

use rusqlite::Connection;

use crate::ledger::{Change, Edit, Entity};
use crate::store::failure::Failure;

/// Ids that were given out are not given out again, whatever is undone; nor are those that are only named:
/// a whole book that was brought in remembers what was deleted in it.
pub fn put(connection: &Connection, changes: &[Change]) -> Result<(), Failure> {
    let sql = "UPDATE next_id SET next = max(next, ?2 + 1) WHERE kind = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    for kind in [
        "account",
        "payee",
        "transaction",
        "batch",
        "statement",
        "chequebook",
        "schedule",
        "tag",
        "attachment",
        "kept_report",
    ] {
        let own = changes.iter().filter_map(|change| numbered(change, kind));
        let named = changes.iter().filter_map(|change| largest_named(change, kind));
        if let Some(largest) = own.chain(named).max() {
            statement.execute((kind, largest))?;
        }
    }
    Ok(())
}

fn numbered(change: &Change, kind: &str) -> Option<i64> {
    match (change.entity()?, kind) {
        (Entity::Account(id), "account") => Some(id.0),
        (Entity::Payee(id), "payee") => Some(id.0),
        (Entity::Transaction(id), "transaction") => Some(id.0),
        (Entity::Batch(id), "batch") => Some(id.0),
        (Entity::Statement(id), "statement") => Some(id.0),
        (Entity::Schedule(id), "schedule") => Some(id.0),
        (Entity::Chequebook(id), "chequebook") => Some(id.0),
        (Entity::Tag(id), "tag") => Some(id.0),
        (Entity::KeptReport(id), "kept_report") => Some(id.0),
        (Entity::Attachment(id), "attachment") => Some(id.0),
        _ => None,
    }
}

/// Lines of files and statements name transactions that may be gone, and splits such statements.
fn largest_named(change: &Change, kind: &str) -> Option<i64> {
    match (change, kind) {
        (Change::Batch(Edit { after: Some(batch), .. }), "transaction") => {
            batch.lines.iter().filter_map(|line| line.transaction).map(|id| id.0).max()
        }
        (Change::Statement(Edit { after: Some(statement), .. }), "transaction") => {
            statement.held.iter().flatten().map(|row| row.transaction.0).max()
        }
        (Change::Transaction(Edit { after: Some(one), .. }), "transaction") => Some(one.place),
        (Change::Transaction(Edit { after: Some(one), .. }), "statement") => {
            one.splits.iter().filter_map(|split| split.statement).map(|id| id.0).max()
        }
        _ => None,
    }
}
