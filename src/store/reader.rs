//! What can be asked of a book.
//!
//! Readers never wait for the writer and never hold it up (SQLite WAL). Each
//! question is answered from one moment of the book, with its revision. None
//! of them can write.

use std::collections::HashMap;
use std::time::Duration;

use jiff::civil::Date;
use rusqlite::Connection;

use super::accounts::{AccountName, AccountRow};
use super::completions::{self, Completion, Recalled};
use super::connections::{Access, Connections};
use super::facts::StoredFacts;
use super::failure::Failure;
use super::history::{HistoryQuery, HistoryRow, LogRow};
use super::payees::PayeeRow;
use super::registers::RegisterPage;
use super::reports;
use super::search::{self, Images, Search};
use super::tags::TagRow;
use super::{accounts, history, payees, positions, preferences, registers, tags, transactions};
use crate::ledger::{
    Account, AccountId, Command, Decision, Denied, Facts, Payee, PayeeId, Preference, Transaction,
    TransactionId, Unwatched, decide_owned,
};

/// Answers questions until it is closed.
pub struct Reader {
    connections: Connections,
    images: Images,
    reports: reports::Kept,
}

/// The book at one moment.
pub struct View<'c> {
    pub(super) connection: &'c Connection,
    pub(super) images: &'c Images,
    pub(super) reports: &'c reports::Kept,
}

impl Reader {
    pub(super) fn new(access: Access) -> Reader {
        Reader {
            connections: Connections::new(access),
            images: Images::default(),
            reports: reports::Kept::default(),
        }
    }

    /// Asks questions that are all answered from the same moment. Blocks while the disk is read.
    pub fn at_once<T>(&self, ask: impl FnOnce(&View) -> Result<T, Failure>) -> Result<T, Failure> {
        let lent = self.connections.lend()?;
        lent.at_once(|connection| ask(&View { connection, images: &self.images, reports: &self.reports }))
    }

    /// Whether the first search in an account has been made ready, or is being.
    pub fn is_ready_to_search(&self, id: AccountId) -> bool {
        self.images.has(id)
    }

    /// Stops what is being asked, closes what is open and opens nothing any more, so that the file is whole without
    /// its log. False where a question does not end in time.
    pub fn close(&self, patience: Duration) -> bool {
        self.images.close();
        self.reports.close();
        self.connections.close(patience)
    }
}

impl View<'_> {
    pub fn revision(&self) -> Result<u64, Failure> {
        history::revision(self.connection)
    }

    pub fn accounts(&self) -> Result<Vec<AccountRow>, Failure> {
        accounts::list(self.connection)
    }

    /// All accounts, each with its balance at the end of a day.
    pub fn accounts_on(&self, day: Date) -> Result<Vec<(AccountRow, i64)>, Failure> {
        let rows = accounts::list(self.connection)?;
        let ahead = accounts::with_later_rows(self.connection, day)?;
        let with_balance = rows.into_iter().map(|row| {
            let id = row.account.id;
            // Most have nothing ahead: for them one sum is both.
            let balance = if ahead.contains(&id) {
                positions::balance_on(self.connection, id, day)?
            } else {
                row.balance
            };
            Ok((row, balance))
        });
        with_balance.collect()
    }

    pub fn account(&self, id: AccountId) -> Result<Option<Account>, Failure> {
        accounts::get(self.connection, id)
    }

    /// `limit` rows from `offset`, or the last ones.
    pub fn register(&self, id: AccountId, offset: Option<u64>, limit: u64) -> Result<RegisterPage, Failure> {
        registers::page(self.connection, id, offset, limit)
    }

    /// `limit` of the rows that are found, from the found one number `offset`, or the last ones.
    pub fn search(
        &self,
        id: AccountId,
        search: &Search,
        offset: Option<u64>,
        limit: u64,
    ) -> Result<RegisterPage, Failure> {
        search::page(self.connection, self.images, id, search, offset, limit)
    }

    /// Makes ready for searching in an account, so that the first search need not.
    pub fn prepare_search(&self, id: AccountId) -> Result<(), Failure> {
        search::prepare(self.connection, self.images, id)
    }

    /// How many rows of the register, or of those that are found, come before a day, and how many there are.
    pub fn place_of_day(
        &self,
        id: AccountId,
        day: Date,
        search: Option<&Search>,
    ) -> Result<(u64, u64), Failure> {
        let position = positions::before(self.connection, id, &positions::of_day(day))?;
        self.placed(id, position, search)
    }

    /// The same before a split of a transaction, or its first in the account; none where there is none.
    pub fn place_of_split(
        &self,
        id: AccountId,
        (transaction, split): (TransactionId, Option<u32>),
        search: Option<&Search>,
    ) -> Result<Option<(u64, u64)>, Failure> {
        let first = || positions::first_split(self.connection, id, transaction);
        let Some(split) = split.map_or_else(first, |split| Ok(Some(split)))? else {
            return Ok(None);
        };
        let Some(key) = positions::of_split(self.connection, id, transaction, split)? else {
            return Ok(None);
        };
        let position = positions::before(self.connection, id, &key)?;
        self.placed(id, position, search).map(Some)
    }

    fn placed(&self, id: AccountId, position: u64, search: Option<&Search>) -> Result<(u64, u64), Failure> {
        match search {
            Some(search) => search::before(self.connection, self.images, id, search, position),
            None => Ok((position, positions::count(self.connection, id)?)),
        }
    }

    /// The payees that a text may be the beginning of, the likeliest first.
    pub fn completions(&self, id: AccountId, text: &str, limit: usize) -> Result<Vec<Completion>, Failure> {
        completions::of(self.connection, id, text, limit)
    }

    /// The newest transaction with a payee in this account, else in any.
    pub fn recall(&self, id: AccountId, payee: PayeeId) -> Result<Option<Recalled>, Failure> {
        completions::recall(self.connection, id, payee)
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

    pub fn preference(&self, key: &str) -> Result<Option<Preference>, Failure> {
        preferences::get(self.connection, key)
    }

    /// What the page remembers, by key.
    pub fn preferences(&self) -> Result<Vec<Preference>, Failure> {
        preferences::list(self.connection)
    }

    pub fn tags(&self) -> Result<Vec<TagRow>, Failure> {
        tags::list(self.connection)
    }

    /// The names of a transaction's tags.
    pub fn tags_of(&self, id: TransactionId) -> Result<Vec<String>, Failure> {
        tags::names_of(self.connection, id)
    }

    /// How many payees no transaction has.
    pub fn payees_unused(&self) -> Result<u64, Failure> {
        Ok(StoredFacts(self.connection, &Unwatched).payees_unused()?.len() as u64)
    }

    /// The transaction that opened the account.
    pub fn opening(&self, id: AccountId) -> Result<Option<TransactionId>, Failure> {
        registers::opening(self.connection, id)
    }

    /// What a command would do now, or why it would not be done. Nothing is written.
    pub fn would(&self, command: Command) -> Result<Decision, Denied<Failure>> {
        decide_owned(&StoredFacts(self.connection, &Unwatched), command)
    }

    pub fn account_names(&self) -> Result<HashMap<AccountId, AccountName>, Failure> {
        accounts::names(self.connection)
    }

    /// What undo and redo would do, in words; none where there is nothing.
    pub fn undo_and_redo(&self) -> Result<(Option<String>, Option<String>), Failure> {
        history::sides(self.connection)
    }

    /// Entries of the log, newest first.
    pub fn history(&self, query: &HistoryQuery) -> Result<Vec<HistoryRow>, Failure> {
        history::newest(self.connection, query)
    }

    /// The entries of the log after a revision, oldest first.
    pub fn log_after(&self, revision: u64, limit: usize) -> Result<Vec<LogRow>, Failure> {
        history::after(self.connection, revision, limit)
    }
}
