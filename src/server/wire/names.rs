//! Payees, tags and categories: names, merging, what nothing uses.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `GET /api/v1/payees`: everyone who is in a transaction, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Payees {
    pub revision: u64,
    pub payees: Vec<Payee>,
    /// How many more there are that no transaction has.
    pub unused: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Payee {
    pub id: i64,
    pub name: String,
    /// The category of the newest transaction with this payee.
    pub last_category: Option<i64>,
    /// How many transactions it is in.
    pub uses: u64,
    /// The day of the newest, `YYYY-MM-DD`.
    pub last_date: Option<String>,
}

/// `GET /api/v1/tags`, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Tags {
    pub revision: u64,
    pub tags: Vec<Tag>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Tag {
    pub id: i64,
    pub name: String,
    pub uses: u64,
}

/// Another name.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct Rename {
    pub name: String,
}

/// Everything goes to the other one, and this one is gone.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct Merge {
    /// The id of the other one.
    pub into: i64,
}

/// `POST /api/v1/categories/rename`: a category and all beneath it (`Food` and `Food:Groceries`).
///
/// Also for a `Food` that is no category itself but has some beneath it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct CategoryRename {
    pub name: String,
    /// ISO 4217 code.
    pub currency: String,
    pub to: String,
    /// Where there is a category of the new name, the two become one, and so do those beneath them. Left out or false:
    /// 409 `category-taken`.
    #[serde(default)]
    pub merge: bool,
}

/// `PATCH /api/v1/categories/{id}`
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct RenameCategory {
    pub name: String,
    /// As in `CategoryRename`.
    #[serde(default)]
    pub merge: bool,
}

/// What another name for a category would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CategoryRenamePreview {
    pub revision: u64,
    /// What the history would say.
    pub words: String,
    /// Those that only get another name.
    pub renamed: Vec<CategoryRenamed>,
    /// Those that become one with a category that is there.
    pub merged: Vec<CategoryMerged>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CategoryRenamed {
    pub from: String,
    pub to: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CategoryMerged {
    pub from: String,
    /// Null where it has no transaction that would go there.
    pub into: Option<String>,
    /// How many transactions go there.
    pub transactions: u64,
}
