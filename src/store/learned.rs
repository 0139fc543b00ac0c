//! What the user made of earlier imports, and what payees usually are for.
//!
//! Bounded: only the newest imports are looked at, whatever the size of the book.

use jiff::civil::Date;
use rusqlite::Connection;

use super::accounts::parsed;
use super::failure::Failure;
use crate::ledger::AccountId;

/// How many imported lines are looked at, the newest first.
const LINES: u32 = 20_000;

/// A payee that is called otherwise than the bank calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    pub bank: String,
    pub payee: String,
    pub date: Date,
}

/// The category that a payee had last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usual {
    pub payee: String,
    pub category: String,
    pub date: Date,
}

pub fn renamed(connection: &Connection) -> Result<Vec<Renamed>, Failure> {
    let sql = "SELECT l.payee, p.name, max(t.date) FROM
                   (SELECT payee, txn_id FROM imported_line ORDER BY batch_id DESC, ordinal DESC LIMIT ?1) l
               JOIN txn t ON t.id = l.txn_id JOIN payee p ON p.id = t.payee_id
               WHERE l.payee <> '' AND l.payee <> p.name
               GROUP BY l.payee, p.name ORDER BY max(t.date)";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([LINES], |row| {
        let date = parsed(row, 2, |text| text.parse().ok())?;
        Ok(Renamed { bank: row.get(0)?, payee: row.get(1)?, date })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Of each payee the newest transaction counts that has one category and no other side; only the latest few are looked at.
pub fn usual(connection: &Connection) -> Result<Vec<Usual>, Failure> {
    let sql = "SELECT p.name, a.name, t.date FROM payee p
               JOIN txn t ON t.id =
                   (SELECT id FROM (SELECT id, date FROM txn WHERE payee_id = p.id ORDER BY date DESC, id DESC LIMIT 5) latest
                    WHERE (SELECT count(*) FROM split WHERE txn_id = latest.id) = 2
                    ORDER BY date DESC, id DESC LIMIT 1)
               JOIN split s ON s.txn_id = t.id
               JOIN account a ON a.id = s.account_id AND a.kind IN ('income', 'expense') AND a.closed = 0
               WHERE a.name <> 'Uncategorised'";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        let date = parsed(row, 2, |text| text.parse().ok())?;
        Ok(Usual { payee: row.get(0)?, category: row.get(1)?, date })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What an account held before a day, and its days from then up to and with another, in order.
pub fn days(
    connection: &Connection,
    account: AccountId,
    from: Date,
    to: Date,
) -> Result<(i64, Vec<(Date, i64)>), Failure> {
    let (from, to) = (from.to_string(), to.to_string());
    let sql = "SELECT coalesce(sum(amount), 0) FROM split WHERE account_id = ?1 AND date < ?2";
    let before = connection.prepare_cached(sql)?.query_row((account.0, &from), |row| row.get(0))?;
    let sql = "SELECT date, sum(amount) FROM split
               WHERE account_id = ?1 AND date BETWEEN ?2 AND ?3 GROUP BY date ORDER BY date";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map((account.0, &from, &to), |row| {
        Ok((parsed(row, 0, |text| text.parse().ok())?, row.get(1)?))
    })?;
    Ok((before, rows.collect::<Result<_, _>>()?))
}
