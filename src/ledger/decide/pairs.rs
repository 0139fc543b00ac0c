//! Two rows that somebody chose become one transfer, or one row.
//!
//! What they become is [`pairing`](crate::ledger::pairing)'s to say; here the
//! rows are read, and what was imported as the one that goes is remembered of
//! the one that stays: neither file brings it again.

use std::collections::HashMap;

use super::attachments;
use super::checks::keeps_reconciled;
use super::facts::{Class, Facts};
use super::sheet::Sheet;
use super::told::described;
use super::{Decision, Denied, Outcome};
use crate::ledger::account::AccountId;
use crate::ledger::batch::BatchId;
use crate::ledger::bulk::RowRef;
use crate::ledger::change::{Change, Edit};
use crate::ledger::mass::LinesMoved;
use crate::ledger::pairing::{self, ClassOf, Joined, Row};
use crate::ledger::refusal::Refusal;
use crate::ledger::transaction::{Transaction, TransactionId};
use crate::ledger::transfer_refusal::TransferRefusal;

/// What two rows become, or why they do not.
type Together = fn(Row, Row, &ClassOf) -> Result<Joined, TransferRefusal>;

pub(super) fn link<F: Facts>(
    sheet: &mut Sheet<F>,
    rows: [RowRef; 2],
    base: Option<u64>,
) -> Outcome<Decision, F> {
    join(sheet, rows, base, ("Linked as one transfer:", pairing::linked))
}

pub(super) fn merge<F: Facts>(
    sheet: &mut Sheet<F>,
    rows: [RowRef; 2],
    base: Option<u64>,
) -> Outcome<Decision, F> {
    join(sheet, rows, base, ("Merged into one:", pairing::merged))
}

fn join<F: Facts>(
    sheet: &mut Sheet<F>,
    rows: [RowRef; 2],
    base: Option<u64>,
    (verb, together): (&str, Together),
) -> Outcome<Decision, F> {
    let [one, other] = [read(sheet, rows[0], base)?, read(sheet, rows[1], base)?];
    let classes = classes(sheet, [&one, &other])?;
    let class_of = |id: AccountId| classes.get(&id).copied().unwrap_or(Class::Equity);
    let [a, b] =
        [(&one, rows[0]), (&other, rows[1])].map(|(transaction, row)| Row { transaction, split: row.split });
    let joined = together(a, b, &class_of).map_err(Refusal::from)?;
    let words = described(sheet, verb, &joined.kept)?;
    let (before, gone) = if joined.gone == one.id { (other, one) } else { (one, other) };
    let made = joined.kept.id.0;
    replace(sheet, before, joined.kept, gone)?;
    Ok(sheet.done(words, Some(made)))
}

/// One transaction instead of two. Neither loses a reconciled side.
fn replace<F: Facts>(
    sheet: &mut Sheet<F>,
    before: Transaction,
    after: Transaction,
    gone: Transaction,
) -> Outcome<(), F> {
    keeps_reconciled(&before, Some(&after))?;
    keeps_reconciled(&gone, None)?;
    let moves = [(gone.id, after.id)];
    sheet.alter(before, after);
    sheet.changes.push(Change::Transaction(Edit::deleted(gone)));
    let moved = moved_along(sheet.facts, &moves)?;
    sheet.changes.extend(moved);
    Ok(())
}

/// What was imported as the first of each pair, and is attached to it, is the second's from now on.
pub(super) fn moved_along<F: Facts>(
    facts: &F,
    moves: &[(TransactionId, TransactionId)],
) -> Outcome<Vec<Change>, F> {
    let from: Vec<TransactionId> = moves.iter().map(|(from, _)| *from).collect();
    let mut lines: HashMap<TransactionId, Vec<(BatchId, usize)>> = HashMap::new();
    for (transaction, batch, at) in facts.lines_of(&from).map_err(Denied::Failed)? {
        lines.entry(transaction).or_default().push((batch, at));
    }
    let changes = moves.iter().filter_map(|(from, to)| {
        let lines = lines.remove(from)?;
        Some(Change::LinesMoved(LinesMoved { from: *from, to: *to, lines }))
    });
    let attached = attachments::moved(facts, moves)?;
    Ok(changes.chain(attached).collect())
}

/// What the accounts of these transactions are.
pub(super) fn classes<F: Facts>(
    sheet: &mut Sheet<F>,
    transactions: [&Transaction; 2],
) -> Outcome<HashMap<AccountId, Class>, F> {
    let mut known = HashMap::new();
    for split in transactions.iter().flat_map(|one| &one.splits) {
        let kind = sheet.account(split.account)?.kind;
        known.insert(split.account, Class::of(kind));
    }
    Ok(known)
}

fn read<F: Facts>(sheet: &Sheet<F>, row: RowRef, base: Option<u64>) -> Outcome<Transaction, F> {
    let before = sheet.transaction(row.transaction)?;
    let is_changed = match base {
        Some(base) => sheet.facts.changed_since(row.transaction, base).map_err(Denied::Failed)?,
        None => false,
    };
    if is_changed || row.split >= before.splits.len() {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    Ok(before)
}
