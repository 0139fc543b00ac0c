//! A long import, handed on part by part while the rest of it is still decided.
//!
//! A part has passed every rule but one: what balances come to is known at the end, and then the whole step may still
//! be refused. Whoever takes the parts lets go of them with it. Nothing here writes them.

use super::checks::Deltas;
use super::facts::Facts;
use super::sheet::Sheet;
use super::{Denied, Outcome, brackets, counterparts};
use crate::ledger::change::Change;
use crate::ledger::command::{ImportDraft, LineFate};

/// Whoever takes the parts.
pub type Sink<'h, E> = &'h mut dyn FnMut(Vec<Change>) -> Result<(), E>;

/// The parts of one step.
pub(super) struct Parts<'h, E> {
    /// None where all changes have to be there at the end.
    sink: Option<Sink<'h, E>>,
    /// So many changes go together.
    size: usize,
    /// What the parts add to accounts.
    pub deltas: Deltas,
}

impl<'h, E> Parts<'h, E> {
    /// Everything is decided before anything is written.
    pub fn whole() -> Parts<'h, E> {
        Parts { sink: None, size: 0, deltas: Deltas::default() }
    }

    /// In parts, where no line needs to know of a later one.
    pub fn of(draft: &ImportDraft, sink: Sink<'h, E>, size: usize) -> Parts<'h, E> {
        let lines = || draft.statements.iter().flat_map(|statement| &statement.lines);
        // Of several accounts one may bring what another lends its id to, and tell the order of a day.
        let is_plain =
            draft.statements.len() == 1 && !lines().any(|line| matches!(line.fate, LineFate::Remember));
        Parts { sink: is_plain.then_some(sink), size, deltas: Deltas::default() }
    }

    /// How many of so many changes are together at a time.
    pub fn room_for(&self, changes: usize) -> usize {
        if self.sink.is_some() { changes.min(self.size + self.size / 8) } else { changes }
    }

    /// Hands over what the sheet has, if that is enough. From the first transfer on it keeps everything: its other side
    /// may be a row that stands in the book, and the two become one at the end.
    pub fn offer<F: Facts<Failure = E>>(&mut self, sheet: &mut Sheet<F>) -> Outcome<(), F> {
        if sheet.changes.len() < self.size {
            return Ok(());
        }
        let Some(sink) = self.sink.take() else { return Ok(()) };
        if counterparts::are_possible(sheet)? {
            return Ok(());
        }
        brackets::all_checked(&sheet.changes)?;
        self.deltas.count(&sheet.changes);
        let room = Vec::with_capacity(self.size + self.size / 8);
        let part = std::mem::replace(&mut sheet.changes, room);
        sink(part).map_err(Denied::Failed)?;
        self.sink = Some(sink);
        Ok(())
    }
}
