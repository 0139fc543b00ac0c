//! Why a finished statement is not what it was: rows, and the changes that did it, in words.
//!
//! The log says what counts; here it only gets names.

use super::wire;
use crate::book::{Cause, Failure, TickRow, View};
use crate::ledger::reconcile::{Blamed, Drift, drift};
use crate::ledger::{AccountId, Split, SplitState, Statement, StatementId, Transaction, TransactionId};

/// How many rows of one cause are named.
const NAMED: usize = 50;

/// Nothing where the statement is open, or is as it was.
pub fn causes(
    book: &View,
    statement: &Statement,
    entry: &wire::StatementEntry,
    own: &[TickRow],
) -> Result<Vec<wire::DriftCause>, Failure> {
    if !statement.is_finished() || (entry.difference == 0 && !entry.changed) {
        return Ok(Vec::new());
    }
    match book.causes(statement, entry.difference)? {
        Some(causes) => causes.iter().map(|cause| named(book, statement, cause)).collect(),
        None => Ok(vec![without_log(book, statement, own)?]),
    }
}

fn named(book: &View, statement: &Statement, cause: &Cause) -> Result<wire::DriftCause, Failure> {
    let rows = cause.rows.iter().take(NAMED).map(|row| drift_row(book, statement, row));
    let change = |row: &crate::book::HistoryRow| wire::ChangeWords {
        revision: row.revision,
        at: row.at.clone(),
        words: row.words.clone(),
        origin: row.origin.clone(),
    };
    Ok(wire::DriftCause {
        changes: cause.changes.iter().map(change).collect(),
        difference: cause.rows.iter().map(Blamed::difference).sum(),
        total: cause.rows.len() as u64,
        rows: rows.collect::<Result<_, _>>()?,
    })
}

fn drift_row(book: &View, statement: &Statement, row: &Blamed) -> Result<wire::DriftRow, Failure> {
    let held_by = row.held.or(row.now).and_then(|side| side.statement);
    let earlier = held_by.filter(|id| *id != statement.id);
    Ok(wire::DriftRow {
        held: row.held.map(|side| side.amount()),
        now: row.now.map(|side| side.amount()),
        statement_date: dated(book, earlier)?,
        fields: fields(book, statement.account, row)?,
        ..shown(book, row.id, row.after.as_ref().or(row.before.as_ref()), row.after.is_none())?
    })
}

/// What a row is, without what became of it.
fn shown(
    book: &View,
    id: TransactionId,
    transaction: Option<&Transaction>,
    deleted: bool,
) -> Result<wire::DriftRow, Failure> {
    Ok(wire::DriftRow {
        transaction: id.0,
        date: transaction.map(|one| one.date.to_string()),
        number: transaction.and_then(|one| one.number.clone()),
        payee: transaction.map(|one| payee(book, one)).transpose()?.flatten(),
        memo: transaction.map(|one| one.memo.clone()).unwrap_or_default(),
        deleted,
        held: None,
        now: None,
        statement_date: None,
        fields: Vec::new(),
    })
}

/// What differs about a row between when the statement was finished and now.
fn fields(book: &View, account: AccountId, row: &Blamed) -> Result<Vec<wire::ChangedField>, Failure> {
    use wire::RowField::{Account, Amount, Date, Memo, Number, Payee, State, Statement};
    let (Some(before), Some(after)) = (&row.before, &row.after) else {
        return Ok(Vec::new());
    };
    let (was, is) = (own(account, before), own(account, after));
    let moved_to = before.splits.iter().position(|split| split.account == account);
    let moved_to = moved_to.filter(|_| is.is_empty()).and_then(|at| after.splits.get(at));
    let name =
        |id: AccountId| -> Result<Option<String>, Failure> { Ok(book.account(id)?.map(|one| one.name)) };
    let sum = |splits: &[&Split]| splits.iter().map(|split| split.amount.units()).sum::<i64>().to_string();
    let state = |splits: &[&Split]| splits.first().map(|split| state_name(split.state).to_owned());
    let in_statement = |splits: &[&Split]| dated(book, splits.first().and_then(|split| split.statement));
    let mut all = vec![
        (Date, Some(before.date.to_string()), Some(after.date.to_string())),
        (Number, before.number.clone(), after.number.clone()),
        (Payee, payee(book, before)?, payee(book, after)?),
        (Memo, Some(before.memo.clone()), Some(after.memo.clone())),
    ];
    if let Some(split) = moved_to {
        all.push((Account, name(account)?, name(split.account)?));
    } else if !was.is_empty() {
        all.push((Amount, Some(sum(&was)), Some(sum(&is))));
        all.push((State, state(&was), state(&is)));
        all.push((Statement, in_statement(&was)?, in_statement(&is)?));
    }
    let differing = all.into_iter().filter(|(_, from, to)| from != to);
    Ok(differing.map(|(field, from, to)| wire::ChangedField { field, from, to }).collect())
}

fn own(account: AccountId, transaction: &Transaction) -> Vec<&Split> {
    transaction.splits.iter().filter(|split| split.account == account).collect()
}

fn state_name(state: SplitState) -> &'static str {
    match state {
        SplitState::Uncleared => "uncleared",
        SplitState::Cleared => "cleared",
        SplitState::Reconciled => "reconciled",
    }
}

fn payee(book: &View, transaction: &Transaction) -> Result<Option<String>, Failure> {
    let found = transaction.payee.map(|id| book.payee(id)).transpose()?.flatten();
    Ok(found.map(|payee| payee.name))
}

fn dated(book: &View, statement: Option<StatementId>) -> Result<Option<String>, Failure> {
    let found = statement.map(|id| book.statement(id)).transpose()?.flatten();
    Ok(found.map(|one| one.date.to_string()))
}

/// A statement that was brought in with a whole book: what it held, against what it has.
fn without_log(book: &View, statement: &Statement, own: &[TickRow]) -> Result<wire::DriftCause, Failure> {
    let mut now = std::collections::BTreeMap::new();
    for row in own.iter().filter(|row| row.state == SplitState::Reconciled) {
        *now.entry(row.transaction).or_insert(0) += row.amount;
    }
    let held = statement.held.iter().flatten().map(|row| (row.transaction, row.amount));
    let found = drift(held, now);
    let mut rows = Vec::new();
    for one in found.iter().take(NAMED) {
        let (held, now) = match *one {
            Drift::Left { held, .. } => (Some(held), None),
            Drift::Altered { held, now, .. } => (Some(held), Some(now)),
            Drift::Joined { now, .. } => (None, Some(now)),
        };
        let there = book.transaction(one.row())?;
        rows.push(wire::DriftRow { held, now, ..shown(book, one.row(), there.as_ref(), there.is_none())? });
    }
    Ok(wire::DriftCause {
        changes: Vec::new(),
        difference: found.iter().map(Drift::difference).sum(),
        total: found.len() as u64,
        rows,
    })
}
