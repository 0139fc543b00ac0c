//! Reports: figures added up from all transactions, and the rows behind a figure.
//!
//! What a report needs of each transaction is kept in memory once a report was asked for: [`Columns`]. Like the images
//! of searches it belongs to one revision, is brought up to date from the log before each question, and holds no truth
//! of its own: lost, it is read again. So writing a transaction costs nothing for it.

mod behind;
mod by_month;
mod columns;
mod follow;
mod load;
mod names;
mod rows;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;
use rusqlite::Connection;

use self::columns::Columns;
use self::names::BookNames;
pub use self::rows::{ReportRow, ReportRows};
use super::failure::Failure;
use super::reader::View;
use super::search::{self, Search};
use super::{accounts, history};
use crate::ledger::register::Month;
use crate::ledger::report::{Definition, NamedSpan, Plan, ReportRefusal, Span, Sums, Table, Which, table};
use crate::ledger::search::Query;
use crate::ledger::{Account, AccountId};

/// A report that is asked for: what, and of which rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportQuery {
    pub definition: Definition,
    /// Only transactions that are found by it in one of the chosen accounts.
    pub search: Option<Query>,
    pub today: Date,
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum NoReport {
    #[error(transparent)]
    Refused(#[from] ReportRefusal),
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl From<rusqlite::Error> for NoReport {
    fn from(error: rusqlite::Error) -> NoReport {
        NoReport::Failed(error.into())
    }
}

/// What reports are added up from, and the names in them.
#[derive(Default)]
pub struct Kept {
    columns: Mutex<Option<Columns>>,
    /// Nobody will ask any more: what is being read need not be.
    closed: AtomicBool,
}

impl Kept {
    /// Answers from the columns as the book is in this connection's moment.
    fn with<T>(
        &self,
        connection: &Connection,
        ask: impl FnOnce(&mut Columns) -> Result<T, NoReport>,
    ) -> Result<T, NoReport> {
        let mut slot = self.columns.lock().unwrap_or_else(PoisonError::into_inner);
        let revision = history::revision(connection)?;
        let mut was = slot.take();
        let is_current =
            was.as_mut().map(|columns| follow::bring(connection, columns, revision)).transpose()?;
        let mut columns = match was {
            Some(columns) if is_current == Some(true) => columns,
            _ => load::read(connection, revision, &self.closed)?,
        };
        let answer = ask(&mut columns);
        *slot = Some(columns);
        answer
    }

    /// Forgets all of it, and lets nothing be read any more.
    pub fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
        *self.columns.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl View<'_> {
    /// The figures of a report.
    ///
    /// # Errors
    /// When the question has no answer, or the book cannot be read.
    pub fn report(&self, query: &ReportQuery) -> Result<Table, NoReport> {
        let accounts = accounts::in_order(self.connection)?;
        let bounds = bounds(self.connection, &query.definition)?;
        let plan = Plan::new(&query.definition, &accounts, (query.today, bounds))?;
        let found = self.found(query, &accounts)?;
        self.reports.with(self.connection, |columns| {
            let mut sums = Sums::new(&plan);
            columns.each(found.as_deref(), |_, entry| sums.take(entry));
            let names = columns.names(|| BookNames::read(self.connection))?;
            Ok(table(&plan, &sums.added()?, &*names)?)
        })
    }

    /// The rows behind a figure, oldest first: `limit` of them from `offset` on.
    ///
    /// # Errors
    /// When the report has no such figure, or the book cannot be read.
    pub fn report_rows(
        &self,
        query: &ReportQuery,
        which: &Which,
        (offset, limit): (u64, u64),
    ) -> Result<ReportRows, NoReport> {
        let accounts = accounts::in_order(self.connection)?;
        let bounds = bounds(self.connection, &query.definition)?;
        let plan = Plan::new(&query.definition, &accounts, (query.today, bounds))?;
        let found = self.found(query, &accounts)?;
        let opened = self
            .reports
            .with(self.connection, |columns| rows::behind(columns, &plan, which, found.as_deref()))?;
        Ok(rows::page(self.connection, opened, (offset, limit))?)
    }

    /// By the numbers of transactions whether they are found in one of the chosen accounts; none where all are.
    fn found(&self, query: &ReportQuery, accounts: &[Account]) -> Result<Option<Vec<bool>>, Failure> {
        let Some(sought) = query.search.as_ref().filter(|sought| !sought.terms.is_empty()) else {
            return Ok(None);
        };
        let search = Search { query: sought.clone(), today: query.today, order: None };
        let chosen = &query.definition.accounts;
        let is_chosen = |account: &AccountId| chosen.is_empty() || chosen.contains(account);
        let registers = accounts.iter().filter(|account| account.kind.is_register());
        let mut found = Vec::new();
        for account in registers.map(|account| account.id).filter(is_chosen) {
            for id in search::transactions(self.connection, self.images, account, &search)? {
                let at = id as usize;
                if at >= found.len() {
                    found.resize(at + 1, false);
                }
                found[at] = true;
            }
        }
        Ok(Some(found))
    }
}

/// The months of the first and of the last row; none where there are no rows, or where nothing depends on it.
fn bounds(connection: &Connection, definition: &Definition) -> Result<Option<(Date, Date)>, Failure> {
    let is_asked = |span: Span| matches!(span, Span::From(_) | Span::Named(NamedSpan::All));
    if !is_asked(definition.span) && !definition.compare.is_some_and(is_asked) {
        return Ok(None);
    }
    let sql = "SELECT min(month), max(month) FROM month_total WHERE row_count > 0";
    let months: (Option<i32>, Option<i32>) =
        connection.prepare_cached(sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let day = |month: i32| Month(month).first_day().parse::<Date>().ok();
    Ok(months.0.and_then(day).zip(months.1.and_then(day).map(Date::last_of_month)))
}
