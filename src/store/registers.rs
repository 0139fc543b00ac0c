//! Pages of a register, with running balances.

use rusqlite::{Connection, Row};

use super::accounts::parsed;
use super::failure::Failure;
use super::months;
use super::transactions::{minor, state};
use crate::ledger::register::{Place, place, running};
use crate::ledger::{AccountId, Minor, SplitState, TransactionId};

/// Some rows of a register, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterPage {
    /// Rows in the whole register.
    pub total: u64,
    /// Position of the first row here.
    pub offset: u64,
    pub rows: Vec<RegisterRow>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterRow {
    pub transaction: TransactionId,
    pub split: u32,
    pub date: jiff::civil::Date,
    pub number: Option<String>,
    pub payee: Option<String>,
    pub memo: String,
    pub amount: Minor,
    pub state: SplitState,
    /// The other sides' accounts; none when there are several.
    pub other: Option<AccountId>,
    /// Minor units, after this row.
    pub balance: i64,
}

/// A split of the account that no bank file has claimed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loose {
    pub transaction: TransactionId,
    pub split: u32,
    pub date: jiff::civil::Date,
    pub amount: Minor,
    pub number: Option<String>,
    pub payee: Option<String>,
    pub memo: String,
    /// Whether the other side is a register, too.
    pub is_transfer: bool,
}

/// Reads `limit` rows from `offset`, or the last ones.
pub fn page(
    connection: &Connection,
    account: AccountId,
    offset: Option<u64>,
    limit: u64,
) -> Result<RegisterPage, Failure> {
    let months = months::of(connection, account)?;
    let total = months.iter().map(|month| month.rows).sum();
    let offset = offset.unwrap_or_else(|| u64::saturating_sub(total, limit)).min(total);
    let place = place(&months, offset);
    let start = place.balance.saturating_add(skipped(connection, account, &place)?);
    let mut rows = rows(connection, account, &place, limit)?;
    let balances: Vec<i64> = running(start, rows.iter().map(|row| row.amount)).collect();
    for (row, balance) in rows.iter_mut().zip(balances) {
        row.balance = balance;
    }
    Ok(RegisterPage { total, offset, rows })
}

/// What the month's rows before the place sum to; read from the index alone.
fn skipped(connection: &Connection, account: AccountId, place: &Place) -> Result<i64, Failure> {
    let Some(month) = place.month else {
        return Ok(0);
    };
    let sql = "SELECT coalesce(sum(amount), 0) FROM
                   (SELECT amount FROM split WHERE account_id = ?1 AND date >= ?2
                    ORDER BY date, txn_id, ordinal LIMIT ?3)";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row((account.0, month.first_day(), place.skip), |row| row.get(0))?)
}

fn rows(
    connection: &Connection,
    account: AccountId,
    place: &Place,
    limit: u64,
) -> Result<Vec<RegisterRow>, Failure> {
    let Some(month) = place.month else {
        return Ok(Vec::new());
    };
    let sql = "SELECT s.txn_id, s.ordinal, s.date, t.number, p.name, t.memo, s.memo, s.amount, s.state,
                   (SELECT CASE WHEN count(*) = 1 THEN max(o.account_id) END
                    FROM split o WHERE o.txn_id = s.txn_id AND o.ordinal <> s.ordinal)
               FROM split s JOIN txn t ON t.id = s.txn_id LEFT JOIN payee p ON p.id = t.payee_id
               WHERE s.account_id = ?1 AND s.date >= ?2
               ORDER BY s.date, s.txn_id, s.ordinal LIMIT ?3 OFFSET ?4";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map((account.0, month.first_day(), limit, place.skip), row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn row(row: &Row) -> rusqlite::Result<RegisterRow> {
    let (memo, own_memo): (String, String) = (row.get(5)?, row.get(6)?);
    Ok(RegisterRow {
        transaction: TransactionId(row.get(0)?),
        split: row.get(1)?,
        date: parsed(row, 2, |text| text.parse().ok())?,
        number: row.get(3)?,
        payee: row.get(4)?,
        memo: if memo.is_empty() { own_memo } else { memo },
        amount: minor(row, 7)?,
        state: state(row, 8)?,
        other: row.get::<_, Option<i64>>(9)?.map(AccountId),
        balance: 0,
    })
}

/// The splits of an account that no bank file has claimed, oldest first. Opening balances are nothing a bank would list.
pub fn loose(connection: &Connection, account: AccountId) -> Result<Vec<Loose>, Failure> {
    let sql = "SELECT s.txn_id, s.ordinal, s.date, s.amount, t.number, p.name,
                   EXISTS (SELECT 1 FROM split o JOIN account a ON a.id = o.account_id
                           WHERE o.txn_id = s.txn_id AND o.ordinal <> s.ordinal
                             AND a.kind IN ('asset', 'liability')),
                   CASE t.memo WHEN '' THEN s.memo ELSE t.memo END
               FROM split s JOIN txn t ON t.id = s.txn_id LEFT JOIN payee p ON p.id = t.payee_id
               WHERE s.account_id = ?1 AND s.bank_id IS NULL
                 AND NOT EXISTS (SELECT 1 FROM split o JOIN account a ON a.id = o.account_id
                                 WHERE o.txn_id = s.txn_id AND a.kind = 'equity')
               ORDER BY s.date, s.txn_id, s.ordinal";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([account.0], |row| {
        Ok(Loose {
            transaction: TransactionId(row.get(0)?),
            split: row.get(1)?,
            date: parsed(row, 2, |text| text.parse().ok())?,
            amount: minor(row, 3)?,
            number: row.get(4)?,
            payee: row.get(5)?,
            is_transfer: row.get(6)?,
            memo: row.get(7)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether the account has a split against equity. Equity has few splits: the search begins there.
pub fn has_opening(connection: &Connection, account: AccountId) -> Result<bool, Failure> {
    let sql = "SELECT EXISTS (SELECT 1 FROM account a CROSS JOIN split o CROSS JOIN split s
                              WHERE a.kind = 'equity' AND o.account_id = a.id
                                AND s.txn_id = o.txn_id AND s.account_id = ?1)";
    Ok(connection.prepare_cached(sql)?.query_row([account.0], |row| row.get(0))?)
}
