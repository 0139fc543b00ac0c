//! The figures of a budget: what a page is made from, and what stands in it.
//!
//! It adds up what it is given, and knows no book.

use std::collections::HashMap;

use jiff::civil::Date;

use super::entry::{BudgetEntry, Goal, Plan, Way};
use super::period::Period;
use crate::ledger::account::{Account, AccountId};
use crate::ledger::money::Currency;
use crate::ledger::register::Month;

/// An amount that a schedule puts into a category on a day: positive is to be spent, or to come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scheduled {
    pub category: AccountId,
    pub date: Date,
    pub amount: i64,
}

/// What a page is made from.
#[derive(Debug, Clone, Copy)]
pub struct Question<'b> {
    pub accounts: &'b [Account],
    pub entries: &'b [BudgetEntry],
    pub period: Period,
    pub today: Date,
    /// The first month of `actual`: see [`Question::first_month`].
    pub from: Month,
    /// By category and month, up to the last month of the period: positive was spent, or came in.
    pub actual: &'b HashMap<AccountId, Vec<i64>>,
    /// Those from the first month up to the end of the period.
    pub scheduled: &'b [Scheduled],
}

/// The figures of a period, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    pub carried: i64,
    pub planned: i64,
    /// Spent, or come in.
    pub actual: i64,
    pub left: i64,
    /// What would be spent by today if all went evenly, what is scheduled on its day.
    pub pace: i64,
}

/// How far a goal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoalState {
    pub goal: Goal,
    /// What was left before the period.
    pub saved: i64,
    /// What has to be planned in each month from the first one of the period on; 0 where it is reached or over.
    pub monthly: i64,
}

/// A category in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    pub category: AccountId,
    pub above: Option<AccountId>,
    pub depth: usize,
    pub is_income: bool,
    /// The category in whose plan this one counts, where that is another.
    pub covered_by: Option<AccountId>,
    /// Itself, with what it covers.
    pub own: Figures,
    /// With everything below it.
    pub all: Figures,
    /// What was planned for itself; none where no month of the period has a plan.
    pub typed: Option<i64>,
    /// What schedules put into it in the period, with what it covers.
    pub scheduled: i64,
    pub carries: bool,
    pub goal: Option<GoalState>,
}

/// What is in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub currency: Currency,
    pub rows: Vec<Row>,
    pub spending: Figures,
    pub income: Figures,
    /// Of the way of envelopes: what came in since the first month with a plan, less what was assigned, less what was
    /// over-spent in earlier months. None where nothing is planned in the currency.
    pub to_assign: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    pub way: Way,
    pub sections: Vec<Section>,
}

/// The most months that a chain goes back.
const MOST_MONTHS: i32 = 1_200;

impl Question<'_> {
    /// The month from which on figures are needed for a page of this period.
    pub fn first_month(entries: &[BudgetEntry], period: Period) -> Month {
        let first = plans(entries).map(|plan| plan.month).min().unwrap_or(period.first);
        first.min(period.first).max(Month(period.last().0 - MOST_MONTHS + 1))
    }

    pub fn actual(&self, category: AccountId, month: Month) -> i64 {
        let at = usize::try_from(month.0 - self.from.0).ok();
        at.and_then(|at| self.actual.get(&category)?.get(at).copied()).unwrap_or(0)
    }
}

pub fn plans(entries: &[BudgetEntry]) -> impl Iterator<Item = &Plan> {
    entries.iter().filter_map(|entry| match entry {
        BudgetEntry::Plan(plan) => Some(plan),
        _ => None,
    })
}

impl Figures {
    pub fn join(&mut self, other: &Figures) {
        add(&mut self.carried, other.carried);
        add(&mut self.planned, other.planned);
        add(&mut self.actual, other.actual);
        add(&mut self.left, other.left);
        add(&mut self.pace, other.pace);
    }

    pub fn all(&self) -> [i64; 5] {
        [self.carried, self.planned, self.actual, self.left, self.pace]
    }
}

pub fn goal_state(goal: Goal, saved: i64, from: Month) -> GoalState {
    let missing = goal.amount.units().saturating_sub(saved).max(0);
    let months = i64::from(goal.by.0 - from.0) + 1;
    let monthly = if months > 0 { (missing + months - 1) / months } else { 0 };
    GoalState { goal, saved, monthly }
}

/// What of a plan would be gone by today: what is scheduled on its day, the rest evenly.
pub fn pace(plan: i64, (scheduled, due): (i64, i64), period: Period, today: Date) -> i64 {
    let (first, last) = period.days();
    if today < first {
        return 0;
    }
    if today >= last {
        return plan;
    }
    let days = |to: Date| i128::from(first.until(to).map_or(0, |span| span.get_days())) + 1;
    let evenly = plan.saturating_sub(scheduled).max(0);
    let gone = i128::from(evenly) * days(today) / days(last);
    i64::try_from(gone).unwrap_or(i64::MAX).saturating_add(due.min(plan).max(0))
}

pub fn sum(amounts: impl IntoIterator<Item = i64>) -> i64 {
    amounts.into_iter().fold(0, i64::saturating_add)
}

pub fn add(to: &mut i64, amount: i64) {
    *to = to.saturating_add(amount);
}
