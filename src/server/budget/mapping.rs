//! The budget between the wire and the ledger.

use std::collections::HashMap;

use jiff::civil::Date;

use super::refused;
use super::scope::Scope;
use crate::ledger::budget::{
    Figures, Goal, Page, Period, PlannedAmount, Row, RuleDraft, Section, Way, read_month,
};
use crate::ledger::register::Month;
use crate::ledger::{Account, AccountId};
use crate::server::error::ApiError;
use crate::server::mapping::amount;
use crate::server::wire;

pub fn period(text: &str) -> Result<Period, ApiError> {
    Period::read(text).map_err(refused)
}

/// `2026-11`
pub fn month_of(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

fn month_text(month: Month) -> String {
    month_of(Period::month(month).days().0)
}

pub fn plans(wanted: wire::BudgetPlans) -> Result<Vec<PlannedAmount>, ApiError> {
    let mut all = Vec::new();
    for plan in wanted.plans {
        let period = period(&plan.period)?;
        let category = AccountId(plan.category);
        match plan.amount {
            Some(units) => {
                let parts = period.spread(amount("amount", units)?).into_iter();
                all.extend(parts.map(|(month, part)| PlannedAmount { category, month, amount: Some(part) }));
            }
            None => all.extend(period.each().map(|month| PlannedAmount { category, month, amount: None })),
        }
    }
    Ok(all)
}

pub fn rule(category: AccountId, rule: wire::BudgetRule) -> Result<RuleDraft, ApiError> {
    let goal = rule.goal.map(|goal| -> Result<Goal, ApiError> {
        let by = read_month(&goal.by)
            .map_err(|refusal| ApiError::field("by", refusal.to_string(), "Write the month as 2027-06."))?;
        Ok(Goal { amount: amount("goal", goal.amount)?, by })
    });
    Ok(RuleDraft { category, carries: rule.carries, goal: goal.transpose()? })
}

pub fn budget(page: &Page, accounts: &[Account], scope: Scope, text: String, revision: u64) -> wire::Budget {
    let names = names(accounts);
    let (from, to) = scope.period.days();
    wire::Budget {
        revision,
        way: match page.way {
            Way::Tracking => wire::BudgetWay::Tracking,
            Way::Envelope => wire::BudgetWay::Envelope,
        },
        period: text,
        from: from.to_string(),
        to: to.to_string(),
        today: scope.today.to_string(),
        sections: page.sections.iter().map(|one| section(one, &names)).collect(),
    }
}

fn names(accounts: &[Account]) -> HashMap<AccountId, &str> {
    accounts.iter().map(|one| (one.id, one.name.as_str())).collect()
}

fn section(section: &Section, names: &HashMap<AccountId, &str>) -> wire::BudgetSection {
    wire::BudgetSection {
        currency: section.currency.code().to_owned(),
        decimals: section.currency.decimals(),
        rows: section.rows.iter().map(|one| row(one, names)).collect(),
        spending: figures(&section.spending),
        income: figures(&section.income),
        to_assign: section.to_assign,
    }
}

fn row(row: &Row, names: &HashMap<AccountId, &str>) -> wire::BudgetRow {
    wire::BudgetRow {
        category: row.category.0,
        name: names.get(&row.category).copied().unwrap_or_default().to_owned(),
        depth: row.depth,
        above: row.above.map(|id| id.0),
        income: row.is_income,
        covered_by: row.covered_by.map(|id| id.0),
        own: figures(&row.own),
        all: figures(&row.all),
        planned: row.typed,
        scheduled: row.scheduled,
        carries: row.carries,
        goal: row.goal.map(|state| wire::BudgetGoalState {
            amount: state.goal.amount.units(),
            by: month_text(state.goal.by),
            saved: state.saved,
            monthly: state.monthly,
        }),
    }
}

fn figures(figures: &Figures) -> wire::BudgetFigures {
    let Figures { carried, planned, actual, left, pace } = *figures;
    wire::BudgetFigures { carried, planned, actual, left, pace }
}

/// Those in whose plan the categories count and of which too much is spent, each once. Where nothing is planned for one,
/// nothing can be over.
pub fn over(
    page: &Page,
    accounts: &[Account],
    categories: &[AccountId],
    month: Month,
) -> Vec<wire::BudgetOverRow> {
    let names = names(accounts);
    let mut told = Vec::new();
    for section in &page.sections {
        let row_of = |id: AccountId| section.rows.iter().find(|row| row.category == id);
        let mut pots: Vec<AccountId> = Vec::new();
        for category in categories {
            pots.extend(row_of(*category).map(|row| row.covered_by.unwrap_or(row.category)));
        }
        pots.sort_unstable();
        pots.dedup();
        for row in pots.into_iter().filter_map(row_of) {
            let is_planned = row.own.planned != 0 || row.own.carried != 0 || row.typed.is_some();
            let is_over = !row.is_income && row.own.left < 0;
            if is_over && (is_planned || section.to_assign.is_some()) {
                told.push(wire::BudgetOverRow {
                    category: row.category.0,
                    name: names.get(&row.category).copied().unwrap_or_default().to_owned(),
                    month: month_text(month),
                    amount: row.own.left.saturating_neg(),
                    currency: section.currency.code().to_owned(),
                    decimals: section.currency.decimals(),
                });
            }
        }
    }
    told
}
