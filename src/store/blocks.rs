//! Totals of parts of a month, for months that have many rows.
//!
//! A month with more than [`LARGEST`] rows is divided into blocks, so that a
//! place in it is found without counting all of it, be it a million rows on
//! one day. A block is known by where it begins and goes up to the next one;
//! the first begins with the month. A month without blocks is counted row by
//! row, which is right as well, only slower.

use rusqlite::Connection;

use super::failure::Failure;
use super::positions::Key;
use super::tally::{Delta, Touched};
use crate::ledger::AccountId;
use crate::ledger::register::Month;

/// The most rows of a month, or of a block, that are not divided.
const LARGEST: u64 = 1_024;

/// Rows of a block that was just made.
const FRESH: u64 = 512;

/// When more rows of one month than this change in one step, it is divided anew.
pub const MOST_SINGLY: usize = 256;

/// A part of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Where it begins.
    pub key: Key,
    pub rows: u64,
    /// Minor units.
    pub total: i64,
}

/// The blocks of a month, in order; none where it is not divided.
pub fn of(connection: &Connection, account: AccountId, month: Month) -> Result<Vec<Block>, Failure> {
    let sql = "SELECT date, place, ordinal, row_count, total FROM block
               WHERE account_id = ?1 AND date >= ?2 AND date < ?3 ORDER BY date, place, ordinal";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map((account.0, month.first_day(), next(month).first_day()), |row| {
        let key = Key { date: row.get(0)?, place: row.get(1)?, split: row.get(2)? };
        Ok(Block { key, rows: row.get(3)?, total: row.get(4)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Brings the blocks of a month, which has so many rows by now, up to date.
pub fn follow(
    connection: &Connection,
    account: AccountId,
    month: Month,
    rows: u64,
    touched: &Touched,
) -> Result<(), Failure> {
    let (from, until) = (Key::of_month(month), Key::of_month(next(month)));
    if rows <= LARGEST {
        return clear(connection, account, &from, &until);
    }
    if touched.count > MOST_SINGLY || !is_divided(connection, account, &from)? {
        return divide(connection, account, &from, &until);
    }
    for delta in &touched.singly {
        let large = add(connection, account, delta)?;
        if let Some(block) = large {
            let end = after(connection, account, &block)?.unwrap_or_else(|| until.clone());
            divide(connection, account, &block, &end.min(until.clone()))?;
        }
    }
    Ok(())
}

fn is_divided(connection: &Connection, account: AccountId, first: &Key) -> Result<bool, Failure> {
    let sql = "SELECT EXISTS (SELECT 1 FROM block WHERE account_id = ?1 AND date = ?2 AND place = 0 AND ordinal = 0)";
    Ok(connection.prepare_cached(sql)?.query_row((account.0, &first.date), |row| row.get(0))?)
}

fn clear(connection: &Connection, account: AccountId, from: &Key, until: &Key) -> Result<(), Failure> {
    let sql = "DELETE FROM block WHERE account_id = ?1
               AND (date, place, ordinal) >= (?2, ?3, ?4) AND (date, place, ordinal) < (?5, ?6, ?7)";
    connection.prepare_cached(sql)?.execute((
        account.0,
        &from.date,
        from.place,
        from.split,
        &until.date,
        until.place,
        until.split,
    ))?;
    Ok(())
}

/// Makes fresh blocks of the rows from one place up to another.
fn divide(connection: &Connection, account: AccountId, from: &Key, until: &Key) -> Result<(), Failure> {
    clear(connection, account, from, until)?;
    let sql = "SELECT date, place, ordinal, amount FROM split WHERE account_id = ?1
               AND (date, place, ordinal) >= (?2, ?3, ?4) AND date <= ?5 ORDER BY date, place, ordinal";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query((account.0, &from.date, from.place, from.split, &until.date))?;
    let mut block = Block { key: from.clone(), rows: 0, total: 0 };
    while let Some(row) = rows.next()? {
        if block.rows == FRESH || row.get_ref(0)?.as_str() == Ok(until.date.as_str()) {
            let key = Key { date: row.get(0)?, place: row.get(1)?, split: row.get(2)? };
            if key >= *until {
                break;
            }
            if block.rows == FRESH {
                put(connection, account, &block)?;
                block = Block { key, rows: 0, total: 0 };
            }
        }
        block.rows += 1;
        block.total = block.total.saturating_add(row.get(3)?);
    }
    put(connection, account, &block)
}

fn put(connection: &Connection, account: AccountId, block: &Block) -> Result<(), Failure> {
    let sql = "INSERT INTO block (account_id, date, place, ordinal, row_count, total)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let Key { date, place, split } = &block.key;
    connection.prepare_cached(sql)?.execute((account.0, date, place, split, block.rows, block.total))?;
    Ok(())
}

/// Counts a row into its block; the block's beginning, where it is too large now.
fn add(connection: &Connection, account: AccountId, delta: &Delta) -> Result<Option<Key>, Failure> {
    let sql = "UPDATE block SET row_count = row_count + ?5, total = total + ?6
               WHERE (account_id, date, place, ordinal) =
                   (SELECT account_id, date, place, ordinal FROM block
                    WHERE account_id = ?1 AND (date, place, ordinal) <= (?2, ?3, ?4)
                    ORDER BY date DESC, place DESC, ordinal DESC LIMIT 1)
               RETURNING date, place, ordinal, row_count";
    let Key { date, place, split } = &delta.key;
    let counted = (account.0, date, place, split, delta.rows, delta.total);
    let mut statement = connection.prepare_cached(sql)?;
    let (key, rows): (Key, u64) = statement.query_row(counted, |row| {
        Ok((Key { date: row.get(0)?, place: row.get(1)?, split: row.get(2)? }, row.get(3)?))
    })?;
    Ok((rows > LARGEST).then_some(key))
}

/// Where the block after this one begins.
fn after(connection: &Connection, account: AccountId, key: &Key) -> Result<Option<Key>, Failure> {
    let sql = "SELECT date, place, ordinal FROM block
               WHERE account_id = ?1 AND (date, place, ordinal) > (?2, ?3, ?4)
               ORDER BY date, place, ordinal LIMIT 1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query((account.0, &key.date, key.place, key.split))?;
    let found = rows.next()?.map(|row| {
        Ok::<_, rusqlite::Error>(Key { date: row.get(0)?, place: row.get(1)?, split: row.get(2)? })
    });
    Ok(found.transpose()?)
}

fn next(month: Month) -> Month {
    Month(month.0 + 1)
}

#[cfg(test)]
mod tests;
