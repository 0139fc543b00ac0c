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
    /// A fingerprint of what was sent.
    pub body: String,
    /// What is answered besides the step, to be kept; only who answers understands it.
    pub besides: Option<String>,
}

/// For so many revisions answers are kept.
const KEPT: u64 = 100_000;

/// What an order led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    pub request: String,
    /// Empty where an older version kept none.
    pub body: String,
    pub revision: u64,
    pub made: Option<i64>,
    pub words: String,
    /// As it was kept with the order.
    pub besides: Option<String>,
}

fn of(connection: &Connection, key: &str) -> Result<Option<Answered>, Failure> {
    let sql = "SELECT request, body, answered.revision, made, words, besides FROM answered
               JOIN log ON log.revision = answered.revision WHERE key = ?1";
    let row = connection.prepare_cached(sql)?.query_row([key], |row| {
        Ok(Answered {
            request: row.get(0)?,
            body: row.get(1)?,
            revision: row.get(2)?,
            made: row.get(3)?,
            words: row.get(4)?,
            besides: row.get(5)?,
        })
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
    let sql =
        "INSERT INTO answered (key, request, body, revision, made, besides) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let OrderKey { key, request, body, besides } = order;
    connection.prepare_cached(sql)?.execute((key, request, body, entry.revision, made, besides))?;
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
    /// Whether it was this order that was answered, and not another of the name.
    pub fn is_of(&self, order: &OrderKey) -> bool {
        self.request == order.request && (self.body.is_empty() || self.body == order.body)
    }

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
