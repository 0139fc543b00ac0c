//! Changes to very many transactions, row by row in place.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::accounts::parsed;
use super::failure::Failure;
use super::months;
use super::tags;
use super::transactions::{minor, state};
use crate::ledger::register::Month;
use crate::ledger::{AccountId, PayeeId, PayeeSwapped, SplitState, SplitsMoved, Tagged, TransactionId};

/// Splits go to another account, and with them what the months count.
pub fn move_splits(connection: &Connection, moved: &SplitsMoved) -> Result<(), Failure> {
    let sql = "UPDATE split SET account_id = ?3 WHERE txn_id = ?1 AND ordinal = ?2
               RETURNING date, amount, state";
    let mut statement = connection.prepare_cached(sql)?;
    let mut months: BTreeMap<Month, months::Sum> = BTreeMap::new();
    for (id, ordinal) in &moved.splits {
        let (date, amount, state) = statement.query_row((id.0, ordinal, moved.to.0), |row| {
            let date = parsed(row, 0, |text| text.parse::<jiff::civil::Date>().ok())?;
            Ok((date, minor(row, 1)?, state(row, 2)?))
        })?;
        let sum = months.entry(Month::of(date)).or_default();
        sum.rows += 1;
        sum.total += amount.units();
        sum.cleared += if state == SplitState::Uncleared { 0 } else { amount.units() };
    }
    for (month, sum) in months {
        months::add(connection, moved.from, month, &sum.negated())?;
        months::add(connection, moved.to, month, &sum)?;
    }
    Ok(())
}

pub fn swap_payee(connection: &Connection, swapped: &PayeeSwapped) -> Result<(), Failure> {
    let mut statement = connection.prepare_cached("UPDATE txn SET payee_id = ?2 WHERE id = ?1")?;
    for id in &swapped.transactions {
        statement.execute((id.0, swapped.to.0))?;
    }
    Ok(())
}

pub fn tag(connection: &Connection, tagged: &Tagged) -> Result<(), Failure> {
    for id in &tagged.transactions {
        tags::mark(connection, *id, tagged.tag, tagged.on)?;
    }
    Ok(())
}

/// The splits of an account, by transaction and position, ascending.
pub fn splits_of(connection: &Connection, id: AccountId) -> Result<Vec<(TransactionId, usize)>, Failure> {
    let sql = "SELECT txn_id, ordinal FROM split WHERE account_id = ?1 ORDER BY txn_id, ordinal";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([id.0], |row| Ok((TransactionId(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub fn has_reconciled(connection: &Connection, id: AccountId) -> Result<bool, Failure> {
    let sql = "SELECT EXISTS (SELECT 1 FROM split WHERE account_id = ?1 AND state = 2)";
    Ok(connection.prepare_cached(sql)?.query_row([id.0], |row| row.get(0))?)
}

/// The transactions of a payee, ascending.
pub fn transactions_of(connection: &Connection, id: PayeeId) -> Result<Vec<TransactionId>, Failure> {
    let mut statement = connection.prepare_cached("SELECT id FROM txn WHERE payee_id = ?1 ORDER BY id")?;
    Ok(statement.query_map([id.0], |row| row.get(0).map(TransactionId))?.collect::<Result<_, _>>()?)
}
