//! What a budget is made of. Each entry is changed, undone and kept by itself; it adds nothing up.

use crate::ledger::account::AccountId;
use crate::ledger::money::Minor;
use crate::ledger::register::Month;

/// Names an entry for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BudgetKey {
    Way,
    Rule(AccountId),
    Plan(AccountId, Month),
}

/// More than the number of any month that a book has.
const MONTHS: i64 = 100_000;

impl BudgetKey {
    /// A number that no other key has.
    pub fn number(self) -> i64 {
        match self {
            BudgetKey::Way => 0,
            BudgetKey::Rule(category) => category.0.saturating_mul(MONTHS),
            BudgetKey::Plan(category, month) => {
                category.0.saturating_mul(MONTHS).saturating_add(i64::from(month.0))
            }
        }
    }

    pub fn category(self) -> Option<AccountId> {
        match self {
            BudgetKey::Way => None,
            BudgetKey::Rule(category) | BudgetKey::Plan(category, _) => Some(category),
        }
    }
}

/// One thing that was decided about the budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BudgetEntry {
    Way(Way),
    Rule(Rule),
    Plan(Plan),
}

impl BudgetEntry {
    pub fn key(&self) -> BudgetKey {
        match self {
            BudgetEntry::Way(_) => BudgetKey::Way,
            BudgetEntry::Rule(rule) => BudgetKey::Rule(rule.category),
            BudgetEntry::Plan(plan) => BudgetKey::Plan(plan.category, plan.month),
        }
    }

    /// The same of another category.
    #[must_use]
    pub fn of(self, category: AccountId) -> BudgetEntry {
        match self {
            BudgetEntry::Way(way) => BudgetEntry::Way(way),
            BudgetEntry::Rule(rule) => BudgetEntry::Rule(Rule { category, ..rule }),
            BudgetEntry::Plan(plan) => BudgetEntry::Plan(Plan { category, ..plan }),
        }
    }
}

/// How the budget of the book works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Way {
    #[default]
    Tracking,
    Envelope,
}

/// What is planned for a category in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    pub category: AccountId,
    pub month: Month,
    /// Positive is to be spent, or to come in. Negative takes what was carried over away again.
    pub amount: Minor,
}

/// What holds for a category in every month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    pub category: AccountId,
    /// What is left of a month, or over-spent, goes into the next one.
    pub carries: bool,
    pub goal: Option<Goal>,
}

/// So much is to be left by the end of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Goal {
    pub amount: Minor,
    pub by: Month,
}
