//! What of statements and their ticks may come back when an old step is taken back.
//!
//! A split is reconciled in a finished statement, ticked in an open one, or in
//! none; an account has one open statement at most, and no two of a day. Only
//! what comes back from the history could break that: a row whose statement
//! went on without it, or a statement whose rows, or whose neighbours, did.

use super::facts::Facts;
use crate::ledger::change::{Change, Edit, Entity};
use crate::ledger::statement::{Dated, Statement, StatementId};
use crate::ledger::transaction::{SplitState, Transaction};

/// The statement or the row that stands against this change, which comes `back` with others.
pub(super) fn misplaced<F: Facts>(
    facts: &F,
    change: &Change,
    back: &[Change],
) -> Result<Option<Entity>, F::Failure> {
    match change {
        Change::Transaction(Edit { after: Some(after), .. }) => in_wrong_statement(facts, after, back),
        Change::Statement(edit) => match with_other_rows(facts, edit, back)? {
            None => among_others(facts, edit, back),
            row => Ok(row),
        },
        _ => Ok(None),
    }
}

fn in_wrong_statement<F: Facts>(
    facts: &F,
    transaction: &Transaction,
    back: &[Change],
) -> Result<Option<Entity>, F::Failure> {
    for split in &transaction.splits {
        let Some(id) = split.statement else { continue };
        let is_finished = statement(facts, id, back)?.map(|found| found.is_finished());
        if is_finished != Some(split.state == SplitState::Reconciled) {
            return Ok(Some(Entity::Statement(id)));
        }
    }
    Ok(None)
}

/// As it will be.
fn statement<F: Facts>(facts: &F, id: StatementId, back: &[Change]) -> Result<Option<Statement>, F::Failure> {
    let returning = back.iter().rev().find_map(|change| match change {
        Change::Statement(edit) if change.entity() == Some(Entity::Statement(id)) => Some(edit.after.clone()),
        _ => None,
    });
    returning.map_or_else(|| facts.statement(id), Ok)
}

/// A row that is in the statement and does not come back with it.
fn with_other_rows<F: Facts>(
    facts: &F,
    edit: &Edit<Statement>,
    back: &[Change],
) -> Result<Option<Entity>, F::Failure> {
    let finished = |side: &Option<Statement>| side.as_ref().map(Statement::is_finished);
    let Some(before) = edit.before.as_ref().filter(|_| finished(&edit.before) != finished(&edit.after))
    else {
        return Ok(None);
    };
    let rows = facts.ticked(before.id)?.into_iter().map(Entity::Transaction);
    let comes_back = |row: &Entity| back.iter().any(|change| change.entity() == Some(*row));
    Ok(rows.into_iter().find(|row| !comes_back(row)))
}

/// Another statement that is where this one would come.
fn among_others<F: Facts>(
    facts: &F,
    edit: &Edit<Statement>,
    back: &[Change],
) -> Result<Option<Entity>, F::Failure> {
    let Some(after) = &edit.after else {
        return Ok(None);
    };
    let others = facts.statements(after.account)?.into_iter();
    let others = others.filter(|one| back.iter().all(|c| c.entity() != Some(Entity::Statement(one.id))));
    let stands_there = |other: &Dated| {
        let is_passed =
            edit.before.as_ref().is_some_and(|was| (other.date < was.date) != (other.date < after.date));
        let are_both_open = !other.is_finished && !after.is_finished();
        other.date == after.date || is_passed || are_both_open
    };
    let found = others.into_iter().find(stands_there);
    Ok(found.map(|other| Entity::Statement(other.id)))
}
