//! Transactions and their splits as rows.

use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row};

use super::accounts::parsed;
use super::failure::Failure;
use super::rows::{Rows, number, number_or_null, owned, text, text_or_null};
use super::tags;
use super::tally::Tally;
use crate::ledger::{AccountId, Minor, PayeeId, Split, SplitState, StatementId, Transaction, TransactionId};

pub fn get(connection: &Connection, id: TransactionId) -> Result<Option<Transaction>, Failure> {
    let sql = "SELECT date, number, payee_id, memo, currency, void FROM txn WHERE id = ?1";
    let head = connection.prepare_cached(sql)?.query_row([id.0], |row| head(id, row)).optional()?;
    let Some(mut transaction) = head else {
        return Ok(None);
    };
    let sql = "SELECT account_id, amount, value, memo, state, bank_id, statement_id, place
               FROM split WHERE txn_id = ?1 ORDER BY ordinal";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([id.0])?;
    while let Some(row) = rows.next()? {
        transaction.splits.push(split(row)?);
        transaction.place = row.get(7)?;
    }
    transaction.tags = tags::of(connection, id)?;
    Ok(Some(transaction))
}

/// Writes the rows of transactions that are not there, one table after the other, and counts them.
pub fn insert<'t>(
    connection: &Connection,
    tally: &mut Tally,
    transactions: impl Iterator<Item = &'t Transaction> + Clone,
) -> Result<(), Failure> {
    let into = "INSERT INTO txn (id, date, number, payee_id, memo, currency, void)";
    let mut rows = Rows::new(connection, into);
    for one in transactions.clone() {
        let payee = number_or_null(one.payee.map(|payee| payee.0));
        let void = one.void.as_deref().map(void_text).map_or(number_or_null(None), owned);
        let (date, number_text) = (owned(one.date.to_string()), text_or_null(one.number.as_deref()));
        rows.add([
            number(one.id.0),
            date,
            number_text,
            payee,
            text(&one.memo),
            owned(one.currency.code().to_owned()),
            void,
        ])?;
    }
    rows.finish()?;
    insert_splits(connection, tally, transactions.clone())?;
    for one in transactions {
        for tag in &one.tags {
            tags::mark(connection, one.id, *tag, true)?;
        }
    }
    Ok(())
}

fn insert_splits<'t>(
    connection: &Connection,
    tally: &mut Tally,
    transactions: impl Iterator<Item = &'t Transaction>,
) -> Result<(), Failure> {
    let into = "INSERT INTO split
                    (txn_id, ordinal, account_id, date, place, amount, value, memo, state, bank_id, statement_id)";
    let mut rows = Rows::new(connection, into);
    for one in transactions {
        let date = one.date.to_string();
        for (ordinal, split) in one.splits.iter().enumerate() {
            rows.add([
                number(one.id.0),
                number(i64::try_from(ordinal).unwrap_or(i64::MAX)),
                number(split.account.0),
                owned(date.clone()),
                number(one.place),
                number(split.amount.units()),
                number(split.value.units()),
                text(&split.memo),
                number(state_number(split.state)),
                text_or_null(split.bank_id.as_deref()),
                number_or_null(split.statement.map(|id| id.0)),
            ])?;
            tally.count((one.date, one.place), (ordinal, split), 1);
        }
    }
    rows.finish()
}

/// Removes the rows of transactions, and counts them out. Those whose numbers come one after the other go together.
pub fn remove<'t>(
    connection: &Connection,
    tally: &mut Tally,
    transactions: impl Iterator<Item = &'t Transaction>,
) -> Result<(), Failure> {
    let mut ids = Vec::new();
    for one in transactions {
        one.splits.iter().enumerate().for_each(|split| tally.count((one.date, one.place), split, -1));
        ids.push(one.id.0);
    }
    ids.sort_unstable();
    for run in ids.chunk_by(|one, next| one + 1 == *next) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        for sql in [
            "DELETE FROM txn_tag WHERE txn_id BETWEEN ?1 AND ?2",
            "DELETE FROM split WHERE txn_id BETWEEN ?1 AND ?2",
            "DELETE FROM txn WHERE id BETWEEN ?1 AND ?2",
        ] {
            connection.prepare_cached(sql)?.execute((first, last))?;
        }
    }
    Ok(())
}

/// So many transactions are read at once to be compared.
const COMPARED: usize = 1_000;

/// Whether each of these is in the book as it stands here, or is not in it where none does.
pub fn are(
    connection: &Connection,
    expected: &mut [(TransactionId, Option<&Transaction>)],
) -> Result<bool, Failure> {
    expected.sort_unstable_by_key(|(id, _)| *id);
    for run in expected.chunk_by(|one, next| one.0.0 + 1 == next.0.0) {
        for part in run.chunks(COMPARED) {
            let (Some((first, _)), Some((last, _))) = (part.first(), part.last()) else { continue };
            let there = between(connection, *first, *last)?;
            if !there.iter().eq(part.iter().filter_map(|(_, expected)| *expected)) {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// The transactions with a number from one to another, in their order.
fn between(
    connection: &Connection,
    first: TransactionId,
    last: TransactionId,
) -> Result<Vec<Transaction>, Failure> {
    let range = (first.0, last.0);
    let sql = "SELECT date, number, payee_id, memo, currency, void, id FROM txn WHERE id BETWEEN ?1 AND ?2 ORDER BY id";
    let mut statement = connection.prepare_cached(sql)?;
    let heads = statement.query_map(range, |row| head(TransactionId(row.get(6)?), row))?;
    let mut all: Vec<Transaction> = heads.collect::<Result<_, _>>()?;
    let sql = "SELECT account_id, amount, value, memo, state, bank_id, statement_id, txn_id, place FROM split
               WHERE txn_id BETWEEN ?1 AND ?2 ORDER BY txn_id, ordinal";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(range)?;
    let mut ahead = all.iter_mut().peekable();
    while let Some(row) = rows.next()? {
        let id = TransactionId(row.get(7)?);
        while ahead.next_if(|one| one.id < id).is_some() {}
        if let Some(one) = ahead.peek_mut() {
            one.splits.push(split(row)?);
            one.place = row.get(8)?;
        }
    }
    for (id, tag) in tags::between(connection, range)? {
        if let Ok(at) = all.binary_search_by_key(&id, |one| one.id) {
            all[at].tags.push(tag);
        }
    }
    Ok(all)
}

/// All of a transaction that stands in its own row; its splits, and its place with them, stand elsewhere.
pub fn head(id: TransactionId, row: &Row) -> rusqlite::Result<Transaction> {
    Ok(Transaction {
        id,
        place: id.0,
        date: parsed(row, 0, |text| text.parse().ok())?,
        number: row.get(1)?,
        payee: row.get::<_, Option<i64>>(2)?.map(PayeeId),
        memo: row.get(3)?,
        currency: parsed(row, 4, |code| code.parse().ok())?,
        splits: Vec::new(),
        tags: Vec::new(),
        void: void(row, 5)?,
    })
}

pub fn split(row: &Row) -> rusqlite::Result<Split> {
    Ok(Split {
        account: AccountId(row.get(0)?),
        amount: minor(row, 1)?,
        value: minor(row, 2)?,
        memo: row.get(3)?,
        state: state(row, 4)?,
        bank_id: row.get(5)?,
        statement: row.get::<_, Option<i64>>(6)?.map(StatementId),
    })
}

pub fn minor(row: &Row, index: usize) -> rusqlite::Result<Minor> {
    Minor::amount(row.get(index)?).map_err(|error| conversion(index, error))
}

pub fn state(row: &Row, index: usize) -> rusqlite::Result<SplitState> {
    match row.get(index)? {
        0 => Ok(SplitState::Uncleared),
        1 => Ok(SplitState::Cleared),
        2 => Ok(SplitState::Reconciled),
        other => Err(rusqlite::Error::IntegralValueOutOfRange(index, other)),
    }
}

fn state_number(state: SplitState) -> i64 {
    match state {
        SplitState::Uncleared => 0,
        SplitState::Cleared => 1,
        SplitState::Reconciled => 2,
    }
}

/// What the sides were, as a JSON list.
fn void_text(was: &[Minor]) -> String {
    let units: Vec<String> = was.iter().map(|amount| amount.units().to_string()).collect();
    format!("[{}]", units.join(","))
}

fn void(row: &Row, index: usize) -> rusqlite::Result<Option<Vec<Minor>>> {
    if row.get::<_, Option<String>>(index)?.is_none() {
        return Ok(None);
    }
    let read = |text: &str| {
        let units: Vec<i64> = serde_json::from_str(text).ok()?;
        units.into_iter().map(|units| Minor::amount(units).ok()).collect()
    };
    parsed(row, index, read).map(Some)
}

fn conversion(index: usize, error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(index, Type::Integer, Box::new(error))
}
