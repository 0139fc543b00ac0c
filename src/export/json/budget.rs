//! The budget in the JSON of a whole book: the objects, and both ways.

use serde::{Deserialize, Serialize};

use super::objects::Text;
use crate::ledger::budget::{BudgetEntry, Goal, Period, Plan, Rule, Way, read_month};
use crate::ledger::register::Month;
use crate::ledger::{AccountId, Currency, Minor};

/// The way of the budget, what holds for a category, or its plan for a month.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case", tag = "is")]
pub enum BudgetObject<'c> {
    Way {
        /// `tracking` or `envelope`.
        way: Text<'c>,
    },
    Category {
        category: i64,
        carries: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        goal: Option<String>,
        /// YYYY-MM; there where the goal is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<String>,
    },
    Plan {
        category: i64,
        /// YYYY-MM.
        month: String,
        amount: String,
    },
}

fn month_text(month: Month) -> String {
    let day = Period::month(month).days().0;
    format!("{:04}-{:02}", day.year(), day.month())
}

/// The currency is that of its category.
pub fn object(
    entry: &BudgetEntry,
    currency: impl Fn(AccountId) -> Option<Currency>,
) -> Option<BudgetObject<'static>> {
    let text = |category: AccountId, amount: Minor| Some(currency(category)?.text(amount));
    Some(match entry {
        BudgetEntry::Way(Way::Tracking) => BudgetObject::Way { way: "tracking".into() },
        BudgetEntry::Way(Way::Envelope) => BudgetObject::Way { way: "envelope".into() },
        BudgetEntry::Rule(Rule { category, carries, goal }) => BudgetObject::Category {
            category: category.0,
            carries: *carries,
            goal: goal.and_then(|goal| text(*category, goal.amount)),
            by: goal.map(|goal| month_text(goal.by)),
        },
        BudgetEntry::Plan(Plan { category, month, amount }) => BudgetObject::Plan {
            category: category.0,
            month: month_text(*month),
            amount: text(*category, *amount)?,
        },
    })
}

/// What an object says; `amount` reads a text in the currency of a category.
pub fn read(
    one: BudgetObject,
    amount: impl Fn(i64, &str) -> Result<Minor, String>,
) -> Result<BudgetEntry, String> {
    let month = |text: &str| read_month(text).map_err(|refusal| refusal.to_string());
    Ok(match one {
        BudgetObject::Way { way } => BudgetEntry::Way(match way.as_ref() {
            "tracking" => Way::Tracking,
            "envelope" => Way::Envelope,
            other => return Err(format!("“{other}” is no way of a budget")),
        }),
        BudgetObject::Category { category, carries, goal, by } => {
            let goal = match (goal, by) {
                (Some(goal), Some(by)) => Some(Goal { amount: amount(category, &goal)?, by: month(&by)? }),
                (None, None) => None,
                _ => return Err("a goal has an amount and a month".into()),
            };
            BudgetEntry::Rule(Rule { category: AccountId(category), carries, goal })
        }
        BudgetObject::Plan { category, month: text, amount: units } => BudgetEntry::Plan(Plan {
            category: AccountId(category),
            month: month(&text)?,
            amount: amount(category, &units)?,
        }),
    })
}
