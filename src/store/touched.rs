//! Which revisions changed which thing.
//!
//! A step that makes a hundred thousand transactions gives them ids one after
//! the other: they are kept as one run, all others singly. It reads and writes
//! nothing else.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};

use super::failure::Failure;
use crate::ledger::{Change, Entity, Stage, Topic, TransactionId, Watch, topics};

/// From so many transactions in a row on it is a run. All runs are looked at for one of them: they have to be few.
const RUN: usize = 512;

/// The revisions that changed a thing, as SQL in the place of a table; `kind` and `id` are SQL, too.
pub fn revisions(kind: &str, id: &str) -> String {
    format!(
        "SELECT revision FROM touched WHERE kind = {kind} AND id = {id}
         UNION ALL
         SELECT revision FROM touched_run WHERE {kind} = 'transaction' AND {id} BETWEEN first_id AND last_id"
    )
}

/// What a step changed, in short: its changes may come in parts, and be gone before it is written down.
#[derive(Debug, Default)]
pub struct Trace {
    pub topics: BTreeSet<Topic>,
    /// How many changes it is of.
    pub changes: usize,
    things: Vec<(&'static str, i64)>,
}

impl Trace {
    pub fn of(changes: &[Change]) -> Trace {
        let mut trace = Trace::default();
        trace.see(changes);
        trace
    }

    pub fn see(&mut self, changes: &[Change]) {
        self.topics.extend(topics(changes));
        self.changes += changes.len();
        self.things.extend(changes.iter().flat_map(Change::touched).map(named));
    }
}

/// Remembers what a step changed.
pub fn put(
    connection: &Connection,
    Trace { mut things, changes, .. }: Trace,
    revision: u64,
    watch: &dyn Watch,
) -> Result<(), Failure> {
    watch.at(Stage::Recording, 0, changes)?;
    things.sort_unstable();
    things.dedup();
    let mut done = 0;
    for run in things.chunk_by(|one, next| one.0 == next.0 && one.1 + 1 == next.1) {
        watch.at(Stage::Recording, done, things.len())?;
        write(connection, run, revision)?;
        done += run.len();
    }
    Ok(())
}

fn write(connection: &Connection, run: &[(&str, i64)], revision: u64) -> Result<(), Failure> {
    if let [("transaction", first), .., (_, last)] = run
        && run.len() >= RUN
    {
        let sql = "INSERT INTO touched_run (revision, first_id, last_id) VALUES (?1, ?2, ?3)";
        connection.prepare_cached(sql)?.execute((revision, first, last))?;
        return Ok(());
    }
    let sql = "INSERT INTO touched (kind, id, revision) VALUES (?1, ?2, ?3)";
    let mut statement = connection.prepare_cached(sql)?;
    for (kind, id) in run {
        statement.execute((kind, id, revision))?;
    }
    Ok(())
}

fn named(entity: Entity) -> (&'static str, i64) {
    match entity {
        Entity::Account(id) => ("account", id.0),
        Entity::Payee(id) => ("payee", id.0),
        Entity::Transaction(id) => ("transaction", id.0),
        Entity::Batch(id) => ("batch", id.0),
        Entity::Statement(id) => ("statement", id.0),
        Entity::Schedule(id) => ("schedule", id.0),
        Entity::Chequebook(id) => ("chequebook", id.0),
        Entity::Tag(id) => ("tag", id.0),
        Entity::KeptReport(id) => ("kept_report", id.0),
        Entity::Attachment(id) => ("attachment", id.0),
        Entity::Budget(key) => ("budget", key.number()),
    }
}

/// The newest change to a thing after this revision, in words.
pub fn words_after(
    connection: &Connection,
    entity: Entity,
    revision: u64,
) -> Result<Option<String>, Failure> {
    let (kind, id) = named(entity);
    let sql = format!(
        "SELECT words FROM log WHERE revision = (SELECT max(revision) FROM ({}) WHERE revision > ?3)",
        revisions("?1", "?2")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row((kind, id, revision), |row| row.get(0)).optional()?)
}

pub fn changed_since(connection: &Connection, id: TransactionId, revision: u64) -> Result<bool, Failure> {
    let sql =
        format!("SELECT EXISTS (SELECT 1 FROM ({}) WHERE revision > ?2)", revisions("'transaction'", "?1"));
    // A revision of the far future is none that anything came after.
    let revision = i64::try_from(revision).unwrap_or(i64::MAX);
    Ok(connection.prepare_cached(&sql)?.query_row((id.0, revision), |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{PayeeId, TagId, Tagged, Unwatched};
    use crate::store::migrations::MIGRATIONS;

    fn tagged(ids: impl Iterator<Item = i64>) -> Change {
        Change::Tagged(Tagged { tag: TagId(1), on: true, transactions: ids.map(TransactionId).collect() })
    }

    #[test]
    fn a_long_run_is_one_row_and_each_thing_in_it_knows_its_revision() {
        let connection = Connection::open_in_memory().expect("memory is enough");
        MIGRATIONS.iter().for_each(|sql| connection.execute_batch(sql).expect("migrates"));
        connection.execute("INSERT INTO log (revision, at, words, topics, changes, move) VALUES (7, '', 'Many', '', '', 'do')", []).expect("is there");
        let changes = [tagged((1..=1_000).rev()), tagged(2_000..2_010), tagged(500..600)];
        put(&connection, Trace::of(&changes), 7, &Unwatched).expect("is written");
        let rows = |table: &str| -> u64 {
            let sql = format!("SELECT count(*) FROM {table}");
            connection.query_row(&sql, [], |row| row.get(0)).expect("is counted")
        };
        assert_eq!((rows("touched_run"), rows("touched")), (1, 10));
        let knows = |id: i64, after: u64| {
            let id = TransactionId(id);
            let words = words_after(&connection, Entity::Transaction(id), after).expect("reads");
            assert_eq!(changed_since(&connection, id, after), Ok(words.is_some()));
            words.as_deref() == Some("Many")
        };
        assert!([1, 500, 1_000, 2_000, 2_009].into_iter().all(|id| knows(id, 6) && !knows(id, 7)));
        assert!(![0, 1_001, 1_999, 2_010].into_iter().any(|id| knows(id, 0)));
        assert_eq!(words_after(&connection, Entity::Payee(PayeeId(5)), 0), Ok(None));
    }
}
