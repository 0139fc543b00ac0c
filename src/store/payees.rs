//! Payees as rows.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row};

use super::failure::Failure;
use crate::ledger::decide::key_of;
use crate::ledger::search::fold;
use crate::ledger::{AccountId, Payee, PayeeId};

/// A payee with what it recalls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayeeRow {
    pub payee: Payee,
    /// The category of its newest transaction.
    pub last_category: Option<AccountId>,
    /// How many transactions it is in.
    pub uses: u64,
    /// The day of the newest.
    pub last_date: Option<jiff::civil::Date>,
}

pub fn get(connection: &Connection, id: PayeeId) -> Result<Option<Payee>, Failure> {
    let sql = "SELECT id, name FROM payee WHERE id = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([id.0], payee).optional()?)
}

pub fn named(connection: &Connection, name: &str) -> Result<Option<Payee>, Failure> {
    let sql = "SELECT id, name FROM payee WHERE name_key = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([key_of(name)], payee).optional()?)
}

/// Those that no transaction has.
pub fn unused(connection: &Connection) -> Result<Vec<Payee>, Failure> {
    let sql = "SELECT id, name FROM payee p
               WHERE NOT EXISTS (SELECT 1 FROM txn WHERE payee_id = p.id) ORDER BY id";
    Ok(connection.prepare_cached(sql)?.query_map([], payee)?.collect::<Result<_, _>>()?)
}

/// Everyone who is in a transaction, by name.
pub fn list(connection: &Connection) -> Result<Vec<PayeeRow>, Failure> {
    let sql = "SELECT p.id, p.name,
                   (SELECT s.account_id
                    FROM split s JOIN account a ON a.id = s.account_id
                    WHERE s.txn_id = (SELECT t.id FROM txn t WHERE t.payee_id = p.id
                                      ORDER BY t.date DESC, t.id DESC LIMIT 1)
                      AND a.kind IN ('income', 'expense')
                    ORDER BY s.ordinal LIMIT 1),
                   (SELECT count(*) FROM txn t WHERE t.payee_id = p.id),
                   (SELECT max(date) FROM txn t WHERE t.payee_id = p.id)
               FROM payee p WHERE EXISTS (SELECT 1 FROM txn t WHERE t.payee_id = p.id) ORDER BY p.name_key";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        let last_category = row.get::<_, Option<i64>>(2)?.map(AccountId);
        let last_date = row.get::<_, Option<String>>(4)?.and_then(|day| day.parse().ok());
        Ok(PayeeRow { payee: payee(row)?, last_category, uses: row.get(3)?, last_date })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The names of all by id, as they are searched in.
pub fn folded(connection: &Connection) -> Result<HashMap<u32, String>, Failure> {
    let mut statement = connection.prepare_cached("SELECT id, name FROM payee")?;
    let mut rows = statement.query([])?;
    let mut folded = HashMap::new();
    while let Some(row) = rows.next()? {
        let name = row.get_ref(1)?.as_str().map_err(|_| Failure::Damaged)?;
        folded.insert(row.get(0)?, fold(name));
    }
    Ok(folded)
}

pub fn put(connection: &Connection, payee: &Payee) -> Result<(), Failure> {
    let sql = "INSERT INTO payee (id, name, name_key) VALUES (?1, ?2, ?3)
               ON CONFLICT (id) DO UPDATE SET name = ?2, name_key = ?3";
    connection.prepare_cached(sql)?.execute((payee.id.0, &payee.name, key_of(&payee.name)))?;
    Ok(())
}

pub fn delete(connection: &Connection, id: PayeeId) -> Result<(), Failure> {
    connection.prepare_cached("DELETE FROM payee WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

fn payee(row: &Row) -> rusqlite::Result<Payee> {
    Ok(Payee { id: PayeeId(row.get(0)?), name: row.get(1)? })
}
