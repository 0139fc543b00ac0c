//! Positions in a register: which row is number n, and what number has a row.
//!
//! The months before, and the blocks before in a large month, are counted and summed in one go; what is left to
//! read is part of one.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension};

use super::accounts::parsed;
use super::failure::Failure;
use super::transactions::minor;
use super::{blocks, months};
use crate::ledger::register::{Month, place};
use crate::ledger::{AccountId, Minor, TransactionId};

/// What registers are in the order of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// ISO 8601, which sorts as text.
    pub date: String,
    /// Of its transaction among those of the day: its id, unless rows were moved.
    pub place: i64,
    pub split: u32,
}

impl Key {
    /// Before all rows of a month.
    pub fn of_month(month: Month) -> Key {
        Key { date: month.first_day(), place: 0, split: 0 }
    }
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
    let (mut key, mut balance, mut skip) = (Key::of_month(month), place.balance, place.skip);
    for block in blocks::of(connection, account, month)? {
        key = block.key;
        if skip < block.rows {
            break;
        }
        skip -= block.rows;
        balance = balance.saturating_add(block.total);
    }
    skipped(connection, account, Start { key, balance }, skip)
}

/// The row that comes `skip` rows after a place.
fn skipped(
    connection: &Connection,
    account: AccountId,
    from: Start,
    skip: u64,
) -> Result<Option<Start>, Failure> {
    let sql = "SELECT date, place, ordinal, amount FROM split
               WHERE account_id = ?1 AND (date, place, ordinal) >= (?2, ?3, ?4)
               ORDER BY date, place, ordinal LIMIT ?5";
    let mut statement = connection.prepare_cached(sql)?;
    let Key { date, place, split } = &from.key;
    let mut rows = statement.query((account.0, date, place, split, skip.saturating_add(1)))?;
    let mut balance = from.balance;
    for _ in 0..skip {
        let Some(row) = rows.next()? else { return Ok(None) };
        balance = balance.saturating_add(row.get(3)?);
    }
    let Some(row) = rows.next()? else { return Ok(None) };
    let key = Key { date: row.get(0)?, place: row.get(1)?, split: row.get(2)? };
    Ok(Some(Start { key, balance }))
}

/// How many rows come before this place, whether a row is there or not.
pub fn before(connection: &Connection, account: AccountId, key: &Key) -> Result<u64, Failure> {
    let date: Date = key.date.parse().map_err(|_| Failure::Damaged)?;
    let month = Month::of(date);
    let months = months::of(connection, account)?;
    let mut rows: u64 = months.iter().filter(|one| one.month < month).map(|one| one.rows).sum();
    let mut from = Key::of_month(month);
    let mut in_last = 0;
    for block in blocks::of(connection, account, month)?.into_iter().take_while(|block| block.key <= *key) {
        rows += in_last;
        in_last = block.rows;
        from = block.key;
    }
    let sql = "SELECT count(*) FROM split WHERE account_id = ?1
               AND (date, place, ordinal) >= (?2, ?3, ?4) AND (date, place, ordinal) < (?5, ?6, ?7)";
    let last: u64 = connection.prepare_cached(sql)?.query_row(
        (account.0, from.date, from.place, from.split, &key.date, key.place, key.split),
        |row| row.get(0),
    )?;
    Ok(rows + last)
}

/// The balance at the end of a day, without what is entered for later ones.
pub fn balance_on(connection: &Connection, account: AccountId, day: Date) -> Result<i64, Failure> {
    let month = Month::of(day);
    let sql = "SELECT coalesce(sum(total), 0) FROM month_total WHERE account_id = ?1 AND month <= ?2";
    let through: i64 = connection.prepare_cached(sql)?.query_row((account.0, month.0), |row| row.get(0))?;
    Ok(through.saturating_sub(later_in_month(connection, account, day)?))
}

/// What the rows of a month that come after a day of it sum to.
fn later_in_month(connection: &Connection, account: AccountId, day: Date) -> Result<i64, Failure> {
    let (Some(next), last) = (day.tomorrow().ok(), day.last_of_month()) else {
        return Ok(0);
    };
    // Whole blocks after the day are summed; of the one that it is in, and where there are none, row by row.
    let from = of_day(next);
    let blocks = blocks::of(connection, account, Month::of(day))?;
    let whole = blocks.iter().skip_while(|block| block.key < from);
    let sum = whole.clone().fold(0i64, |sum, block| sum.saturating_add(block.total));
    let until = whole
        .clone()
        .next()
        .map_or(Key { date: last.to_string(), place: i64::MAX, split: 0 }, |block| block.key.clone());
    let sql = "SELECT coalesce(sum(amount), 0) FROM split INDEXED BY split_by_register
               WHERE account_id = ?1 AND date > ?2 AND (date, place, ordinal) < (?3, ?4, ?5)";
    let rest: i64 = connection
        .prepare_cached(sql)?
        .query_row((account.0, day.to_string(), until.date, until.place, until.split), |row| row.get(0))?;
    Ok(sum.saturating_add(rest))
}

/// The first place of a day.
pub fn of_day(day: Date) -> Key {
    Key { date: day.to_string(), place: 0, split: 0 }
}

/// The place of a split; none where it is not in the account.
pub fn of_split(
    connection: &Connection,
    account: AccountId,
    id: TransactionId,
    split: u32,
) -> Result<Option<Key>, Failure> {
    let sql = "SELECT date, place FROM split WHERE txn_id = ?1 AND ordinal = ?2 AND account_id = ?3";
    let found = connection
        .prepare_cached(sql)?
        .query_row((id.0, split, account.0), |row| Ok(Key { date: row.get(0)?, place: row.get(1)?, split }));
    Ok(found.optional()?)
}

/// The first split of a transaction that is in the account.
pub fn first_split(
    connection: &Connection,
    account: AccountId,
    id: TransactionId,
) -> Result<Option<u32>, Failure> {
    let sql = "SELECT min(ordinal) FROM split WHERE txn_id = ?1 AND +account_id = ?2";
    Ok(connection.prepare_cached(sql)?.query_row((id.0, account.0), |row| row.get(0))?)
}

/// The transactions of a day in an account with their places, in the order of the register.
pub fn day(
    connection: &Connection,
    account: AccountId,
    day: Date,
) -> Result<Vec<(TransactionId, i64)>, Failure> {
    let sql = "SELECT DISTINCT txn_id, place FROM split WHERE account_id = ?1 AND date = ?2 ORDER BY place";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement
        .query_map((account.0, day.to_string()), |row| Ok((TransactionId(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// All splits of an account with their days, by transaction and position.
pub fn dated_splits(
    connection: &Connection,
    account: AccountId,
) -> Result<Vec<(TransactionId, Date, Minor)>, Failure> {
    let sql = "SELECT txn_id, date, amount FROM split WHERE account_id = ?1 ORDER BY txn_id, ordinal";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([account.0], |row| {
        Ok((TransactionId(row.get(0)?), parsed(row, 1, |text| text.parse().ok())?, minor(row, 2)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
