//! Preferences as rows.

use rusqlite::{Connection, OptionalExtension};

use super::failure::Failure;
use crate::ledger::Preference;

pub fn get(connection: &Connection, key: &str) -> Result<Option<Preference>, Failure> {
    let mut statement = connection.prepare_cached("SELECT value FROM preference WHERE key = ?1")?;
    let value = statement.query_row([key], |row| row.get(0)).optional()?;
    Ok(value.map(|value| Preference { key: key.to_owned(), value }))
}

/// All of them, by key.
pub fn list(connection: &Connection) -> Result<Vec<Preference>, Failure> {
    let mut statement = connection.prepare_cached("SELECT key, value FROM preference ORDER BY key")?;
    let rows = statement.query_map([], |row| Ok(Preference { key: row.get(0)?, value: row.get(1)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub fn put(connection: &Connection, preference: &Preference) -> Result<(), Failure> {
    let sql = "INSERT INTO preference (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2";
    connection.prepare_cached(sql)?.execute((&preference.key, &preference.value))?;
    Ok(())
}

pub fn delete(connection: &Connection, key: &str) -> Result<(), Failure> {
    connection.prepare_cached("DELETE FROM preference WHERE key = ?1")?.execute([key])?;
    Ok(())
}
