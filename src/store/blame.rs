//! Why an old statement no longer adds up, as the log tells it.
//!
//! It reads the log backwards only as far as the step that finished the
//! statement, and only what touched its account.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::failure::Failure;
use super::history::{self, HistoryRow};
use super::reader::View;
use super::{statements, touched, transactions};
use crate::ledger::reconcile::{Blamed, Logged, blamed};
use crate::ledger::{Statement, TransactionId};

/// What made an old statement another one: changes that came together, and the rows that they changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// Newest first.
    pub changes: Vec<HistoryRow>,
    pub rows: Vec<Blamed>,
}

/// The rows that make up the `difference` of a finished statement, with the changes that did it, the newest first.
/// None where the log does not go back to when the statement added up.
pub fn causes(
    connection: &Connection,
    statement: &Statement,
    difference: i64,
) -> Result<Option<Vec<Cause>>, Failure> {
    let others = statements::dated(connection, statement.account)?;
    let steps = revisions(connection, statement)?.into_iter().map(|revision| step(connection, revision));
    let now = |id| transactions::get(connection, id);
    let Some((since, rows)) = blamed(statement, (difference, &others), steps, now)? else {
        return Ok(None);
    };
    let mut causes: BTreeMap<Vec<u64>, Vec<Blamed>> = BTreeMap::new();
    for row in rows {
        causes.entry(changed_at(connection, row.id, since)?).or_default().push(row);
    }
    let told = |revision: u64| history::entry(connection, revision);
    let cause = |(revisions, rows): (Vec<u64>, Vec<Blamed>)| {
        let changes = revisions.into_iter().map(told).collect::<Result<_, Failure>>()?;
        Ok(Cause { changes, rows })
    };
    causes.into_iter().rev().map(cause).collect::<Result<_, Failure>>().map(Some)
}

/// What may have changed the rows or the statements of its account, newest first.
fn revisions(connection: &Connection, statement: &Statement) -> Result<Vec<u64>, Failure> {
    let sql = "SELECT revision FROM log
               WHERE instr(' ' || topics || ' ', ' register:' || ?1 || ' ') > 0
                  OR instr(' ' || topics || ' ', ' statements:' || ?1 || ' ') > 0
               ORDER BY revision DESC";
    let mut prepared = connection.prepare_cached(sql)?;
    let revisions = prepared.query_map([statement.account.0], |row| row.get(0))?;
    Ok(revisions.collect::<Result<_, _>>()?)
}

fn step(connection: &Connection, revision: u64) -> Result<Logged, Failure> {
    let step = history::done_at(connection, revision)?;
    let changes = step.map(|step| step.changes).unwrap_or_default();
    Ok(Logged { revision, is_first: history::entry(connection, revision)?.is_step, changes })
}

/// The revisions after this one that changed a transaction, newest first.
fn changed_at(connection: &Connection, id: TransactionId, since: u64) -> Result<Vec<u64>, Failure> {
    let sql = format!(
        "SELECT revision FROM ({}) WHERE revision > ?2 ORDER BY revision DESC",
        touched::revisions("'transaction'", "?1")
    );
    let mut prepared = connection.prepare_cached(&sql)?;
    let revisions = prepared.query_map((id.0, since), |row| row.get(0))?;
    Ok(revisions.collect::<Result<_, _>>()?)
}

impl View<'_> {
    /// The rows that make up the difference of a finished statement, with the changes that did it, the newest
    /// first; none where the log does not go back to when it added up.
    pub fn causes(&self, statement: &Statement, difference: i64) -> Result<Option<Vec<Cause>>, Failure> {
        causes(self.connection, statement, difference)
    }
}
