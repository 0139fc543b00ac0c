//! What is kept as a sum, counted again.

use rusqlite::{Connection, Row};

use super::{Finding, MOST};
use crate::store::failure::Failure;

/// Months of accounts whose totals are not those of their rows.
pub fn totals(connection: &Connection) -> Result<Vec<Finding>, Failure> {
    let sql = "WITH counted AS (
                   SELECT account_id, substr(date, 1, 4) * 12 + substr(date, 6, 2) - 1 AS month, count(*) AS row_count,
                          sum(amount) AS total, sum(iif(state > 0, amount, 0)) AS cleared,
                          sum(iif(state = 2, amount, 0)) AS reconciled,
                          sum(iif(state = 0 AND amount < 0, amount, 0)) AS unpaid, sum(state < 2) AS open_rows
                   FROM split GROUP BY 1, 2),
               kept AS (SELECT account_id, month, row_count, total, cleared, reconciled, unpaid, open_rows FROM month_total)
               SELECT account_id, month FROM (SELECT * FROM counted EXCEPT SELECT * FROM kept)
               UNION SELECT account_id, month FROM (SELECT * FROM kept EXCEPT SELECT * FROM counted)";
    told(connection, "totals", sql, |row| {
        let (account, month): (i64, i64) = (row.get(0)?, row.get(1)?);
        Ok(format!(
            "account {account}: the totals of {}-{:02} are not those of its rows",
            month / 12,
            month % 12 + 1
        ))
    })
}

/// Blocks within months whose totals are not those of their rows.
pub fn blocks(connection: &Connection) -> Result<Vec<Finding>, Failure> {
    let sql = "WITH ends AS (
                   SELECT account_id, date, place, ordinal, row_count, total,
                          lead(date) OVER w AS next_date, lead(place) OVER w AS next_place, lead(ordinal) OVER w AS next_ordinal
                   FROM block WINDOW w AS (PARTITION BY account_id, substr(date, 1, 7) ORDER BY date, place, ordinal)),
               counted AS (
                   SELECT e.account_id, e.date, e.row_count, e.total, count(s.txn_id) AS n, coalesce(sum(s.amount), 0) AS t
                   FROM ends e LEFT JOIN split s ON s.account_id = e.account_id AND s.date >= e.date
                        AND s.date <= substr(e.date, 1, 7) || '-31'
                        AND (s.date, s.place, s.ordinal) >= (e.date, e.place, e.ordinal)
                        AND (e.next_date IS NULL OR (s.date, s.place, s.ordinal) < (e.next_date, e.next_place, e.next_ordinal))
                   GROUP BY e.account_id, e.date, e.place, e.ordinal)
               SELECT account_id, date FROM counted WHERE row_count <> n OR total <> t";
    told(connection, "blocks", sql, |row| {
        let (account, date): (i64, String) = (row.get(0)?, row.get(1)?);
        Ok(format!("account {account}: the running total from {date} on is not that of its rows"))
    })
}

/// Transactions whose sides do not sum to zero, and sides without their transaction or of another day.
pub fn transactions(connection: &Connection) -> Result<Vec<Finding>, Failure> {
    let sql = "SELECT txn_id, 'do not sum to zero' FROM split GROUP BY txn_id HAVING sum(value) <> 0
               UNION ALL
               SELECT s.txn_id, 'are of no transaction, or of another day'
               FROM split s LEFT JOIN txn t ON t.id = s.txn_id WHERE t.id IS NULL OR t.date <> s.date
               UNION ALL
               SELECT txn_id, 'have several places in a day' FROM split GROUP BY txn_id HAVING min(place) <> max(place)
               UNION ALL
               SELECT s.txn_id, 'are in no account' FROM split s LEFT JOIN account a ON a.id = s.account_id WHERE a.id IS NULL";
    told(connection, "sums", sql, |row| {
        let (id, words): (i64, String) = (row.get(0)?, row.get(1)?);
        Ok(format!("transaction {id}: its sides {words}"))
    })
}

/// Kept files that are not what their hash says.
pub fn files(connection: &Connection) -> Result<Vec<Finding>, Failure> {
    let mut statement = connection.prepare("SELECT hash, size, bytes FROM raw_file")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let hash: String = row.get(0)?;
        let packed: Vec<u8> = row.get(2)?;
        let raw = crate::ledger::RawFile {
            hash: crate::ledger::RawHash(hash.clone()),
            size: row.get(1)?,
            packed: packed.into(),
        };
        if !crate::store::raw_files::is_whole(&raw) {
            found.push(Finding { part: "files", words: format!("the kept file {hash} is not as it came") });
        }
    }
    Ok(found)
}

pub fn told(
    connection: &Connection,
    part: &'static str,
    sql: &str,
    words: impl Fn(&Row) -> rusqlite::Result<String>,
) -> Result<Vec<Finding>, Failure> {
    let mut statement = connection.prepare(&format!("SELECT * FROM ({sql}) LIMIT {MOST}"))?;
    let rows = statement.query_map([], |row| words(row))?;
    let rows: Vec<String> = rows.collect::<Result<_, _>>()?;
    Ok(rows.into_iter().map(|words| Finding { part, words }).collect())
}
