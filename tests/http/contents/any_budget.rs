//! Budgets of the books that could be anybody's.

use counterfoil::ledger::budget::{BudgetEntry, Goal, Plan, Rule, Way};
use counterfoil::ledger::register::Month;
use counterfoil::ledger::{Account, AccountId, AccountKind};
use proptest::prelude::*;

use super::any::minor;

/// For the categories of the accounts: the way, then by category its rule and its months.
pub fn budget(accounts: Vec<Account>) -> impl Strategy<Value = Vec<BudgetEntry>> {
    let is_category = |one: &&Account| matches!(one.kind, AccountKind::Income | AccountKind::Expense);
    let mut categories: Vec<AccountId> = accounts.iter().filter(is_category).map(|one| one.id).collect();
    categories.sort_unstable();
    let rule = proptest::option::of((any::<bool>(), proptest::option::of((1i64..9_000, 24_000i32..26_000))));
    let months = proptest::collection::btree_map(22_800i32..26_388, -900i64..90_000, 0..4);
    let each = proptest::collection::vec((rule, months), categories.len());
    (any::<bool>(), each).prop_map(move |(is_envelope, each)| {
        let mut all = Vec::new();
        all.extend(is_envelope.then_some(BudgetEntry::Way(Way::Envelope)));
        for (category, (rule, months)) in categories.iter().copied().zip(each) {
            all.extend(rule.map(|(carries, goal)| {
                let goal = goal.map(|(units, by)| Goal { amount: minor(units), by: Month(by) });
                BudgetEntry::Rule(Rule { category, carries, goal })
            }));
            all.extend(months.into_iter().map(|(month, units)| {
                BudgetEntry::Plan(Plan { category, month: Month(month), amount: minor(units) })
            }));
        }
        all
    })
}
