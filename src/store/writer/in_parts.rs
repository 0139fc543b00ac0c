//! A long import: decided, written and packed for the log at the same time, part by part.
//!
//! What is decided reads the book as it was before, by a connection of its own, while this one writes. Its lines are so
//! never together in memory as transactions, and two cores have something to do. Nothing holds before the commit.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use rusqlite::Connection;

use super::{RowsOfStep, failed};
use crate::ledger::command::ImportDraft;
use crate::ledger::{Change, Command, Decision, Denied, Unwatched, Watch, decide_in_parts};
use crate::store::facts::StoredFacts;
use crate::store::failure::Failure;
use crate::store::history::{self, Kept};
use crate::store::kept_changes::{KeptChanges, Packing};
use crate::store::open;
use crate::store::touched::Trace;

/// From so many lines on it is worth the threads.
const LONG: usize = 20_000;

/// So many changes are handed on together.
const PART: usize = 10_000;

/// So many parts wait to be written, and to be packed.
const AHEAD: usize = 1;

/// A connection that sees the book as it is before this transaction, for an import that is long. No other transaction
/// comes between the two: nobody else can write now. None where the file is not found by its name any more.
pub fn before(connection: &Connection, command: &Command) -> Option<Connection> {
    let Command::Import(draft) = command else { return None };
    if lines(draft) < LONG { None } else { as_before(connection).ok().flatten() }
}

fn as_before(connection: &Connection) -> Result<Option<Connection>, Failure> {
    let Some(path) = connection.path() else { return Ok(None) };
    let before = open::connect(path.as_ref())?;
    before.pragma_update(None, "query_only", "ON")?;
    let is_the_same = history::revision(&before)? == history::revision(connection)?;
    Ok(is_the_same.then_some(before))
}

fn lines(draft: &ImportDraft) -> usize {
    draft.statements.iter().map(|statement| statement.lines.len()).sum()
}

/// Decides and writes. The decision that comes back has no changes any more: its trace tells of them.
pub fn import(
    connection: &Connection,
    before: Connection,
    draft: ImportDraft,
    watch: &dyn Watch,
) -> Result<(Decision, Kept, Trace), Denied<Failure>> {
    let of = lines(&draft);
    thread::scope(|scope| {
        let (parts, decided) = sync_channel(AHEAD);
        let (written, packed) = sync_channel(AHEAD);
        let deciding = scope.spawn(move || decide(before, draft, &parts));
        let packing = scope.spawn(move || pack(&packed));
        let mut step =
            Step { rows: RowsOfStep::new(connection, watch, of), trace: Trace::default(), written };
        let began = decided.iter().try_for_each(|part| step.take(part));
        // Whoever still decides has nobody to give it to any more.
        drop(decided);
        let outcome = deciding.join().map_err(|_| Denied::Failed(Failure::Fault))?;
        began.map_err(Denied::Failed)?;
        let mut decision = outcome?;
        let rest = std::mem::take(&mut decision.changes);
        let trace = step.take(rest).and_then(|()| step.finish()).map_err(Denied::Failed)?;
        let kept = packing.join().map_err(|_| Denied::Failed(Failure::Fault))?;
        Ok((decision, Kept::Changes(kept.map_err(Denied::Failed)?), trace))
    })
}

fn decide(
    mut before: Connection,
    draft: ImportDraft,
    parts: &SyncSender<Vec<Change>>,
) -> Result<Decision, Denied<Failure>> {
    let before = before.transaction().map_err(failed)?;
    // How far it is, and whether it is still wanted, is told and asked where it is written.
    let facts = StoredFacts(&before, &Unwatched);
    let mut sink = |part| parts.send(part).map_err(|_| Failure::Stopped);
    decide_in_parts(&facts, draft, &mut sink, PART)
}

fn pack(parts: &Receiver<Vec<Change>>) -> Result<KeptChanges, Failure> {
    let mut packing = Packing::begin();
    parts.iter().try_for_each(|part| packing.add(&part))?;
    packing.finish()
}

/// What is written of it by now.
struct Step<'c> {
    rows: RowsOfStep<'c>,
    trace: Trace,
    written: SyncSender<Vec<Change>>,
}

impl Step<'_> {
    fn take(&mut self, part: Vec<Change>) -> Result<(), Failure> {
        self.rows.write(&part)?;
        self.trace.see(&part);
        self.written.send(part).map_err(|_| Failure::Fault)
    }

    /// Nothing comes any more.
    fn finish(self) -> Result<Trace, Failure> {
        self.rows.finish()?;
        Ok(self.trace)
    }
}
