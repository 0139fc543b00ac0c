//! The change log and the steps of undo as rows.

use rusqlite::{Connection, OptionalExtension};

use super::failure::Failure;
use super::stored;
use crate::ledger::{Change, Decision, Entity, Move, StatementId, Step, TransactionId, topics};

/// One entry of the log, as far as those who watch need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRow {
    pub revision: u64,
    pub words: String,
    /// Names of [`crate::ledger::Topic`]s, separated by spaces.
    pub topics: String,
}

/// One entry of the log, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryRow {
    pub revision: u64,
    /// RFC 3339, UTC.
    pub at: String,
    pub words: String,
    pub undone: bool,
}

/// The newest revision; 0 in a new book.
pub fn revision(connection: &Connection) -> Result<u64, Failure> {
    let sql = "SELECT coalesce(max(revision), 0) FROM log";
    Ok(connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// The newest revision that changed more than preferences.
pub fn ledger_revision(connection: &Connection) -> Result<u64, Failure> {
    let sql = "SELECT coalesce(max(revision), 0) FROM log WHERE topics <> 'preferences'";
    Ok(connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// Appends an entry and keeps the steps of undo in order.
pub fn append(connection: &Connection, decision: &Decision, at: &str) -> Result<LogRow, Failure> {
    let revision = revision(connection)? + 1;
    let names: Vec<String> = topics(&decision.changes).iter().map(ToString::to_string).collect();
    let row = LogRow { revision, words: decision.words.clone(), topics: names.join(" ") };
    let (name, target) = match decision.history {
        Move::Do | Move::Aside => ("do", None),
        Move::Undo(target) => ("undo", Some(target)),
        Move::Redo(target) => ("redo", Some(target)),
    };
    let sql = "INSERT INTO log (revision, at, words, topics, changes, move, target) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let changes = stored::to_json(&decision.changes)?;
    connection.prepare_cached(sql)?.execute((
        revision,
        at,
        &row.words,
        &row.topics,
        changes,
        name,
        target,
    ))?;
    touch(connection, &decision.changes, revision)?;
    step(connection, decision.history, revision)?;
    Ok(row)
}

fn touch(connection: &Connection, changes: &[Change], revision: u64) -> Result<(), Failure> {
    let sql = "INSERT OR IGNORE INTO touched (kind, id, revision) VALUES (?1, ?2, ?3)";
    let mut statement = connection.prepare_cached(sql)?;
    for entity in changes.iter().filter_map(Change::entity) {
        let (kind, id) = match entity {
            Entity::Account(id) => ("account", id.0),
            Entity::Payee(id) => ("payee", id.0),
            Entity::Transaction(id) => ("transaction", id.0),
            Entity::Batch(id) => ("batch", id.0),
            Entity::Statement(id) => ("statement", id.0),
        };
        statement.execute((kind, id, revision))?;
    }
    Ok(())
}

fn step(connection: &Connection, history: Move, revision: u64) -> Result<(), Failure> {
    let mark = "UPDATE step SET undone = ?2 WHERE revision = ?1";
    match history {
        Move::Do => {
            connection.prepare_cached("DELETE FROM step WHERE undone = 1")?.execute([])?;
            connection
                .prepare_cached("INSERT INTO step (revision, undone) VALUES (?1, 0)")?
                .execute([revision])?;
        }
        Move::Aside => {}
        Move::Undo(target) => {
            connection.prepare_cached(mark)?.execute((target, 1))?;
        }
        Move::Redo(target) => {
            connection.prepare_cached(mark)?.execute((target, 0))?;
        }
    }
    Ok(())
}

/// The step that undo would take back, with what it changed.
pub fn undoable(connection: &Connection) -> Result<Option<Step>, Failure> {
    full_step(connection, UNDOABLE)
}

/// The step that redo would do again, with what it changed.
pub fn redoable(connection: &Connection) -> Result<Option<Step>, Failure> {
    full_step(connection, REDOABLE)
}

/// What undo and redo would take back and do again, in words.
pub fn sides(connection: &Connection) -> Result<(Option<String>, Option<String>), Failure> {
    let words = |which: &str| -> Result<Option<String>, Failure> {
        let sql = format!("SELECT words FROM log WHERE revision = ({which})");
        Ok(connection.prepare_cached(&sql)?.query_row([], |row| row.get(0)).optional()?)
    };
    Ok((words(UNDOABLE)?, words(REDOABLE)?))
}

const UNDOABLE: &str = "SELECT max(revision) FROM step WHERE undone = 0";
const REDOABLE: &str = "SELECT min(revision) FROM step WHERE undone = 1";

fn full_step(connection: &Connection, which: &str) -> Result<Option<Step>, Failure> {
    let sql = format!("SELECT revision, words, changes FROM log WHERE revision = ({which})");
    let found: Option<(u64, String, String)> = connection
        .prepare_cached(&sql)?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    found
        .map(|(revision, words, json)| {
            let changes = stored::from_json(&json)?;
            Ok(Step { revision, words, changes })
        })
        .transpose()
}

pub fn changed_since(connection: &Connection, id: TransactionId, revision: u64) -> Result<bool, Failure> {
    let sql =
        "SELECT EXISTS (SELECT 1 FROM touched WHERE kind = 'transaction' AND id = ?1 AND revision > ?2)";
    // A revision of the far future is none that anything came after.
    let revision = i64::try_from(revision).unwrap_or(i64::MAX);
    Ok(connection.prepare_cached(sql)?.query_row((id.0, revision), |row| row.get(0))?)
}

/// The changes of a transaction after the statement last changed, newest first.
pub fn changes_since(
    connection: &Connection,
    transaction: TransactionId,
    statement: StatementId,
) -> Result<Vec<HistoryRow>, Failure> {
    let sql = "SELECT l.revision, l.at, l.words FROM touched t JOIN log l ON l.revision = t.revision
               WHERE t.kind = 'transaction' AND t.id = ?1
                 AND t.revision > (SELECT coalesce(max(revision), 0) FROM touched WHERE kind = 'statement' AND id = ?2)
               ORDER BY l.revision DESC";
    let mut prepared = connection.prepare_cached(sql)?;
    let rows = prepared.query_map((transaction.0, statement.0), |row| {
        Ok(HistoryRow { revision: row.get(0)?, at: row.get(1)?, words: row.get(2)?, undone: false })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The entries after a revision, oldest first.
pub fn after(connection: &Connection, revision: u64, limit: usize) -> Result<Vec<LogRow>, Failure> {
    let sql = "SELECT revision, words, topics FROM log WHERE revision > ?1 ORDER BY revision LIMIT ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map((revision, limit), |row| {
        Ok(LogRow { revision: row.get(0)?, words: row.get(1)?, topics: row.get(2)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The newest entries, newest first. What the page remembers is nothing that was done to the book.
pub fn newest(connection: &Connection, limit: u64) -> Result<Vec<HistoryRow>, Failure> {
    let sql = "SELECT l.revision, l.at, l.words, coalesce(
                   (SELECT u.move = 'undo' FROM log u WHERE u.target = l.revision ORDER BY u.revision DESC LIMIT 1), 0)
               FROM log l WHERE l.topics <> 'preferences' ORDER BY l.revision DESC LIMIT ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([limit], |row| {
        Ok(HistoryRow { revision: row.get(0)?, at: row.get(1)?, words: row.get(2)?, undone: row.get(3)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
