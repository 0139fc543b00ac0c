//! Void cheques, and the same transaction again.

use jiff::civil::Date;

use super::checks::keeps_reconciled;
use super::facts::Facts;
use super::sheet::Sheet;
use super::told::described;
use super::transactions::checked_date;
use super::{Decision, Outcome};
use crate::ledger::change::{Change, Edit};
use crate::ledger::money::Minor;
use crate::ledger::refusal::Refusal;
use crate::ledger::transaction::{Split, SplitState, Transaction, TransactionId};

/// Sets the sides to zero and remembers them, or gives them back.
pub(super) fn set<F: Facts>(sheet: &mut Sheet<F>, id: TransactionId, void: bool) -> Outcome<Decision, F> {
    let before = sheet.transaction(id)?;
    let after = match (&before.void, void) {
        (None, true) => voided(&before)?,
        (Some(was), false) => restored(&before, was)?,
        _ => before.clone(),
    };
    keeps_reconciled(&before, Some(&after))?;
    let shown = if void { &before } else { &after };
    let words = described(sheet, if void { "Made void" } else { "Made valid again" }, shown)?;
    sheet.alter(before, after);
    Ok(sheet.done(words, Some(id.0)))
}

/// The transaction with nothing on its sides, and what they were.
pub(super) fn voided(before: &Transaction) -> Result<Transaction, Refusal> {
    let zero = Minor::amount(0)?;
    let mut after = before.clone();
    after.void = Some(before.splits.iter().map(|split| split.amount).collect());
    for split in &mut after.splits {
        (split.amount, split.value) = (zero, zero);
    }
    Ok(after)
}

fn restored(before: &Transaction, was: &[Minor]) -> Result<Transaction, Refusal> {
    let mut after = Transaction { void: None, ..before.clone() };
    for (split, was) in after.splits.iter_mut().zip(was) {
        (split.amount, split.value) = (*was, *was);
    }
    let left_over = after.imbalance()?;
    if left_over.units() != 0 {
        return Err(Refusal::Unbalanced(after.currency.text(left_over)));
    }
    Ok(after)
}

pub(super) fn duplicate<F: Facts>(
    sheet: &mut Sheet<F>,
    id: TransactionId,
    date: Date,
) -> Outcome<Decision, F> {
    let original = sheet.transaction(id)?;
    for split in &original.splits {
        sheet.open_account(split.account)?;
    }
    let fresh = TransactionId(sheet.fresh_transaction());
    let copy = |split: &Split| Split {
        state: SplitState::Uncleared,
        bank_id: None,
        statement: None,
        ..split.clone()
    };
    let copied = Transaction {
        id: fresh,
        place: fresh.0,
        date: checked_date(date)?,
        number: None,
        splits: original.splits.iter().map(copy).collect(),
        ..original
    };
    let words = described(sheet, "Duplicated", &copied)?;
    sheet.changes.push(Change::Transaction(Edit::made(copied)));
    Ok(sheet.done(words, Some(fresh.0)))
}
