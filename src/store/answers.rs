//! What became of orders that named themselves (`Idempotency-Key`).
//!
//! The answer is kept in the step that the order was, so that both are there or
//! neither. What changed nothing is not kept: asked again, it changes nothing.

use rusqlite::{Connection, OptionalExtension};

use super::failure::Failure;
use super::history::{self, LogRow};
use super::reader::View;
use super::writer::{Writer, Written};

/// An order's own name, and what it was sent to: the same name means the same order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderKey {
    pub key: String,
    /// Method and path.
    pub request: String,
}

/// For so many revisions answers are kept.
const KEPT: u64 = 100_000;

/// What an order led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    pub request: String,
    pub revision: u64,
    pub made: Option<i64>,
    pub words: String,
}

fn of(connection: &Connection, key: &str) -> Result<Option<Answered>, Failure> {
    let sql = "SELECT request, answered.revision, made, words FROM answered
               JOIN log ON log.revision = answered.revision WHERE key = ?1";
    let row = connection.prepare_cached(sql)?.query_row([key], |row| {
        Ok(Answered { request: row.get(0)?, revision: row.get(1)?, made: row.get(2)?, words: row.get(3)? })
    });
    Ok(row.optional()?)
}

/// Keeps the answer, within the step.
pub fn keep(
    connection: &Connection,
    order: &OrderKey,
    entry: &LogRow,
    made: Option<i64>,
) -> Result<(), Failure> {
    let sql = "INSERT INTO answered (key, request, revision, made) VALUES (?1, ?2, ?3, ?4)";
    connection.prepare_cached(sql)?.execute((&order.key, &order.request, entry.revision, made))?;
    if let Some(old) = entry.revision.checked_sub(KEPT) {
        connection.prepare_cached("DELETE FROM answered WHERE revision < ?1")?.execute([old])?;
    }
    Ok(())
}

impl Writer {
    /// What an order of this name led to before.
    pub fn answered(&self, key: &str) -> Result<Option<Answered>, Failure> {
        of(&self.connection, key)
    }

    /// The step that undo would take back, and the one that redo would do again.
    pub fn next_steps(&self) -> Result<(Option<u64>, Option<u64>), Failure> {
        history::next_steps(&self.connection)
    }
}

impl Answered {
    /// As the order was answered first. It is announced already.
    pub fn again(self) -> Written {
        Written { revision: self.revision, words: self.words, made: self.made, entry: None }
    }
}

impl View<'_> {
    /// What an order of this name led to; none where nothing is known of it.
    pub fn answered(&self, key: &str) -> Result<Option<Answered>, Failure> {
        of(self.connection, key)
    }

    /// The step that undo would take back, and the one that redo would do again.
    pub fn next_steps(&self) -> Result<(Option<u64>, Option<u64>), Failure> {
        history::next_steps(self.connection)
    }
}
