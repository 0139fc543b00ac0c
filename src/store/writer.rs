//! The one way a book changes.
//!
//! One transaction: read the facts, decide, write rows and the log, commit.
//! Rows and log are written together or not at all. Of a long import the parts
//! are written while later ones are decided ([`in_parts`]).

mod in_parts;
mod next_ids;

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use rusqlite::{Connection, TransactionBehavior};

use super::answers::OrderKey;
use super::facts::StoredFacts;
use super::failure::Failure;
use super::file::generation::{self, Generation};
use super::file::watched::Watched;
use super::history::{self, Kept, LogRow};
use super::kept_changes::KeptChanges;
use super::tally::Tally;
use super::touched::Trace;
use super::{
    accounts, answers, attachments, batches, budget, chequebooks, kept_reports, mass, page_cache, payees,
    preferences, raw_files, schedules, seals, statements, tags, transactions,
};
use crate::ledger::{
    Change, Command, Decision, Denied, Edit, Stage, Transaction, Unwatched, Watch, decide_owned,
};

/// From so many changes on a thread of its own is worth while.
const MANY: usize = 1_000;

/// So many new transactions are written before the next look at whether the step is still wanted.
const TOGETHER: usize = 1_000;

/// The connection that writes.
pub struct Writer {
    pub(super) connection: Connection,
    /// The step before was a long one, or was to be.
    pub(super) holds_much: bool,
    pub(super) watched: Watched,
    pub(super) generation: Generation,
    pub(super) foreign: i64,
    /// All of the log is in the file: the next step begins a new one.
    pub(super) is_log_new: bool,
    /// What was written last failed: the file and its log stay as they are.
    pub(super) is_broken: bool,
    /// The name of the order that is carried out next.
    pub(super) order: Option<OrderKey>,
}

/// What became of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The newest revision after it.
    pub revision: u64,
    pub words: String,
    /// The account, transaction or batch that was made.
    pub made: Option<i64>,
    /// The entry of the log; none where nothing had to be changed.
    pub entry: Option<LogRow>,
}

impl Writer {
    /// Names the next order: its answer is kept with it.
    pub fn name_order(&mut self, order: Option<OrderKey>) {
        self.order = order;
    }

    /// Carries out a command, or says why not. `at` is the time to log, RFC 3339 in UTC.
    pub fn submit(&mut self, command: &Command, at: &str) -> Result<Written, Denied<Failure>> {
        self.submit_watched(command.clone(), at, "", &Unwatched)
    }

    /// The same. The log keeps who it came from: a browser by its name, "import", "command line"; and whoever
    /// watches may stop it until it is committed.
    pub fn submit_watched(
        &mut self,
        command: Command,
        at: &str,
        origin: &str,
        watch: &dyn Watch,
    ) -> Result<Written, Denied<Failure>> {
        let begun = self.connection.transaction_with_behavior(TransactionBehavior::Immediate);
        let transaction = begun.map_err(failed)?;
        let files = command.files();
        let before = in_parts::before(&transaction, &command);
        let (decision, kept, trace) = match (command, before) {
            (Command::Import(draft), Some(before)) => {
                self.holds_much = true;
                page_cache::widen(&transaction).map_err(failed)?;
                in_parts::import(&transaction, before, draft, watch)?
            }
            (command, _) => {
                let decision = decide_owned(&StoredFacts(&transaction, watch), command)?;
                if decision.changes.is_empty() {
                    let revision = history::revision(&transaction).map_err(Denied::Failed)?;
                    let Decision { words, made, .. } = decision;
                    return Ok(Written { revision, words, made, entry: None });
                }
                if page_cache::is_long(&decision.changes) {
                    self.holds_much = true;
                    page_cache::widen(&transaction).map_err(failed)?;
                }
                let kept = apply_and_keep(&transaction, &decision, watch).map_err(Denied::Failed)?;
                let trace = Trace::of(&decision.changes);
                (decision, kept, trace)
            }
        };
        if self.is_log_new {
            generation::renew(&transaction).map_err(Denied::Failed)?;
        }
        for raw in &files {
            raw_files::put(&transaction, raw).map_err(Denied::Failed)?;
        }
        let entry = history::append(&transaction, &decision, kept, trace, (at, origin), watch)
            .map_err(Denied::Failed)?;
        seals::put(&transaction, entry.revision).map_err(Denied::Failed)?;
        if let Some(order) = self.order.take() {
            answers::keep(&transaction, &order, &entry, decision.made).map_err(Denied::Failed)?;
        }
        transaction.commit().map_err(failed)?;
        if std::mem::take(&mut self.is_log_new) {
            self.generation = Generation::of(&self.connection).map_err(Denied::Failed)?;
        }
        let Decision { words, made, .. } = decision;
        Ok(Written { revision: entry.revision, words, made, entry: Some(entry) })
    }

    /// The newest revision.
    pub fn revision(&self) -> Result<u64, Failure> {
        history::revision(&self.connection)
    }
}

fn failed(error: rusqlite::Error) -> Denied<Failure> {
    Denied::Failed(error.into())
}

/// Writes the rows, and makes of the changes what the log keeps: of many, both at the same time.
fn apply_and_keep(
    connection: &Connection,
    Decision { changes, source, .. }: &Decision,
    watch: &dyn Watch,
) -> Result<Kept, Failure> {
    if let Some(source) = source {
        apply_all(connection, changes, watch)?;
        return Ok(Kept::Source(*source));
    }
    if changes.len() < MANY {
        apply_all(connection, changes, watch)?;
        return KeptChanges::of(changes).map(Kept::Changes);
    }
    let is_given_up = AtomicBool::new(false);
    thread::scope(|scope| {
        let kept = scope.spawn(|| KeptChanges::of_many(changes, &is_given_up));
        let applied = apply_all(connection, changes, watch);
        is_given_up.store(applied.is_err(), Ordering::Relaxed);
        let kept = kept.join().map_err(|_| Failure::Fault)?;
        applied.and(kept.map(Kept::Changes))
    })
}

/// Writes the rows.
pub(super) fn apply_all(
    connection: &Connection,
    changes: &[Change],
    watch: &dyn Watch,
) -> Result<(), Failure> {
    let mut rows = RowsOfStep::new(connection, watch, changes.len());
    rows.write(changes)?;
    rows.finish()
}

/// The rows of one step, which may come in parts.
struct RowsOfStep<'c> {
    connection: &'c Connection,
    watch: &'c dyn Watch,
    tally: Tally,
    done: usize,
    /// How many changes are expected.
    of: usize,
}

impl<'c> RowsOfStep<'c> {
    fn new(connection: &'c Connection, watch: &'c dyn Watch, of: usize) -> RowsOfStep<'c> {
        RowsOfStep { connection, watch, tally: Tally::default(), done: 0, of }
    }

    fn write(&mut self, changes: &[Change]) -> Result<(), Failure> {
        let RowsOfStep { connection, watch, tally, done, of } = self;
        for run in changes.chunk_by(goes_with) {
            for part in run.chunks(TOGETHER) {
                watch.at(Stage::Writing, (*done).min(*of), *of)?;
                transactions::remove(connection, tally, part.iter().filter_map(gone))?;
                part.iter()
                    .filter(|change| made(change).is_none() && gone(change).is_none())
                    .try_for_each(|change| apply(connection, tally, change, *watch))?;
                transactions::insert(connection, tally, part.iter().filter_map(made))?;
                *done += part.len();
            }
        }
        next_ids::put(connection, changes)
    }

    /// Writes the totals, too.
    fn finish(self) -> Result<(), Failure> {
        self.tally.write(self.connection)
    }
}

/// The transaction that a change makes.
fn made(change: &Change) -> Option<&Transaction> {
    match change {
        Change::Transaction(Edit { before: None, after }) => after.as_ref(),
        _ => None,
    }
}

/// The transaction that a change takes away.
fn gone(change: &Change) -> Option<&Transaction> {
    match change {
        Change::Transaction(Edit { before, after: None }) => before.as_ref(),
        _ => None,
    }
}

/// Whether a change makes something or takes it away; none where it does neither.
fn direction(change: &Change) -> Option<Direction> {
    let (before, after) = match change {
        Change::Account(edit) => (edit.before.is_some(), edit.after.is_some()),
        Change::Payee(edit) => (edit.before.is_some(), edit.after.is_some()),
        Change::Tag(edit) => (edit.before.is_some(), edit.after.is_some()),
        Change::Transaction(edit) => (edit.before.is_some(), edit.after.is_some()),
        _ => return None,
    };
    match (before, after) {
        (false, true) => Some(Direction::Made),
        (true, false) => Some(Direction::Gone),
        _ => None,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Made,
    Gone,
}

/// What is made one after another has no order: names may come before transactions. What goes has none either.
fn goes_with(one: &Change, next: &Change) -> bool {
    direction(one).is_some_and(|way| direction(next) == Some(way))
}

fn apply(
    connection: &Connection,
    tally: &mut Tally,
    change: &Change,
    watch: &dyn Watch,
) -> Result<(), Failure> {
    match change {
        Change::Account(Edit { after: Some(account), .. }) => accounts::put(connection, account),
        Change::Account(Edit { before: Some(account), .. }) => accounts::delete(connection, account.id),
        Change::Payee(Edit { after: Some(payee), .. }) => payees::put(connection, payee),
        Change::Payee(Edit { before: Some(payee), .. }) => payees::delete(connection, payee.id),
        Change::Batch(Edit { before, after: Some(batch) }) => {
            batches::put(connection, before.as_ref(), batch, watch)
        }
        Change::Batch(Edit { before: Some(batch), .. }) => batches::delete(connection, batch.id),
        Change::Statement(Edit { after: Some(statement), .. }) => statements::put(connection, statement),
        Change::Statement(Edit { before: Some(statement), .. }) => {
            statements::delete(connection, statement.id)
        }
        Change::Schedule(Edit { after: Some(schedule), .. }) => schedules::put(connection, schedule),
        Change::Schedule(Edit { before: Some(schedule), .. }) => schedules::delete(connection, schedule.id),
        Change::KeptReport(Edit { after: Some(report), .. }) => kept_reports::put(connection, report),
        Change::KeptReport(Edit { before: Some(report), .. }) => kept_reports::delete(connection, report.id),
        Change::Chequebook(Edit { after: Some(book), .. }) => chequebooks::put(connection, book),
        Change::Chequebook(Edit { before: Some(book), .. }) => chequebooks::delete(connection, book.id),
        Change::Attachment(Edit { after: Some(one), .. }) => attachments::put(connection, one),
        Change::Attachment(Edit { before: Some(one), .. }) => attachments::delete(connection, one.id),
        Change::Budget(edit) => budget::apply(connection, edit),
        Change::Preference(Edit { after: Some(kept), .. }) => preferences::put(connection, kept),
        Change::RawFile(Edit { before: Some(hash), .. }) => raw_files::delete(connection, hash),
        Change::Preference(Edit { before: Some(kept), .. }) => preferences::delete(connection, &kept.key),
        Change::Tag(Edit { after: Some(tag), .. }) => tags::put(connection, tag),
        Change::Tag(Edit { before: Some(tag), .. }) => tags::delete(connection, tag.id),
        Change::SplitsMoved(moved) => mass::move_splits(connection, tally, moved),
        Change::PayeeSwapped(swapped) => mass::swap_payee(connection, swapped),
        Change::Tagged(tagged) => mass::tag(connection, tagged),
        Change::LinesMoved(moved) => mass::move_lines(connection, moved),
        Change::Transaction(Edit { before, after }) => {
            transactions::remove(connection, tally, before.iter())?;
            transactions::insert(connection, tally, after.iter())
        }
        _ => Ok(()),
    }
}
