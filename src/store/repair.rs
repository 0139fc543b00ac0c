//! What can be read of a damaged book, as a new one.
//!
//! The rows are made anew by the log, which has every change of each. Where an
//! entry cannot be read, what comes before it is taken from a backup that has
//! it; without one, the new book ends there. What is derived is made anew with
//! the rows. The damaged book is only read.

use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::check::changes;
use super::failure::Failure;
use super::file::{beside, companions, length};
use super::{BookFile, Opened, history, open, writer};
use crate::ledger::{Change, Edit, RawHash, Unwatched};

/// What a repair led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The newest entry of the log that is in the new book.
    pub revision: u64,
    /// What could not be saved, in words.
    pub lost: Vec<String>,
}

/// Fills the new book at `to`, which is a backup of the same book or none yet, with what can be read in `damaged`.
pub fn repair(damaged: &Path, to: &Path) -> Result<Saved, Failure> {
    let from = if length(&beside(damaged, "-wal")) > 0 {
        companions::untouched(damaged)?
    } else {
        companions::alone(damaged)?
    };
    from.pragma_update(None, "query_only", "ON")?;
    let id: String = from
        .query_row("SELECT value FROM book WHERE key = 'id'", [], |row| row.get(0))
        .unwrap_or_else(|_| "repaired".into());
    let failed = |error: super::OpenError| Failure::Other(error.to_string());
    let Opened { writer, .. } = open(BookFile::at(to, &id)).map_err(failed)?;
    let new = &writer.connection;
    super::page_cache::widen(new)?;
    let mut lost = Vec::new();
    let last = from
        .query_row("SELECT max(revision) FROM log", [], |row| row.get::<_, Option<u64>>(0))
        .ok()
        .flatten();
    let begun = history::revision(new)?;
    let mut revision = begun;
    while last.is_none_or(|last| revision < last) {
        match carry(&from, new, revision + 1) {
            Ok(()) => revision += 1,
            Err(full @ (Failure::Full | Failure::FullOfTemporary(_))) => return Err(full),
            Err(_) => {
                let until = last.map_or_else(|| "on".into(), |last| format!("to {last}"));
                lost.push(format!("entries of the log from {} {until}", revision + 1));
                break;
            }
        }
    }
    lost.extend(files(&from, new)?);
    writer.close(std::time::Duration::from_secs(5))?;
    Ok(Saved { revision, lost })
}

/// Carries out an entry of the log again, and keeps it.
fn carry(from: &Connection, new: &Connection, revision: u64) -> Result<(), Failure> {
    let changes = changes(from, revision)?;
    let sql = "SELECT revision, at, words, topics, changes, packed, move, target, origin, source, is_inverse
               FROM log WHERE revision = ?1";
    let row: Vec<Value> =
        from.prepare_cached(sql)?.query_row([revision], |row| (0..11).map(|at| row.get(at)).collect())?;
    let transaction = new.unchecked_transaction()?;
    // Let go of for good: what has no file any more needs none to be let go.
    let is_there =
        |change: &&Change| !matches!(change, Change::RawFile(Edit { before: Some(RawHash(_)), .. }));
    let kept: Vec<Change> = changes.iter().filter(is_there).cloned().collect();
    writer::apply_all(&transaction, &kept, &Unwatched)?;
    let sql = "INSERT INTO log (revision, at, words, topics, changes, packed, move, target, origin, source, is_inverse)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    transaction.prepare_cached(sql)?.execute(params_from_iter(row))?;
    super::seals::put(&transaction, revision)?;
    super::touched::put(&transaction, super::touched::Trace::of(&changes), revision, &Unwatched)?;
    let of_step = "SELECT undone FROM step WHERE revision = ?1";
    if let Ok(undone) = from.prepare_cached(of_step)?.query_row([revision], |row| row.get::<_, bool>(0)) {
        let sql = "INSERT INTO step (revision, undone) VALUES (?1, ?2)";
        transaction.prepare_cached(sql)?.execute((revision, undone))?;
    }
    transaction.commit()?;
    Ok(())
}

/// The kept files that can be read; in words those that cannot.
fn files(from: &Connection, new: &Connection) -> Result<Vec<String>, Failure> {
    let mut lost = Vec::new();
    let hashes = from.prepare("SELECT hash FROM raw_file").and_then(|mut statement| {
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        Ok(rows.flatten().collect::<Vec<_>>())
    });
    for hash in hashes.unwrap_or_default() {
        let read = from.query_row("SELECT size, bytes FROM raw_file WHERE hash = ?1", [&hash], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?))
        });
        match read {
            Ok((size, bytes)) => {
                new.execute("INSERT OR IGNORE INTO raw_file VALUES (?1, ?2, ?3)", (&hash, size, bytes))?;
            }
            Err(_) => lost.push(format!("the kept file {hash}")),
        }
    }
    Ok(lost)
}
