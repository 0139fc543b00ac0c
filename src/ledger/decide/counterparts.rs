//! The other side of a transfer that stands in the book already.
//!
//! Whoever gives a row the category `[Savings]` while the bank's row of it is
//! in Savings would hold the money twice. Where a step writes such a transfer,
//! the row is found here; the two become one, or somebody is asked first.

use std::collections::HashSet;

use jiff::ToSpan;
use jiff::civil::Date;

use super::facts::{Class, Facts};
use super::pairs::{classes, moved_along};
use super::sheet::Sheet;
use super::{Decision, Denied, Outcome};
use crate::ledger::bulk::RowRef;
use crate::ledger::change::{Change, Edit};
use crate::ledger::command::Counterparts;
use crate::ledger::pairing::{self, DAYS_APART, Row};
use crate::ledger::refusal::Refusal;
use crate::ledger::transaction::{Split, SplitState, Transaction, TransactionId};
use crate::ledger::transfer_refusal::{StandingRow, TransferRefusal};

/// So many rows are named.
const NAMED: usize = 3;

/// A side of a transfer that a step writes, and the row that is it already.
struct Counterpart {
    /// The change of the step.
    change: usize,
    /// The side of its transaction.
    side: usize,
    row: RowRef,
    transaction: Transaction,
}

/// The decision with every counterpart in it taken care of.
pub(super) fn settled<F: Facts>(
    sheet: &mut Sheet<F>,
    mut decision: Decision,
    wanted: Counterparts,
) -> Outcome<Decision, F> {
    let found = found(sheet, &decision.changes)?;
    if found.is_empty() {
        return Ok(decision);
    }
    if wanted == Counterparts::Ask {
        return Err(standing(sheet, &found)?.into());
    }
    let many = found.len();
    let (mut added, mut moves) = (Vec::new(), Vec::new());
    for one in found {
        let (change, from, to) = joined(sheet, &mut decision, one)?;
        added.push(change);
        moves.push((from, to));
        decision.made = decision.made.map(|made| if made == from.0 { to.0 } else { made });
    }
    rename_lines(&mut decision.changes, &moves);
    decision.changes.extend(added);
    decision.changes.extend(moved_along(sheet.facts, &moves)?);
    decision.words += &match many {
        1 => ", linked with the row that was there".to_owned(),
        many => format!(", {many} linked with the rows that were there"),
    };
    Ok(decision)
}

/// Every side that comes to stand beside a row of its own.
fn found<F: Facts>(sheet: &mut Sheet<F>, changes: &[Change]) -> Outcome<Vec<Counterpart>, F> {
    let mut taken: HashSet<TransactionId> = changes.iter().filter_map(transaction_of).collect();
    // Of a long step some were handed on already.
    taken.extend(sheet.altered());
    let mut found = Vec::new();
    for (at, change) in changes.iter().enumerate() {
        let Change::Transaction(Edit { before, after: Some(after) }) = change else { continue };
        for side in far_sides(sheet, before.as_ref(), after)? {
            let Some((row, transaction)) = counterpart(sheet, before.as_ref(), after, side, &taken)? else {
                continue;
            };
            taken.insert(row.transaction);
            found.push(Counterpart { change: at, side, row, transaction });
            // One for each transaction: both sides of it are never meant.
            break;
        }
    }
    Ok(found)
}

/// Whether a change on the sheet writes a transfer.
pub(super) fn are_possible<F: Facts>(sheet: &mut Sheet<F>) -> Outcome<bool, F> {
    let changes = std::mem::take(&mut sheet.changes);
    let is_possible = changes.iter().try_fold(false, |is_possible, change| match change {
        Change::Transaction(Edit { before, after: Some(after) }) if !is_possible => {
            far_sides(sheet, before.as_ref(), after).map(|sides| !sides.is_empty())
        }
        _ => Ok(is_possible),
    });
    sheet.changes = changes;
    is_possible
}

fn transaction_of(change: &Change) -> Option<TransactionId> {
    match change {
        Change::Transaction(Edit { before, after }) => before.as_ref().or(after.as_ref()).map(|one| one.id),
        _ => None,
    }
}

/// The sides of a transfer in accounts that it did not have before; of a new one all but the first.
fn far_sides<F: Facts>(
    sheet: &mut Sheet<F>,
    before: Option<&Transaction>,
    after: &Transaction,
) -> Outcome<Vec<usize>, F> {
    let mut registers = Vec::new();
    if after.void.is_some() {
        return Ok(registers);
    }
    for (at, split) in after.splits.iter().enumerate() {
        if Class::of(sheet.account(split.account)?.kind) == Class::Register {
            registers.push(at);
        }
    }
    if registers.len() < 2 {
        return Ok(Vec::new());
    }
    let is_new = |split: &Split| match before {
        Some(before) => before.splits.iter().all(|old| old.account != split.account),
        None => true,
    };
    if before.is_none() {
        registers.remove(0);
    }
    registers.retain(|at| {
        let far = after.splits.get(*at);
        far.is_some_and(|split| split.bank_id.is_none() && split.amount.units() != 0 && is_new(split))
    });
    Ok(registers)
}

/// The nearest row of the account that says nothing of where the money came from but a category.
fn counterpart<F: Facts>(
    sheet: &mut Sheet<F>,
    before: Option<&Transaction>,
    after: &Transaction,
    side: usize,
    taken: &HashSet<TransactionId>,
) -> Outcome<Option<(RowRef, Transaction)>, F> {
    let Some(far) = after.splits.get(side) else { return Ok(None) };
    let Some((from, to)) = around(after.date) else { return Ok(None) };
    let rows = sheet.facts.rows_over(far.account, far.amount, from, to).map_err(Denied::Failed)?;
    let mut nearest: Option<(i32, RowRef, Transaction)> = None;
    for row in rows.into_iter().filter(|row| !taken.contains(&row.transaction)) {
        let there = sheet.transaction(row.transaction)?;
        let is_locked = is_reconciled(&there) && before.is_some_and(is_reconciled);
        let classes = classes(sheet, [&there, after])?;
        let class_of = |id| classes.get(&id).copied().unwrap_or(Class::Equity);
        let as_row = Row { transaction: &there, split: row.split };
        if there.void.is_some() || is_locked || !as_row.is_simple(&class_of) {
            continue;
        }
        let days = there.date.since(after.date).map_or(i32::MAX, |span| span.get_days().abs());
        if nearest.as_ref().is_none_or(|(least, ..)| days < *least) {
            nearest = Some((days, row, there));
        }
    }
    Ok(nearest.map(|(_, row, there)| (row, there)))
}

fn around(date: Date) -> Option<(Date, Date)> {
    date.checked_sub(DAYS_APART.days()).ok().zip(date.checked_add(DAYS_APART.days()).ok())
}

fn is_reconciled(transaction: &Transaction) -> bool {
    transaction.splits.iter().any(|split| split.state == SplitState::Reconciled)
}

/// Puts the two together in the step. The change that goes after it, and which transaction became which.
fn joined<F: Facts>(
    sheet: &mut Sheet<F>,
    decision: &mut Decision,
    one: Counterpart,
) -> Outcome<(Change, TransactionId, TransactionId), F> {
    let Some(Change::Transaction(edit)) = decision.changes.get_mut(one.change) else {
        return Err(Refusal::ChangedMeanwhile.into());
    };
    let Some(written) = edit.after.clone() else {
        return Err(Refusal::ChangedMeanwhile.into());
    };
    let classes = classes(sheet, [&written, &one.transaction])?;
    let class_of = |id| classes.get(&id).copied().unwrap_or(Class::Equity);
    let side = Row { transaction: &written, split: one.side };
    let there = Row { transaction: &one.transaction, split: one.row.split };
    let joined = pairing::merged(side, there, &class_of).map_err(Refusal::from)?;
    let (kept, gone) = (joined.kept.id, joined.gone);
    if gone == one.transaction.id {
        edit.after = Some(joined.kept);
        return Ok((Change::Transaction(Edit::deleted(one.transaction)), gone, kept));
    }
    // The row that was there is reconciled, or of longer standing: what was written goes into it.
    edit.after = None;
    Ok((Change::Transaction(Edit::altered(one.transaction, joined.kept)), gone, kept))
}

/// Lines that a step imports are what their transactions became.
fn rename_lines(changes: &mut Vec<Change>, moves: &[(TransactionId, TransactionId)]) {
    for change in changes.iter_mut() {
        let Change::Batch(Edit { after: Some(batch), .. }) = change else { continue };
        for line in &mut batch.lines {
            let moved = moves.iter().find(|(from, _)| line.transaction == Some(*from));
            line.transaction = moved.map(|(_, to)| *to).or(line.transaction);
        }
    }
    let is_nothing =
        |change: &Change| matches!(change, Change::Transaction(Edit { before: None, after: None }));
    changes.retain(|change| !is_nothing(change));
}

/// What asks: which rows stand there.
fn standing<F: Facts>(sheet: &mut Sheet<F>, found: &[Counterpart]) -> Outcome<Refusal, F> {
    let (mut named, mut rows) = (Vec::new(), Vec::new());
    for one in found {
        let Some(split) = one.transaction.splits.get(one.row.split) else { continue };
        let (date, amount) = (one.transaction.date, split.amount);
        rows.push(StandingRow { row: one.row, account: split.account, date, amount });
        if named.len() < NAMED {
            let name = sheet.account(split.account)?.name;
            named.push(format!(
                "{} in {name} on {date}",
                one.transaction.currency.text(amount).replace('-', "−")
            ));
        }
    }
    let more = found.len().saturating_sub(named.len());
    let tail = if more > 0 { format!(" and {more} more") } else { String::new() };
    Ok(TransferRefusal::CounterpartStands { named: named.join(", ") + &tail, rows }.into())
}
