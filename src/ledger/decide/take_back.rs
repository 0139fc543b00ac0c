//! Taking back one step out of the middle of the history.
//!
//! A step can be taken back if every thing it changed is still as it left it.
//! What it made and others use by now (a payee, a category) stays. It is a
//! step of its own: undo takes the taking back itself back.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::facts::{Facts, Step};
use super::history::{all_stand, first_of_each, same_side, taken};
use super::sheet::key_of;
use super::ticks;
use super::{Class, Decision, Denied, Move, Outcome, Source};
use crate::ledger::account::AccountId;
use crate::ledger::batch::Batch;
use crate::ledger::budget::BudgetEntry;
use crate::ledger::change::{Change, Edit, Entity, inverse};
use crate::ledger::cheque::Chequebook;
use crate::ledger::kept_report::KeptReport;
use crate::ledger::refusal::Refusal;
use crate::ledger::schedule::Schedule;
use crate::ledger::transaction::Transaction;

pub(super) fn take_back<F: Facts>(facts: &F, revision: u64) -> Outcome<Decision, F> {
    let newest = facts.undoable().map_err(Denied::Failed)?;
    if let Some(step) = newest.filter(|step| step.revision == revision) {
        let words = format!("Undid: {}", step.words);
        return taken(facts, words, inverse(step.changes), Move::Undo(revision));
    }
    if facts.taken_back_by(revision).map_err(Denied::Failed)?.is_some() {
        return Err(Refusal::TakenBackAlready.into());
    }
    reverted(facts, revision, revision, "Took back")
}

/// Takes back the taking back.
pub(super) fn do_again<F: Facts>(facts: &F, revision: u64) -> Outcome<Decision, F> {
    let next = facts.redoable().map_err(Denied::Failed)?;
    if let Some(step) = next.filter(|step| step.revision == revision) {
        let words = format!("Did again: {}", step.words);
        return taken(facts, words, step.changes, Move::Redo(revision));
    }
    let by = facts.taken_back_by(revision).map_err(Denied::Failed)?.ok_or(Refusal::NothingToRedo)?;
    reverted(facts, by, by, "Did again")
}

fn reverted<F: Facts>(facts: &F, at: u64, target: u64, verb: &str) -> Outcome<Decision, F> {
    let step = facts.done_at(at).map_err(Denied::Failed)?.ok_or(Refusal::NothingToUndo)?;
    let Step { words, changes, .. } = step;
    let count = changes.len();
    let back = without_what_is_used(facts, inverse(changes))?;
    // A file that was deleted for good does not come back.
    if back.is_empty() || back.iter().any(|change| matches!(change, Change::RawFile(_))) {
        return Err(Refusal::CannotTakeBack(words).into());
    }
    if !all_stand(facts, &back).map_err(Denied::Failed)? {
        first_of_each(&back).try_for_each(|change| stands(facts, change, at, &words))?;
    }
    let returning: HashSet<Entity> = back.iter().filter_map(Change::entity).collect();
    let mut found = HashSet::new();
    for change in &back {
        let needed = needs(change).into_iter().filter(|needed| !returning.contains(needed));
        for needed in needed.filter(|needed| found.insert(*needed)) {
            is_there(facts, needed, at, &words)?;
        }
        fits(facts, change, &back, at, &words)?;
    }
    let is_whole = back.len() == count;
    let words = words.trim_start_matches("Took back: ").trim_start_matches("Undid: ").to_owned();
    Ok(Decision {
        words: format!("{verb}: {words}"),
        changes: back,
        made: None,
        history: Move::TakeBack(target),
        source: is_whole.then_some(Source { revision: at, is_inverse: true }),
    })
}

/// Whether the change still begins from what is there; if not, what came between.
fn stands<F: Facts>(facts: &F, change: &Change, after: u64, words: &str) -> Outcome<(), F> {
    if same_side(facts, change).map_err(Denied::Failed)? {
        return Ok(());
    }
    for entity in change.touched() {
        if let Some(later) = facts.touched_after(entity, after).map_err(Denied::Failed)? {
            return Err(Refusal::InTheWay { words: words.to_owned(), later }.into());
        }
    }
    Err(Refusal::CannotTakeBack(words.to_owned()).into())
}

/// Whether what is needed by something that comes back, and does not come back with it, is in the book.
fn is_there<F: Facts>(facts: &F, needed: Entity, after: u64, words: &str) -> Outcome<(), F> {
    match exists(facts, needed).map_err(Denied::Failed)? {
        true => Ok(()),
        false => Err(in_the_way(facts, needed, after, words)?),
    }
}

/// Whether what comes back alone finds what it needs, its place, and its name free.
pub(super) fn fits_alone<F: Facts>(facts: &F, change: &Change, after: u64, words: &str) -> Outcome<(), F> {
    for needed in needs(change).into_iter().filter(|needed| change.entity() != Some(*needed)) {
        is_there(facts, needed, after, words)?;
    }
    fits(facts, change, std::slice::from_ref(change), after, words)
}

/// Whether what comes back finds its place, and its name free.
fn fits<F: Facts>(facts: &F, change: &Change, back: &[Change], after: u64, words: &str) -> Outcome<(), F> {
    if let Some(other) = ticks::misplaced(facts, change, back).map_err(Denied::Failed)? {
        return Err(in_the_way(facts, other, after, words)?);
    }
    match name_is_free(facts, change, back)? && numbers_are_free(facts, change, back)? {
        true => Ok(()),
        false => Err(Refusal::CannotTakeBack(words.to_owned()).into()),
    }
}

/// The refusal that names what became of this since.
fn in_the_way<F: Facts>(
    facts: &F,
    entity: Entity,
    after: u64,
    words: &str,
) -> Outcome<Denied<F::Failure>, F> {
    let later = facts.touched_after(entity, after).map_err(Denied::Failed)?;
    let words = words.to_owned();
    Ok(match later {
        Some(later) => Refusal::InTheWay { words, later },
        None => Refusal::CannotTakeBack(words),
    }
    .into())
}

fn needs(change: &Change) -> Vec<Entity> {
    match change {
        Change::Transaction(Edit { after: Some(after), .. }) => references(after).collect(),
        Change::Schedule(Edit { after: Some(after), .. }) => after.references().collect(),
        Change::Budget(Edit { after: Some(after), .. }) => {
            after.key().category().map(Entity::Account).into_iter().collect()
        }
        Change::Chequebook(Edit { after: Some(after), .. }) => vec![Entity::Account(after.account)],
        Change::Statement(Edit { after: Some(after), .. }) => vec![Entity::Account(after.account)],
        Change::Attachment(Edit { after: Some(after), .. }) => vec![Entity::Transaction(after.transaction)],
        Change::Batch(Edit { after: Some(after), .. }) => {
            let accounts: BTreeSet<AccountId> = after.references().collect();
            accounts.into_iter().map(Entity::Account).collect()
        }
        Change::SplitsMoved(moved) => vec![Entity::Account(moved.to)],
        Change::PayeeSwapped(swapped) => vec![Entity::Payee(swapped.to)],
        Change::LinesMoved(moved) => vec![Entity::Transaction(moved.to)],
        // Whoever was deleted since has no tag either, but can be given none.
        Change::Tagged(tagged) if tagged.on => {
            let marked = tagged.transactions.iter().map(|id| Entity::Transaction(*id));
            marked.chain([Entity::Tag(tagged.tag)]).collect()
        }
        _ => Vec::new(),
    }
}

fn exists<F: Facts>(facts: &F, entity: Entity) -> Result<bool, F::Failure> {
    Ok(match entity {
        Entity::Account(id) => facts.account(id)?.is_some(),
        Entity::Payee(id) => facts.payee(id)?.is_some(),
        Entity::Tag(id) => facts.tag(id)?.is_some(),
        Entity::Transaction(id) => facts.transaction(id)?.is_some(),
        Entity::Batch(id) => facts.batch(id)?.is_some(),
        Entity::Statement(id) => facts.statement(id)?.is_some(),
        Entity::Schedule(id) => facts.schedule(id)?.is_some(),
        Entity::Chequebook(id) => facts.chequebook(id)?.is_some(),
        Entity::KeptReport(id) => facts.kept_report(id)?.is_some(),
        Entity::Attachment(id) => facts.attachment(id)?.is_some(),
        Entity::Budget(key) => facts.budget_entry(key)?.is_some(),
    })
}

fn name_is_free<F: Facts>(facts: &F, change: &Change, back: &[Change]) -> Outcome<bool, F> {
    let holder = match change {
        Change::Account(Edit { after: Some(a), .. }) => {
            let found = facts.account_named(&a.name, Class::of(a.kind), a.currency);
            found.map_err(Denied::Failed)?.filter(|f| f.id != a.id).map(|f| Entity::Account(f.id))
        }
        Change::Payee(Edit { after: Some(p), .. }) => {
            let found = facts.payee_named(&p.name).map_err(Denied::Failed)?;
            found.filter(|f| f.id != p.id).map(|f| Entity::Payee(f.id))
        }
        Change::Tag(Edit { after: Some(t), .. }) => {
            let found = facts.tag_named(&t.name).map_err(Denied::Failed)?;
            found.filter(|f| f.id != t.id).map(|f| Entity::Tag(f.id))
        }
        Change::KeptReport(Edit { after: Some(one), .. }) => {
            let found = facts.kept_reports().map_err(Denied::Failed)?;
            let is_holder = |f: &&KeptReport| f.id != one.id && key_of(&f.name) == key_of(&one.name);
            found.iter().find(is_holder).map(|f| Entity::KeptReport(f.id))
        }
        _ => None,
    };
    // Whoever has the name and changes in the same step has another one afterwards.
    Ok(holder.is_none_or(|holder| back.iter().any(|change| change.entity() == Some(holder))))
}

/// Whether a chequebook that comes back goes with those that are there.
fn numbers_are_free<F: Facts>(facts: &F, change: &Change, back: &[Change]) -> Outcome<bool, F> {
    let Change::Chequebook(Edit { after: Some(book), .. }) = change else {
        return Ok(true);
    };
    let others = facts.chequebooks(book.account).map_err(Denied::Failed)?;
    let changes =
        |other: &Chequebook| back.iter().any(|change| change.entity() == Some(Entity::Chequebook(other.id)));
    Ok(others.iter().all(|other| changes(other) || !book.clashes(other)))
}

fn references(transaction: &Transaction) -> impl Iterator<Item = Entity> + '_ {
    let accounts = transaction.splits.iter().map(|split| Entity::Account(split.account));
    let tags = transaction.tags.iter().map(|tag| Entity::Tag(*tag));
    accounts.chain(transaction.payee.map(Entity::Payee)).chain(tags)
}

/// What the step made and others use by now stays.
pub(super) fn without_what_is_used<F: Facts>(facts: &F, back: Vec<Change>) -> Outcome<Vec<Change>, F> {
    let freed = freed(&back);
    let mut kept = Vec::with_capacity(back.len());
    for change in back {
        let goes = match &change {
            Change::Account(Edit { before: Some(_), after: None })
            | Change::Payee(Edit { before: Some(_), after: None })
            | Change::Tag(Edit { before: Some(_), after: None }) => change.entity(),
            _ => None,
        };
        let is_used = match goes {
            Some(entity) => {
                let uses = facts.references(entity).map_err(Denied::Failed)?;
                i128::from(uses) > freed.get(&entity).copied().unwrap_or_default()
            }
            None => false,
        };
        if !is_used {
            kept.push(change);
        }
    }
    Ok(kept)
}

/// How many references to each thing these changes take away.
fn freed(changes: &[Change]) -> HashMap<Entity, i128> {
    let mut freed: HashMap<Entity, i128> = HashMap::new();
    let mut count = |entity, by| *freed.entry(entity).or_default() += by;
    for change in changes {
        match change {
            Change::Transaction(Edit { before, after }) => {
                before.iter().flat_map(references).for_each(|entity| count(entity, 1));
                after.iter().flat_map(references).for_each(|entity| count(entity, -1));
            }
            Change::Schedule(Edit { before, after }) => {
                before.iter().flat_map(Schedule::references).for_each(|entity| count(entity, 1));
                after.iter().flat_map(Schedule::references).for_each(|entity| count(entity, -1));
            }
            Change::Batch(Edit { before, after }) => {
                before.iter().flat_map(Batch::references).for_each(|id| count(Entity::Account(id), 1));
                after.iter().flat_map(Batch::references).for_each(|id| count(Entity::Account(id), -1));
            }
            Change::Chequebook(Edit { before, after }) => {
                before.iter().for_each(|book| count(Entity::Account(book.account), 1));
                after.iter().for_each(|book| count(Entity::Account(book.account), -1));
            }
            Change::Statement(Edit { before, after }) => {
                before.iter().for_each(|one| count(Entity::Account(one.account), 1));
                after.iter().for_each(|one| count(Entity::Account(one.account), -1));
            }
            Change::Budget(Edit { before, after }) => {
                let category = |side: &Option<BudgetEntry>| side.and_then(|one| one.key().category());
                category(before).into_iter().for_each(|id| count(Entity::Account(id), 1));
                category(after).into_iter().for_each(|id| count(Entity::Account(id), -1));
            }
            Change::SplitsMoved(moved) => {
                count(Entity::Account(moved.from), moved.splits.len() as i128);
                count(Entity::Account(moved.to), -(moved.splits.len() as i128));
            }
            Change::PayeeSwapped(swapped) => {
                count(Entity::Payee(swapped.from), swapped.transactions.len() as i128);
                count(Entity::Payee(swapped.to), -(swapped.transactions.len() as i128));
            }
            Change::Tagged(tagged) => {
                let many = tagged.transactions.len() as i128;
                count(Entity::Tag(tagged.tag), if tagged.on { -many } else { many });
            }
            _ => {}
        }
    }
    freed
}
