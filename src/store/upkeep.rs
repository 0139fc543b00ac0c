//! The writer and its file: whether it is still there, its log kept small, and the end.
//!
//! No command is carried out here.

use std::path::Path;
use std::thread;
use std::time::Duration;

use rusqlite::Connection;

use super::failure::Failure;
use super::file::creation::create_private;
use super::file::generation::{self, Generation};
use super::file::watched::Watched;
use super::file::{companions, tidying};
use super::page_cache;
use super::writer::Writer;

impl Writer {
    /// Gives the book a new mark, so that no copy of before can be taken for it.
    pub(super) fn begin(connection: Connection, path: &Path) -> Result<Writer, Failure> {
        let is_log_new = tidying::tidy(&connection, true)? || tidying::is_empty(&connection)?;
        if is_log_new {
            let transaction = connection.unchecked_transaction()?;
            generation::renew(&transaction)?;
            transaction.commit()?;
        }
        let is_log_new = tidying::tidy(&connection, true)?;
        let (watched, generation) = (Watched::begin(path, &connection)?, Generation::of(&connection)?);
        let foreign = connection.pragma_query_value(None, "data_version", |row| row.get(0))?;
        Ok(Writer {
            connection,
            holds_much: false,
            watched,
            generation,
            foreign,
            is_log_new,
            is_broken: false,
            order: None,
        })
    }

    /// Whether the file is still the book that was opened.
    pub fn look(&mut self) -> Result<(), Failure> {
        let seen = self.watched.look(&self.generation);
        if !matches!(seen, Err(Failure::Replaced | Failure::CutOff)) {
            return seen;
        }
        // Another program may have brought the log into the file, and may be at it.
        if self.foreign_writes()? != self.foreign {
            self.foreign = self.foreign_writes()?;
            self.generation = Generation::of(&self.connection)?;
            self.watched.forget_length();
        }
        thread::sleep(Duration::from_millis(100));
        self.watched.look(&self.generation)
    }

    /// Writes the book as it is known here to a new file, also where its own is gone.
    pub fn rescue(&self, to: &Path) -> Result<(), Failure> {
        create_private(to).map_err(|error| Failure::Other(error.to_string()))?;
        Ok(self.connection.backup("main", to, None::<fn(_)>)?)
    }

    /// The journal mode, and how far SQLite waits for the disk (`PRAGMA synchronous`; 2 is FULL).
    pub fn durability(&self) -> Result<(String, i64), Failure> {
        let mode = self.connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
        Ok((mode, self.connection.pragma_query_value(None, "synchronous", |row| row.get(0))?))
    }

    /// Moves what is in the write-ahead log into the book's own file, if it is much or nothing else is to be done, and
    /// lets go of the memory of a long step. It takes a moment: first answer whoever waits. What was committed is on the
    /// disk before it and after it.
    pub fn rest(&mut self, is_idle: bool) {
        if self.is_broken {
            return;
        }
        let was_long = std::mem::take(&mut self.holds_much);
        match tidying::tidy(&self.connection, is_idle || was_long) {
            Ok(is_log_new) => self.is_log_new |= is_log_new,
            Err(failure) => tracing::warn!(%failure, "the log could not be brought into the book"),
        }
        if was_long && let Err(error) = page_cache::narrow(&self.connection) {
            tracing::warn!(%error, "the memory of a long step is kept");
        }
    }

    /// From now on the file and its log are left as they are, also at the end.
    pub fn break_off(&mut self) {
        self.is_broken = true;
        if let Err(failure) = companions::leave_log(&self.connection, true) {
            tracing::warn!(%failure, "the log cannot be left beside the book");
        }
    }

    /// Brings everything into the book's own file, so that it can be copied alone, and closes it.
    /// [`Failure::NotOneFile`] where another program reads it for longer than `patience`.
    pub fn close(self, patience: Duration) -> Result<(), Failure> {
        if self.is_broken {
            return Ok(());
        }
        tidying::into_one_file(&self.connection, patience)?;
        self.connection.close().map_err(|(_, error)| error.into())
    }

    /// A number that changes when another program writes to the book (SQLite `PRAGMA data_version`).
    pub fn foreign_writes(&self) -> Result<i64, Failure> {
        Ok(self.connection.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }
}
