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
            let name = account.map(|account| account.name).unwrap_or_default();
            return Err(Refusal::BalanceTooLarge(name).into());
        }
    }
    Ok(())
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

/// A reconciled split stays: its account, amount, state and date.
pub(super) fn keeps_reconciled(before: &Transaction, after: Option<&Transaction>) -> Result<(), Refusal> {
    let locked: Vec<&Split> = before.splits.iter().filter(|s| s.state == SplitState::Reconciled).collect();
    let kept = |split: &&Split| {
        after.is_some_and(|after| {
            after.date == before.date
                && after
                    .splits
                    .iter()
                    .any(|s| s.account == split.account && s.amount == split.amount && s.state == split.state)
        })
    };
    if locked.iter().all(kept) { Ok(()) } else { Err(Refusal::Reconciled) }
}
