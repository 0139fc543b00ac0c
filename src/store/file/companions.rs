//! What lies beside the book and may belong to another: a write-ahead log, a rollback journal.
//!
//! Whoever puts a copy in the place of a book that was killed leaves its log
//! behind, and SQLite would play it into the copy. Such a log is set aside under
//! a dated name. It is never played and never deleted.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::generation::Generation;
use super::{beside, length};
use crate::store::failure::Failure;

/// A log is longer than its head.
const HEAD_OF_LOG: u64 = 32;

/// Sets aside what belongs to another book; the new names. `at` is the time, RFC 3339 in UTC.
pub fn set_strangers_aside(path: &Path, at: &str) -> Result<Vec<PathBuf>, Failure> {
    let mut aside = Vec::new();
    let journal = beside(path, "-journal");
    // A book keeps a write-ahead log; a journal is of something else, and SQLite would roll the book back with it.
    if length(&journal) > 0 && keeps_a_log(path) {
        aside.push(set_aside(&journal, at)?);
    }
    let log = beside(path, "-wal");
    if length(&log) > HEAD_OF_LOG && !belongs(path)? {
        aside.push(set_aside(&log, at)?);
        // An index of the log that is gone; SQLite makes a new one.
        let _ = fs::remove_file(beside(path, "-shm"));
    }
    Ok(aside)
}

/// Whether the head of the file says so (SQLite's file format, offset 18).
fn keeps_a_log(path: &Path) -> bool {
    let mut head = [0; 20];
    let read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head.starts_with(b"SQLite format 3\0") && head[18] == 2
}

fn belongs(path: &Path) -> Result<bool, Failure> {
    let Ok(alone) = alone(path).and_then(|file| Generation::of(&file)) else {
        // Cut off in the midst of being brought up to date: only the log makes it whole.
        return Ok(true);
    };
    let with_log = untouched(path).and_then(|book| Generation::of(&book));
    match with_log {
        Ok(with_log) => Ok(with_log.follows(&alone)),
        Err(Failure::Damaged) => Ok(false),
        Err(failure) => Err(failure),
    }
}

/// The file without its log; nothing is written, no lock is taken.
pub fn alone(path: &Path) -> Result<Connection, Failure> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Ok(Connection::open_with_flags(immutable(path), flags)?)
}

/// The name under which SQLite reads a file and believes that nobody changes it.
fn immutable(path: &Path) -> String {
    let text = path.to_string_lossy();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    let name: String = text
        .bytes()
        .map(|byte| if plain(byte) { char::from(byte).into() } else { format!("%{byte:02X}") })
        .collect();
    format!("file:{name}?immutable=1")
}

/// The book with its log, which stays where it is also when this is closed.
pub fn untouched(path: &Path) -> Result<Connection, Failure> {
    let connection = crate::store::open::connect(path)?;
    leave_log(&connection, true)?;
    Ok(connection)
}

/// Whether the log is left beside the book when the connection is closed.
pub fn leave_log(connection: &Connection, is_left: bool) -> Result<(), Failure> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, is_left)?;
    Ok(())
}

fn set_aside(file: &Path, at: &str) -> Result<PathBuf, Failure> {
    let day = at.get(..19).unwrap_or(at).replace(':', "");
    let mut to = beside(file, &format!(".set-aside-{day}"));
    let mut count = 1;
    while to.exists() {
        count += 1;
        to = beside(file, &format!(".set-aside-{day}-{count}"));
    }
    fs::rename(file, &to)
        .map_err(|error| Failure::Other(format!("{} cannot be set aside: {error}", file.display())))?;
    tracing::warn!(file = %file.display(), to = %to.display(), "does not belong to the book and was set aside");
    Ok(to)
}
