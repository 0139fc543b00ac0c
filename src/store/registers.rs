//! Pages of a register, with running balances.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row};

use super::accounts::parsed;
use super::failure::Failure;
use super::positions::{self, Key, Start};
use super::search::Placed;
use super::transactions::{minor, state};
use crate::ledger::register::running;
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
    /// Its position in the whole register, from 0.
    pub index: u64,
    pub date: jiff::civil::Date,
    pub number: Option<String>,
    pub payee: Option<String>,
    pub memo: String,
    pub amount: Minor,
    pub state: SplitState,
    /// The other sides' accounts; none when there are several.
    pub other: Option<AccountId>,
    /// Whether a bank file has it, too.
    pub imported: bool,
    /// Minor units, after this row.
    pub balance: i64,
    pub void: bool,
    /// By name.
    pub tags: Vec<String>,
    /// How many files are attached to the transaction.
    pub attachments: u64,
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
    /// What is on the other side, if that is a register, too.
    pub far_side: Option<FarSide>,
}

/// The other side of a transfer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FarSide {
    /// The names of its accounts; more than one where it is split.
    pub accounts: Vec<String>,
    /// Whether a file of one of them brought it.
    pub is_imported: bool,
}

/// Reads `limit` rows from `offset`, or the last ones.
pub fn page(
    connection: &Connection,
    account: AccountId,
    offset: Option<u64>,
    limit: u64,
) -> Result<RegisterPage, Failure> {
    let total = positions::count(connection, account)?;
    let offset = offset.unwrap_or_else(|| u64::saturating_sub(total, limit)).min(total);
    let rows = match positions::at(connection, account, offset)? {
        Some(start) => rows(connection, account, &start, offset, limit)?,
        None => Vec::new(),
    };
    Ok(RegisterPage { total, offset, rows })
}

/// The columns of a row, of the table `s`.
const COLUMNS: &str = "s.txn_id, s.ordinal, s.date, t.number, p.name, t.memo, s.memo, s.amount, s.state,
    (SELECT CASE WHEN count(*) = 1 THEN max(o.account_id) END
     FROM split o WHERE o.txn_id = s.txn_id AND o.ordinal <> s.ordinal),
    s.bank_id IS NOT NULL, t.void IS NOT NULL,
    (SELECT group_concat(g.name, ',' ORDER BY g.name_key) FROM txn_tag x JOIN tag g ON g.id = x.tag_id
     WHERE x.txn_id = s.txn_id),
    (SELECT count(*) FROM attachment a WHERE a.txn_id = s.txn_id)";

/// Rows from a place on. The place is found first and the rest joined last, so that no row is read in vain.
fn rows(
    connection: &Connection,
    account: AccountId,
    start: &Start,
    offset: u64,
    limit: u64,
) -> Result<Vec<RegisterRow>, Failure> {
    let sql = format!(
        "SELECT {COLUMNS}
         FROM split s JOIN txn t ON t.id = s.txn_id LEFT JOIN payee p ON p.id = t.payee_id
         WHERE s.account_id = ?1 AND (s.date, s.place, s.ordinal) >= (?2, ?3, ?4)
         ORDER BY s.date, s.place, s.ordinal LIMIT ?5"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let Key { date, place, split } = &start.key;
    let rows = statement.query_map((account.0, date, place, split, limit), row)?;
    let mut rows = rows.collect::<Result<Vec<_>, _>>()?;
    let balances: Vec<i64> = running(start.balance, rows.iter().map(|row| row.amount)).collect();
    for ((row, balance), index) in rows.iter_mut().zip(balances).zip(offset..) {
        (row.balance, row.index) = (balance, index);
    }
    Ok(rows)
}

/// The rows of these splits, in their order. A split that is not there has none.
pub fn rows_of(connection: &Connection, splits: &[Placed]) -> Result<Vec<RegisterRow>, Failure> {
    let sql = format!(
        "SELECT {COLUMNS}
         FROM split s JOIN txn t ON t.id = s.txn_id LEFT JOIN payee p ON p.id = t.payee_id
         WHERE s.txn_id = ?1 AND s.ordinal = ?2"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = Vec::with_capacity(splits.len());
    for placed in splits {
        let found = statement.query_row((placed.transaction, placed.split), row).optional()?;
        rows.extend(found.map(|row| RegisterRow { index: placed.index, balance: placed.balance, ..row }));
    }
    Ok(rows)
}

fn row(row: &Row) -> rusqlite::Result<RegisterRow> {
    let (memo, own_memo): (String, String) = (row.get(5)?, row.get(6)?);
    Ok(RegisterRow {
        transaction: TransactionId(row.get(0)?),
        split: row.get(1)?,
        index: 0,
        date: parsed(row, 2, |text| text.parse().ok())?,
        number: row.get(3)?,
        payee: row.get(4)?,
        memo: if memo.is_empty() { own_memo } else { memo },
        amount: minor(row, 7)?,
        state: state(row, 8)?,
        other: row.get::<_, Option<i64>>(9)?.map(AccountId),
        imported: row.get(10)?,
        void: row.get(11)?,
        // No tag has a comma in it.
        tags: row
            .get::<_, Option<String>>(12)?
            .map_or_else(Vec::new, |all| all.split(',').map(str::to_owned).collect()),
        attachments: row.get(13)?,
        balance: 0,
    })
}

/// Which splits that no bank file has claimed are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LooseQuery {
    pub from: Date,
    pub to: Date,
    /// Cheques of any day that have one of these numbers, without their zeros in front.
    pub numbers: Vec<i64>,
}

/// The splits of an account that no bank file has claimed, oldest first: those of some days, and cheques with some
/// numbers. Opening balances are nothing a bank would list.
pub fn loose(connection: &Connection, account: AccountId, query: &LooseQuery) -> Result<Vec<Loose>, Failure> {
    let sql = "WITH near AS (
                   SELECT txn_id, ordinal FROM split WHERE account_id = ?1 AND date BETWEEN ?2 AND ?3
                   UNION
                   SELECT c.txn_id, c.ordinal FROM json_each(?4) n
                   CROSS JOIN txn k ON CAST(k.number AS INTEGER) = n.value AND k.number GLOB '[0-9]*'
                   CROSS JOIN split c ON c.txn_id = k.id AND +c.account_id = ?1)
               SELECT s.txn_id, s.ordinal, s.date, s.amount, t.number, p.name,
                   (SELECT group_concat(iif(o.bank_id IS NULL, 'e', 'i') || a.name, char(31))
                    FROM split o JOIN account a ON a.id = o.account_id
                    WHERE o.txn_id = s.txn_id AND o.ordinal <> s.ordinal AND a.kind IN ('asset', 'liability')),
                   CASE t.memo WHEN '' THEN s.memo ELSE t.memo END
               FROM near CROSS JOIN split s ON s.txn_id = near.txn_id AND s.ordinal = near.ordinal
               CROSS JOIN txn t ON t.id = s.txn_id LEFT JOIN payee p ON p.id = t.payee_id
               WHERE s.bank_id IS NULL
                 AND NOT EXISTS (SELECT 1 FROM split o JOIN account a ON a.id = o.account_id
                                 WHERE o.txn_id = s.txn_id AND a.kind = 'equity')
               ORDER BY s.date, s.place, s.ordinal";
    let mut statement = connection.prepare_cached(sql)?;
    let numbers: Vec<String> = query.numbers.iter().map(i64::to_string).collect();
    let numbers = format!("[{}]", numbers.join(","));
    let asked = (account.0, query.from.to_string(), query.to.to_string(), numbers);
    let rows = statement.query_map(asked, |row| {
        Ok(Loose {
            transaction: TransactionId(row.get(0)?),
            split: row.get(1)?,
            date: parsed(row, 2, |text| text.parse().ok())?,
            amount: minor(row, 3)?,
            number: row.get(4)?,
            payee: row.get(5)?,
            far_side: row.get::<_, Option<String>>(6)?.as_deref().map(far_side),
            memo: row.get(7)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Names with a letter before each that says whether a file brought that side. No name has the mark between them.
fn far_side(text: &str) -> FarSide {
    let sides: Vec<&str> = text.split('\u{1f}').collect();
    let name = |side: &&str| side.get(1..).unwrap_or_default().to_owned();
    FarSide {
        accounts: sides.iter().map(name).collect(),
        is_imported: sides.iter().any(|side| side.starts_with('i')),
    }
}

/// The first transaction between the account and equity that has no other side.
pub fn opening(connection: &Connection, account: AccountId) -> Result<Option<TransactionId>, Failure> {
    let sql = "SELECT s.txn_id FROM account a CROSS JOIN split o CROSS JOIN split s
               WHERE a.kind = 'equity' AND o.account_id = a.id AND s.txn_id = o.txn_id AND +s.account_id = ?1
                 AND (SELECT count(*) FROM split n WHERE n.txn_id = s.txn_id) = 2
               ORDER BY s.date, s.place LIMIT 1";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row([account.0], |row| row.get(0).map(TransactionId)).optional()?)
}

/// Whether the account has a split against equity. Equity has few splits: the search begins there.
pub fn has_opening(connection: &Connection, account: AccountId) -> Result<bool, Failure> {
    let sql = "SELECT EXISTS (SELECT 1 FROM account a CROSS JOIN split o CROSS JOIN split s
                              WHERE a.kind = 'equity' AND o.account_id = a.id
                                AND s.txn_id = o.txn_id AND +s.account_id = ?1)";
    Ok(connection.prepare_cached(sql)?.query_row([account.0], |row| row.get(0))?)
}
