//! The change log and the steps of undo as rows.

use rusqlite::blob::ZeroBlob;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params_from_iter};

use super::failure::Failure;
use super::kept_changes::{KeptChanges, read};
use super::touched::{self, Trace};
use crate::ledger::change::inverse;
use crate::ledger::{Change, Decision, Move, Source, Step, Watch};

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
    /// A browser by its name, "import", "command line"; empty where it was not kept.
    pub origin: String,
    /// False for what was taken back or done again.
    pub is_step: bool,
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

/// What an entry of the log keeps of its changes.
pub enum Kept {
    Changes(KeptChanges),
    /// Nothing: another entry has them.
    Source(Source),
}

/// From so many bytes on changes are written into the room that was made for them: a value that is given to SQLite is
/// copied twice on its way.
const IN_PLACE_FROM: usize = 1024 * 1024;

/// Appends an entry and keeps the steps of undo in order.
pub fn append(
    connection: &Connection,
    decision: &Decision,
    kept: Kept,
    trace: Trace,
    (at, origin): (&str, &str),
    watch: &dyn Watch,
) -> Result<LogRow, Failure> {
    let revision = revision(connection)? + 1;
    let names: Vec<String> = trace.topics.iter().map(ToString::to_string).collect();
    let row = LogRow { revision, words: decision.words.clone(), topics: names.join(" ") };
    let (name, target) = match decision.history {
        Move::Do | Move::Aside => ("do", None),
        Move::Undo(target) | Move::TakeBack(target) => ("undo", Some(target)),
        Move::Redo(target) => ("redo", Some(target)),
    };
    let (KeptChanges { json, packed }, source) = match kept {
        Kept::Changes(changes) => (changes, None),
        Kept::Source(source) => (KeptChanges::default(), Some(first_source(connection, source)?)),
    };
    let sql = "INSERT INTO log (revision, at, words, topics, changes, packed, move, target, origin, source, is_inverse)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    let packed = packed.as_deref();
    let long = packed.filter(|packed| packed.len() >= IN_PLACE_FROM);
    let room = long.map(|packed| ZeroBlob(packed.len() as u64));
    let stored: &dyn ToSql = if room.is_some() { &room } else { &packed };
    connection.prepare_cached(sql)?.execute((
        revision,
        at,
        &row.words,
        &row.topics,
        json,
        stored,
        name,
        target,
        origin,
        source.map(|source| source.revision),
        source.is_some_and(|source| source.is_inverse),
    ))?;
    if let Some(packed) = long {
        connection
            .blob_open("main", "log", "packed", connection.last_insert_rowid(), false)?
            .write_at(packed, 0)?;
    }
    touched::put(connection, trace, revision, watch)?;
    step(connection, decision.history, revision)?;
    Ok(row)
}

/// The entry that has the changes itself: one that only names another is not named again.
fn first_source(connection: &Connection, source: Source) -> Result<Source, Failure> {
    let sql = "SELECT coalesce(source, revision), is_inverse FROM log WHERE revision = ?1";
    let (revision, is_inverse): (u64, bool) =
        connection.prepare_cached(sql)?.query_row([source.revision], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(Source { revision, is_inverse: is_inverse != source.is_inverse })
}

/// Entries of the log with their changes, which another entry may have, as SQL in the place of a table.
const STEPS: &str =
    "(SELECT l.revision, l.words, l.topics, l.is_inverse, coalesce(s.changes, l.changes) AS changes,
        iif(l.source IS NULL, l.packed, s.packed) AS packed
    FROM log l LEFT JOIN log s ON s.revision = l.source)";

/// What was done at this revision; nothing where it changed preferences only.
pub fn done_at(connection: &Connection, revision: u64) -> Result<Option<Step>, Failure> {
    let revision = i64::try_from(revision).unwrap_or(i64::MAX);
    one_step(connection, "?1 AND topics <> 'preferences'", Some(revision))
}

/// What was done at this revision, whatever it was.
pub fn step_at(connection: &Connection, revision: u64) -> Result<Option<Step>, Failure> {
    one_step(connection, "?1", Some(i64::try_from(revision).unwrap_or(i64::MAX)))
}

/// The revision that took this one back, if it still is taken back.
pub fn taken_back_by(connection: &Connection, revision: u64) -> Result<Option<u64>, Failure> {
    let revision = i64::try_from(revision).unwrap_or(i64::MAX);
    let sql = "SELECT revision, move = 'undo' FROM log WHERE target = ?1 ORDER BY revision DESC LIMIT 1";
    let mut statement = connection.prepare_cached(sql)?;
    let last: Option<(u64, bool)> =
        statement.query_row([revision], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((by, true)) = last else {
        return Ok(None);
    };
    // The taking back may be taken back itself.
    Ok(if taken_back_by(connection, by)?.is_some() { None } else { Some(by) })
}

fn step(connection: &Connection, history: Move, revision: u64) -> Result<(), Failure> {
    let mark = "UPDATE step SET undone = ?2 WHERE revision = ?1";
    match history {
        Move::Do | Move::TakeBack(_) => {
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

/// The step that undo would take back, and the one that redo would do again.
pub fn next_steps(connection: &Connection) -> Result<(Option<u64>, Option<u64>), Failure> {
    let step = |sql: &str| connection.prepare_cached(sql)?.query_row([], |row| row.get(0));
    Ok((step(UNDOABLE)?, step(REDOABLE)?))
}

const UNDOABLE: &str = "SELECT max(revision) FROM step WHERE undone = 0";
const REDOABLE: &str = "SELECT min(revision) FROM step WHERE undone = 1";

fn full_step(connection: &Connection, which: &str) -> Result<Option<Step>, Failure> {
    one_step(connection, &format!("({which})"), None)
}

/// The step of the revision that this SQL says.
fn one_step(connection: &Connection, which: &str, asked: Option<i64>) -> Result<Option<Step>, Failure> {
    let sql =
        format!("SELECT revision, words, is_inverse, changes, packed FROM {STEPS} WHERE revision = {which}");
    let found = connection.prepare_cached(&sql)?.query_row(params_from_iter(asked), told).optional()?;
    let Some((revision, words, is_inverse, json, packed)) = found else {
        return Ok(None);
    };
    let changes = turned(read(&json, packed)?, is_inverse);
    Ok(Some(Step { revision, words, changes }))
}

fn turned(changes: Vec<Change>, is_inverse: bool) -> Vec<Change> {
    if is_inverse { inverse(changes) } else { changes }
}

type Told = (u64, String, bool, String, Option<Vec<u8>>);

fn told(row: &Row) -> rusqlite::Result<Told> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
}

/// The entries after a revision, oldest first.
pub fn after(connection: &Connection, revision: u64, limit: usize) -> Result<Vec<LogRow>, Failure> {
    let sql = "SELECT revision, words, topics FROM log WHERE revision > ?1 ORDER BY revision LIMIT ?2";
    // Nothing comes after a revision of the far future.
    let revision = i64::try_from(revision).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map((revision, limit), |row| {
        Ok(LogRow { revision: row.get(0)?, words: row.get(1)?, topics: row.get(2)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What changed in each step after a revision, oldest first; none where that is more than `most_bytes`.
pub fn changes_after(
    connection: &Connection,
    revision: u64,
    most_bytes: u64,
) -> Result<Option<Vec<Vec<Change>>>, Failure> {
    let sql = format!(
        "SELECT coalesce(sum(octet_length(changes)), 0), count(packed) FROM {STEPS} WHERE revision > ?1"
    );
    let (bytes, packed): (u64, u64) =
        connection.prepare_cached(&sql)?.query_row([revision], |row| Ok((row.get(0)?, row.get(1)?)))?;
    // What was long enough to be packed is quicker read anew than followed.
    if bytes > most_bytes || packed > 0 {
        return Ok(None);
    }
    let sql = format!("SELECT changes, is_inverse FROM {STEPS} WHERE revision > ?1 ORDER BY revision");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([revision])?;
    let mut steps = Vec::new();
    while let Some(row) = rows.next()? {
        steps.push(turned(read(row.get_ref(0)?.as_str().map_err(|_| Failure::Damaged)?, None)?, row.get(1)?));
    }
    Ok(Some(steps))
}

/// Which entries of the history.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HistoryQuery {
    /// Only those before this revision.
    pub before: Option<u64>,
    /// Only those with this in their words or their origin, without regard to case (ASCII).
    pub search: String,
    pub limit: u64,
}

/// Entries, newest first. What the page remembers is nothing that was done to the book.
pub fn newest(connection: &Connection, query: &HistoryQuery) -> Result<Vec<HistoryRow>, Failure> {
    let sql = "SELECT revision, at, words, origin,
                   move = 'do' AND EXISTS (SELECT 1 FROM step WHERE step.revision = log.revision) FROM log
               WHERE topics <> 'preferences' AND revision < ?1
                 AND (?2 = '' OR instr(lower(words || ' ' || origin), lower(?2)) > 0)
               ORDER BY revision DESC LIMIT ?3";
    let before = query.before.and_then(|before| i64::try_from(before).ok()).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map((before, query.search.trim(), query.limit), history_row)?;
    let mut rows: Vec<HistoryRow> = rows.collect::<Result<_, _>>()?;
    for row in &mut rows {
        row.undone = taken_back_by(connection, row.revision)?.is_some();
    }
    Ok(rows)
}

/// One entry. It is a step where it takes back no other and does none again; whether it is undone is not asked.
pub fn entry(connection: &Connection, revision: u64) -> Result<HistoryRow, Failure> {
    let sql = "SELECT revision, at, words, origin, move = 'do' FROM log WHERE revision = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([revision], history_row)?)
}

fn history_row(row: &Row) -> rusqlite::Result<HistoryRow> {
    Ok(HistoryRow {
        revision: row.get(0)?,
        at: row.get(1)?,
        words: row.get(2)?,
        origin: row.get(3)?,
        is_step: row.get(4)?,
        undone: false,
    })
}
