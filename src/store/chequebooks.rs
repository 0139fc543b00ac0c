//! Chequebooks as rows, and the cheques that are written from them.
//!
//! Which numbers are written is nowhere kept: it is read from the transactions,
//! by an index of their numbers.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row};

use super::accounts::parsed;
use super::failure::Failure;
use super::reader::View;
use crate::ledger::{AccountId, Chequebook, ChequebookId, TransactionId};

/// A cheque in the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChequeRow {
    pub transaction: TransactionId,
    /// Its first split in the account.
    pub split: u32,
    pub number: u64,
    pub date: Date,
    pub payee: Option<String>,
    pub memo: String,
    /// Minor units, negative; of a void one what it was.
    pub amount: i64,
    pub is_void: bool,
    pub is_cleared: bool,
}

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

/// The cheques of a book by number, then by date.
pub fn written(connection: &Connection, book: &Chequebook) -> Result<Vec<ChequeRow>, Failure> {
    let sql = format!(
        "SELECT t.id, min(s.ordinal), CAST(t.number AS INTEGER), t.date,
                (SELECT name FROM payee WHERE id = t.payee_id), t.memo,
                sum(coalesce(json_extract(t.void, '$[' || s.ordinal || ']'), s.amount)),
                t.void IS NOT NULL, min(s.state) > 0
         {WRITTEN} GROUP BY t.id ORDER BY 3, t.date, t.id"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map((book.account.0, book.first, book.last), |row| {
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
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl View<'_> {
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
