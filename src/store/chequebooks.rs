//! Chequebooks as rows, and the cheques that are written from them.
//!
//! Which numbers are written is nowhere kept: it is read from the transactions,
//! by an index of their numbers.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row};

use super::accounts::parsed;
use super::failure::Failure;
use super::reader::View;
use crate::ledger::cheque::MOST_DIGITS;
use crate::ledger::{AccountId, Chequebook, ChequebookId, TransactionId};

/// A cheque in the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChequeRow {
    pub transaction: TransactionId,
    /// Its first split in the account.
    pub split: u32,
    pub number: u64,
    /// Of the number as it is written.
    pub digits: u8,
    pub date: Date,
    pub payee: Option<String>,
    pub memo: String,
    /// Minor units, negative; of a void one what it was.
    pub amount: i64,
    pub is_void: bool,
    pub is_cleared: bool,
}

/// The largest number that a cheque can have.
const LARGEST_NUMBER: u64 = 10u64.pow(MOST_DIGITS as u32) - 1;

const COLUMNS: &str =
    "id, account_id, first_number, last_number, next_number, digits, is_closed, is_in_use FROM chequebook";

pub fn get(connection: &Connection, id: ChequebookId) -> Result<Option<Chequebook>, Failure> {
    let sql = format!("SELECT {COLUMNS} WHERE id = ?1");
    Ok(connection.prepare_cached(&sql)?.query_row([id.0], chequebook).optional()?)
}

/// The books of an account in the order of their numbers.
pub fn of(connection: &Connection, account: AccountId) -> Result<Vec<Chequebook>, Failure> {
    let sql = format!("SELECT {COLUMNS} WHERE account_id = ?1 ORDER BY first_number, id");
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_map([account.0], chequebook)?.collect::<Result<_, _>>()?)
}

/// All of them, by id.
pub fn all(connection: &Connection) -> Result<Vec<Chequebook>, Failure> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} ORDER BY id"))?;
    Ok(statement.query_map([], chequebook)?.collect::<Result<_, _>>()?)
}

fn chequebook(row: &Row) -> rusqlite::Result<Chequebook> {
    Ok(Chequebook {
        id: ChequebookId(row.get(0)?),
        account: AccountId(row.get(1)?),
        first: row.get(2)?,
        last: row.get(3)?,
        next: row.get(4)?,
        digits: row.get(5)?,
        closed: row.get(6)?,
        in_use: row.get(7)?,
    })
}

pub fn put(connection: &Connection, book: &Chequebook) -> Result<(), Failure> {
    let sql = "INSERT OR REPLACE INTO chequebook
                   (id, account_id, first_number, last_number, next_number, digits, is_closed, is_in_use)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    connection.prepare_cached(sql)?.execute((
        book.id.0,
        book.account.0,
        book.first,
        book.last,
        book.next,
        book.digits,
        book.closed,
        book.in_use,
    ))?;
    Ok(())
}

pub fn delete(connection: &Connection, id: ChequebookId) -> Result<(), Failure> {
    connection.prepare_cached("DELETE FROM chequebook WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

/// Payments from the account with a number of the book. A void one is zero by now and was a payment.
/// Their splits are few each: the plus keeps SQLite from looking through all those of the account.
const WRITTEN: &str = "FROM txn t INDEXED BY txn_by_cheque CROSS JOIN split s ON s.txn_id = t.id
     WHERE t.number GLOB '[0-9]*' AND t.number NOT GLOB '*[^0-9]*'
       AND CAST(t.number AS INTEGER) BETWEEN ?2 AND ?3 AND +s.account_id = ?1
       AND coalesce(json_extract(t.void, '$[' || s.ordinal || ']'), s.amount) <= 0";

/// The highest number of a book that is written.
pub fn highest(connection: &Connection, book: &Chequebook) -> Result<Option<u64>, Failure> {
    let sql =
        format!("SELECT CAST(t.number AS INTEGER) {WRITTEN} ORDER BY CAST(t.number AS INTEGER) DESC LIMIT 1");
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement.query_row((book.account.0, book.first, book.last), |row| row.get(0));
    Ok(found.optional()?)
}

/// A row for each split; in the order of the index, so that nothing is sorted and a limit ends the reading.
fn splits(order: &str) -> String {
    format!(
        "SELECT t.id, s.ordinal, CAST(t.number AS INTEGER), t.date,
                (SELECT name FROM payee WHERE id = t.payee_id), t.memo,
                coalesce(json_extract(t.void, '$[' || s.ordinal || ']'), s.amount),
                t.void IS NOT NULL, s.state > 0, length(trim(t.number))
         {WRITTEN} ORDER BY CAST(t.number AS INTEGER) {order}, t.id {order} LIMIT ?4"
    )
}

/// Reads what [`splits`] asks for, and makes one of the splits of a transaction.
fn cheques(
    connection: &Connection,
    order: &str,
    (account, first, last, most): (AccountId, u64, u64, usize),
) -> Result<Vec<ChequeRow>, Failure> {
    let mut statement = connection.prepare_cached(&splits(order))?;
    let mut rows = statement.query((account.0, first, last, most))?;
    let mut found: Vec<ChequeRow> = Vec::new();
    while let Some(row) = rows.next()? {
        let one = cheque(row)?;
        match found.last_mut().filter(|last| last.transaction == one.transaction) {
            Some(last) => last.join(&one),
            None => found.push(one),
        }
    }
    Ok(found)
}

fn cheque(row: &Row) -> rusqlite::Result<ChequeRow> {
    Ok(ChequeRow {
        transaction: TransactionId(row.get(0)?),
        split: row.get(1)?,
        number: row.get(2)?,
        date: parsed(row, 3, |text| text.parse().ok())?,
        payee: row.get(4)?,
        memo: row.get(5)?,
        amount: row.get(6)?,
        is_void: row.get(7)?,
        is_cleared: row.get(8)?,
        digits: row.get(9)?,
    })
}

impl ChequeRow {
    fn join(&mut self, other: &ChequeRow) {
        self.split = self.split.min(other.split);
        self.amount = self.amount.saturating_add(other.amount);
        self.is_cleared &= other.is_cleared;
    }
}

/// The cheques of a book by number, then by date.
pub fn written(connection: &Connection, book: &Chequebook) -> Result<Vec<ChequeRow>, Failure> {
    let mut found = cheques(connection, "ASC", (book.account, book.first, book.last, usize::MAX >> 1))?;
    found.sort_by_key(|one| (one.number, one.date, one.transaction));
    Ok(found)
}

/// Payments with a number that none of these books of the account has, the highest number first; no more than `most`.
pub fn loose(
    connection: &Connection,
    account: AccountId,
    books: &[Chequebook],
    most: usize,
) -> Result<Vec<ChequeRow>, Failure> {
    let mut found = Vec::new();
    for (first, last) in between(books).into_iter().rev() {
        found.extend(cheques(connection, "DESC", (account, first, last, most - found.len()))?);
        if found.len() >= most {
            break;
        }
    }
    Ok(found)
}

/// The numbers that no book has: before the first, between them and after the last.
fn between(books: &[Chequebook]) -> Vec<(u64, u64)> {
    let mut free = 0;
    let mut ranges = Vec::new();
    for book in books {
        if book.first > free {
            ranges.push((free, book.first - 1));
        }
        free = free.max(book.last + 1);
    }
    ranges.push((free, LARGEST_NUMBER));
    ranges
}

impl View<'_> {
    /// Payments with a number that no chequebook of the account has, the highest number first.
    pub fn loose_cheques(
        &self,
        account: AccountId,
        books: &[Chequebook],
        most: usize,
    ) -> Result<Vec<ChequeRow>, Failure> {
        loose(self.connection, account, books, most)
    }

    /// The chequebooks of an account in the order of their numbers, each with its highest number that is written.
    pub fn chequebooks(&self, account: AccountId) -> Result<Vec<(Chequebook, Option<u64>)>, Failure> {
        let with_highest = |book: Chequebook| {
            let highest = highest(self.connection, &book)?;
            Ok((book, highest))
        };
        of(self.connection, account)?.into_iter().map(with_highest).collect()
    }

    /// The cheques of a book by number, then by date.
    pub fn cheques(&self, book: &Chequebook) -> Result<Vec<ChequeRow>, Failure> {
        written(self.connection, book)
    }
}
