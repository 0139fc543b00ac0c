//! Places in a register, completion and recall.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A column that a register can be put in the order of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SortColumn {
    Date,
    Number,
    Payee,
    Category,
    Memo,
    /// By their names, in the order of the alphabet.
    Tags,
    /// By size; deposits come after all payments.
    Payment,
    /// By size; payments come after all deposits.
    Deposit,
    State,
}

/// `GET /api/v1/accounts/{id}/register/place`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RegisterPlace {
    pub revision: u64,
    /// How many rows come before it: the position of the row, where there is one.
    pub offset: u64,
    /// Rows in the whole register, or found.
    pub total: u64,
}

/// One of `GET /api/v1/accounts/{id}/completions`, the likeliest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Completion {
    pub payee: i64,
    pub name: String,
    /// How often among the newest 1,000 rows of this account.
    pub uses: u64,
    pub last_date: Option<String>,
}

/// `GET /api/v1/accounts/{id}/recall`: the newest transaction with a payee, as seen from one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Recall {
    pub transaction: i64,
    pub date: String,
    /// The category of the other side; null for a transfer or several sides.
    pub category: Option<String>,
    /// The one account on the other side; null when there are several.
    pub account: Option<i64>,
    pub memo: String,
    /// What it was to this account, in minor units.
    pub amount: i64,
    pub number: Option<String>,
    /// The other sides, with their signs: positive went there.
    pub splits: Vec<RecalledSplit>,
    pub tags: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RecalledSplit {
    pub account: i64,
    /// What stands in the category column for this side: a category, or `[Savings]`.
    pub category: String,
    pub amount: i64,
    pub memo: String,
}
