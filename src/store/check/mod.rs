//! Looks through a whole book for what cannot be so. It reads only.
//!
//! SQLite's own check finds broken pages and indexes. What it takes for sound
//! is counted again here: totals against rows, rows against the log that made
//! them, the log against the seals it was closed with.
//!
//! - [`sums`]: totals, blocks and transactions that do not add up
//! - [`logged`]: the log, and the rows that it says there must be

mod logged;
mod sums;

pub use logged::changes;

#[cfg(test)]
mod tests;

use std::path::Path;

use rusqlite::Connection;

use super::failure::Failure;
use super::file::companions;
use super::{history, migrations, open};

/// Something that cannot be so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at: "pages", "totals", "blocks", "sums", "log", "rows", "files".
    pub part: &'static str,
    pub words: String,
}

/// A register or category and what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    pub name: String,
    pub currency: String,
    pub is_register: bool,
    /// Minor units, with what is still to come.
    pub units: i64,
}

/// What a book holds, in figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    pub id: String,
    pub revision: u64,
    pub transactions: u64,
    pub balances: Vec<Balance>,
}

/// So many of one kind are told.
const MOST: usize = 20;

/// Everything that is wrong with the book in this file, with the log beside it; nothing is changed.
pub fn check(path: &Path) -> Result<Vec<Finding>, Failure> {
    let connection = if super::file::length(&super::file::beside(path, "-wal")) > 0 {
        companions::untouched(path)?
    } else {
        companions::alone(path)?
    };
    connection.pragma_update(None, "query_only", "ON")?;
    let mut found = findings(&connection)?;
    if found.is_empty() {
        found.extend(logged::entries(&connection)?);
        found.extend(logged::rows(&connection)?);
    }
    Ok(found)
}

/// What is looked at in every backup; what `check` does besides takes as long as all that was ever done.
fn findings(connection: &Connection) -> Result<Vec<Finding>, Failure> {
    let mut found = pages(connection)?;
    if !found.is_empty() {
        // What stands in broken pages cannot be counted.
        return Ok(found);
    }
    for part in [sums::totals, sums::blocks, sums::transactions, sums::files, logged::sequence] {
        match part(connection) {
            Ok(more) => found.extend(more),
            Err(Failure::Damaged) => {
                found.push(Finding { part: "rows", words: "a part of the book cannot be read".into() });
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(found)
}

fn pages(connection: &Connection) -> Result<Vec<Finding>, Failure> {
    let mut statement = match connection.prepare("PRAGMA integrity_check(20)") {
        Ok(statement) => statement,
        Err(error) => return broken(error.into()),
    };
    let rows = statement
        .query_map([], |row| row.get::<_, String>(0))
        .and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let rows = match rows {
        Ok(rows) => rows,
        Err(error) => return broken(error.into()),
    };
    let mut found = Vec::new();
    for words in rows {
        match open::verdict_of(&words) {
            Ok(()) => {}
            Err(Failure::Disk) => return Err(Failure::Disk),
            Err(_) => found.push(Finding { part: "pages", words }),
        }
    }
    Ok(found)
}

fn broken(failure: Failure) -> Result<Vec<Finding>, Failure> {
    match failure {
        Failure::Damaged => {
            Ok(vec![Finding { part: "pages", words: "the pages of the file cannot be followed".into() }])
        }
        other => Err(other),
    }
}

/// What the book holds.
pub fn figures(connection: &Connection) -> Result<Figures, Failure> {
    let id = connection.query_row("SELECT value FROM book WHERE key = 'id'", [], |row| row.get(0))?;
    let transactions = connection.query_row("SELECT count(*) FROM txn", [], |row| row.get(0))?;
    let sql = "SELECT name, currency, kind IN ('asset', 'liability'),
                      (SELECT coalesce(sum(total), 0) FROM month_total WHERE account_id = account.id)
               FROM account ORDER BY kind NOT IN ('asset', 'liability'), name_key";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| {
        Ok(Balance { name: row.get(0)?, currency: row.get(1)?, is_register: row.get(2)?, units: row.get(3)? })
    })?;
    let balances = rows.collect::<Result<_, _>>()?;
    Ok(Figures { id, revision: history::revision(connection)?, transactions, balances })
}

/// The figures of the book in this file, and what is wrong with it. What an older version wrote is brought up to date in
/// a copy, and counted there.
pub fn examine(path: &Path) -> Result<(Figures, Vec<Finding>), Failure> {
    let connection = companions::alone(path)?;
    if !migrations::is_older(&connection)? {
        return Ok((figures(&connection)?, findings(&connection)?));
    }
    let copy = open::brought_up_to_date(path)?;
    let newer = companions::alone(copy.book())?;
    let mut found = pages(&connection)?;
    if found.is_empty() {
        found = findings(&newer)?;
    }
    Ok((figures(&newer)?, found))
}
