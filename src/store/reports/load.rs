//! The columns read from the book: two tables, side by side, in the order in which they lie.

use std::sync::atomic::{AtomicBool, Ordering};

use jiff::civil::Date;
use rusqlite::Connection;

use super::columns::{Columns, Row, narrow};
use crate::ledger::report::DaySlot;
use crate::store::failure::Failure;

/// Reads the whole book, unless it is closed meanwhile.
pub fn read(connection: &Connection, revision: u64, closed: &AtomicBool) -> Result<Columns, Failure> {
    let count: usize = connection.query_row("SELECT count(*) FROM txn", [], |row| row.get(0))?;
    let mut columns = Columns::new(revision, count);
    let sql = "SELECT id, date, payee_id FROM txn WHERE void IS NULL ORDER BY id";
    let mut heads = connection.prepare_cached(sql)?;
    let mut heads = heads.query([])?;
    let sql = "SELECT txn_id, account_id, amount FROM split ORDER BY txn_id, ordinal";
    let mut splits = connection.prepare_cached(sql)?;
    let mut splits = splits.query([])?;
    let mut split = splits.next()?;
    while let Some(head) = heads.next()? {
        if closed.load(Ordering::Relaxed) {
            return Err(Failure::Closed);
        }
        let id: i64 = head.get(0)?;
        let text = head.get_ref(1)?.as_str().map_err(|_| Failure::Damaged)?;
        let date: Date = text.parse().map_err(|_| Failure::Damaged)?;
        let payee = head.get::<_, Option<i64>>(2)?.map_or(Ok(0), narrow)?;
        let mut row = Row { id: narrow(id)?, day: Some(DaySlot::of(date)), payee, ..Row::default() };
        while let Some(one) = split {
            let of: i64 = one.get(0)?;
            if of > id {
                break;
            }
            if of == id {
                row.accounts.push(narrow(one.get(1)?)?);
                row.amounts.push(one.get(2)?);
            }
            split = splits.next()?;
        }
        columns.push(row);
    }
    let mut tags = connection.prepare_cached("SELECT txn_id, tag_id FROM txn_tag")?;
    let mut tags = tags.query([])?;
    while let Some(row) = tags.next()? {
        columns.mark(narrow(row.get(0)?)?, narrow(row.get(1)?)?, true);
    }
    Ok(columns)
}
