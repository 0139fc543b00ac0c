//! Every way the budget may change.

use super::entry::{Goal, Way};
use crate::ledger::account::AccountId;
use crate::ledger::money::Minor;
use crate::ledger::register::Month;

/// The most amounts that one step plans.
pub const MOST_PLANS: usize = 5_000;

/// What somebody wants done with the budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BudgetCommand {
    Plan { amounts: Vec<PlannedAmount>, source: PlanSource },
    Rule(RuleDraft),
    Way(Way),
}

/// An amount for a category and a month; none takes its plan away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedAmount {
    pub category: AccountId,
    pub month: Month,
    pub amount: Option<Minor>,
}

/// Where the amounts are from, for the words of the step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanSource {
    Typed,
    Averages,
}

/// What is to hold for a category in every month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleDraft {
    pub category: AccountId,
    pub carries: bool,
    pub goal: Option<Goal>,
}
