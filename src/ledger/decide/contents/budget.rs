//! The budget of a whole book.

use std::collections::HashSet;

use super::{Checked, Filling, odd, once};
use crate::ledger::account::AccountId;
use crate::ledger::budget::{BudgetEntry, BudgetRefusal, Way};
use crate::ledger::change::{Change, Edit};
use crate::ledger::decide::budget::checked_month;
use crate::ledger::decide::facts::Class;
use crate::ledger::refusal::Refusal;

impl Filling<'_> {
    pub(super) fn budget(&self) -> Checked<Vec<Change>> {
        let mut keys = HashSet::new();
        let wanted = self.contents.budget.iter().filter(|one| **one != BudgetEntry::Way(Way::default()));
        let made = wanted.map(|one| {
            once(&mut keys, one.key(), || "something of the budget is there twice".into())?;
            let made = self.budget_entry(*one).map_err(|why| odd(format!("the budget: {why}")))?;
            Ok(Change::Budget(Edit::made(made)))
        });
        made.collect()
    }

    fn budget_entry(&self, one: BudgetEntry) -> Checked<BudgetEntry> {
        let category = |id: AccountId| {
            let account = self.accounts.get(&id).ok_or(Refusal::NoSuchAccount)?;
            match Class::of(account.kind) {
                Class::Category => self.shift.account(id),
                _ => Err(Refusal::NotACategory(account.name.clone())),
            }
        };
        match one {
            BudgetEntry::Way(_) => Ok(one),
            BudgetEntry::Plan(plan) => {
                checked_month(plan.month)?;
                Ok(one.of(category(plan.category)?))
            }
            BudgetEntry::Rule(rule) => {
                if let Some(goal) = rule.goal {
                    checked_month(goal.by)?;
                    if goal.amount.units() <= 0 {
                        return Err(BudgetRefusal::EmptyGoal.into());
                    }
                }
                Ok(one.of(category(rule.category)?))
            }
        }
    }
}
