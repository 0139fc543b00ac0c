//! Statements as rows, and the rows of a register that are in them.

use std::collections::HashMap;

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row};

use super::accounts::parsed;
use super::failure::Failure;
use super::reader::View;
use super::transactions::state;
use crate::ledger::bulk::RowRef;
use crate::ledger::{AccountId, Dated, Held, Minor, SplitState, Statement, StatementId, Sums, TransactionId};

/// A row of the register that can be ticked, or is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TickRow {
    pub transaction: TransactionId,
    pub split: u32,
    pub date: Date,
    pub number: Option<String>,
    pub payee: Option<String>,
    pub memo: String,
    /// Minor units, into the account.
    pub amount: i64,
    pub state: SplitState,
    pub statement: Option<StatementId>,
}

pub fn get(connection: &Connection, id: StatementId) -> Result<Option<Statement>, Failure> {
    let sql = "SELECT account_id, date, closing, is_finished FROM statement WHERE id = ?1";
    let found = connection.prepare_cached(sql)?.query_row([id.0], |row| Ok((head(id, row)?, row.get(3)?)));
    let Some((mut statement, is_finished)) = found.optional()? else {
        return Ok(None);
    };
    if is_finished {
        statement.held = Some(held(connection, id)?);
    }
    Ok(Some(statement))
}

fn head(id: StatementId, row: &Row) -> rusqlite::Result<Statement> {
    Ok(Statement {
        id,
        account: AccountId(row.get(0)?),
        date: parsed(row, 1, |text| text.parse().ok())?,
        closing: parsed_minor(row, 2)?,
        held: None,
    })
}

pub fn parsed_minor(row: &Row, index: usize) -> rusqlite::Result<Minor> {
    let units: i64 = row.get(index)?;
    Minor::balance(units).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(index, units))
}

fn held(connection: &Connection, id: StatementId) -> Result<Vec<Held>, Failure> {
    let sql = "SELECT txn_id, amount FROM held WHERE statement_id = ?1 ORDER BY txn_id";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement
        .query_map([id.0], |row| Ok(Held { transaction: TransactionId(row.get(0)?), amount: row.get(1)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub fn put(connection: &Connection, statement: &Statement) -> Result<(), Failure> {
    delete(connection, statement.id)?;
    let sql =
        "INSERT INTO statement (id, account_id, date, closing, is_finished) VALUES (?1, ?2, ?3, ?4, ?5)";
    connection.prepare_cached(sql)?.execute((
        statement.id.0,
        statement.account.0,
        statement.date.to_string(),
        statement.closing.units(),
        statement.is_finished(),
    ))?;
    let sql = "INSERT INTO held (statement_id, txn_id, amount) VALUES (?1, ?2, ?3)";
    let mut insert = connection.prepare_cached(sql)?;
    for row in statement.held.iter().flatten() {
        insert.execute((statement.id.0, row.transaction.0, row.amount))?;
    }
    Ok(())
}

pub fn delete(connection: &Connection, id: StatementId) -> Result<(), Failure> {
    connection.prepare_cached("DELETE FROM held WHERE statement_id = ?1")?.execute([id.0])?;
    connection.prepare_cached("DELETE FROM statement WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

/// The statements of an account by date, with what they held.
pub fn list(connection: &Connection, account: AccountId) -> Result<Vec<Statement>, Failure> {
    let mut all = Vec::new();
    for one in dated(connection, account)? {
        all.extend(get(connection, one.id)?);
    }
    Ok(all)
}

pub fn dated(connection: &Connection, account: AccountId) -> Result<Vec<Dated>, Failure> {
    let sql = "SELECT id, date, is_finished FROM statement WHERE account_id = ?1 ORDER BY date, id";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([account.0], |row| {
        Ok(Dated {
            id: StatementId(row.get(0)?),
            date: parsed(row, 1, |text| text.parse().ok())?,
            is_finished: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Everything reconciled less what this statement and later ones hold, and what is ticked in this one.
pub fn sums(connection: &Connection, statement: &Statement) -> Result<Sums, Failure> {
    let sql = "SELECT
                   (SELECT coalesce(sum(reconciled), 0) FROM month_total WHERE account_id = ?1)
                 - (SELECT coalesce(sum(s.amount), 0) FROM statement o CROSS JOIN split s ON s.statement_id = o.id
                    WHERE o.account_id = ?1 AND (o.date > ?3 OR o.id = ?2) AND s.account_id = ?1 AND s.state = 2),
                   (SELECT coalesce(sum(amount), 0) FROM split WHERE statement_id = ?2 AND account_id = ?1)";
    let key = (statement.account.0, statement.id.0, statement.date.to_string());
    let sums = connection.prepare_cached(sql)?.query_row(key, |row| Ok((row.get(0)?, row.get(1)?)));
    let (opening, ticked) = sums?;
    Ok(Sums { opening, ticked })
}

pub fn ticked(connection: &Connection, id: StatementId) -> Result<Vec<TransactionId>, Failure> {
    let sql = "SELECT DISTINCT txn_id FROM split WHERE statement_id = ?1 ORDER BY txn_id";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([id.0], |row| Ok(TransactionId(row.get(0)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub fn cleared_until(
    connection: &Connection,
    account: AccountId,
    date: Date,
) -> Result<Vec<RowRef>, Failure> {
    let sql = format!(
        "SELECT s.txn_id, s.ordinal FROM {OPEN} WHERE s.date <= ?2 AND s.state = 1 AND s.statement_id IS NULL"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map((account.0, date.to_string()), |row| {
        Ok(RowRef { transaction: TransactionId(row.get(0)?), split: row.get(1)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The splits of an account that are not reconciled, by way of the months that have such: those that are, are many.
const OPEN: &str = "month_total m CROSS JOIN split s
        ON m.account_id = ?1 AND m.open_rows > 0 AND s.account_id = m.account_id AND s.state < 2
           AND s.date BETWEEN printf('%04d-%02d-01', m.month / 12, m.month % 12 + 1)
                          AND printf('%04d-%02d-31', m.month / 12, m.month % 12 + 1)";

/// What a row to tick shows, of these splits.
fn ticks(splits: &str) -> String {
    format!(
        "SELECT s.txn_id, s.ordinal, s.date, t.number, p.name, t.memo, s.amount, s.state, s.statement_id
         FROM {splits} JOIN txn t ON t.id = s.txn_id LEFT JOIN payee p ON p.id = t.payee_id"
    )
}

/// How many rows a statement has, and whether those of a finished one are not what it held.
pub fn rows_and_drift(connection: &Connection, id: StatementId) -> Result<(u64, bool), Failure> {
    let sql = "WITH was AS (SELECT txn_id, amount FROM held WHERE statement_id = ?1),
                    now AS (SELECT txn_id, sum(amount) AS amount FROM split
                            WHERE statement_id = ?1 AND state = 2 GROUP BY txn_id)
               SELECT (SELECT count(*) FROM split WHERE statement_id = ?1),
                      EXISTS (SELECT * FROM was EXCEPT SELECT * FROM now)
                      OR EXISTS (SELECT * FROM now EXCEPT SELECT * FROM was)";
    let found = connection.prepare_cached(sql)?.query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(found?)
}

/// What is not reconciled yet, by date.
pub fn open_rows(connection: &Connection, account: AccountId) -> Result<Vec<TickRow>, Failure> {
    let sql = format!("{} ORDER BY s.date, s.place, s.ordinal", ticks(OPEN));
    tick_rows(connection, &sql, account.0)
}

/// What a statement has now: ticked in it, or reconciled by it.
pub fn own_rows(connection: &Connection, id: StatementId) -> Result<Vec<TickRow>, Failure> {
    let sql = format!("{} WHERE s.statement_id = ?1 ORDER BY s.date, s.place, s.ordinal", ticks("split s"));
    tick_rows(connection, &sql, id.0)
}

/// Rows of this amount that other statements of the account hold, the newest few, with their dates.
pub fn elsewhere(
    connection: &Connection,
    statement: &Statement,
    amount: i64,
) -> Result<Vec<(TickRow, Date)>, Failure> {
    let of_others =
        "(SELECT s.*, o.date AS stated FROM statement o CROSS JOIN split s ON s.statement_id = o.id
         WHERE o.account_id = ?1 AND o.id <> ?2 AND s.amount = ?3 ORDER BY o.date DESC LIMIT 8) s";
    let sql = format!("{} ORDER BY s.stated DESC, s.date, s.place, s.ordinal", ticks(of_others));
    let mut found = connection.prepare_cached(&sql)?;
    let dates: HashMap<StatementId, Date> =
        dated(connection, statement.account)?.into_iter().map(|one| (one.id, one.date)).collect();
    let rows = found.query_map((statement.account.0, statement.id.0, amount), tick_row)?;
    let mut elsewhere = Vec::new();
    for row in rows {
        let row = row?;
        let date = row.statement.and_then(|id| dates.get(&id)).copied();
        elsewhere.extend(date.map(|date| (row, date)));
    }
    Ok(elsewhere)
}

fn tick_rows(connection: &Connection, sql: &str, key: i64) -> Result<Vec<TickRow>, Failure> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([key], tick_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn tick_row(row: &Row) -> rusqlite::Result<TickRow> {
    Ok(TickRow {
        transaction: TransactionId(row.get(0)?),
        split: row.get(1)?,
        date: parsed(row, 2, |text| text.parse().ok())?,
        number: row.get(3)?,
        payee: row.get(4)?,
        memo: row.get(5)?,
        amount: row.get(6)?,
        state: state(row, 7)?,
        statement: row.get::<_, Option<i64>>(8)?.map(StatementId),
    })
}

impl View<'_> {
    /// The statements of an account by date, with what they held.
    pub fn statements(&self, account: AccountId) -> Result<Vec<Statement>, Failure> {
        list(self.connection, account)
    }

    pub fn statement(&self, id: StatementId) -> Result<Option<Statement>, Failure> {
        get(self.connection, id)
    }

    pub fn statement_sums(&self, statement: &Statement) -> Result<Sums, Failure> {
        sums(self.connection, statement)
    }

    /// How many rows it has, and whether those of a finished one are not what it held.
    pub fn statement_rows_and_drift(&self, id: StatementId) -> Result<(u64, bool), Failure> {
        rows_and_drift(self.connection, id)
    }

    /// What is ticked in a statement, or was reconciled by it.
    pub fn statement_rows(&self, id: StatementId) -> Result<Vec<TickRow>, Failure> {
        own_rows(self.connection, id)
    }

    /// What is not reconciled yet.
    pub fn open_rows(&self, account: AccountId) -> Result<Vec<TickRow>, Failure> {
        open_rows(self.connection, account)
    }

    /// Rows of this amount that other statements of the account hold, with their dates.
    pub fn reconciled_elsewhere(
        &self,
        statement: &Statement,
        amount: i64,
    ) -> Result<Vec<(TickRow, Date)>, Failure> {
        elsewhere(self.connection, statement, amount)
    }
}
