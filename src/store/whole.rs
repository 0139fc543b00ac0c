//! Everything a book holds, read in one go for somebody who writes it down elsewhere.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use super::failure::Failure;
use super::reader::View;
use super::transactions::{head, split};
use super::{accounts, batches, chequebooks, preferences, raw_files, schedules, statements};
use crate::ledger::{
    Batch, BatchId, Contents, PayeeId, RawFile, RawHash, Split, Statement, StatementId, TagId, Transaction,
    TransactionId,
};

impl View<'_> {
    /// The whole book, but for its history.
    pub fn contents(&self) -> Result<Contents, Failure> {
        read(self.connection)
    }
}

fn read(connection: &Connection) -> Result<Contents, Failure> {
    let mut files = raw_files::all(connection)?;
    let batches = all_batches(connection, &files)?;
    // Files of imports that were undone stay for whoever does them again: that is of the history.
    let named: HashSet<&RawHash> = batches.iter().filter_map(|batch| batch.raw.as_ref()).collect();
    files.retain(|file| named.contains(&file.hash));
    Ok(Contents {
        accounts: accounts::list(connection)?.into_iter().map(|row| row.account).collect(),
        payees: names(connection, "SELECT id, name FROM payee", PayeeId)?,
        tags: names(connection, "SELECT id, name FROM tag", TagId)?,
        transactions: transactions(connection)?,
        statements: all_statements(connection)?,
        chequebooks: chequebooks::all(connection)?,
        schedules: schedules::list(connection)?,
        batches,
        files,
        preferences: preferences::list(connection)?,
    })
}

fn transactions(connection: &Connection) -> Result<Vec<Transaction>, Failure> {
    let mut splits = splits(connection)?;
    let mut tags = tags(connection)?;
    let sql = "SELECT date, number, payee_id, memo, currency, void, id FROM txn ORDER BY date, id";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| head(TransactionId(row.get(6)?), row))?;
    let mut all: Vec<Transaction> = rows.collect::<Result<_, _>>()?;
    for transaction in &mut all {
        if let Some((place, own)) = splits.remove(&transaction.id) {
            (transaction.place, transaction.splits) = (place, own);
        }
        transaction.tags = tags.remove(&transaction.id).unwrap_or_default();
    }
    all.sort_by_key(|one| (one.date, one.place));
    Ok(all)
}

/// The splits of each transaction, and its place.
fn splits(connection: &Connection) -> Result<HashMap<TransactionId, (i64, Vec<Split>)>, Failure> {
    let sql = "SELECT account_id, amount, value, memo, state, bank_id, statement_id, txn_id, place
               FROM split ORDER BY txn_id, ordinal";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| Ok((TransactionId(row.get(7)?), row.get(8)?, split(row)?)))?;
    let mut found: HashMap<TransactionId, (i64, Vec<Split>)> = HashMap::new();
    for row in rows {
        let (id, place, split) = row?;
        found.entry(id).or_insert((place, Vec::new())).1.push(split);
    }
    Ok(found)
}

fn tags(connection: &Connection) -> Result<HashMap<TransactionId, Vec<TagId>>, Failure> {
    let mut statement =
        connection.prepare_cached("SELECT txn_id, tag_id FROM txn_tag ORDER BY txn_id, tag_id")?;
    let rows = statement.query_map([], |row| Ok((TransactionId(row.get(0)?), TagId(row.get(1)?))))?;
    let mut found: HashMap<TransactionId, Vec<TagId>> = HashMap::new();
    for row in rows {
        let (id, tag) = row?;
        found.entry(id).or_default().push(tag);
    }
    Ok(found)
}

/// All names, whether a transaction has them or not.
fn names<I: Eq + std::hash::Hash>(
    connection: &Connection,
    sql: &str,
    id: impl Fn(i64) -> I,
) -> Result<HashMap<I, String>, Failure> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| Ok((id(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn ids(connection: &Connection, sql: &str) -> Result<Vec<i64>, Failure> {
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

fn all_statements(connection: &Connection) -> Result<Vec<Statement>, Failure> {
    let mut all = Vec::new();
    for id in ids(connection, "SELECT id FROM statement ORDER BY id")? {
        all.extend(statements::get(connection, StatementId(id))?);
    }
    Ok(all)
}

/// A file that was let go of is not named any more.
fn all_batches(connection: &Connection, files: &[RawFile]) -> Result<Vec<Batch>, Failure> {
    let kept: HashSet<&RawHash> = files.iter().map(|file| &file.hash).collect();
    let mut all = Vec::new();
    for id in ids(connection, "SELECT id FROM batch ORDER BY id")? {
        let batch = batches::get(connection, BatchId(id))?;
        all.extend(batch.map(|batch| Batch { raw: batch.raw.filter(|raw| kept.contains(raw)), ..batch }));
    }
    // Books of before kept the bank's balance of an account that was deleted: nothing could read that again.
    let known: HashSet<i64> = ids(connection, "SELECT id FROM account")?.into_iter().collect();
    for batch in &mut all {
        batch.balances.retain(|told| known.contains(&told.account.0));
    }
    Ok(all)
}
