//! Import batches as people ask for them: which there were, and what they brought.

use rusqlite::{Connection, OptionalExtension, Row};

use super::accounts::parsed;
use super::failure::Failure;
use super::raw_files;
use super::transactions::minor;
use crate::ledger::{AccountId, BatchId, Minor, RawHash, TransactionId};

/// One batch of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchRow {
    pub id: BatchId,
    /// The step of the history that undo would take back; none where the batch came with a whole book.
    pub step: Option<u64>,
    /// RFC 3339, UTC.
    pub at: String,
    pub file: String,
    pub format: String,
    /// Size in bytes of the file, where it is still kept.
    pub kept: Option<u64>,
    pub accounts: Vec<BatchAccount>,
}

/// What a batch brought to one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BatchAccount {
    pub account: AccountId,
    pub lines: u64,
    /// Lines whose transaction was deleted since.
    pub deleted: u64,
}

/// One line of a batch with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchLine {
    pub account: AccountId,
    /// As the file gave it.
    pub amount: Minor,
    /// The payee in the bank's words.
    pub bank_payee: String,
    /// None where it was deleted since, or is not known.
    pub now: Option<BatchTransaction>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchTransaction {
    pub id: TransactionId,
    pub date: jiff::civil::Date,
    pub payee: Option<String>,
    pub memo: String,
}

/// All batches, newest first.
pub fn list(connection: &Connection) -> Result<Vec<BatchRow>, Failure> {
    let sql =
        "SELECT b.id, b.file, b.format, f.size, iif(l.words = 'Imported ' || b.file, l.revision, NULL), l.at
               FROM batch b LEFT JOIN raw_file f ON f.hash = b.raw
               JOIN log l ON l.revision =
                   (SELECT min(revision) FROM touched WHERE kind = 'batch' AND id = b.id)
               ORDER BY b.id DESC";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        Ok(BatchRow {
            id: BatchId(row.get(0)?),
            file: row.get(1)?,
            format: row.get(2)?,
            kept: row.get(3)?,
            step: row.get(4)?,
            at: row.get(5)?,
            accounts: Vec::new(),
        })
    })?;
    let mut batches = rows.collect::<Result<Vec<_>, _>>()?;
    for batch in &mut batches {
        batch.accounts = accounts(connection, batch.id)?;
    }
    Ok(batches)
}

fn accounts(connection: &Connection, id: BatchId) -> Result<Vec<BatchAccount>, Failure> {
    let sql = "SELECT l.account_id, count(*), sum(l.txn_id IS NOT NULL AND t.id IS NULL)
               FROM imported_line l LEFT JOIN txn t ON t.id = l.txn_id
               WHERE l.batch_id = ?1 GROUP BY l.account_id ORDER BY min(l.ordinal)";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([id.0], |row| {
        Ok(BatchAccount { account: AccountId(row.get(0)?), lines: row.get(1)?, deleted: row.get(2)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// `limit` lines of a batch from `offset`, in the order of the file.
pub fn lines(
    connection: &Connection,
    id: BatchId,
    offset: u64,
    limit: u64,
) -> Result<Vec<BatchLine>, Failure> {
    let sql = "SELECT l.account_id, l.amount, l.payee, t.id, t.date, p.name, t.memo
               FROM imported_line l LEFT JOIN txn t ON t.id = l.txn_id LEFT JOIN payee p ON p.id = t.payee_id
               WHERE l.batch_id = ?1 AND l.ordinal >= ?2 ORDER BY l.ordinal LIMIT ?3";
    // No batch has more lines than SQLite can count.
    let offset = i64::try_from(offset).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map((id.0, offset, limit), line)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn line(row: &Row) -> rusqlite::Result<BatchLine> {
    let now = match row.get::<_, Option<i64>>(3)? {
        None => None,
        Some(id) => Some(BatchTransaction {
            id: TransactionId(id),
            date: parsed(row, 4, |text| text.parse().ok())?,
            payee: row.get(5)?,
            memo: row.get(6)?,
        }),
    };
    Ok(BatchLine { account: AccountId(row.get(0)?), amount: minor(row, 1)?, bank_payee: row.get(2)?, now })
}

/// The name of a batch's file, and its bytes while they are kept.
pub type KeptFile = (String, Option<Vec<u8>>);

/// None where there is no such batch.
pub fn raw(connection: &Connection, id: BatchId) -> Result<Option<KeptFile>, Failure> {
    let sql = "SELECT file, raw FROM batch WHERE id = ?1";
    let found: Option<(String, Option<String>)> =
        connection.prepare_cached(sql)?.query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((file, hash)) = found else {
        return Ok(None);
    };
    let bytes = hash.map(|hash| raw_files::get(connection, &RawHash(hash))).transpose()?.flatten();
    Ok(Some((file, bytes)))
}
