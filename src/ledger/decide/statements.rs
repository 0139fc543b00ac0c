//! Reconciling a statement: start, tick, finish, re-open, give up.
//!
//! Ticking changes no state: a row becomes reconciled when its statement is
//! finished, and that is only possible when it adds up, or with an adjustment
//! that the user asked for.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::facts::Facts;
use super::sheet::Sheet;
use super::transactions::{checked_date, written};
use super::{Decision, Denied, Outcome};
use crate::ledger::account::{Account, AccountId};
use crate::ledger::bulk::RowRef;
use crate::ledger::change::{Change, Edit};
use crate::ledger::command::{Command, NewStatement, SplitDraft, Target, TransactionDraft};
use crate::ledger::money::Minor;
use crate::ledger::refusal::Refusal;
use crate::ledger::statement::{Held, Statement, StatementId};
use crate::ledger::transaction::{SplitState, Transaction, TransactionId};

pub(super) fn start<F: Facts>(sheet: &mut Sheet<F>, new: &NewStatement) -> Outcome<Decision, F> {
    let account = sheet.open_account(new.account)?;
    if !account.kind.is_register() {
        return Err(Refusal::NoSuchAccount.into());
    }
    checked_place(sheet, None, new.account, new.date)?;
    let id = StatementId(sheet.fresh_statement());
    let statement = Statement { id, account: account.id, date: new.date, closing: new.closing, held: None };
    sheet.changes.push(Change::Statement(Edit::made(statement)));
    let mut ticks = new.ticks.clone();
    if new.tick_cleared {
        ticks.extend(sheet.facts.cleared_until(account.id, new.date).map_err(Denied::Failed)?);
    }
    ticks.sort_unstable();
    ticks.dedup();
    for row in ticks {
        tick_one(sheet, account.id, row, Some(id))?;
    }
    Ok(sheet.done(format!("Began to reconcile {} to {}", account.name, new.date), Some(id.0)))
}

/// The date, and that no finished statement comes after it nor another is under way.
fn checked_place<F: Facts>(
    sheet: &Sheet<F>,
    own: Option<StatementId>,
    account: AccountId,
    date: Date,
) -> Outcome<(), F> {
    checked_date(date)?;
    let others = sheet.facts.statements(account).map_err(Denied::Failed)?;
    let position = own.and_then(|own| others.iter().position(|one| one.id == own));
    for (at, other) in others.iter().enumerate() {
        if Some(at) == position {
            continue;
        }
        if position.is_none() && !other.is_finished {
            return Err(Refusal::StatementOpen(other.date).into());
        }
        // A statement that was re-opened stays between its neighbours.
        let comes_before = position.is_none_or(|position| at < position);
        if comes_before && other.date >= date {
            return Err(Refusal::StatementBefore(other.date).into());
        }
        if !comes_before && other.date <= date {
            return Err(Refusal::StatementAfter(other.date).into());
        }
    }
    Ok(())
}

pub(super) fn edit<F: Facts>(
    sheet: &mut Sheet<F>,
    id: StatementId,
    date: Date,
    closing: Minor,
) -> Outcome<Decision, F> {
    let before = under_way(sheet, id)?;
    checked_place(sheet, Some(id), before.account, date)?;
    let after = Statement { date, closing, ..before.clone() };
    if before != after {
        sheet.changes.push(Change::Statement(Edit::altered(before, after)));
    }
    Ok(sheet.done(format!("Changed the statement of {date}"), Some(id.0)))
}

pub(super) fn tick<F: Facts>(
    sheet: &mut Sheet<F>,
    id: StatementId,
    rows: &[RowRef],
    is_ticked: bool,
) -> Outcome<Decision, F> {
    let statement = under_way(sheet, id)?;
    for row in rows {
        tick_one(sheet, statement.account, *row, is_ticked.then_some(id))?;
    }
    let verb = if is_ticked { "Ticked" } else { "Unticked" };
    let count = rows.len();
    let rows = if count == 1 { "a row".to_owned() } else { format!("{count} rows") };
    Ok(sheet.done(format!("{verb} {rows} of the statement of {}", statement.date), Some(id.0)))
}

fn tick_one<F: Facts>(
    sheet: &mut Sheet<F>,
    account: AccountId,
    row: RowRef,
    statement: Option<StatementId>,
) -> Outcome<(), F> {
    let before = sheet.transaction(row.transaction)?;
    let mut after = before.clone();
    let split = after.splits.get_mut(row.split).filter(|split| split.account == account);
    let split = split.ok_or(Refusal::NoSuchTransaction)?;
    if split.state == SplitState::Reconciled {
        return Err(Refusal::Reconciled.into());
    }
    split.statement = statement;
    sheet.alter(before, after);
    Ok(())
}

/// `adjust` says that a difference may be made up by an entry of its own.
pub(super) fn finish<F: Facts>(sheet: &mut Sheet<F>, id: StatementId, adjust: bool) -> Outcome<Decision, F> {
    let before = under_way(sheet, id)?;
    let account = sheet.account(before.account)?;
    let sums = sheet.facts.statement_sums(&before).map_err(Denied::Failed)?;
    let difference = sums.difference(before.closing);
    if difference != 0 && !adjust {
        let text = Minor::balance(difference).map(|units| account.currency.text(units));
        return Err(Refusal::StatementDiffers(text.unwrap_or_default()).into());
    }
    let mut held: BTreeMap<TransactionId, i64> = BTreeMap::new();
    for transaction in sheet.facts.ticked(id).map_err(Denied::Failed)? {
        let amount = lock(sheet, transaction, id)?;
        held.insert(transaction, amount);
    }
    if difference != 0 {
        let made = adjustment(sheet, &before, &account, Minor::amount(difference)?)?;
        held.insert(made, difference);
    }
    let held = held.into_iter().map(|(transaction, amount)| Held { transaction, amount }).collect();
    let after = Statement { held: Some(held), ..before.clone() };
    let words = format!("Reconciled {} to {}", account.name, before.date);
    sheet.changes.push(Change::Statement(Edit::altered(before, after)));
    Ok(sheet.done(words, Some(id.0)))
}

/// Reconciles the ticked splits of a transaction; what they come to.
fn lock<F: Facts>(sheet: &mut Sheet<F>, id: TransactionId, statement: StatementId) -> Outcome<i64, F> {
    let before = sheet.transaction(id)?;
    let mut after = before.clone();
    let mut sum = 0i64;
    for split in after.splits.iter_mut().filter(|split| split.statement == Some(statement)) {
        split.state = SplitState::Reconciled;
        sum = sum.saturating_add(split.amount.units());
    }
    sheet.alter(before, after);
    Ok(sum)
}

/// The entry that makes up the difference, reconciled in the statement.
fn adjustment<F: Facts>(
    sheet: &mut Sheet<F>,
    statement: &Statement,
    account: &Account,
    amount: Minor,
) -> Outcome<TransactionId, F> {
    let side =
        |target, amount| SplitDraft { target, amount, memo: String::new(), state: None, bank_id: None };
    let draft = TransactionDraft {
        date: statement.date,
        number: None,
        payee: None,
        memo: "Reconciliation adjustment".into(),
        tags: None,
        splits: vec![
            side(Target::Account(account.id), amount),
            side(Target::Category("Reconciliation adjustment".into()), amount.negated()),
        ],
    };
    let id = TransactionId(sheet.fresh_transaction());
    let mut transaction: Transaction = written(sheet, id, &draft, None)?;
    if let Some(own) = transaction.splits.first_mut() {
        own.state = SplitState::Reconciled;
        own.statement = Some(statement.id);
    }
    sheet.changes.push(Change::Transaction(Edit::made(transaction)));
    Ok(id)
}

/// Its rows are cleared again, and stay ticked.
pub(super) fn reopen<F: Facts>(sheet: &mut Sheet<F>, id: StatementId) -> Outcome<Decision, F> {
    let before = statement(sheet, id)?;
    if !before.is_finished() {
        return Ok(sheet.done(format!("The statement of {} is open", before.date), Some(id.0)));
    }
    let others = sheet.facts.statements(before.account).map_err(Denied::Failed)?;
    if let Some(open) = others.iter().find(|one| !one.is_finished) {
        return Err(Refusal::StatementOpen(open.date).into());
    }
    for transaction in sheet.facts.ticked(id).map_err(Denied::Failed)? {
        let before = sheet.transaction(transaction)?;
        let mut after = before.clone();
        for split in after.splits.iter_mut().filter(|split| split.statement == Some(id)) {
            split.state = SplitState::Cleared;
        }
        sheet.alter(before, after);
    }
    let words = format!("Re-opened the statement of {}", before.date);
    let after = Statement { held: None, ..before.clone() };
    sheet.changes.push(Change::Statement(Edit::altered(before, after)));
    Ok(sheet.done(words, Some(id.0)))
}

/// Gives up a statement that is under way; the rows keep their states.
pub(super) fn drop<F: Facts>(sheet: &mut Sheet<F>, id: StatementId) -> Outcome<Decision, F> {
    let before = under_way(sheet, id)?;
    for transaction in sheet.facts.ticked(id).map_err(Denied::Failed)? {
        let before = sheet.transaction(transaction)?;
        let mut after = before.clone();
        for split in after.splits.iter_mut().filter(|split| split.statement == Some(id)) {
            split.statement = None;
        }
        sheet.alter(before, after);
    }
    let words = format!("Gave up the statement of {}", before.date);
    sheet.changes.push(Change::Statement(Edit::deleted(before)));
    Ok(sheet.done(words, None))
}

fn statement<F: Facts>(sheet: &Sheet<F>, id: StatementId) -> Outcome<Statement, F> {
    let found = sheet.facts.statement(id).map_err(Denied::Failed)?;
    Ok(found.ok_or(Refusal::NoSuchStatement)?)
}

fn under_way<F: Facts>(sheet: &Sheet<F>, id: StatementId) -> Outcome<Statement, F> {
    let found = statement(sheet, id)?;
    if found.is_finished() {
        return Err(Refusal::StatementFinished(found.date).into());
    }
    Ok(found)
}

/// A refusal of a locked row says which statement it belongs to, where it belongs to one.
pub(super) fn named<F: Facts>(
    facts: &F,
    command: &Command,
    denied: Denied<F::Failure>,
) -> Outcome<Denied<F::Failure>, F> {
    let rows = rows_of(command);
    // Of several rows those that are locked are named, each with its statement.
    let is_about_one = rows.len() == 1 && matches!(denied, Denied::Refused(Refusal::RowsReconciled { .. }));
    if !is_about_one && !matches!(denied, Denied::Refused(Refusal::Reconciled)) {
        return Ok(denied);
    }
    for id in rows {
        let transaction = facts.transaction(id).map_err(Denied::Failed)?;
        let splits = transaction.iter().flat_map(|transaction| &transaction.splits);
        for split in splits.filter(|split| split.state == SplitState::Reconciled) {
            let Some(id) = split.statement else {
                continue;
            };
            if let Some(found) = facts.statement(id).map_err(Denied::Failed)? {
                return Ok(Refusal::Locked { statement: id, date: found.date }.into());
            }
        }
    }
    Ok(denied)
}

/// The transactions that a command is about.
fn rows_of(command: &Command) -> Vec<TransactionId> {
    match command {
        Command::EditTransaction { id, .. }
        | Command::DeleteTransaction { id }
        | Command::VoidTransaction { id, .. }
        | Command::SetState { id, .. } => vec![*id],
        Command::Bulk(draft) => draft.rows.iter().map(|row| row.transaction).collect(),
        Command::Tick { rows, .. } => rows.iter().map(|row| row.transaction).collect(),
        Command::WithCounterparts(inner, _) => rows_of(inner),
        _ => Vec::new(),
    }
}
