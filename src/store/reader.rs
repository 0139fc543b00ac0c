//! What can be asked of a book.
//!
//! Readers never wait for the writer and never hold it up (SQLite WAL). Each
//! question is answered from one moment of the book, with its revision.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;
use rusqlite::Connection;

use super::accounts::{AccountName, AccountRow};
use super::batches::KnownLines;
use super::failure::Failure;
use super::history::{HistoryRow, LogRow};
use super::payees::PayeeRow;
use super::registers::{Loose, RegisterPage};
use super::statements::TickRow;
use super::{accounts, batches, history, open, payees, preferences, registers, statements, transactions};
use crate::ledger::{
    Account, AccountId, Payee, PayeeId, Preference, Statement, StatementId, Sums, Transaction, TransactionId,
};

/// How many idle connections are kept.
const IDLE: usize = 4;

/// Opens connections as they are needed, and keeps a few.
pub struct Reader {
    path: PathBuf,
    /// None once it was closed.
    idle: Mutex<Option<Vec<Connection>>>,
}

/// The book at one moment.
pub struct View<'c> {
    connection: &'c Connection,
}

impl Reader {
    pub(super) fn new(path: PathBuf) -> Reader {
        Reader { path, idle: Mutex::new(Some(Vec::new())) }
    }

    /// Asks questions that are all answered from the same moment. Blocks while the disk is read.
    pub fn at_once<T>(&self, ask: impl FnOnce(&View) -> Result<T, Failure>) -> Result<T, Failure> {
        let mut connection = self.take()?;
        let transaction = connection.transaction()?;
        let answer = ask(&View { connection: &transaction });
        drop(transaction);
        if answer.is_ok() {
            self.give_back(connection);
        }
        answer
    }

    /// Closes what is open and opens nothing any more, so that the file is whole without its log.
    pub fn close(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    fn take(&self) -> Result<Connection, Failure> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(connections) = idle.as_mut() else {
            return Err(Failure::Closed);
        };
        let kept = connections.pop();
        drop(idle);
        kept.map_or_else(|| Ok(open::connect(&self.path)?), Ok)
    }

    fn give_back(&self, connection: Connection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(connections) = idle.as_mut().filter(|connections| connections.len() < IDLE) {
            connections.push(connection);
        }
    }
}

impl View<'_> {
    pub fn revision(&self) -> Result<u64, Failure> {
        history::revision(self.connection)
    }

    pub fn accounts(&self) -> Result<Vec<AccountRow>, Failure> {
        accounts::list(self.connection)
    }

    pub fn account(&self, id: AccountId) -> Result<Option<Account>, Failure> {
        accounts::get(self.connection, id)
    }

    /// `limit` rows from `offset`, or the last ones.
    pub fn register(&self, id: AccountId, offset: Option<u64>, limit: u64) -> Result<RegisterPage, Failure> {
        registers::page(self.connection, id, offset, limit)
    }

    pub fn transaction(&self, id: TransactionId) -> Result<Option<Transaction>, Failure> {
        transactions::get(self.connection, id)
    }

    pub fn payee(&self, id: PayeeId) -> Result<Option<Payee>, Failure> {
        payees::get(self.connection, id)
    }

    pub fn payees(&self) -> Result<Vec<PayeeRow>, Failure> {
        payees::list(self.connection)
    }

    /// What the page remembers, by key.
    pub fn preferences(&self) -> Result<Vec<Preference>, Failure> {
        preferences::list(self.connection)
    }

    pub fn account_names(&self) -> Result<HashMap<AccountId, AccountName>, Failure> {
        accounts::names(self.connection)
    }

    /// What undo and redo would do, in words; none where there is nothing.
    pub fn undo_and_redo(&self) -> Result<(Option<String>, Option<String>), Failure> {
        history::sides(self.connection)
    }

    /// The newest entries of the log, newest first.
    pub fn history(&self, limit: u64) -> Result<Vec<HistoryRow>, Failure> {
        history::newest(self.connection, limit)
    }

    /// The entries of the log after a revision, oldest first.
    pub fn log_after(&self, revision: u64, limit: usize) -> Result<Vec<LogRow>, Failure> {
        history::after(self.connection, revision, limit)
    }

    /// The statements of an account by date, with what they held.
    pub fn statements(&self, account: AccountId) -> Result<Vec<Statement>, Failure> {
        statements::list(self.connection, account)
    }

    pub fn statement(&self, id: StatementId) -> Result<Option<Statement>, Failure> {
        statements::get(self.connection, id)
    }

    pub fn statement_sums(&self, statement: &Statement) -> Result<Sums, Failure> {
        statements::sums(self.connection, statement)
    }

    /// What is ticked in a statement, or was reconciled by it.
    pub fn statement_rows(&self, id: StatementId) -> Result<Vec<TickRow>, Failure> {
        statements::own_rows(self.connection, id)
    }

    /// What is not reconciled yet.
    pub fn open_rows(&self, account: AccountId) -> Result<Vec<TickRow>, Failure> {
        statements::open_rows(self.connection, account)
    }

    /// Rows of this amount that other statements of the account hold, with their dates.
    pub fn reconciled_elsewhere(
        &self,
        statement: &Statement,
        amount: i64,
    ) -> Result<Vec<(TickRow, Date)>, Failure> {
        statements::elsewhere(self.connection, statement, amount)
    }

    /// The changes of a transaction after a statement last changed, newest first.
    pub fn changes_since(
        &self,
        transaction: TransactionId,
        statement: StatementId,
    ) -> Result<Vec<HistoryRow>, Failure> {
        history::changes_since(self.connection, transaction, statement)
    }

    /// What was imported into the account.
    pub fn known_lines(&self, id: AccountId) -> Result<KnownLines, Failure> {
        batches::known_lines(self.connection, id)
    }

    /// The account's splits that no bank file has claimed.
    pub fn loose_splits(&self, id: AccountId) -> Result<Vec<Loose>, Failure> {
        registers::loose(self.connection, id)
    }

    /// Whether an opening balance, or another side against equity, is in the account.
    pub fn has_opening(&self, id: AccountId) -> Result<bool, Failure> {
        registers::has_opening(self.connection, id)
    }
}
