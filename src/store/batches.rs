//! Import batches as rows.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

use super::failure::Failure;
use super::transactions::minor;
use crate::ledger::{AccountId, Batch, BatchId, ImportedLine, Minor};

pub fn get(connection: &Connection, id: BatchId) -> Result<Option<Batch>, Failure> {
    let head = connection
        .prepare_cached("SELECT file, format FROM batch WHERE id = ?1")?
        .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((file, format)) = head else {
        return Ok(None);
    };
    let sql = "SELECT account_id, bank_id, amount FROM imported_line WHERE batch_id = ?1 ORDER BY ordinal";
    let mut statement = connection.prepare_cached(sql)?;
    let lines = statement.query_map([id.0], |row| {
        Ok(ImportedLine { account: AccountId(row.get(0)?), bank_id: row.get(1)?, amount: minor(row, 2)? })
    })?;
    let lines = lines.collect::<Result<_, _>>()?;
    Ok(Some(Batch { id, file, format, lines }))
}

/// How often each line, a bank id with its amount, was imported into an account.
pub type KnownLines = HashMap<(String, Minor), u32>;

pub fn known_lines(connection: &Connection, account: AccountId) -> Result<KnownLines, Failure> {
    let sql =
        "SELECT bank_id, amount, count(*) FROM imported_line WHERE account_id = ?1 GROUP BY bank_id, amount";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([account.0], |row| Ok(((row.get(0)?, minor(row, 1)?), row.get(2)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub fn put(connection: &Connection, batch: &Batch) -> Result<(), Failure> {
    delete(connection, batch.id)?;
    connection.prepare_cached("INSERT INTO batch (id, file, format) VALUES (?1, ?2, ?3)")?.execute((
        batch.id.0,
        &batch.file,
        &batch.format,
    ))?;
    let sql = "INSERT INTO imported_line (batch_id, ordinal, account_id, bank_id, amount)
               VALUES (?1, ?2, ?3, ?4, ?5)";
    let mut statement = connection.prepare_cached(sql)?;
    for (ordinal, line) in batch.lines.iter().enumerate() {
        statement.execute((batch.id.0, ordinal, line.account.0, &line.bank_id, line.amount.units()))?;
    }
    Ok(())
}

pub fn delete(connection: &Connection, id: BatchId) -> Result<(), Failure> {
    connection.prepare_cached("DELETE FROM imported_line WHERE batch_id = ?1")?.execute([id.0])?;
    connection.prepare_cached("DELETE FROM batch WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}
