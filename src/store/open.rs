//! Opening a book, or saying why not.
//!
//! A file that is not ours is never written to, and one that may be damaged is
//! only looked at: what it is is found out before anything is changed in it.
//! A book that can be read but not written is opened to be looked at.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::connections::Access;
use super::failure::Failure;
use super::file::creation::create_private;
use super::file::{beside, companions, creation, length, tidying};
use super::history;
use super::migrations::{MIGRATIONS, is_older, latest, migrate};
use super::open_error::{OpenError, failed, io_error, sqlite_error};
use super::page_cache;
use super::reader::Reader;
use super::scratch::Scratch;
use super::writer::Writer;

/// Marks our files (SQLite `PRAGMA application_id`): "CFoi".
const APPLICATION_ID: i32 = 0x4346_6f69;

/// How long to wait for another program that is writing.
const PATIENCE: Duration = Duration::from_secs(4);

/// Up to this size the whole file is checked when it is opened.
const CHECKED_BYTES: u64 = 32 * 1024 * 1024;

/// What SQLite gives its companions, so that it fits into the disk's longest name.
const LONGEST_ENDING: usize = "-journal".len();

/// Which book, and what is known of it.
#[derive(Debug, Clone, Copy)]
pub struct BookFile<'o> {
    pub path: &'o Path,
    /// Becomes the id of a new book.
    pub new_id: &'o str,
    /// The time, RFC 3339 in UTC: what is set aside is named by it.
    pub at: &'o str,
    /// There was a book here before: no new one is made.
    pub is_known: bool,
}

impl<'o> BookFile<'o> {
    /// A book of which nothing is known.
    pub fn at(path: &'o Path, new_id: &'o str) -> BookFile<'o> {
        BookFile { path, new_id, at: "unknown-time", is_known: false }
    }
}

/// What was found and done when a book was opened; to be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A log or a journal of another book lay beside it.
    SetAside(PathBuf),
    /// Others could read it; now they cannot.
    MadePrivate,
}

/// An open book.
pub struct Opened {
    /// Names the book for ever, wherever its file goes.
    pub id: String,
    pub writer: Writer,
    pub reader: Reader,
    pub found: Vec<Found>,
}

/// Opens the book, or makes one.
pub fn open(file: BookFile) -> Result<Opened, OpenError> {
    open_with(file, MIGRATIONS)
}

pub(super) fn open_with(file: BookFile, migrations: &[&str]) -> Result<Opened, OpenError> {
    let path = file.path;
    if path.is_dir() {
        return Err(OpenError::Foreign(path.to_owned()));
    }
    match path.metadata() {
        Ok(there) if there.len() == 0 && !is_forbidden(path) => {
            return Err(OpenError::Empty(path.to_owned()));
        }
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => make(file, migrations)?,
        Err(error) => return Err(io_error(path, error)),
    }
    if is_forbidden(path) {
        return Err(OpenError::Permission(path.to_owned()));
    }
    let mut found = Vec::new();
    if creation::make_private(path) {
        found.push(Found::MadePrivate);
    }
    let aside = companions::set_strangers_aside(path, file.at).map_err(|failure| failed(path, failure))?;
    found.extend(aside.into_iter().map(Found::SetAside));
    let (id, writer) = open_to_write(file, migrations)?;
    Ok(Opened { id, writer, reader: Reader::new(Access::Shared(path.to_owned())), found })
}

/// A new book, whole under another name before it gets its own.
fn make(file: BookFile, migrations: &[&str]) -> Result<(), OpenError> {
    let path = file.path;
    let log = beside(path, "-wal");
    if length(&log) > 0 {
        return Err(OpenError::WithoutItsBook(path.to_owned(), log));
    }
    if file.is_known {
        return Err(OpenError::Missing(path.to_owned()));
    }
    if path.file_name().is_some_and(|name| name.len() + LONGEST_ENDING > 255) {
        return Err(OpenError::NameTooLong(path.to_owned()));
    }
    let unfinished = creation::Unfinished::begin(path).map_err(|error| io_error(path, error))?;
    let mut connection = connect(unfinished.path()).map_err(|error| sqlite_error(path, error))?;
    let prepared = prepare(&mut connection, path, file.new_id, migrations).and_then(|_| {
        let made = "INSERT INTO book VALUES ('made', ?1)";
        Ok(connection.execute(made, [latest(migrations).to_string()])?)
    });
    let is_whole = prepared.and_then(|_| tidying::into_one_file(&connection, PATIENCE));
    is_whole.map_err(|failure| failed(path, failure))?;
    drop(connection);
    unfinished.finish().map_err(|error| io_error(path, error))
}

/// Whether the file may not be written, as far as that is known before it is tried.
fn is_forbidden(path: &Path) -> bool {
    let tried = std::fs::OpenOptions::new().read(true).append(true).open(path).map_err(|error| error.kind());
    matches!(tried, Err(std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem))
}

fn open_to_write(file: BookFile, migrations: &[&str]) -> Result<(String, Writer), OpenError> {
    let path = file.path;
    let mut connection = connect(path).map_err(|error| sqlite_error(path, error))?;
    let prepared = examined(&connection, path, migrations).and_then(|()| {
        let prepared = prepare(&mut connection, path, file.new_id, migrations);
        prepared.map_err(|failure| failed(path, failure))
    })?;
    let writer = Writer::begin(connection, path).map_err(|failure| failed(path, failure))?;
    Ok((prepared, writer))
}

/// Finds out what it is without a change to it: until then not even its log is brought into it.
fn examined(connection: &Connection, path: &Path, migrations: &[&str]) -> Result<(), OpenError> {
    let as_it_is = companions::leave_log(connection, true);
    as_it_is.map_err(|failure| failed(path, failure))?;
    recognise(connection, path, latest(migrations))?;
    check(connection, path)
        .and_then(|()| companions::leave_log(connection, false))
        .map_err(|failure| failed(path, failure))
}

/// Opens a book that cannot be written, to be looked at: where it lies if it is whole there, else as a copy that nobody
/// sees. Its id, and how to read it.
pub fn look(file: BookFile) -> Result<(String, Reader), OpenError> {
    let path = file.path;
    let as_it_is = companions::alone(path).map_err(|failure| failed(path, failure))?;
    let known = latest(MIGRATIONS);
    recognise(&as_it_is, path, known)?;
    let version = as_it_is.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0));
    let version = version.map_err(|error| sqlite_error(path, error))?;
    if version == known && length(&beside(path, "-wal")) == 0 {
        let id = id_of(&as_it_is).map_err(|error| sqlite_error(path, error))?;
        return Ok((id, Reader::new(Access::Still(path.to_owned()))));
    }
    let copy = Scratch::of_book(path).map_err(|error| io_error(path, error))?;
    let (id, writer) = open_to_write(BookFile { path: copy.book(), ..file }, MIGRATIONS)?;
    drop(writer);
    Ok((id, Reader::new(Access::Copy(copy))))
}

/// A copy of a book in the form of this version, that nobody sees.
pub(super) fn brought_up_to_date(path: &Path) -> Result<Scratch, Failure> {
    let copy = Scratch::of_book(path).map_err(|error| Failure::from_io(&error))?;
    match open_to_write(BookFile::at(copy.book(), ""), MIGRATIONS) {
        Ok((_, writer)) => writer.close(PATIENCE).map(|()| copy),
        Err(OpenError::Failed(_, failure)) => Err(failure),
        Err(error) => Err(Failure::Other(error.to_string())),
    }
}

/// Whether an older version of the program wrote the book in this file. What is none of ours is not.
pub fn is_of_older_version(path: &Path) -> Result<bool, Failure> {
    let connection = companions::untouched(path)?;
    let is_ours = recognise(&connection, path, latest(MIGRATIONS)).is_ok();
    Ok(is_ours && is_older(&connection)?)
}

/// Copies a book that nobody has open, with what is in the log beside it, to a new file. Its id and its revision.
pub fn copy_closed(path: &Path, to: &Path) -> Result<(String, u64), Failure> {
    let connection = companions::untouched(path)?;
    create_private(to).map_err(|error| Failure::from_io(&error))?;
    connection.backup("main", to, None::<fn(_)>)?;
    Ok((id_of(&connection)?, history::revision(&connection)?))
}

pub(super) fn id_of(connection: &Connection) -> rusqlite::Result<String> {
    connection.query_row("SELECT value FROM book WHERE key = 'id'", [], |row| row.get(0))
}

/// A connection as every part of the store uses it.
pub(super) fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    // A file that lies in memory ends the program, without a word, once its disk fails (SIGBUS): the book never does.
    connection.pragma_update(None, "mmap_size", 0)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

fn recognise(connection: &Connection, path: &Path, known: i64) -> Result<(), OpenError> {
    let whose = || -> rusqlite::Result<(i32, i64, i64)> {
        let application = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
        let version = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let tables = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        Ok((application, version, tables))
    };
    match whose().map_err(|error| sqlite_error(path, error))? {
        (APPLICATION_ID, found, _) if found > known => {
            Err(OpenError::Newer { path: path.to_owned(), found, known })
        }
        (APPLICATION_ID, _, _) => Ok(()),
        _ => Err(OpenError::Foreign(path.to_owned())),
    }
}

fn prepare(
    connection: &mut Connection,
    path: &Path,
    new_id: &str,
    migrations: &[&str],
) -> Result<String, Failure> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    // What a statement of many rows has to take back if it fails is little, and no matter for a folder of its own.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    // The writer does it between two commands, so that it knows when a new log begins.
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    connection.pragma_update(None, "journal_size_limit", tidying::LARGEST_LOG)?;
    page_cache::widen(connection)?;
    migrate(connection, path, migrations)?;
    page_cache::narrow(connection)?;
    connection.execute("INSERT OR IGNORE INTO book VALUES ('id', ?1)", [new_id])?;
    Ok(id_of(connection)?)
}

/// Looks for damage while that is quick; in a large book it shows when it is met.
fn check(connection: &Connection, path: &Path) -> Result<(), Failure> {
    if length(path) > CHECKED_BYTES {
        return Ok(());
    }
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    verdict_of(&verdict)
}

/// SQLite puts an error of the disk among the damages, with its number; the lowest eight bits say what it is.
pub(super) fn verdict_of(words: &str) -> Result<(), Failure> {
    let code = words.rsplit_once("error code=").and_then(|(_, code)| code.trim().parse::<i32>().ok());
    match (words, code.map(|code| code & 0xff)) {
        ("ok", _) => Ok(()),
        (_, Some(rusqlite::ffi::SQLITE_IOERR)) => Err(Failure::Disk),
        _ => Err(Failure::Damaged),
    }
}
