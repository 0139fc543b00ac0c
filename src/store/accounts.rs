//! Accounts as rows.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row};

use super::failure::Failure;
use crate::ledger::decide::key_of;
use crate::ledger::{Account, AccountId, AccountKind, Class, Currency, Use};

const COLUMNS: &str = "id, name, kind, currency, bank_key, note, closed, subkind, grouping, place";

/// An account with what its splits sum to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    pub account: Account,
    /// Minor units.
    pub balance: i64,
    /// Minor units; the cleared and reconciled splits only.
    pub cleared: i64,
    pub rows: u64,
}

/// What an account is called and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountName {
    pub name: String,
    pub kind: AccountKind,
}

pub fn names(connection: &Connection) -> Result<HashMap<AccountId, AccountName>, Failure> {
    let mut statement = connection.prepare_cached("SELECT id, name, kind FROM account")?;
    let rows = statement.query_map([], |row| {
        let name = AccountName { name: row.get(1)?, kind: parsed(row, 2, kind_named)? };
        Ok((AccountId(row.get(0)?), name))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub fn get(connection: &Connection, id: AccountId) -> Result<Option<Account>, Failure> {
    let sql = format!("SELECT {COLUMNS} FROM account WHERE id = ?1");
    Ok(connection.prepare_cached(&sql)?.query_row([id.0], account).optional()?)
}

pub fn named(
    connection: &Connection,
    name: &str,
    class: Class,
    currency: Currency,
) -> Result<Option<Account>, Failure> {
    let sql = format!("SELECT {COLUMNS} FROM account WHERE name_key = ?1 ORDER BY id");
    let mut statement = connection.prepare_cached(&sql)?;
    for found in statement.query_map([key_of(name)], account)? {
        let found = found?;
        let same_currency = class == Class::Register || found.currency == currency;
        if Class::of(found.kind) == class && same_currency {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

pub fn used(connection: &Connection, id: AccountId) -> Result<Use, Failure> {
    let sql = "SELECT EXISTS (SELECT 1 FROM split WHERE account_id = ?1)
                       OR EXISTS (SELECT 1 FROM statement WHERE account_id = ?1),
                   EXISTS (SELECT 1 FROM batch_account WHERE account_id = ?1)
                       OR EXISTS (SELECT 1 FROM bank_balance WHERE account_id = ?1)";
    let holds: (bool, bool) =
        connection.prepare_cached(sql)?.query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(match holds {
        (true, _) => Use::Transactions,
        (false, true) => Use::Imports,
        (false, false) => Use::Nothing,
    })
}

/// How many splits, statements, chequebooks and remembered lines and balances are at an account.
pub fn references(connection: &Connection, id: AccountId) -> Result<u64, Failure> {
    let sql = "SELECT (SELECT coalesce(sum(row_count), 0) FROM month_total WHERE account_id = ?1)
                   + (SELECT count(*) FROM batch_account b JOIN imported_line l ON l.batch_id = b.batch_id
                      WHERE b.account_id = ?1 AND l.account_id = ?1)
                   + (SELECT count(*) FROM bank_balance WHERE account_id = ?1)
                   + (SELECT count(*) FROM statement WHERE account_id = ?1)
                   + (SELECT count(*) FROM chequebook WHERE account_id = ?1)";
    Ok(connection.prepare_cached(sql)?.query_row([id.0], |row| row.get(0))?)
}

/// Every account, in the order of their ids.
pub fn all(connection: &Connection) -> Result<Vec<Account>, Failure> {
    let sql = format!("SELECT {COLUMNS} FROM account ORDER BY id");
    Ok(connection.prepare_cached(&sql)?.query_map([], account)?.collect::<Result<_, _>>()?)
}

const ORDER: &str = "kind NOT IN ('asset', 'liability'), place = 0, place, \
                     instr('asset liability income expense equity', kind), name_key, id";

/// Every account, in the order in which they are shown.
pub fn in_order(connection: &Connection) -> Result<Vec<Account>, Failure> {
    let sql = format!("SELECT {COLUMNS} FROM account ORDER BY {ORDER}");
    Ok(connection.prepare_cached(&sql)?.query_map([], account)?.collect::<Result<_, _>>()?)
}

/// All accounts with their balances: registers first, those that were given a place before the others, by kind and name.
pub fn list(connection: &Connection) -> Result<Vec<AccountRow>, Failure> {
    let sql = format!(
        "SELECT {COLUMNS}, coalesce(sum(total), 0), coalesce(sum(cleared), 0), coalesce(sum(row_count), 0)
         FROM account LEFT JOIN month_total ON account_id = id
         GROUP BY id
         ORDER BY {ORDER}"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([], |row| {
        Ok(AccountRow {
            account: account(row)?,
            balance: row.get(10)?,
            cleared: row.get(11)?,
            rows: row.get(12)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The accounts that have rows after a day.
pub fn with_later_rows(connection: &Connection, day: Date) -> Result<HashSet<AccountId>, Failure> {
    let sql = "SELECT id FROM account WHERE EXISTS (SELECT 1 FROM split INDEXED BY split_by_register
               WHERE account_id = account.id AND date > ?1)";
    let mut statement = connection.prepare_cached(sql)?;
    let ids = statement.query_map([day.to_string()], |row| Ok(AccountId(row.get(0)?)))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

pub fn put(connection: &Connection, account: &Account) -> Result<(), Failure> {
    let sql = "INSERT INTO account (id, name, name_key, kind, currency, bank_key, note, closed,
                   subkind, grouping, place)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
               ON CONFLICT (id) DO UPDATE SET name = ?2, name_key = ?3, kind = ?4, currency = ?5,
                   bank_key = ?6, note = ?7, closed = ?8, subkind = ?9, grouping = ?10, place = ?11";
    connection.prepare_cached(sql)?.execute((
        account.id.0,
        &account.name,
        key_of(&account.name),
        kind_name(account.kind),
        account.currency.code(),
        &account.bank_key,
        &account.note,
        account.closed,
        &account.subkind,
        &account.group,
        account.order,
    ))?;
    Ok(())
}

pub fn delete(connection: &Connection, id: AccountId) -> Result<(), Failure> {
    connection.prepare_cached("DELETE FROM account WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

fn account(row: &Row) -> rusqlite::Result<Account> {
    Ok(Account {
        id: AccountId(row.get(0)?),
        name: row.get(1)?,
        kind: parsed(row, 2, kind_named)?,
        currency: parsed(row, 3, |code| code.parse().ok())?,
        bank_key: row.get(4)?,
        note: row.get(5)?,
        closed: row.get(6)?,
        subkind: row.get(7)?,
        group: row.get(8)?,
        order: row.get(9)?,
    })
}

/// A text column as one of our types.
pub fn parsed<T>(row: &Row, index: usize, parse: impl Fn(&str) -> Option<T>) -> rusqlite::Result<T> {
    let text: String = row.get(index)?;
    parse(&text).ok_or_else(|| {
        let error = format!("{text:?} was not written by this program");
        rusqlite::Error::FromSqlConversionFailure(index, Type::Text, error.into())
    })
}

const KINDS: [(AccountKind, &str); 5] = [
    (AccountKind::Asset, "asset"),
    (AccountKind::Liability, "liability"),
    (AccountKind::Income, "income"),
    (AccountKind::Expense, "expense"),
    (AccountKind::Equity, "equity"),
];

pub fn kind_name(kind: AccountKind) -> &'static str {
    KINDS.iter().find(|(k, _)| *k == kind).map_or("", |(_, name)| name)
}

pub fn kind_named(name: &str) -> Option<AccountKind> {
    KINDS.iter().find(|(_, n)| *n == name).map(|(kind, _)| *kind)
}
