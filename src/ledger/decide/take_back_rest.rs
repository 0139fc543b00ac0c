//! Taking back what can be taken back of a step, where parts of it were changed since.
//!
//! What somebody edited, matched or reconciled since stays as it is, and the
//! import goes on knowing the lines of it: the file would bring it twice. All
//! the rest goes, and is forgotten.

use std::collections::HashSet;

use super::facts::{Facts, Step};
use super::history::same_side;
use super::sheet::Sheet;
use super::take_back::{fits_alone, without_what_is_used};
use super::told::described;
use super::{Decision, Denied, Move, Outcome};
use crate::ledger::batch::{Batch, ImportedLine};
use crate::ledger::change::{Change, Edit, Entity, inverse};
use crate::ledger::refusal::Refusal;
use crate::ledger::schedule::Schedule;
use crate::ledger::transaction::{Transaction, TransactionId};

/// So many of those that stay are named.
const NAMED: usize = 5;

pub(super) fn take_back_rest<F: Facts>(sheet: &mut Sheet<F>, revision: u64) -> Outcome<Decision, F> {
    let facts = sheet.facts;
    if facts.taken_back_by(revision).map_err(Denied::Failed)?.is_some() {
        return Err(Refusal::TakenBackAlready.into());
    }
    let step = facts.done_at(revision).map_err(Denied::Failed)?.ok_or(Refusal::NothingToUndo)?;
    let Step { words, changes, .. } = step;
    let wanted = inverse(changes);
    let mut stays = Vec::new();
    let mut back = Vec::new();
    // What a step changed twice begins with the first of the two, and both stay or go.
    let mut kept: HashSet<Entity> = HashSet::new();
    let mut seen: HashSet<Entity> = HashSet::new();
    for change in &wanted {
        let Some(entity) = change.entity() else {
            if !matches!(change, Change::RawFile(_)) && same_side(facts, change).map_err(Denied::Failed)? {
                back.push(change.clone());
            }
            continue;
        };
        if seen.insert(entity) && !goes(facts, change, revision, &words)? {
            kept.insert(entity);
            stays.extend(still_there(facts, change)?);
        }
        if !kept.contains(&entity) {
            back.push(change.clone());
        }
    }
    let staying: HashSet<TransactionId> = stays.iter().map(|one| one.id).collect();
    back.retain(|change| !is_of(change, &stays));
    back.extend(batches_left(facts, &wanted, &kept, &staying)?);
    let back = without_what_is_used(facts, back)?;
    if !back.iter().any(|change| matches!(change, Change::Transaction(_) | Change::Batch(_))) {
        return Err(Refusal::CannotTakeBack(words).into());
    }
    stays.sort_by_key(|one| (one.date, one.id));
    let words = told(sheet, &words, &stays)?;
    Ok(Decision { words, changes: back, made: None, history: Move::TakeBack(revision), source: None })
}

/// Whether this change can be taken back as it is. A batch is taken back by what stays of its lines.
fn goes<F: Facts>(facts: &F, change: &Change, revision: u64, words: &str) -> Outcome<bool, F> {
    if matches!(change, Change::Batch(_)) || !same_side(facts, change).map_err(Denied::Failed)? {
        return Ok(false);
    }
    match fits_alone(facts, change, revision, words) {
        Ok(()) => Ok(true),
        Err(Denied::Refused(_)) => Ok(matches!(change, Change::Account(Edit { after: None, .. }))),
        Err(failed) => Err(failed),
    }
}

/// The transaction that stays, as it is now; none where it was deleted, or the change is of something else.
fn still_there<F: Facts>(facts: &F, change: &Change) -> Outcome<Option<Transaction>, F> {
    match change.entity() {
        Some(Entity::Transaction(id)) => facts.transaction(id).map_err(Denied::Failed),
        _ => Ok(None),
    }
}

/// A schedule does not go back to before a row of its own that stays: it would be entered twice.
fn is_of(change: &Change, stays: &[Transaction]) -> bool {
    let Change::Schedule(Edit { before: Some(schedule), .. }) = change else {
        return false;
    };
    let is_its = |one: &Transaction, schedule: &Schedule| {
        one.payee == schedule.payee && one.splits.iter().any(|split| split.account == schedule.account)
    };
    stays.iter().any(|one| is_its(one, schedule))
}

/// The batches of the step with the lines of what stays, or gone where nothing does.
fn batches_left<F: Facts>(
    facts: &F,
    wanted: &[Change],
    kept: &HashSet<Entity>,
    staying: &HashSet<TransactionId>,
) -> Outcome<Vec<Change>, F> {
    let mut changes = Vec::new();
    for change in wanted {
        let Change::Batch(Edit { before: Some(then), .. }) = change else { continue };
        if !kept.contains(&Entity::Batch(then.id)) {
            continue;
        }
        let Some(now) = facts.batch(then.id).map_err(Denied::Failed)? else { continue };
        let mut lines = Vec::new();
        for (at, line) in now.lines.iter().enumerate() {
            if stays(facts, then.lines.get(at), line, staying)? {
                lines.push(line.clone());
            }
        }
        changes.push(Change::Batch(match lines.is_empty() {
            true => Edit::deleted(now),
            false => Edit::altered(now.clone(), left_with(now, lines)),
        }));
    }
    Ok(changes)
}

fn left_with(mut batch: Batch, lines: Vec<ImportedLine>) -> Batch {
    batch.balances.retain(|told| lines.iter().any(|line| line.account == told.account));
    Batch { lines, ..batch }
}

/// Whether the import goes on knowing a line: its row stays, or became one with another row since.
fn stays<F: Facts>(
    facts: &F,
    then: Option<&ImportedLine>,
    now: &ImportedLine,
    staying: &HashSet<TransactionId>,
) -> Outcome<bool, F> {
    let Some(id) = now.transaction else { return Ok(false) };
    if staying.contains(&id) {
        return Ok(true);
    }
    let is_another = then.is_none_or(|then| then.transaction != now.transaction);
    Ok(is_another && facts.transaction(id).map_err(Denied::Failed)?.is_some())
}

/// "Took back the rest of: Imported a.qif; 2 stay: Grocer −12.50 on 2024-05-17, …"
fn told<F: Facts>(sheet: &Sheet<F>, words: &str, stays: &[Transaction]) -> Outcome<String, F> {
    let mut names = Vec::new();
    for one in stays.iter().take(NAMED) {
        names.push(format!("{} on {}", described(sheet, "", one)?.trim(), one.date));
    }
    let more = stays.len().saturating_sub(NAMED);
    let tail = if more > 0 { format!(" and {more} more") } else { String::new() };
    Ok(match stays.len() {
        0 => format!("Took back the rest of: {words}"),
        1 => format!("Took back the rest of: {words}; 1 stays: {}", names.join(", ")),
        many => format!("Took back the rest of: {words}; {many} stay: {}{tail}", names.join(", ")),
    })
}
