//! Changes to very many transactions, row by row in place.

use jiff::civil::Date;
use rusqlite::Connection;

use super::accounts::parsed;
use super::failure::Failure;
use super::tags;
use super::tally::Tally;
use super::transactions::split;
use crate::ledger::bulk::RowRef;
use crate::ledger::{
    AccountId, BatchId, ImportedAs, LinesMoved, Minor, PayeeId, PayeeSwapped, Split, SplitsMoved, Tagged,
    TransactionId,
};

/// Splits go to another account, and with them what is counted there.
pub fn move_splits(connection: &Connection, tally: &mut Tally, moved: &SplitsMoved) -> Result<(), Failure> {
    let sql = "UPDATE split SET account_id = ?3 WHERE txn_id = ?1 AND ordinal = ?2
               RETURNING account_id, amount, value, memo, state, bank_id, statement_id, date, place";
    let mut statement = connection.prepare_cached(sql)?;
    for (id, ordinal) in &moved.splits {
        let (split, of_day) = statement.query_row((id.0, ordinal, moved.to.0), |row| {
            Ok((split(row)?, (parsed(row, 7, |text| text.parse().ok())?, row.get(8)?)))
        })?;
        tally.count(of_day, (*ordinal, &Split { account: moved.from, ..split.clone() }), -1);
        tally.count(of_day, (*ordinal, &split), 1);
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

/// Imported lines are another transaction.
pub fn move_lines(connection: &Connection, moved: &LinesMoved) -> Result<(), Failure> {
    let sql = "UPDATE imported_line SET txn_id = ?3 WHERE batch_id = ?1 AND ordinal = ?2";
    let mut statement = connection.prepare_cached(sql)?;
    for (batch, at) in &moved.lines {
        statement.execute((batch.0, at, moved.to.0))?;
    }
    Ok(())
}

/// The imported lines that are one of these transactions. One pass over all lines, however many are asked for:
/// nothing is sorted by transaction.
pub fn lines_of(connection: &Connection, ids: &[TransactionId]) -> Result<Vec<ImportedAs>, Failure> {
    let sql = "SELECT txn_id, batch_id, ordinal FROM imported_line
               WHERE txn_id IN (SELECT value FROM json_each(?1)) ORDER BY batch_id, ordinal";
    let ids: Vec<String> = ids.iter().map(|id| id.0.to_string()).collect();
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([format!("[{}]", ids.join(","))], |row| {
        Ok((TransactionId(row.get(0)?), BatchId(row.get(1)?), row.get(2)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The rows of an account over an amount, on the days from `from` to `to`.
pub fn rows_over(
    connection: &Connection,
    account: AccountId,
    amount: Minor,
    (from, to): (Date, Date),
) -> Result<Vec<RowRef>, Failure> {
    let sql = "SELECT txn_id, ordinal FROM split
               WHERE account_id = ?1 AND date BETWEEN ?3 AND ?4 AND amount = ?2
               ORDER BY date, txn_id, ordinal";
    let mut statement = connection.prepare_cached(sql)?;
    let range = (account.0, amount.units(), from.to_string(), to.to_string());
    let rows = statement
        .query_map(range, |row| Ok(RowRef { transaction: TransactionId(row.get(0)?), split: row.get(1)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
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
