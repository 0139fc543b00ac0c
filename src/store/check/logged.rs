//! The log of a book, and the rows that it says there must be.
//!
//! Every change of every row is in the log. Carried out again from the first
//! entry on, in a book that nobody sees, it must lead to the same rows.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row};

use super::{Finding, MOST};
use crate::ledger::Unwatched;
use crate::store::failure::Failure;
use crate::store::migrations::{MIGRATIONS, latest};
use crate::store::scratch::Scratch;
use crate::store::{history, seals, touched, writer};

/// What is compared in every book: a table, and its rows in order, the key first. Only what every program since the first
/// one wrote as it does today.
const COMPARED: &[(&str, &str)] = &[
    ("account", "SELECT id, name, kind, currency, closed FROM account ORDER BY id"),
    ("payee", "SELECT id, name FROM payee ORDER BY id"),
    ("transaction", "SELECT id, date, number, payee_id, memo, currency FROM txn ORDER BY id"),
    (
        "transaction",
        "SELECT txn_id, ordinal, account_id, amount, value, memo, state FROM split ORDER BY txn_id, ordinal",
    ),
    ("statement", "SELECT id, account_id, date, closing, is_finished FROM statement ORDER BY id"),
];

/// What is not made by changes: the log and what goes with it, sums that are counted, what is kept beside it.
const NOT_OF_CHANGES: &[&str] =
    &["answered", "block", "book", "log", "month_total", "next_id", "raw_file", "seal", "step"];

/// Entries that are missing, are not as they were written, or speak of entries that are not there.
pub fn sequence(connection: &Connection) -> Result<Vec<Finding>, Failure> {
    let sql = "SELECT revision, before FROM
                   (SELECT revision, lag(revision, 1, 0) OVER (ORDER BY revision) AS before FROM log)
               WHERE revision <> before + 1";
    let mut found = super::sums::told(connection, "log", sql, |row| {
        let (revision, before): (i64, i64) = (row.get(0)?, row.get(1)?);
        Ok(format!("entries between {before} and {revision} are missing"))
    })?;
    let sql = "SELECT revision FROM log WHERE target IS NOT NULL AND target NOT IN (SELECT revision FROM log)
               UNION SELECT revision FROM step WHERE revision NOT IN (SELECT revision FROM log)";
    found.extend(super::sums::told(connection, "log", sql, |row| {
        Ok(format!("entry {} speaks of one that is not there", row.get::<_, i64>(0)?))
    })?);
    let last = history::revision(connection)?;
    for revision in seals::broken(connection, last)?.into_iter().take(MOST) {
        found.push(Finding { part: "log", words: format!("entry {revision} is not as it was written") });
    }
    found.extend(steps(connection)?);
    Ok(found)
}

/// Entries that cannot be read.
pub fn entries(connection: &Connection) -> Result<Vec<Finding>, Failure> {
    let unread = |revision: &u64| changes(connection, *revision).is_err();
    let unread = (1..=history::revision(connection)?).filter(unread).take(MOST);
    Ok(unread
        .map(|revision| Finding { part: "log", words: format!("entry {revision} cannot be read") })
        .collect())
}

/// Steps that are undone though their last mention did not undo them, or the other way round. What was taken back by a
/// step of its own is not undone: the log names it alike, but that step can be undone itself, and is known by it.
fn steps(connection: &Connection) -> Result<Vec<Finding>, Failure> {
    let sql = "SELECT revision FROM step WHERE undone <> coalesce(
                   (SELECT move = 'undo' FROM log WHERE target = step.revision AND move IN ('undo', 'redo')
                        AND revision NOT IN (SELECT revision FROM step)
                        AND NOT EXISTS (SELECT 1 FROM log later WHERE later.target = log.revision)
                    ORDER BY log.revision DESC LIMIT 1), 0)";
    super::sums::told(connection, "log", sql, |row| {
        Ok(format!("whether step {} is undone is not as the log has it", row.get::<_, i64>(0)?))
    })
}

/// What an entry changed.
pub fn changes(connection: &Connection, revision: u64) -> Result<Vec<crate::ledger::Change>, Failure> {
    history::step_at(connection, revision)?.map(|step| step.changes).ok_or(Failure::Damaged)
}

/// Rows that are not what the log says they are.
pub fn rows(connection: &Connection) -> Result<Vec<Finding>, Failure> {
    let scratch = Scratch::folder().map_err(|error| Failure::Other(error.to_string()))?;
    let anew = Connection::open(scratch.book())?;
    anew.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")?;
    for sql in MIGRATIONS {
        anew.execute_batch(sql)?;
    }
    for revision in 1..=history::revision(connection)? {
        // What cannot be read was told before.
        let Ok(changes) = changes(connection, revision) else {
            return Ok(Vec::new());
        };
        let again = writer::apply_all(&anew, &changes, &Unwatched)
            .and_then(|()| touched::put(&anew, touched::Trace::of(&changes), revision, &Unwatched));
        if again.is_err() {
            return Ok(vec![Finding {
                part: "log",
                words: format!("entry {revision} cannot be carried out again"),
            }]);
        }
    }
    let mut found = Vec::new();
    for (what, sql) in compared(connection)? {
        if let Some(words) = first_difference(connection, &anew, &what, &sql)? {
            found.push(Finding { part: "rows", words });
        }
    }
    Ok(found)
}

/// All tables of a book that was made as books are today; of one that was made by an older program, what is as ever.
fn compared(connection: &Connection) -> Result<Vec<(String, String)>, Failure> {
    let made = "SELECT CAST(value AS INTEGER) FROM book WHERE key = 'made'";
    let made: Option<i64> = connection.query_row(made, [], |row| row.get(0)).optional()?;
    if made != Some(latest(MIGRATIONS)) {
        return Ok(COMPARED.iter().map(|(what, sql)| ((*what).to_owned(), (*sql).to_owned())).collect());
    }
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name";
    let mut statement = connection.prepare(sql)?;
    let names = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    let names = names.into_iter().filter(|name| !NOT_OF_CHANGES.contains(&name.as_str()));
    names.map(|name| in_order(connection, name)).collect()
}

/// A table and all its rows, by all of their columns.
fn in_order(connection: &Connection, name: String) -> Result<(String, String), Failure> {
    let columns = connection.prepare(&format!("SELECT * FROM \"{name}\""))?.column_count();
    let order: Vec<String> = (1..=columns).map(|column| column.to_string()).collect();
    let sql = format!("SELECT * FROM \"{name}\" ORDER BY {}", order.join(", "));
    Ok((name, sql))
}

fn first_difference(
    book: &Connection,
    anew: &Connection,
    what: &str,
    sql: &str,
) -> Result<Option<String>, Failure> {
    let (mut ours, mut theirs) = (book.prepare(sql)?, anew.prepare(sql)?);
    let columns = ours.column_count();
    let (mut ours, mut theirs) = (ours.query([])?, theirs.query([])?);
    loop {
        let row = |row: Option<&Row>| row.map(|row| values(row, columns)).transpose();
        let (one, other) = (row(ours.next()?)?, row(theirs.next()?)?);
        if one == other {
            if one.is_none() {
                return Ok(None);
            }
            continue;
        }
        let key = one.as_ref().or(other.as_ref()).and_then(|row| row.first()).map(|key| match key {
            Value::Integer(id) => id.to_string(),
            _ => "?".into(),
        });
        let key = key.unwrap_or_default();
        return Ok(Some(match (one, other) {
            (Some(_), None) => format!("{what} {key} is in no entry of the log"),
            (None, Some(_)) => format!("{what} {key} is in the log and not in the book"),
            _ => format!("{what} {key} is not as the log has it"),
        }));
    }
}

fn values(row: &Row, columns: usize) -> Result<Vec<Value>, Failure> {
    (0..columns).map(|at| Ok(row.get::<_, Value>(at)?)).collect()
}
