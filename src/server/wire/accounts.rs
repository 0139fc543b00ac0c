//! Accounts: registers and categories.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Which side of the accounting equation an account is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// What you have: current account, savings, cash. Has a register.
    Asset,
    /// What you owe: credit card, loan. Has a register.
    Liability,
    /// Where money comes from: a category.
    Income,
    /// Where money goes: a category.
    Expense,
    /// Opening balances and the like.
    Equity,
}

/// `GET /api/v1/accounts`: registers and categories, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Accounts {
    pub revision: u64,
    /// The day that the balances are those of.
    pub today: String,
    pub accounts: Vec<Account>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Account {
    pub id: i64,
    pub name: String,
    pub kind: AccountKind,
    /// ISO 4217 code.
    pub currency: String,
    /// Digits after the decimal mark in `currency` (ISO 4217): 2 for USD, 0 for JPY.
    pub decimals: u8,
    /// Sum of the splits up to today. Liabilities owed are negative.
    pub balance: i64,
    /// Sum of all splits, those of days to come included.
    pub entered_balance: i64,
    /// Sum of the cleared and reconciled splits.
    pub cleared_balance: i64,
    /// Number of register rows.
    pub rows: u64,
    pub closed: bool,
    pub note: String,
    /// What people call such an account: "bank", "cash", "savings", "credit_card", "loan" …; may be empty.
    pub subkind: String,
    /// The heading it stands under; empty for that of its kind.
    pub group: String,
    /// Its place among all that were given one; 0 for none: after those, by kind and name.
    pub order: i64,
}

/// `GET /api/v1/accounts/{id}/opening`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AccountOpening {
    pub revision: u64,
    /// What the account held when the book began; null where nothing was entered.
    pub opening: Option<Opening>,
}

/// `PUT /api/v1/accounts/order`
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct AccountOrder {
    /// Ids, in their new order.
    pub accounts: Vec<i64>,
    /// One of them that goes under another heading with it.
    pub moved: Option<AccountMove>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct AccountMove {
    pub account: i64,
    /// The heading; empty for that of its kind.
    pub group: String,
}

/// `POST /api/v1/accounts`
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct NewAccount {
    pub name: String,
    pub kind: AccountKind,
    /// ISO 4217 code.
    pub currency: String,
    /// What the account held on the day the book begins; written as a transaction against equity.
    pub opening: Option<Opening>,
    /// As in [`Account`].
    #[serde(default)]
    pub subkind: String,
    #[serde(default)]
    pub group: String,
    #[serde(default)]
    pub note: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Opening {
    pub date: String,
    /// Minor units; negative for a debt.
    pub amount: i64,
}

/// `PATCH /api/v1/accounts/{id}`: only what is given changes.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct AccountPatch {
    pub name: Option<String>,
    pub note: Option<String>,
    /// Refused with `account-still-used` where the account holds money or a schedule uses it.
    pub closed: Option<bool>,
    /// Close it all the same: what `account-still-used` said was read.
    #[serde(default)]
    pub close_anyway: bool,
    /// An asset may become a liability, an income an expense; nothing else.
    pub kind: Option<AccountKind>,
    pub subkind: Option<String>,
    pub group: Option<String>,
    pub order: Option<i64>,
    /// The opening balance as it should have been; an amount of 0 takes it away.
    pub opening: Option<Opening>,
}
