//! Splits that are lines of imported files, with those lines.
//!
//! It only reads.

use jiff::civil::Date;
use rusqlite::{Connection, Row};

use super::accounts::parsed;
use super::failure::Failure;
use super::registers::Loose;
use super::transactions::minor;
use crate::ledger::{AccountId, Minor, TransactionId};

/// A line of an imported file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimingLine {
    /// The format of its file, as it is called.
    pub format: String,
    /// Which of that format's layouts it had.
    pub layout: String,
    pub bank_id: String,
    /// The payee in the words of that file.
    pub payee: String,
    /// Its day and amount there. The split may have been changed since, or have another day from the beginning.
    pub date: Option<Date>,
    pub amount: Minor,
}

/// A plus before a column keeps SQLite from finding the splits by it ("The SQLite Query Optimizer Overview", unary +):
/// by account and day it would go through the whole account for every line. The lines are those of the days, and those of
/// the rows of the days: each is found by an index.
///
/// A line is the split of its amount; where that was changed since, the only one of its account in the transaction.
const SPLITS: &str = "WITH near AS (
        SELECT batch_id, ordinal FROM imported_line WHERE +account_id = ?1 AND date BETWEEN ?2 AND ?3
        UNION SELECT l.batch_id, l.ordinal FROM split s CROSS JOIN imported_line l ON l.txn_id = s.txn_id
            WHERE s.account_id = ?1 AND s.date BETWEEN ?2 AND ?3 AND +l.account_id = ?1)
    SELECT s.txn_id, s.ordinal, s.date, s.amount, t.number, p.name,
        CASE t.memo WHEN '' THEN s.memo ELSE t.memo END, b.format, b.layout, l.bank_id, l.payee, l.date, l.amount
    FROM near n CROSS JOIN imported_line l ON l.batch_id = n.batch_id AND l.ordinal = n.ordinal
    CROSS JOIN split s ON s.txn_id = l.txn_id AND +s.account_id = l.account_id
        AND (s.amount = l.amount OR (SELECT count(*) FROM split o WHERE o.txn_id = l.txn_id
                                     AND +o.account_id = l.account_id AND o.bank_id IS NOT NULL) = 1)
    CROSS JOIN batch b ON b.id = l.batch_id
    CROSS JOIN txn t ON t.id = s.txn_id LEFT JOIN payee p ON p.id = t.payee_id
    WHERE s.bank_id IS NOT NULL
        AND (+s.date BETWEEN ?2 AND ?3 OR l.date BETWEEN ?2 AND ?3)
    ORDER BY s.date, s.place, s.ordinal, l.batch_id, l.ordinal";

/// The splits of the days from `from` to `to`, in the book or in a file, oldest first; each with all lines that it is.
pub fn splits(
    connection: &Connection,
    account: AccountId,
    from: Date,
    to: Date,
) -> Result<Vec<(Loose, Vec<ClaimingLine>)>, Failure> {
    let mut statement = connection.prepare_cached(SPLITS)?;
    let mut rows = statement.query((account.0, from.to_string(), to.to_string()))?;
    let mut splits: Vec<(Loose, Vec<ClaimingLine>)> = Vec::new();
    while let Some(row) = rows.next()? {
        let line = ClaimingLine {
            format: row.get(7)?,
            layout: row.get(8)?,
            bank_id: row.get(9)?,
            payee: row.get(10)?,
            date: row.get::<_, Option<String>>(11)?.and_then(|text| text.parse().ok()),
            amount: minor(row, 12)?,
        };
        let split = split(row)?;
        match splits.last_mut() {
            Some((last, lines)) if (last.transaction, last.split) == (split.transaction, split.split) => {
                lines.push(line);
            }
            _ => splits.push((split, vec![line])),
        }
    }
    Ok(splits)
}

fn split(row: &Row) -> rusqlite::Result<Loose> {
    Ok(Loose {
        transaction: TransactionId(row.get(0)?),
        split: row.get(1)?,
        date: parsed(row, 2, |text| text.parse().ok())?,
        amount: minor(row, 3)?,
        number: row.get(4)?,
        payee: row.get(5)?,
        memo: row.get(6)?,
        far_side: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::migrations::MIGRATIONS;

    #[test]
    fn lines_and_splits_are_found_by_indexes_and_nothing_is_gone_through_whole() {
        let connection = Connection::open_in_memory().expect("memory is enough");
        MIGRATIONS.iter().for_each(|sql| connection.execute_batch(sql).expect("migrates"));
        let mut plan = connection.prepare(&format!("EXPLAIN QUERY PLAN {SPLITS}")).expect("is understood");
        let steps = plan.query_map((1, "", ""), |row| row.get::<_, String>(3)).expect("is planned");
        let steps: Vec<String> = steps.collect::<Result<_, _>>().expect("is planned");
        assert!(steps.iter().any(|step| step.contains("SEARCH s USING PRIMARY KEY (txn_id=?)")), "{steps:?}");
        assert!(
            !steps.iter().any(|step| step.starts_with("SCAN imported_line") || step == "SCAN l"),
            "{steps:?}"
        );
    }
}
