//! Opening a book, or saying why not.
//!
//! A file that is not ours is never written to: what it is is found out
//! before anything is changed in it.

use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::failure::Failure;
use super::migrations::{MIGRATIONS, latest, migrate};
use super::reader::Reader;
use super::writer::Writer;

/// Marks our files (SQLite `PRAGMA application_id`): "CFoi".
const APPLICATION_ID: i32 = 0x4346_6f69;

/// How long to wait for another program that is writing.
const PATIENCE: Duration = Duration::from_secs(4);

/// Up to this size the whole file is checked when it is opened.
const CHECKED_BYTES: u64 = 32 * 1024 * 1024;

/// What the writer holds of the book in memory at most, in KiB. A long step touches many pages at random; those that do
/// not fit are written to the disk and read again, each many times.
const CACHE_KIB: i64 = 64 * 1024;

/// Why a book could not be opened: what happened, what it means, what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(
        "The book {0} may not be read or written by you. Nothing was changed. \
         Give yourself permission to the file and its folder, or choose another with --book."
    )]
    Permission(PathBuf),
    #[error(
        "The book {0} is being used by another program. Nothing was changed. \
         Close that program, then start Counterfoil again."
    )]
    Locked(PathBuf),
    #[error(
        "The file {0} is not a Counterfoil book. It was left as it is. \
         Choose a book, or a new name, with --book. To bring in a bank file, start Counterfoil and import it."
    )]
    Foreign(PathBuf),
    #[error(
        "The book {path} was written by a newer Counterfoil (its version is {found}, this program knows up to \
         {known}). It was left as it is. Install the newer Counterfoil to open it."
    )]
    Newer { path: PathBuf, found: i64, known: i64 },
    #[error(
        "The book {0} is damaged and cannot be read safely. It was left as it is. \
         Keep the file, and put a copy of the book in its place."
    )]
    Damaged(PathBuf),
    #[error(
        "The folder for the book {0} cannot be used: {1}. Nothing was written. Choose another place with --book."
    )]
    Folder(PathBuf, io::Error),
    #[error("The book {0} could not be opened: {1}. {advice}", advice = .1.advice())]
    Failed(PathBuf, Failure),
}

/// An open book.
pub struct Opened {
    /// Names the book for ever, wherever its file goes.
    pub id: String,
    pub writer: Writer,
    pub reader: Reader,
}

/// Opens the book at `path`, or makes one. `new_id` becomes the id of a new book.
pub fn open(path: &Path, new_id: &str) -> Result<Opened, OpenError> {
    open_with(path, new_id, MIGRATIONS)
}

pub(super) fn open_with(path: &Path, new_id: &str, migrations: &[&str]) -> Result<Opened, OpenError> {
    if path.is_dir() {
        return Err(OpenError::Foreign(path.to_owned()));
    }
    create_private(path).map_err(|error| io_error(path, error))?;
    let mut connection = connect(path).map_err(|error| sqlite_error(path, &error))?;
    recognise(&connection, path, latest(migrations))?;
    let prepared = prepare(&mut connection, path, new_id, migrations);
    let id = prepared.map_err(|failure| failed(path, failure))?;
    Ok(Opened { id, writer: Writer::new(connection), reader: Reader::new(path.to_owned()) })
}

/// A connection as every part of the store uses it.
pub(super) fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// Makes the file, for nobody else to read, if there is none.
pub(super) fn create_private(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

fn recognise(connection: &Connection, path: &Path, known: i64) -> Result<(), OpenError> {
    let whose = || -> rusqlite::Result<(i32, i64, i64)> {
        let application = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
        let version = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let tables = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        Ok((application, version, tables))
    };
    match whose().map_err(|error| sqlite_error(path, &error))? {
        (APPLICATION_ID, found, _) if found > known => {
            Err(OpenError::Newer { path: path.to_owned(), found, known })
        }
        (APPLICATION_ID, _, _) | (0, 0, 0) => Ok(()),
        _ => Err(OpenError::Foreign(path.to_owned())),
    }
}

fn prepare(
    connection: &mut Connection,
    path: &Path,
    new_id: &str,
    migrations: &[&str],
) -> Result<String, Failure> {
    check(connection, path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    migrate(connection, path, migrations)?;
    connection.execute("INSERT OR IGNORE INTO book VALUES ('id', ?1)", [new_id])?;
    Ok(connection.query_row("SELECT value FROM book WHERE key = 'id'", [], |row| row.get(0))?)
}

/// Looks for damage while that is quick; in a large book it shows when it is met.
fn check(connection: &Connection, path: &Path) -> Result<(), Failure> {
    let size = path.metadata().map(|file| file.len()).unwrap_or(0);
    if size > CHECKED_BYTES {
        return Ok(());
    }
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" { Ok(()) } else { Err(Failure::Damaged) }
}

fn io_error(path: &Path, error: io::Error) -> OpenError {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            OpenError::Permission(path.to_owned())
        }
        _ => OpenError::Folder(path.to_owned(), error),
    }
}

fn sqlite_error(path: &Path, error: &rusqlite::Error) -> OpenError {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => OpenError::Foreign(path.to_owned()),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => OpenError::Locked(path.to_owned()),
        Some(ErrorCode::DatabaseCorrupt) => OpenError::Damaged(path.to_owned()),
        Some(ErrorCode::PermissionDenied | ErrorCode::CannotOpen | ErrorCode::ReadOnly) => {
            OpenError::Permission(path.to_owned())
        }
        _ => OpenError::Failed(path.to_owned(), Failure::Other(error.to_string())),
    }
}

fn failed(path: &Path, failure: Failure) -> OpenError {
    match failure {
        Failure::Busy => OpenError::Locked(path.to_owned()),
        Failure::Damaged => OpenError::Damaged(path.to_owned()),
        Failure::ReadOnly => OpenError::Permission(path.to_owned()),
        other => OpenError::Failed(path.to_owned(), other),
    }
}
