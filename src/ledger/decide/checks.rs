//! The rules that hold whatever the command was.

use std::collections::BTreeMap;

use super::facts::Facts;
use super::{Denied, Outcome};
use crate::ledger::account::AccountId;
use crate::ledger::change::{Change, Edit};
use crate::ledger::money::LARGEST_BALANCE;
use crate::ledger::refusal::Refusal;
use crate::ledger::transaction::{Split, SplitState, Transaction};

/// No balance may pass what a browser holds exactly.
pub(super) fn balances<F: Facts>(facts: &F, changes: &[Change]) -> Outcome<(), F> {
    for (id, delta) in deltas(changes) {
        let balance = facts.balance(id).map_err(Denied::Failed)?;
        let after = i128::from(balance) + delta;
        if after.abs() > i128::from(LARGEST_BALANCE) {
            let account = facts.account(id).map_err(Denied::Failed)?;
            let name = account.map(|account| account.name).or_else(|| made(changes, id));
            return Err(Refusal::BalanceTooLarge(name.unwrap_or_default()).into());
        }
    }
    Ok(())
}

/// The name of an account that these changes make.
fn made(changes: &[Change], id: AccountId) -> Option<String> {
    changes.iter().find_map(|change| match change {
        Change::Account(Edit { after: Some(account), .. }) if account.id == id => Some(account.name.clone()),
        _ => None,
    })
}

fn deltas(changes: &[Change]) -> BTreeMap<AccountId, i128> {
    let mut deltas = BTreeMap::new();
    let mut count = |transaction: &Option<Transaction>, sign: i128| {
        for split in transaction.iter().flat_map(|t| &t.splits) {
            *deltas.entry(split.account).or_default() += sign * i128::from(split.amount.units());
        }
    };
    for change in changes {
        if let Change::Transaction(Edit { before, after }) = change {
            count(before, -1);
            count(after, 1);
        }
    }
    deltas
}

/// A reconciled split stays: its account, amount, state and date. Each of the old ones needs one of the new.
pub(super) fn keeps_reconciled(before: &Transaction, after: Option<&Transaction>) -> Result<(), Refusal> {
    let same_day = after.filter(|after| after.date == before.date);
    let mut there: Vec<&Split> = same_day.iter().flat_map(|after| &after.splits).collect();
    for locked in before.splits.iter().filter(|split| split.state == SplitState::Reconciled) {
        let same = |split: &&Split| {
            (split.account, split.amount, split.state) == (locked.account, locked.amount, locked.state)
        };
        let place = there.iter().position(same).ok_or(Refusal::Reconciled)?;
        there.swap_remove(place);
    }
    Ok(())
}
