//! Rows that may be one side of a transfer whose other side stands in another account.
//!
//! It only reads; what goes together is worked out by the ledger.

use jiff::civil::Date;
use rusqlite::Connection;

use super::accounts::parsed;
use super::failure::Failure;
use super::mass;
use super::reader::View;
use super::transactions::minor;
use crate::ledger::bulk::RowRef;
use crate::ledger::pairing::proposals::OpenRow;
use crate::ledger::{Account, AccountId, Minor, TransactionId};

const OPEN: &str = "SELECT s.txn_id, s.ordinal, s.date, s.amount, coalesce(p.name, ''),
        CASE t.memo WHEN '' THEN s.memo ELSE t.memo END, a.name, s.state = 2 OR o.state = 2
    FROM split s CROSS JOIN txn t ON t.id = s.txn_id
    CROSS JOIN split o ON o.txn_id = s.txn_id AND o.ordinal <> s.ordinal
    CROSS JOIN account a ON a.id = o.account_id
    LEFT JOIN payee p ON p.id = t.payee_id
    WHERE s.account_id = ?1 AND s.date BETWEEN ?2 AND ?3 AND s.amount <> 0 AND t.void IS NULL
    AND a.kind IN ('income', 'expense')
    AND (SELECT count(*) FROM split c WHERE c.txn_id = s.txn_id) = 2
    ORDER BY s.date, s.txn_id, s.ordinal";

impl View<'_> {
    /// The rows of these accounts, of the days from `from` to `to`, of which only a category is known.
    pub fn unpaired_rows(
        &self,
        accounts: &[&Account],
        from: Date,
        to: Date,
    ) -> Result<Vec<OpenRow>, Failure> {
        let mut rows = Vec::new();
        for account in accounts {
            rows.extend(unpaired(self.connection, account, from, to)?);
        }
        Ok(rows)
    }

    /// The rows of an account over an amount, on the days from `from` to `to`.
    pub fn rows_over(
        &self,
        account: AccountId,
        amount: Minor,
        from: Date,
        to: Date,
    ) -> Result<Vec<RowRef>, Failure> {
        mass::rows_over(self.connection, account, amount, (from, to))
    }
}

fn unpaired(
    connection: &Connection,
    account: &Account,
    from: Date,
    to: Date,
) -> Result<Vec<OpenRow>, Failure> {
    let mut statement = connection.prepare_cached(OPEN)?;
    let rows = statement.query_map((account.id.0, from.to_string(), to.to_string()), |row| {
        Ok(OpenRow {
            row: RowRef { transaction: TransactionId(row.get(0)?), split: row.get(1)? },
            account: account.id,
            currency: account.currency,
            date: parsed(row, 2, |text| text.parse().ok())?,
            amount: minor(row, 3)?,
            payee: row.get(4)?,
            memo: row.get(5)?,
            category: row.get(6)?,
            is_reconciled: row.get(7)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
