//! The budget as rows, and its entries as the JSON that they and the log keep.
//!
//! Fields are only ever added, with a default. It adds nothing up.

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use super::failure::Failure;
use super::reader::View;
use crate::ledger::budget::{BudgetEntry, BudgetKey, Goal, Plan, Rule, Way};
use crate::ledger::register::Month;
use crate::ledger::{AccountId, Edit, Minor};

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoredBudget {
    Envelope(bool),
    Plan { category: i64, month: i32, amount: i64 },
    Rule { category: i64, carries: bool, goal: Option<StoredGoal> },
}

#[derive(Serialize, Deserialize)]
pub struct StoredGoal {
    amount: i64,
    by: i32,
}

pub fn stored(entry: &BudgetEntry) -> StoredBudget {
    match entry {
        BudgetEntry::Way(way) => StoredBudget::Envelope(*way == Way::Envelope),
        BudgetEntry::Plan(Plan { category, month, amount }) => {
            StoredBudget::Plan { category: category.0, month: month.0, amount: amount.units() }
        }
        BudgetEntry::Rule(Rule { category, carries, goal }) => StoredBudget::Rule {
            category: category.0,
            carries: *carries,
            goal: goal.map(|goal| StoredGoal { amount: goal.amount.units(), by: goal.by.0 }),
        },
    }
}

impl StoredBudget {
    pub fn restored(self) -> Option<BudgetEntry> {
        Some(match self {
            StoredBudget::Envelope(is_it) => {
                BudgetEntry::Way(if is_it { Way::Envelope } else { Way::Tracking })
            }
            StoredBudget::Plan { category, month, amount } => BudgetEntry::Plan(Plan {
                category: AccountId(category),
                month: Month(month),
                amount: Minor::amount(amount).ok()?,
            }),
            StoredBudget::Rule { category, carries, goal } => {
                let goal = match goal {
                    Some(goal) => Some(Goal { amount: Minor::amount(goal.amount).ok()?, by: Month(goal.by) }),
                    None => None,
                };
                BudgetEntry::Rule(Rule { category: AccountId(category), carries, goal })
            }
        })
    }
}

fn read(body: &str) -> Result<BudgetEntry, Failure> {
    let stored: StoredBudget = serde_json::from_str(body).map_err(|_| Failure::Damaged)?;
    stored.restored().ok_or(Failure::Damaged)
}

pub fn get(connection: &Connection, key: BudgetKey) -> Result<Option<BudgetEntry>, Failure> {
    let mut statement = connection.prepare_cached("SELECT body FROM budget WHERE id = ?1")?;
    let body: Option<String> = statement.query_row([key.number()], |row| row.get(0)).optional()?;
    body.map(|body| read(&body)).transpose()
}

/// What is planned for a category, its rule first and then by month.
pub fn of(connection: &Connection, category: AccountId) -> Result<Vec<BudgetEntry>, Failure> {
    all(connection, "SELECT body FROM budget WHERE category_id = ?1 ORDER BY id", [category.0])
}

/// All of it: the way, then by category and month.
pub fn list(connection: &Connection) -> Result<Vec<BudgetEntry>, Failure> {
    all(connection, "SELECT body FROM budget ORDER BY id", [])
}

fn all(
    connection: &Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
) -> Result<Vec<BudgetEntry>, Failure> {
    let mut statement = connection.prepare_cached(sql)?;
    let bodies: Vec<String> = statement.query_map(parameters, |row| row.get(0))?.collect::<Result<_, _>>()?;
    bodies.iter().map(|body| read(body)).collect()
}

/// How many entries are about a category.
pub fn naming(connection: &Connection, category: AccountId) -> Result<u64, Failure> {
    let sql = "SELECT count(*) FROM budget WHERE category_id = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([category.0], |row| row.get(0))?)
}

pub fn apply(connection: &Connection, edit: &Edit<BudgetEntry>) -> Result<(), Failure> {
    match (&edit.before, &edit.after) {
        (_, Some(entry)) => put(connection, entry),
        (Some(entry), None) => {
            let sql = "DELETE FROM budget WHERE id = ?1";
            connection.prepare_cached(sql)?.execute([entry.key().number()])?;
            Ok(())
        }
        (None, None) => Ok(()),
    }
}

fn put(connection: &Connection, entry: &BudgetEntry) -> Result<(), Failure> {
    let body = serde_json::to_string(&stored(entry)).map_err(|error| Failure::Other(error.to_string()))?;
    let sql =
        "INSERT INTO budget (id, category_id, body) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET body = ?3";
    let (id, category) = (entry.key().number(), entry.key().category().map(|id| id.0));
    connection.prepare_cached(sql)?.execute((id, category, body))?;
    Ok(())
}

impl View<'_> {
    /// All that was decided about the budget.
    pub fn budget(&self) -> Result<Vec<BudgetEntry>, Failure> {
        list(self.connection)
    }
}
