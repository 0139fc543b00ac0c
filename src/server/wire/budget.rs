//! The budget: what is planned, and what became of it.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which months.
#[derive(Debug, Clone, Deserialize, IntoParams)]
pub struct BudgetParameters {
    /// `2026-11`, `2026-Q4` or `2026`; the month of today when left out.
    pub period: Option<String>,
}

/// `GET /api/v1/budget`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Budget {
    pub revision: u64,
    pub way: BudgetWay,
    /// As it was asked for.
    pub period: String,
    /// Its first and its last day, `YYYY-MM-DD`.
    pub from: String,
    pub to: String,
    pub today: String,
    /// By the codes of their currencies.
    pub sections: Vec<BudgetSection>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BudgetWay {
    /// Planned, spent, left.
    Tracking,
    /// Only money that came in is given to categories; what is left stays there.
    Envelope,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BudgetSection {
    pub currency: String,
    pub decimals: u8,
    /// Income first, then spending; what is above comes first.
    pub rows: Vec<BudgetRow>,
    pub spending: BudgetFigures,
    pub income: BudgetFigures,
    /// With envelopes: income since the first month with a plan, less what was assigned, less what was over-spent in
    /// earlier months. Null where nothing is planned.
    pub to_assign: Option<i64>,
}

/// Minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct BudgetFigures {
    /// From the period before.
    pub carried: i64,
    pub planned: i64,
    /// Spent, or come in.
    pub actual: i64,
    /// Carried and planned, less actual.
    pub left: i64,
    /// What would be gone by today: what is scheduled on its day, the rest evenly.
    pub pace: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BudgetRow {
    /// The category's number.
    pub category: i64,
    pub name: String,
    /// How many categories it stands below.
    pub depth: usize,
    /// The nearest one above it that there is.
    pub above: Option<i64>,
    pub income: bool,
    /// The category in whose plan this one counts; null where it has a plan of its own, or nothing above has one.
    pub covered_by: Option<i64>,
    /// Itself, with what it covers.
    pub own: BudgetFigures,
    /// With everything below it.
    pub all: BudgetFigures,
    /// What was planned for itself in the period; null where nothing was. Without it, schedules are its plan.
    pub planned: Option<i64>,
    /// What schedules put into it in the period.
    pub scheduled: i64,
    /// Whether what is left goes into the next month.
    pub carries: bool,
    pub goal: Option<BudgetGoalState>,
}

/// So much is to be left by the end of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetGoal {
    /// Minor units, more than 0.
    pub amount: i64,
    /// `YYYY-MM`
    pub by: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BudgetGoalState {
    pub amount: i64,
    /// `YYYY-MM`
    pub by: String,
    /// What was left before the period.
    pub saved: i64,
    /// What that is in each month from the first one of the period on; 0 where it is reached, or over.
    pub monthly: i64,
}

/// `PUT /api/v1/budget/plans`: several amounts as one step.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetPlans {
    pub plans: Vec<BudgetPlan>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetPlan {
    pub category: i64,
    /// `2026-11`; what is planned for `2026-Q4` or `2026` is spread evenly over its months.
    pub period: String,
    /// Minor units; null takes the plan away.
    pub amount: Option<i64>,
}

/// `PUT /api/v1/budget/categories/{id}`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetRule {
    pub carries: bool,
    #[serde(default)]
    pub goal: Option<BudgetGoal>,
}

/// `PUT /api/v1/budget/way`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetBudgetWay {
    pub way: BudgetWay,
}

/// `POST /api/v1/budget/averages`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetAverages {
    /// `2026-11`, `2026-Q4` or `2026`.
    pub period: String,
}

/// `GET /api/v1/budget/over/{transaction}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BudgetOver {
    pub revision: u64,
    /// The categories of the transaction that are over their plan in its month.
    pub over: Vec<BudgetOverRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BudgetOverRow {
    pub category: i64,
    pub name: String,
    /// `YYYY-MM`
    pub month: String,
    /// Minor units, more than 0.
    pub amount: i64,
    pub currency: String,
    pub decimals: u8,
}
