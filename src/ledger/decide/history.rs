//! Undo and redo.
//!
//! Both apply changes that are in the log already. They check one thing: that
//! what they would change is still as the step left it.

use std::collections::HashSet;

use super::facts::{Facts, Step};
use super::{Decision, Denied, Move, Outcome, Source};
use crate::ledger::change::{Change, Edit, Entity, inverse};
use crate::ledger::refusal::Refusal;
use crate::ledger::transaction::{Transaction, TransactionId};

pub(super) fn undo<F: Facts>(facts: &F) -> Outcome<Decision, F> {
    let step = facts.undoable().map_err(Denied::Failed)?.ok_or(Refusal::NothingToUndo)?;
    let Step { revision, words, changes } = step;
    taken(facts, format!("Undid: {words}"), inverse(changes), Move::Undo(revision))
}

pub(super) fn redo<F: Facts>(facts: &F) -> Outcome<Decision, F> {
    let step = facts.redoable().map_err(Denied::Failed)?.ok_or(Refusal::NothingToRedo)?;
    let Step { revision, words, changes } = step;
    taken(facts, format!("Did again: {words}"), changes, Move::Redo(revision))
}

/// `changes` are all of those of the step that is undone or done again.
pub(super) fn taken<F: Facts>(
    facts: &F,
    words: String,
    changes: Vec<Change>,
    history: Move,
) -> Outcome<Decision, F> {
    if !all_stand(facts, &changes).map_err(Denied::Failed)? {
        return Err(Refusal::CannotTakeBack(words).into());
    }
    let source = match history {
        Move::Undo(revision) => Some(Source { revision, is_inverse: true }),
        Move::Redo(revision) => Some(Source { revision, is_inverse: false }),
        Move::Do | Move::Aside | Move::TakeBack(_) => None,
    };
    Ok(Decision { words, changes, made: None, history, source })
}

/// A step may change a thing twice; only the first begins from what is there.
pub(super) fn first_of_each(changes: &[Change]) -> impl Iterator<Item = &Change> {
    let mut seen = HashSet::new();
    changes.iter().filter(move |change| change.entity().is_none_or(|entity| seen.insert(entity)))
}

/// Whether every thing is what the changes begin from. Transactions, which may be very many, are asked for together.
pub(super) fn all_stand<F: Facts>(facts: &F, changes: &[Change]) -> Result<bool, F::Failure> {
    let mut transactions = Vec::new();
    for change in first_of_each(changes) {
        match change {
            Change::Transaction(edit) => transactions.extend(beginning(edit)),
            other if !same_side(facts, other)? => return Ok(false),
            _ => {}
        }
    }
    facts.transactions_are(&mut transactions)
}

/// A transaction by its number, and what it is before the change.
fn beginning(edit: &Edit<Transaction>) -> Option<(TransactionId, Option<&Transaction>)> {
    let id = edit.before.as_ref().or(edit.after.as_ref())?.id;
    Some((id, edit.before.as_ref()))
}

/// Whether the thing is what the change begins from. What is made must not be there.
pub(super) fn same_side<F: Facts>(facts: &F, change: &Change) -> Result<bool, F::Failure> {
    match change {
        Change::SplitsMoved(moved) => return Ok(holds_all(&facts.splits_of(moved.from)?, &moved.splits)),
        Change::PayeeSwapped(swapped) => {
            return Ok(holds_all(&facts.transactions_of(swapped.from)?, &swapped.transactions));
        }
        Change::LinesMoved(moved) => {
            let have: HashSet<_> =
                facts.lines_of(&[moved.from])?.into_iter().map(|(_, batch, at)| (batch, at)).collect();
            return Ok(moved.lines.iter().all(|line| have.contains(line)));
        }
        Change::Tagged(tagged) => {
            let have = facts.transactions_tagged(tagged.tag)?;
            let has = |id| have.binary_search(id).is_ok();
            return Ok(tagged.transactions.iter().all(|id| has(id) != tagged.on));
        }
        _ => {}
    }
    let Some(entity) = change.entity() else {
        return Ok(true);
    };
    Ok(match (change, entity) {
        (Change::Account(edit), Entity::Account(id)) => edit.before == facts.account(id)?,
        (Change::Payee(edit), Entity::Payee(id)) => edit.before == facts.payee(id)?,
        (Change::Transaction(edit), Entity::Transaction(id)) => edit.before == facts.transaction(id)?,
        (Change::Tag(edit), Entity::Tag(id)) => edit.before == facts.tag(id)?,
        (Change::Batch(edit), Entity::Batch(id)) => edit.before == facts.batch(id)?,
        (Change::Chequebook(edit), Entity::Chequebook(id)) => edit.before == facts.chequebook(id)?,
        (Change::Attachment(edit), Entity::Attachment(id)) => edit.before == facts.attachment(id)?,
        (Change::Statement(edit), Entity::Statement(id)) => edit.before == facts.statement(id)?,
        (Change::KeptReport(edit), Entity::KeptReport(id)) => edit.before == facts.kept_report(id)?,
        (Change::Schedule(edit), Entity::Schedule(id)) => edit.before == facts.schedule(id)?,
        (Change::Budget(edit), Entity::Budget(key)) => edit.before == facts.budget_entry(key)?,
        _ => false,
    })
}

/// Whether all of `some` are in `all`, which is ascending.
fn holds_all<T: Ord>(all: &[T], some: &[T]) -> bool {
    some.iter().all(|one| all.binary_search(one).is_ok())
}
