//! What the banks' files say that accounts held, as rows, and which statement they offer.
//!
//! It never reconciles: it knows the newest balance of an account, and which of
//! its rows the file of it brought.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension};

use super::accounts::parsed;
use super::failure::Failure;
use super::reader::View;
use super::statements::parsed_minor;
use crate::ledger::bulk::RowRef;
use crate::ledger::{AccountId, BankBalance, Batch, BatchId, Minor, TransactionId};

/// A statement that an imported file brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BroughtStatement {
    pub batch: BatchId,
    pub file: String,
    pub date: Date,
    pub closing: Minor,
}

pub fn of(connection: &Connection, batch: BatchId) -> Result<Vec<BankBalance>, Failure> {
    let sql = "SELECT account_id, date, amount FROM bank_balance WHERE batch_id = ?1 ORDER BY account_id";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([batch.0], |row| {
        Ok(BankBalance {
            account: AccountId(row.get(0)?),
            date: parsed(row, 1, |text| text.parse().ok())?,
            amount: parsed_minor(row, 2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub fn put(connection: &Connection, batch: &Batch) -> Result<(), Failure> {
    delete(connection, batch.id)?;
    let sql = "INSERT INTO bank_balance (batch_id, account_id, date, amount) VALUES (?1, ?2, ?3, ?4)";
    let mut insert = connection.prepare_cached(sql)?;
    for told in &batch.balances {
        insert.execute((batch.id.0, told.account.0, told.date.to_string(), told.amount.units()))?;
    }
    Ok(())
}

pub fn delete(connection: &Connection, batch: BatchId) -> Result<(), Failure> {
    connection.prepare_cached("DELETE FROM bank_balance WHERE batch_id = ?1")?.execute([batch.0])?;
    Ok(())
}

impl View<'_> {
    /// The newest balance that an imported file tells of an account, later than all of its statements.
    pub fn brought_statement(&self, account: AccountId) -> Result<Option<BroughtStatement>, Failure> {
        let sql =
            "SELECT b.id, b.file, k.date, k.amount FROM bank_balance k JOIN batch b ON b.id = k.batch_id
                   WHERE k.account_id = ?1
                     AND k.date > (SELECT coalesce(max(date), '') FROM statement WHERE account_id = ?1)
                   ORDER BY k.date DESC, b.id DESC LIMIT 1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let found = statement.query_row([account.0], |row| {
            Ok(BroughtStatement {
                batch: BatchId(row.get(0)?),
                file: row.get(1)?,
                date: parsed(row, 2, |text| text.parse().ok())?,
                closing: parsed_minor(row, 3)?,
            })
        });
        Ok(found.optional()?)
    }

    /// The rows of an account that a batch brought or found, up to a day, where they are not reconciled.
    pub fn rows_brought(&self, batch: BatchId, account: AccountId, to: Date) -> Result<Vec<RowRef>, Failure> {
        let sql = "SELECT DISTINCT s.txn_id, s.ordinal FROM imported_line l
                   JOIN split s ON s.txn_id = l.txn_id AND s.account_id = l.account_id
                   WHERE l.batch_id = ?1 AND l.account_id = ?2 AND s.date <= ?3 AND s.state < 2
                   ORDER BY s.txn_id, s.ordinal";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map((batch.0, account.0, to.to_string()), |row| {
            Ok(RowRef { transaction: TransactionId(row.get(0)?), split: row.get(1)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
