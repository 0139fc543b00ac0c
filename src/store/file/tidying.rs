//! The write-ahead log beside the book is kept small while the program runs, and is empty when it ends.
//!
//! What is in the log is as safe as what is in the file. But whoever copies the
//! one file, as people do, must miss little of it, and nothing of a closed book.

use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::store::failure::Failure;

/// From so many pages on the log is brought into the file between two commands.
const PAGES: i64 = 1_000;

/// The log's own file is cut down to this, in bytes.
pub const LARGEST_LOG: i64 = 8 * 1024 * 1024;

/// What one look at the log found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Checkpoint {
    is_busy: bool,
    pages: i64,
    moved: i64,
}

fn checkpoint(connection: &Connection, how: &str) -> Result<Checkpoint, Failure> {
    let sql = format!("PRAGMA wal_checkpoint({how})");
    let row = connection.query_row(&sql, [], |row| {
        Ok(Checkpoint { is_busy: row.get::<_, i64>(0)? != 0, pages: row.get(1)?, moved: row.get(2)? })
    });
    Ok(row?)
}

/// Brings the log into the file if it is long, or, when nothing else is to be done, if there is any. Waits for nobody.
/// True when all of it is there: what comes next begins a new log.
pub fn tidy(connection: &Connection, is_idle: bool) -> Result<bool, Failure> {
    let now = checkpoint(connection, "NOOP")?;
    let left = now.pages - now.moved;
    if left == 0 || (left < PAGES && !is_idle) {
        return Ok(false);
    }
    let after = checkpoint(connection, "PASSIVE")?;
    Ok(!after.is_busy && after.pages == after.moved)
}

/// Whether nothing is in the log that is not in the file.
pub fn is_empty(connection: &Connection) -> Result<bool, Failure> {
    let now = checkpoint(connection, "NOOP")?;
    Ok(now.pages == now.moved)
}

/// Makes the book one file. [`Failure::NotOneFile`] where somebody reads it for longer than `patience`; what can be
/// brought into the file is there then.
pub fn into_one_file(connection: &Connection, patience: Duration) -> Result<(), Failure> {
    connection.busy_timeout(Duration::ZERO)?;
    // The long part needs nobody's leave.
    checkpoint(connection, "PASSIVE")?;
    let deadline = Instant::now() + patience;
    loop {
        let now = match checkpoint(connection, "TRUNCATE") {
            Err(Failure::Busy) => None,
            other => Some(other?),
        };
        if now.is_some_and(|now| !now.is_busy) {
            return Ok(());
        }
        if Instant::now() >= deadline {
            return Err(Failure::NotOneFile);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}
