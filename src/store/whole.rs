//! Everything a book holds, or a part of it, read in one go for somebody who writes it down elsewhere.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension};

use super::failure::Failure;
use super::reader::View;
use super::transactions::{head, split};
use super::{
    accounts, attachments, batches, budget, chequebooks, kept_reports, preferences, raw_files, schedules,
    statements,
};
use crate::ledger::{
    Account, AccountId, Batch, BatchId, Contents, PayeeId, RawFile, RawHash, Split, Statement, StatementId,
    TagId, Transaction, TransactionId,
};

/// Which transactions are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Extract {
    /// Those with a side in this account.
    pub account: Option<AccountId>,
    /// Those that this import brought, or that its lines were linked to.
    pub import: Option<BatchId>,
}

impl View<'_> {
    /// The whole book, but for its history.
    pub fn contents(&self) -> Result<Contents, Failure> {
        read(self.connection)
    }

    /// The accounts, and transactions with their payees and tags: what a register is written from. Nothing else of the
    /// book is read.
    pub fn movements(&self, extract: Extract) -> Result<Contents, Failure> {
        Ok(Contents { accounts: all_accounts(self.connection)?, ..movements(self.connection, extract)? })
    }

    /// The file of an import.
    pub fn import_name(&self, id: BatchId) -> Result<Option<String>, Failure> {
        let mut statement = self.connection.prepare_cached("SELECT file FROM batch WHERE id = ?1")?;
        Ok(statement.query_row([id.0], |row| row.get(0)).optional()?)
    }
}

impl Extract {
    /// SQL after `WHERE`: whether the number `id` is that of such a transaction.
    fn holds(self, id: &str) -> String {
        let account = self
            .account
            .map(|account| format!("{id} IN (SELECT txn_id FROM split WHERE account_id = {})", account.0));
        let import = self.import.map(|import| {
            format!("{id} IN (SELECT txn_id FROM imported_line WHERE batch_id = {})", import.0)
        });
        let all: Vec<String> = account.into_iter().chain(import).collect();
        if all.is_empty() { "TRUE".to_owned() } else { all.join(" AND ") }
    }
}

fn read(connection: &Connection) -> Result<Contents, Failure> {
    let mut files = raw_files::all(connection)?;
    let batches = all_batches(connection, &files)?;
    let attachments = attachments::all(connection)?;
    // Files of imports that were undone, and of what was removed, stay for whoever does that again: that is of the history.
    let imported = batches.iter().filter_map(|batch| batch.raw.as_ref());
    let named: HashSet<&RawHash> = imported.chain(attachments.iter().map(|one| &one.hash)).collect();
    files.retain(|file| named.contains(&file.hash));
    Ok(Contents {
        accounts: all_accounts(connection)?,
        statements: all_statements(connection)?,
        chequebooks: chequebooks::all(connection)?,
        attachments,
        schedules: schedules::list(connection)?,
        budget: budget::list(connection)?,
        kept_reports: kept_reports::list(connection)?,
        batches,
        files,
        preferences: preferences::list(connection)?,
        ..movements(connection, Extract::default())?
    })
}

fn all_accounts(connection: &Connection) -> Result<Vec<Account>, Failure> {
    Ok(accounts::list(connection)?.into_iter().map(|row| row.account).collect())
}

fn movements(connection: &Connection, extract: Extract) -> Result<Contents, Failure> {
    let payees = match extract {
        Extract { account: None, import: None } => "SELECT id, name FROM payee".to_owned(),
        _ => format!(
            "SELECT id, name FROM payee WHERE id IN (SELECT payee_id FROM txn WHERE {})",
            extract.holds("id")
        ),
    };
    Ok(Contents {
        payees: names(connection, &payees, PayeeId)?,
        tags: names(connection, "SELECT id, name FROM tag", TagId)?,
        transactions: transactions(connection, extract)?,
        ..Contents::default()
    })
}

fn transactions(connection: &Connection, extract: Extract) -> Result<Vec<Transaction>, Failure> {
    let mut splits = splits(connection, extract)?;
    let mut tags = tags(connection, extract)?;
    let sql = format!(
        "SELECT date, number, payee_id, memo, currency, void, id FROM txn WHERE {} ORDER BY date, id",
        extract.holds("id")
    );
    let mut statement = connection.prepare(&sql)?;
    let rows = statement.query_map([], |row| head(TransactionId(row.get(6)?), row))?;
    let mut all: Vec<Transaction> = rows.collect::<Result<_, _>>()?;
    for transaction in &mut all {
        if let Some((place, own)) = splits.remove(&transaction.id) {
            (transaction.place, transaction.splits) = (place, own);
        }
        transaction.tags = tags.remove(&transaction.id).unwrap_or_default();
    }
    all.sort_by_key(|one| (one.date, one.place));
    Ok(all)
}

/// The splits of each transaction, and its place.
fn splits(
    connection: &Connection,
    extract: Extract,
) -> Result<HashMap<TransactionId, (i64, Vec<Split>)>, Failure> {
    let sql = format!(
        "SELECT account_id, amount, value, memo, state, bank_id, statement_id, txn_id, place FROM split
         WHERE {} ORDER BY txn_id, ordinal",
        extract.holds("txn_id")
    );
    let mut statement = connection.prepare(&sql)?;
    let rows = statement.query_map([], |row| Ok((TransactionId(row.get(7)?), row.get(8)?, split(row)?)))?;
    let mut found: HashMap<TransactionId, (i64, Vec<Split>)> = HashMap::new();
    for row in rows {
        let (id, place, split) = row?;
        found.entry(id).or_insert((place, Vec::new())).1.push(split);
    }
    Ok(found)
}

fn tags(connection: &Connection, extract: Extract) -> Result<HashMap<TransactionId, Vec<TagId>>, Failure> {
    let sql = format!(
        "SELECT txn_id, tag_id FROM txn_tag WHERE {} ORDER BY txn_id, tag_id",
        extract.holds("txn_id")
    );
    let mut statement = connection.prepare(&sql)?;
    let rows = statement.query_map([], |row| Ok((TransactionId(row.get(0)?), TagId(row.get(1)?))))?;
    let mut found: HashMap<TransactionId, Vec<TagId>> = HashMap::new();
    for row in rows {
        let (id, tag) = row?;
        found.entry(id).or_default().push(tag);
    }
    Ok(found)
}

/// All names, whether a transaction has them or not.
fn names<I: Eq + std::hash::Hash>(
    connection: &Connection,
    sql: &str,
    id: impl Fn(i64) -> I,
) -> Result<HashMap<I, String>, Failure> {
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| Ok((id(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn ids(connection: &Connection, sql: &str) -> Result<Vec<i64>, Failure> {
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

fn all_statements(connection: &Connection) -> Result<Vec<Statement>, Failure> {
    let mut all = Vec::new();
    for id in ids(connection, "SELECT id FROM statement ORDER BY id")? {
        all.extend(statements::get(connection, StatementId(id))?);
    }
    Ok(all)
}

/// A file that was let go of is not named any more.
fn all_batches(connection: &Connection, files: &[RawFile]) -> Result<Vec<Batch>, Failure> {
    let kept: HashSet<&RawHash> = files.iter().map(|file| &file.hash).collect();
    let mut all = Vec::new();
    for id in ids(connection, "SELECT id FROM batch ORDER BY id")? {
        let batch = batches::get(connection, BatchId(id))?;
        all.extend(batch.map(|batch| Batch { raw: batch.raw.filter(|raw| kept.contains(raw)), ..batch }));
    }
    // Books of before kept the bank's balance of an account that was deleted: nothing could read that again.
    let known: HashSet<i64> = ids(connection, "SELECT id FROM account")?.into_iter().collect();
    for batch in &mut all {
        batch.balances.retain(|told| known.contains(&told.account.0));
    }
    Ok(all)
}
