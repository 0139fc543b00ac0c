//! The rows behind a figure.

use rusqlite::{Connection, OptionalExtension};

use super::NoReport;
use super::columns::Columns;
use crate::ledger::report::{DaySlot, Opened, Plan, Which};
use crate::ledger::{AccountId, SplitState, TransactionId};
use crate::store::accounts::parsed;
use crate::store::failure::Failure;
use crate::store::transactions::state;

/// Some of the rows behind a figure, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportRows {
    /// How many there are.
    pub total: u64,
    /// What all of them come to, in minor units.
    pub sum: i64,
    pub offset: u64,
    pub rows: Vec<ReportRow>,
}

/// A split that counts in a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportRow {
    pub transaction: TransactionId,
    /// The split that counts, and its account.
    pub split: u32,
    pub account: AccountId,
    /// The split in a chosen account that it is seen from, and the register that it stands in.
    pub own_split: u32,
    pub register: AccountId,
    pub date: jiff::civil::Date,
    pub number: Option<String>,
    pub payee: Option<String>,
    pub memo: String,
    /// As the figure counts it, in minor units.
    pub amount: i64,
    /// Of the split in the register.
    pub state: SplitState,
    pub tags: Vec<String>,
}

/// Where a row is: what it sorts by first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    day: DaySlot,
    transaction: u32,
    split: u32,
    own_split: u32,
    account: u32,
    register: u32,
    amount: i64,
}

/// All rows behind a figure.
pub fn behind(
    columns: &Columns,
    plan: &Plan,
    which: &Which,
    marked: Option<&[bool]>,
) -> Result<Vec<Found>, NoReport> {
    let opened = Opened::new(plan, which)?;
    let mut found = Vec::new();
    columns.each(marked, |at, entry| {
        opened.parts(entry, |part| {
            found.push(Found {
                day: entry.day,
                transaction: columns.id(at),
                split: small(part.leg),
                own_split: small(part.own),
                account: entry.accounts[part.leg],
                register: entry.accounts[part.own],
                amount: part.amount,
            });
        });
    });
    Ok(found)
}

/// Puts them in order and reads some of them.
pub fn page(
    connection: &Connection,
    mut found: Vec<Found>,
    (offset, limit): (u64, u64),
) -> Result<ReportRows, Failure> {
    found.sort_unstable();
    let (total, sum) = (found.len() as u64, found.iter().map(|one| one.amount).sum());
    let offset = offset.min(total);
    let skip = usize::try_from(offset).unwrap_or(usize::MAX);
    let take = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut rows = Vec::new();
    for one in found.iter().skip(skip).take(take) {
        rows.extend(read(connection, one)?);
    }
    Ok(ReportRows { total, sum, offset, rows })
}

fn read(connection: &Connection, one: &Found) -> Result<Option<ReportRow>, Failure> {
    let sql = "SELECT t.date, t.number, p.name, CASE t.memo WHEN '' THEN s.memo ELSE t.memo END, o.state,
                   (SELECT group_concat(g.name, ',' ORDER BY g.name_key) FROM txn_tag x JOIN tag g ON g.id = x.tag_id
                    WHERE x.txn_id = t.id)
               FROM txn t JOIN split s ON s.txn_id = t.id AND s.ordinal = ?2
               JOIN split o ON o.txn_id = t.id AND o.ordinal = ?3
               LEFT JOIN payee p ON p.id = t.payee_id WHERE t.id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let row = statement.query_row((one.transaction, one.split, one.own_split), |row| {
        Ok(ReportRow {
            transaction: TransactionId(i64::from(one.transaction)),
            split: one.split,
            account: AccountId(i64::from(one.account)),
            own_split: one.own_split,
            register: AccountId(i64::from(one.register)),
            date: parsed(row, 0, |text| text.parse().ok())?,
            number: row.get(1)?,
            payee: row.get(2)?,
            memo: row.get(3)?,
            amount: one.amount,
            state: state(row, 4)?,
            // No tag has a comma in it.
            tags: row
                .get::<_, Option<String>>(5)?
                .map_or_else(Vec::new, |all| all.split(',').map(str::to_owned).collect()),
        })
    });
    Ok(row.optional()?)
}

fn small(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
