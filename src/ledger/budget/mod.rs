//! The budget: what is planned for a category and a month, and what became of it.
//!
//! - A *plan* is an amount of a category in a month. A quarter and a year are not kept: what is planned for one is
//!   spread evenly over its months, and shown as what they come to.
//! - A category without a plan of its own is covered by the nearest one above it that has one: what is spent on
//!   `Food:Bread` counts in the plan of `Food`. What stands together so is a *pot*.
//! - *Tracking*: planned, spent, left. What is left of a month is carried into the next one where that is switched on.
//!   A month of which nothing is planned has what schedules put into it as its plan.
//! - *Envelope*: only money that came in is planned. What is left stays in its envelope. What is over-spent is taken
//!   from what can be assigned in the next month, or stays owed by the envelope where carrying over is switched on.
//!
//! Several currencies stand apart. Today is an argument: it reads no clock, no book and no names but those it is given.

mod average;
mod chain;
mod command;
mod entry;
mod figures;
mod page;
mod period;
mod pots;
mod refusal;

#[cfg(test)]
mod tests;

pub use average::averages;
pub use command::{BudgetCommand, MOST_PLANS, PlanSource, PlannedAmount, RuleDraft};
pub use entry::{BudgetEntry, BudgetKey, Goal, Plan, Rule, Way};
pub use figures::{Figures, GoalState, Page, Question, Row, Scheduled, Section};
pub use page::page;
pub use period::{Period, month_words, read_month};
pub use refusal::BudgetRefusal;
