//! Transactions and their splits as rows.

use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row};

use super::accounts::parsed;
use super::failure::Failure;
use super::tags;
use super::tally::Tally;
use crate::ledger::{AccountId, Minor, PayeeId, Split, SplitState, StatementId, Transaction, TransactionId};

pub fn get(connection: &Connection, id: TransactionId) -> Result<Option<Transaction>, Failure> {
    let sql = "SELECT date, number, payee_id, memo, currency, void FROM txn WHERE id = ?1";
    let head = connection.prepare_cached(sql)?.query_row([id.0], |row| head(id, row)).optional()?;
    let Some(mut transaction) = head else {
        return Ok(None);
    };
    let sql = "SELECT account_id, amount, value, memo, state, bank_id, statement_id FROM split WHERE txn_id = ?1 ORDER BY ordinal";
    let mut statement = connection.prepare_cached(sql)?;
    let splits = statement.query_map([id.0], split)?;
    transaction.splits = splits.collect::<Result<_, _>>()?;
    transaction.tags = tags::of(connection, id)?;
    Ok(Some(transaction))
}

/// Writes the rows of a transaction that is not there, and counts it.
pub fn insert(connection: &Connection, tally: &mut Tally, transaction: &Transaction) -> Result<(), Failure> {
    let date = transaction.date.to_string();
    let sql = "INSERT INTO txn (id, date, number, payee_id, memo, currency, void)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    connection.prepare_cached(sql)?.execute((
        transaction.id.0,
        &date,
        &transaction.number,
        transaction.payee.map(|payee| payee.0),
        &transaction.memo,
        transaction.currency.code(),
        transaction.void.as_deref().map(void_text),
    ))?;
    for tag in &transaction.tags {
        tags::mark(connection, transaction.id, *tag, true)?;
    }
    let sql = "INSERT INTO split (txn_id, ordinal, account_id, date, amount, value, memo, state, bank_id, statement_id)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    let mut statement = connection.prepare_cached(sql)?;
    for (ordinal, split) in transaction.splits.iter().enumerate() {
        statement.execute((
            transaction.id.0,
            ordinal,
            split.account.0,
            &date,
            split.amount.units(),
            split.value.units(),
            &split.memo,
            state_number(split.state),
            &split.bank_id,
            split.statement.map(|id| id.0),
        ))?;
        tally.count(transaction.id, transaction.date, (ordinal, split), 1);
    }
    Ok(())
}

/// Removes the rows of a transaction, and counts it out.
pub fn remove(connection: &Connection, tally: &mut Tally, transaction: &Transaction) -> Result<(), Failure> {
    for split in transaction.splits.iter().enumerate() {
        tally.count(transaction.id, transaction.date, split, -1);
    }
    tags::clear(connection, transaction.id)?;
    connection.prepare_cached("DELETE FROM split WHERE txn_id = ?1")?.execute([transaction.id.0])?;
    connection.prepare_cached("DELETE FROM txn WHERE id = ?1")?.execute([transaction.id.0])?;
    Ok(())
}

fn head(id: TransactionId, row: &Row) -> rusqlite::Result<Transaction> {
    Ok(Transaction {
        id,
        date: parsed(row, 0, |text| text.parse().ok())?,
        number: row.get(1)?,
        payee: row.get::<_, Option<i64>>(2)?.map(PayeeId),
        memo: row.get(3)?,
        currency: parsed(row, 4, |code| code.parse().ok())?,
        splits: Vec::new(),
        tags: Vec::new(),
        void: void(row, 5)?,
    })
}

pub fn split(row: &Row) -> rusqlite::Result<Split> {
    Ok(Split {
        account: AccountId(row.get(0)?),
        amount: minor(row, 1)?,
        value: minor(row, 2)?,
        memo: row.get(3)?,
        state: state(row, 4)?,
        bank_id: row.get(5)?,
        statement: row.get::<_, Option<i64>>(6)?.map(StatementId),
    })
}

pub fn minor(row: &Row, index: usize) -> rusqlite::Result<Minor> {
    Minor::amount(row.get(index)?).map_err(|error| conversion(index, error))
}

pub fn state(row: &Row, index: usize) -> rusqlite::Result<SplitState> {
    match row.get(index)? {
        0 => Ok(SplitState::Uncleared),
        1 => Ok(SplitState::Cleared),
        2 => Ok(SplitState::Reconciled),
        other => Err(rusqlite::Error::IntegralValueOutOfRange(index, other)),
    }
}

fn state_number(state: SplitState) -> i64 {
    match state {
        SplitState::Uncleared => 0,
        SplitState::Cleared => 1,
        SplitState::Reconciled => 2,
    }
}

/// What the sides were, as a JSON list.
fn void_text(was: &[Minor]) -> String {
    let units: Vec<String> = was.iter().map(|amount| amount.units().to_string()).collect();
    format!("[{}]", units.join(","))
}

fn void(row: &Row, index: usize) -> rusqlite::Result<Option<Vec<Minor>>> {
    if row.get::<_, Option<String>>(index)?.is_none() {
        return Ok(None);
    }
    let read = |text: &str| {
        let units: Vec<i64> = serde_json::from_str(text).ok()?;
        units.into_iter().map(|units| Minor::amount(units).ok()).collect()
    };
    parsed(row, index, read).map(Some)
}

fn conversion(index: usize, error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(index, Type::Integer, Box::new(error))
}
