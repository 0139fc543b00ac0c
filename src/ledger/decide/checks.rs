//! The rules that hold whatever the command was.

use std::collections::BTreeMap;

use super::facts::Facts;
use super::{Denied, Outcome};
use crate::ledger::account::AccountId;
use crate::ledger::change::{Change, Edit};
use crate::ledger::money::LARGEST_BALANCE;
use crate::ledger::refusal::Refusal;
use crate::ledger::transaction::{Split, SplitState, Transaction};

/// What changes add to each account, in minor units.
#[derive(Debug, Default)]
pub(super) struct Deltas(BTreeMap<AccountId, i128>);

impl Deltas {
    pub fn count(&mut self, changes: &[Change]) {
        for change in changes {
            if let Change::Transaction(Edit { before, after }) = change {
                self.count_splits(before, -1);
                self.count_splits(after, 1);
            }
        }
    }

    fn count_splits(&mut self, transaction: &Option<Transaction>, sign: i128) {
        for split in transaction.iter().flat_map(|transaction| &transaction.splits) {
            *self.0.entry(split.account).or_default() += sign * i128::from(split.amount.units());
        }
    }

    /// The first account whose balance would pass what a browser holds exactly.
    pub fn too_large<F: Facts>(&self, facts: &F) -> Outcome<Option<AccountId>, F> {
        for (id, delta) in &self.0 {
            let after = i128::from(facts.balance(*id).map_err(Denied::Failed)?) + delta;
            if after.abs() > i128::from(LARGEST_BALANCE) {
                return Ok(Some(*id));
            }
        }
        Ok(None)
    }
}

/// No balance may pass what a browser holds exactly.
pub(super) fn balances<F: Facts>(facts: &F, changes: &[Change]) -> Outcome<(), F> {
    let mut deltas = Deltas::default();
    deltas.count(changes);
    let Some(id) = deltas.too_large(facts)? else { return Ok(()) };
    let account = facts.account(id).map_err(Denied::Failed)?;
    let name = account.map(|account| account.name).or_else(|| made(changes, id));
    Err(Refusal::BalanceTooLarge(name.unwrap_or_default()).into())
}

/// The name of an account that these changes make.
fn made(changes: &[Change], id: AccountId) -> Option<String> {
    changes.iter().find_map(|change| match change {
        Change::Account(Edit { after: Some(account), .. }) if account.id == id => Some(account.name.clone()),
        _ => None,
    })
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
