//! Totals per account and month, written with every step.

use rusqlite::Connection;

use super::failure::Failure;
use super::tally::Touched;
use crate::ledger::AccountId;
use crate::ledger::register::{Month, MonthTotal};

/// Adds to a month what a step changes in it; how many rows it has then.
pub fn add(
    connection: &Connection,
    account: AccountId,
    month: Month,
    touched: &Touched,
) -> Result<u64, Failure> {
    let sql = "INSERT INTO month_total (account_id, month, row_count, total, cleared, reconciled, unpaid, open_rows)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
               ON CONFLICT DO UPDATE SET row_count = row_count + ?3, total = total + ?4, cleared = cleared + ?5,
                   reconciled = reconciled + ?6, unpaid = unpaid + ?7, open_rows = open_rows + ?8
               RETURNING row_count";
    let Touched { rows, total, cleared, reconciled, unpaid, open, .. } = touched;
    let rows: u64 = connection
        .prepare_cached(sql)?
        .query_row((account.0, month.0, rows, total, cleared, reconciled, unpaid, open), |row| row.get(0))?;
    if rows == 0 {
        let sql = "DELETE FROM month_total WHERE account_id = ?1 AND month = ?2";
        connection.prepare_cached(sql)?.execute((account.0, month.0))?;
    }
    Ok(rows)
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
