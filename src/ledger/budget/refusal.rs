//! Why a command about the budget is not carried out; a part of [`crate::ledger::Refusal`].

use super::command::MOST_PLANS;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BudgetRefusal {
    #[error("“{0}” is no month, quarter or year")]
    NoPeriod(String),
    #[error("the year {0} is none that a book has")]
    Year(i32),
    #[error("more than {MOST_PLANS} amounts are planned at once")]
    TooMany,
    #[error("a goal has to be more than nothing")]
    EmptyGoal,
    #[error("only what is spent can have a goal, and “{0}” is income")]
    GoalOfIncome(String),
    #[error("a figure of the budget is larger than a page can show")]
    Large,
}

impl BudgetRefusal {
    /// A short stable name, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            BudgetRefusal::NoPeriod(_) => "no-period",
            BudgetRefusal::Year(_) => "year-out-of-range",
            BudgetRefusal::TooMany => "too-many-plans",
            BudgetRefusal::EmptyGoal => "empty-goal",
            BudgetRefusal::GoalOfIncome(_) => "goal-of-income",
            BudgetRefusal::Large => "budget-too-large",
        }
    }

    /// What to do about it.
    pub fn advice(&self) -> &'static str {
        match self {
            BudgetRefusal::NoPeriod(_) => "Write a month as 2026-11, a quarter as 2026-Q4, a year as 2026.",
            BudgetRefusal::Year(_) => "Use a year from 1900 to 2199.",
            BudgetRefusal::TooMany => "Plan them in several steps.",
            BudgetRefusal::EmptyGoal => "Type how much is to be saved, or take the goal away.",
            BudgetRefusal::GoalOfIncome(_) => "Give the goal to a category of what you spend.",
            BudgetRefusal::Large => "Plan less, or undo what was planned last. The book is as it was.",
        }
    }

    /// The field at fault.
    pub fn field(&self) -> &'static str {
        match self {
            BudgetRefusal::NoPeriod(_) | BudgetRefusal::Year(_) | BudgetRefusal::Large => "period",
            BudgetRefusal::TooMany => "plans",
            BudgetRefusal::EmptyGoal | BudgetRefusal::GoalOfIncome(_) => "goal",
        }
    }
}
