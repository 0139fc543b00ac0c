//! Everything a book holds, read in one go for somebody who writes it down elsewhere.

use std::collections::HashMap;

use rusqlite::Connection;

use super::failure::Failure;
use super::transactions::{head, split};
use crate::ledger::{PayeeId, Split, TagId, Transaction, TransactionId};

/// All transactions, by day and then by id, and the names of all payees.
pub type Whole = (Vec<Transaction>, HashMap<PayeeId, String>);

pub fn read(connection: &Connection) -> Result<Whole, Failure> {
    Ok((transactions(connection)?, payees(connection)?))
}

fn transactions(connection: &Connection) -> Result<Vec<Transaction>, Failure> {
    let mut splits = splits(connection)?;
    let mut tags = tags(connection)?;
    let sql = "SELECT date, number, payee_id, memo, currency, void, id FROM txn ORDER BY date, id";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| head(TransactionId(row.get(6)?), row))?;
    let mut all: Vec<Transaction> = rows.collect::<Result<_, _>>()?;
    for transaction in &mut all {
        transaction.splits = splits.remove(&transaction.id).unwrap_or_default();
        transaction.tags = tags.remove(&transaction.id).unwrap_or_default();
    }
    Ok(all)
}

fn splits(connection: &Connection) -> Result<HashMap<TransactionId, Vec<Split>>, Failure> {
    let sql =
        "SELECT account_id, amount, value, memo, state, bank_id, txn_id FROM split ORDER BY txn_id, ordinal";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| Ok((TransactionId(row.get(6)?), split(row)?)))?;
    let mut found: HashMap<TransactionId, Vec<Split>> = HashMap::new();
    for row in rows {
        let (id, split) = row?;
        found.entry(id).or_default().push(split);
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

/// The names of all payees, whether a transaction has them or not.
fn payees(connection: &Connection) -> Result<HashMap<PayeeId, String>, Failure> {
    let mut statement = connection.prepare_cached("SELECT id, name FROM payee")?;
    let rows = statement.query_map([], |row| Ok((PayeeId(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
