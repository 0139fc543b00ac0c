//! Import batches as rows.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::civil::Date;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use super::accounts::parsed;
use super::bank_balances;
use super::failure::Failure;
use super::rows::{Rows, number, number_or_null, text, text_or_nothing};
use super::transactions::minor;
use crate::ledger::{
    AccountId, Batch, BatchId, ImportedLine, KnownDay, Minor, RawHash, Stage, Times, TransactionId, Watch,
};

/// So many lines are written before the next look at whether the step is still wanted.
const LOOK_AFTER: usize = 1_000;

pub fn get(connection: &Connection, id: BatchId) -> Result<Option<Batch>, Failure> {
    let head = connection
        .prepare_cached("SELECT file, format, layout, raw FROM batch WHERE id = ?1")?
        .query_row([id.0], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, Option<String>>(3)?))
        })
        .optional()?;
    let Some((file, format, layout, raw)) = head else {
        return Ok(None);
    };
    let sql = "SELECT account_id, bank_id, amount, txn_id, payee, date FROM imported_line
               WHERE batch_id = ?1 ORDER BY ordinal";
    let mut statement = connection.prepare_cached(sql)?;
    let lines = statement.query_map([id.0], |row| {
        Ok(ImportedLine {
            account: AccountId(row.get(0)?),
            bank_id: row.get(1)?,
            amount: minor(row, 2)?,
            transaction: row.get::<_, Option<i64>>(3)?.map(TransactionId),
            payee: row.get(4)?,
            date: day(row, 5)?,
        })
    })?;
    let lines = lines.collect::<Result<_, _>>()?;
    let balances = bank_balances::of(connection, id)?;
    Ok(Some(Batch { id, file, format, layout, lines, balances, raw: raw.map(RawHash) }))
}

/// On which days each line, a bank id with its amount, was imported into an account, and how often.
pub type KnownLines = HashMap<(String, Minor), Vec<KnownDay>>;

/// The accounts that files of a layout brought lines to.
pub fn accounts_of_layout(connection: &Connection, layout: &str) -> Result<Vec<AccountId>, Failure> {
    if layout.is_empty() {
        return Ok(Vec::new());
    }
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT x.account_id FROM batch b JOIN batch_account x ON x.batch_id = b.id WHERE b.layout = ?1",
    )?;
    let accounts = statement.query_map([layout], |row| Ok(AccountId(row.get(0)?)))?;
    Ok(accounts.collect::<Result<_, _>>()?)
}

/// Which of the lines that were imported are asked for.
pub struct WantedLines<'f> {
    /// Those that have one of these ids.
    pub ids: HashSet<&'f str>,
    /// Where every one of the ids was made from its line, which has its day in it: between which days those lie.
    pub days: Option<(Date, Date)>,
}

/// Up to so many ids SQLite itself passes over the lines that have none of them, which spares handing over each.
const FEW_IDS: usize = 1_000;

const KNOWN: &str = "SELECT account_id, bank_id, amount, txn_id, date FROM imported_line";

/// Older books kept no days.
const KNOWN_OF_DAYS: &str =
    "SELECT account_id, bank_id, amount, txn_id, date FROM imported_line WHERE date BETWEEN ?1 AND ?2
    UNION ALL SELECT account_id, bank_id, amount, txn_id, date FROM imported_line WHERE date IS NULL";

const KNOWN_OF_FEW: &str = "SELECT account_id, bank_id, amount, txn_id, date FROM imported_line
    WHERE bank_id IN (SELECT value FROM json_each(?1))";

impl WantedLines<'_> {
    /// The query for the lines that may be meant, with what it is asked with.
    fn query(&self) -> (&'static str, Vec<String>) {
        match self.days {
            _ if self.ids.len() > FEW_IDS => (KNOWN, Vec::new()),
            Some((from, to)) => (KNOWN_OF_DAYS, vec![from.to_string(), to.to_string()]),
            None => (KNOWN_OF_FEW, vec![serde_json::json!(self.ids).to_string()]),
        }
    }
}

/// The imported lines that have one of these ids, by account. No index has the ids, for they come in no order, and each
/// line would be written into it.
pub fn known_lines(
    connection: &Connection,
    wanted: &WantedLines,
) -> Result<HashMap<AccountId, KnownLines>, Failure> {
    let mut of_row = connection.prepare_cached("SELECT date FROM txn WHERE id = ?1")?;
    let (sql, asked) = wanted.query();
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params_from_iter(asked))?;
    let mut known: HashMap<AccountId, KnownLines> = HashMap::new();
    while let Some(row) = rows.next()? {
        if !row.get_ref(1)?.as_str().is_ok_and(|id| wanted.ids.contains(id)) {
            continue;
        }
        let (transaction, of_bank) = (row.get::<_, Option<i64>>(3)?, day(row, 4)?);
        let own = match transaction {
            Some(id) => of_row.query_row([id], |row| day(row, 0)).optional()?.flatten(),
            None => None,
        };
        let days = known.entry(AccountId(row.get(0)?)).or_default();
        let days = days.entry((row.get(1)?, minor(row, 2)?)).or_default();
        let times = times_of(days, of_bank.or(own), of_bank.is_some());
        let is_deleted = transaction.is_some() && own.is_none();
        *(if is_deleted { &mut times.deleted } else { &mut times.there }) += 1;
    }
    Ok(known)
}

/// The count of a day, which begins with nothing.
fn times_of(days: &mut Vec<KnownDay>, date: Option<Date>, is_of_bank: bool) -> &mut Times {
    let at = days.iter().position(|known| (known.date, known.is_of_bank) == (date, is_of_bank));
    let at = at.unwrap_or_else(|| {
        days.push(KnownDay { date, is_of_bank, times: Times::default() });
        days.len() - 1
    });
    &mut days[at].times
}

fn day(row: &Row, column: usize) -> rusqlite::Result<Option<Date>> {
    match row.get_ref(column)? {
        ValueRef::Null => Ok(None),
        _ => parsed(row, column, |text| text.parse().ok()).map(Some),
    }
}

/// Writes a batch. What it has of lines already is not written again.
pub fn put(
    connection: &Connection,
    before: Option<&Batch>,
    batch: &Batch,
    watch: &dyn Watch,
) -> Result<(), Failure> {
    let raw = batch.raw.as_ref().map(|hash| &hash.0);
    let sql = "INSERT INTO batch (id, file, format, layout, raw) VALUES (?1, ?2, ?3, ?4, ?5)
               ON CONFLICT (id) DO UPDATE SET file = ?2, format = ?3, layout = ?4, raw = ?5";
    let head = (batch.id.0, &batch.file, &batch.format, &batch.layout, raw);
    connection.prepare_cached(sql)?.execute(head)?;
    bank_balances::put(connection, batch)?;
    if before.is_some_and(|before| before.lines == batch.lines) {
        return Ok(());
    }
    delete_lines(connection, batch.id)?;
    let accounts: BTreeSet<AccountId> = batch.lines.iter().map(|line| line.account).collect();
    let mut statement =
        connection.prepare_cached("INSERT INTO batch_account (account_id, batch_id) VALUES (?1, ?2)")?;
    for account in accounts {
        statement.execute((account.0, batch.id.0))?;
    }
    let into =
        "INSERT INTO imported_line (batch_id, ordinal, account_id, bank_id, amount, txn_id, payee, date)";
    let mut rows = Rows::new(connection, into);
    for (ordinal, line) in batch.lines.iter().enumerate() {
        if ordinal % LOOK_AFTER == 0 {
            watch.at(Stage::Recording, ordinal, batch.lines.len())?;
        }
        rows.add([
            number(batch.id.0),
            number(i64::try_from(ordinal).unwrap_or(i64::MAX)),
            number(line.account.0),
            text(&line.bank_id),
            number(line.amount.units()),
            number_or_null(line.transaction.map(|id| id.0)),
            text(&line.payee),
            text_or_nothing(line.date.map(|date| date.to_string())),
        ])?;
    }
    rows.finish()
}

pub fn delete(connection: &Connection, id: BatchId) -> Result<(), Failure> {
    delete_lines(connection, id)?;
    bank_balances::delete(connection, id)?;
    connection.prepare_cached("DELETE FROM batch WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

fn delete_lines(connection: &Connection, id: BatchId) -> Result<(), Failure> {
    connection.prepare_cached("DELETE FROM imported_line WHERE batch_id = ?1")?.execute([id.0])?;
    connection.prepare_cached("DELETE FROM batch_account WHERE batch_id = ?1")?.execute([id.0])?;
    Ok(())
}
