//! One change to many rows, as one step: all of them or none.
//!
//! A row that may not be changed so is named, and nothing is done.

use std::collections::HashSet;

use jiff::Span;
use jiff::civil::Date;

use super::checks::keeps_reconciled;
use super::facts::{Class, Facts};
use super::sheet::Sheet;
use super::told::described;
use super::transactions::{checked_date, checked_memo};
use super::{Decision, Denied, Outcome};
use crate::ledger::account::AccountId;
use crate::ledger::bulk::{BulkChange, BulkDraft, RowRef};
use crate::ledger::change::{Change, Edit};
use crate::ledger::command::Target;
use crate::ledger::name;
use crate::ledger::refusal::{Locking, Refusal};
use crate::ledger::transaction::{SplitState, Transaction};
use crate::ledger::transfer_refusal::TransferRefusal;

/// How many rows that stand in the way are named.
const NAMED: usize = 3;

pub(super) fn change<F: Facts>(sheet: &mut Sheet<F>, draft: &BulkDraft) -> Outcome<Decision, F> {
    if draft.rows.is_empty() {
        return Err(Refusal::NothingSelected.into());
    }
    let mut seen = HashSet::new();
    let (mut locked, mut several) = (Vec::new(), Vec::new());
    let rows: Vec<RowRef> = draft.rows.iter().map(|row| place(*row, &draft.change)).collect();
    for row in rows.into_iter().filter(|row| seen.insert(*row)) {
        let before = read(sheet, row, draft.base)?;
        let Some(after) = changed(sheet, &before, row, &draft.change)? else {
            several.push(before);
            continue;
        };
        if keeps_reconciled(&before, after.as_ref()).is_err() {
            locked.push(before);
            continue;
        }
        match after {
            Some(after) => sheet.alter(before, after),
            None => sheet.changes.push(Change::Transaction(Edit::deleted(before))),
        }
    }
    if !locked.is_empty() {
        return Err(all_locked(sheet, &locked)?.into());
    }
    if !several.is_empty() {
        return Err(Refusal::RowsWithoutCategory(named(sheet, &several)?).into());
    }
    let words = words(sheet, &draft.change, seen.len())?;
    Ok(sheet.done(words, None))
}

/// What is changed about the whole transaction is changed once, whichever of its rows are meant.
fn place(row: RowRef, change: &BulkChange) -> RowRef {
    let is_of_the_row =
        matches!(change, BulkChange::State(_) | BulkChange::AccountMove(_) | BulkChange::Category(_));
    if is_of_the_row { row } else { RowRef { split: 0, ..row } }
}

fn read<F: Facts>(sheet: &Sheet<F>, row: RowRef, base: Option<u64>) -> Outcome<Transaction, F> {
    let before = sheet.transaction(row.transaction)?;
    if row.split >= before.splits.len() {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    if let Some(base) = base
        && sheet.facts.changed_since(row.transaction, base).map_err(Denied::Failed)?
    {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    Ok(before)
}

/// The transaction afterwards (none: deleted); none at all where the row has no single category.
fn changed<F: Facts>(
    sheet: &mut Sheet<F>,
    before: &Transaction,
    row: RowRef,
    change: &BulkChange,
) -> Outcome<Option<Option<Transaction>>, F> {
    let mut after = before.clone();
    match change {
        BulkChange::Delete => return Ok(Some(None)),
        BulkChange::Category(target) => {
            if !recategorise(sheet, &mut after, row.split, target)? {
                return Ok(None);
            }
        }
        BulkChange::AccountMove(to) => relocate(sheet, &mut after, row.split, *to)?,
        BulkChange::Payee(name) => after.payee = sheet.payee(name.as_deref())?,
        BulkChange::State(SplitState::Reconciled) => return Err(Refusal::ReconcileByStatement.into()),
        BulkChange::State(state) => {
            after.splits.iter_mut().skip(row.split).take(1).for_each(|split| split.state = *state);
        }
        BulkChange::ShiftDays(days) => {
            after.date = checked_date(shifted(before.date, *days)?)?;
        }
        BulkChange::Date(date) => after.date = checked_date(*date)?,
        BulkChange::TagsAdd(names) => {
            after.tags.extend(sheet.tags(names)?);
            after.tags.sort_unstable();
            after.tags.dedup();
        }
        BulkChange::TagsRemove(names) => {
            let gone = known_tags(sheet, names)?;
            after.tags.retain(|tag| !gone.contains(tag));
        }
        BulkChange::Memo(memo) => after.memo = checked_memo(memo)?,
    }
    Ok(Some(Some(after)))
}

/// The day so many days later, where the calendar has it.
fn shifted(date: Date, days: i32) -> Result<Date, Refusal> {
    let span = Span::new().try_days(days).ok();
    let day = span.and_then(|span| date.checked_add(span).ok());
    day.ok_or(Refusal::DayOutOfRange { date, days })
}

/// False where the other side is not one category: a transfer, or several sides.
fn recategorise<F: Facts>(
    sheet: &mut Sheet<F>,
    after: &mut Transaction,
    own: usize,
    target: &Target,
) -> Outcome<bool, F> {
    if after.splits.len() != 2 {
        return Ok(false);
    }
    let from = after.splits.get(own).map(|split| split.account);
    let Some(other) = after.splits.iter_mut().enumerate().find(|(at, _)| *at != own).map(|(_, split)| split)
    else {
        return Ok(false);
    };
    if Class::of(sheet.account(other.account)?.kind) != Class::Category {
        return Ok(false);
    }
    let account = sheet.target(target, other.amount, after.currency)?;
    if account.currency != after.currency {
        let (ours, theirs) = (after.currency.code().to_owned(), account.currency.code().to_owned());
        return Err(Refusal::CurrencyMix(ours, theirs).into());
    }
    if Some(account.id) == from {
        return Err(TransferRefusal::ToItself(account.name).into());
    }
    if other.account != account.id && Class::of(account.kind) == Class::Register {
        // The bank of that account has said nothing of it yet.
        (other.state, other.bank_id, other.statement) = (SplitState::Uncleared, None, None);
    }
    other.account = account.id;
    Ok(true)
}

/// The row goes to another register, where the bank has not had it yet.
fn relocate<F: Facts>(
    sheet: &mut Sheet<F>,
    after: &mut Transaction,
    own: usize,
    to: AccountId,
) -> Outcome<(), F> {
    let account = sheet.open_account(to)?;
    if Class::of(account.kind) != Class::Register {
        return Err(Refusal::NotARegister(account.name).into());
    }
    if account.currency != after.currency {
        let (ours, theirs) = (after.currency.code().to_owned(), account.currency.code().to_owned());
        return Err(Refusal::CurrencyMix(ours, theirs).into());
    }
    if after.splits.iter().any(|split| split.account == to) {
        return Err(Refusal::AlreadyThere(account.name).into());
    }
    for split in after.splits.iter_mut().skip(own).take(1) {
        split.account = to;
        (split.bank_id, split.statement) = (None, None);
        // A reconciled row is refused for what it was; its state is not taken off here.
        if split.state == SplitState::Cleared {
            split.state = SplitState::Uncleared;
        }
    }
    Ok(())
}

fn known_tags<F: Facts>(sheet: &Sheet<F>, names: &[String]) -> Outcome<Vec<crate::ledger::TagId>, F> {
    let mut known = Vec::new();
    for name in names {
        known.extend(sheet.facts.tag_named(name).map_err(Denied::Failed)?.map(|tag| tag.id));
    }
    Ok(known)
}

/// The rows that are locked, and the statements that lock them, by date.
fn all_locked<F: Facts>(sheet: &Sheet<F>, locked: &[Transaction]) -> Outcome<Refusal, F> {
    let mut statements: Vec<Locking> = Vec::new();
    for split in locked.iter().flat_map(|row| &row.splits) {
        let id = split.statement.filter(|_| split.state == SplitState::Reconciled);
        let Some(id) = id.filter(|id| statements.iter().all(|known| known.statement != *id)) else {
            continue;
        };
        let found = sheet.facts.statement(id).map_err(Denied::Failed)?;
        statements.extend(found.map(|one| Locking { statement: id, account: one.account, date: one.date }));
    }
    statements.sort_by_key(|one| (one.date, one.statement));
    let rows = locked.iter().map(|row| row.id).collect();
    Ok(Refusal::RowsReconciled { named: named(sheet, locked)?, rows, statements })
}

/// "Grocer −12.50 on 2024-05-17, … and 4 more".
fn named<F: Facts>(sheet: &Sheet<F>, rows: &[Transaction]) -> Outcome<String, F> {
    let mut names = Vec::new();
    for row in rows.iter().take(NAMED) {
        names.push(described(sheet, "", row)?.trim().to_owned() + &format!(" on {}", row.date));
    }
    let more = rows.len().saturating_sub(NAMED);
    let tail = if more > 0 { format!(" and {more} more") } else { String::new() };
    Ok(names.join(", ") + &tail)
}

fn words<F: Facts>(sheet: &mut Sheet<F>, change: &BulkChange, rows: usize) -> Outcome<String, F> {
    let rows = if rows == 1 { "1 transaction".to_owned() } else { format!("{rows} transactions") };
    Ok(match change {
        BulkChange::Delete => format!("Deleted {rows}"),
        BulkChange::Category(Target::Account(id)) => {
            format!("Put {rows} under {}", sheet.account(*id)?.name)
        }
        BulkChange::Category(Target::Category(name)) => {
            format!("Put {rows} under {}", name::tidied_path(name))
        }
        BulkChange::Category(_) => format!("Changed the category of {rows}"),
        BulkChange::AccountMove(to) => format!("Moved {rows} to {}", sheet.account(*to)?.name),
        BulkChange::Payee(Some(name)) => format!("Set the payee of {rows} to {name}"),
        BulkChange::Payee(None) => format!("Removed the payee of {rows}"),
        BulkChange::State(SplitState::Uncleared) => format!("Marked {rows} as uncleared"),
        BulkChange::State(_) => format!("Marked {rows} as cleared"),
        BulkChange::ShiftDays(days) => format!("Moved {rows} by {days} days"),
        BulkChange::Date(date) => format!("Moved {rows} to {date}"),
        BulkChange::TagsAdd(names) => format!("Tagged {rows} with {}", names.join(", ")),
        BulkChange::TagsRemove(names) => format!("Took {} off {rows}", names.join(", ")),
        BulkChange::Memo(_) => format!("Changed the memo of {rows}"),
    })
}
