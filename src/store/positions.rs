//! Positions in a register: which row is number n, and what number has a row.
//!
//! The months before are counted and summed in one go; what is left is part of one.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension};

use super::failure::Failure;
use super::months;
use crate::ledger::register::{Month, place};
use crate::ledger::{AccountId, TransactionId};

/// What registers are in the order of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// ISO 8601, which sorts as text.
    pub date: String,
    pub transaction: i64,
    pub split: u32,
}

/// A row to read on from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    pub key: Key,
    /// The balance before it, in minor units.
    pub balance: i64,
}

/// How many rows the register has.
pub fn count(connection: &Connection, account: AccountId) -> Result<u64, Failure> {
    Ok(months::of(connection, account)?.iter().map(|month| month.rows).sum())
}

/// The row number `offset`, from 0; none past the end.
pub fn at(connection: &Connection, account: AccountId, offset: u64) -> Result<Option<Start>, Failure> {
    let place = place(&months::of(connection, account)?, offset);
    let Some(month) = place.month else {
        return Ok(None);
    };
    let sql = "SELECT date, txn_id, ordinal, amount FROM split
               WHERE account_id = ?1 AND date >= ?2 ORDER BY date, txn_id, ordinal LIMIT ?3";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query((account.0, month.first_day(), place.skip.saturating_add(1)))?;
    let (mut balance, mut skip) = (place.balance, place.skip);
    while let Some(row) = rows.next()? {
        if skip == 0 {
            let key = Key { date: row.get(0)?, transaction: row.get(1)?, split: row.get(2)? };
            return Ok(Some(Start { key, balance }));
        }
        balance = balance.saturating_add(row.get(3)?);
        skip -= 1;
    }
    Ok(None)
}

/// How many rows come before this place, whether a row is there or not.
pub fn before(connection: &Connection, account: AccountId, key: &Key) -> Result<u64, Failure> {
    let date: Date = key.date.parse().map_err(|_| Failure::Damaged)?;
    let month = Month::of(date);
    let months = months::of(connection, account)?;
    let rows: u64 = months.iter().filter(|one| one.month < month).map(|one| one.rows).sum();
    let sql = "SELECT count(*) FROM split
               WHERE account_id = ?1 AND date >= ?2 AND (date, txn_id, ordinal) < (?3, ?4, ?5)";
    let in_month: u64 = connection
        .prepare_cached(sql)?
        .query_row((account.0, month.first_day(), &key.date, key.transaction, key.split), |row| row.get(0))?;
    Ok(rows + in_month)
}

/// The first place of a day.
pub fn of_day(day: Date) -> Key {
    Key { date: day.to_string(), transaction: 0, split: 0 }
}

/// The place of a split; none where it is not in the account.
pub fn of_split(
    connection: &Connection,
    account: AccountId,
    id: TransactionId,
    split: u32,
) -> Result<Option<Key>, Failure> {
    let sql = "SELECT date FROM split WHERE txn_id = ?1 AND ordinal = ?2 AND account_id = ?3";
    let date = connection.prepare_cached(sql)?.query_row((id.0, split, account.0), |row| row.get(0));
    Ok(date.optional()?.map(|date| Key { date, transaction: id.0, split }))
}

/// The first split of a transaction that is in the account.
pub fn first_split(
    connection: &Connection,
    account: AccountId,
    id: TransactionId,
) -> Result<Option<u32>, Failure> {
    let sql = "SELECT min(ordinal) FROM split WHERE txn_id = ?1 AND account_id = ?2";
    Ok(connection.prepare_cached(sql)?.query_row((id.0, account.0), |row| row.get(0))?)
}
