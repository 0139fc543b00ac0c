//! Seals of the log's entries: whether they still say what they said when they were written.
//!
//! Entries of older programs have none.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

use super::failure::Failure;

/// The sum over an entry as it stands in the log.
fn sum(connection: &Connection, revision: u64) -> Result<Option<[u8; 32]>, Failure> {
    let sql = "SELECT (SELECT value FROM book WHERE key = 'id'), revision, at, words, topics, changes, packed, move, target,
                      origin, source, is_inverse FROM log WHERE revision = ?1";
    let revision = i64::try_from(revision).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached(sql)?;
    let summed = statement.query_row([revision], |row| {
        let mut sum = Sha256::new();
        for column in 0..12 {
            let (kind, bytes) = match row.get_ref(column)? {
                ValueRef::Null => (0_u8, Vec::new()),
                ValueRef::Integer(number) => (1, number.to_be_bytes().to_vec()),
                ValueRef::Text(text) => (2, text.to_vec()),
                ValueRef::Blob(blob) => (3, blob.to_vec()),
                ValueRef::Real(_) => (4, Vec::new()),
            };
            // Each with its length, so that no two entries are the same bytes.
            sum.update([kind]);
            sum.update((bytes.len() as u64).to_be_bytes());
            sum.update(bytes);
        }
        Ok(sum.finalize().into())
    });
    Ok(summed.optional()?)
}

/// Seals an entry, within its step.
pub fn put(connection: &Connection, revision: u64) -> Result<(), Failure> {
    if let Some(sum) = sum(connection, revision)? {
        let sql = "INSERT INTO seal (revision, sum) VALUES (?1, ?2)";
        connection.prepare_cached(sql)?.execute((revision, &sum[..]))?;
    }
    Ok(())
}

/// The entries that do not say any more what was sealed, or lost their seal in the midst of sealed ones.
pub fn broken(connection: &Connection, last: u64) -> Result<Vec<u64>, Failure> {
    let first: Option<u64> = connection.query_row("SELECT min(revision) FROM seal", [], |row| row.get(0))?;
    let Some(first) = first else {
        return Ok(Vec::new());
    };
    let mut broken = Vec::new();
    for revision in first..=last {
        let sql = "SELECT sum FROM seal WHERE revision = ?1";
        let sealed: Option<Vec<u8>> =
            connection.prepare_cached(sql)?.query_row([revision], |row| row.get(0)).optional()?;
        let now = sum(connection, revision)?;
        if sealed.as_deref() != now.as_ref().map(|now| &now[..]) {
            broken.push(revision);
        }
    }
    Ok(broken)
}
