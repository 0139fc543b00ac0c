//! Totals per account and month, written with every split.

use jiff::civil::Date;
use rusqlite::Connection;

use super::failure::Failure;
use crate::ledger::register::{Month, MonthTotal};
use crate::ledger::{AccountId, Split, SplitState};

/// Counts a split in (`sign` 1) or out (`sign` −1).
pub fn count(connection: &Connection, date: Date, split: &Split, sign: i64) -> Result<(), Failure> {
    let amount = sign * split.amount.units();
    let cleared = if split.state == SplitState::Uncleared { 0 } else { amount };
    let reconciled = if split.state == SplitState::Reconciled { amount } else { 0 };
    let month = Month::of(date).0;
    let sql = "INSERT INTO month_total (account_id, month, row_count, total, cleared, reconciled)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)
               ON CONFLICT DO UPDATE SET row_count = row_count + ?3, total = total + ?4, cleared = cleared + ?5,
                   reconciled = reconciled + ?6";
    connection.prepare_cached(sql)?.execute((split.account.0, month, sign, amount, cleared, reconciled))?;
    if sign < 0 {
        let sql = "DELETE FROM month_total WHERE account_id = ?1 AND month = ?2 AND row_count = 0";
        connection.prepare_cached(sql)?.execute((split.account.0, month))?;
    }
    Ok(())
}

/// The months of an account, in order.
pub fn of(connection: &Connection, account: AccountId) -> Result<Vec<MonthTotal>, Failure> {
    let sql = "SELECT month, row_count, total FROM month_total WHERE account_id = ?1 ORDER BY month";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([account.0], |row| {
        Ok(MonthTotal { month: Month(row.get(0)?), rows: row.get(1)?, total: row.get(2)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The balance of an account, future rows included.
pub fn balance(connection: &Connection, account: AccountId) -> Result<i64, Failure> {
    let sql = "SELECT coalesce(sum(total), 0) FROM month_total WHERE account_id = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([account.0], |row| row.get(0))?)
}
