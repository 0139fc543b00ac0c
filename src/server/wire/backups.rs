//! Backups, as they travel.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `GET /api/v1/backups`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Backups {
    /// Where they are.
    pub folder: String,
    /// Of so many days, weeks and months one each is kept.
    pub days: u64,
    pub weeks: u64,
    pub months: u64,
    /// Of the book as it is now.
    pub revision: u64,
    pub transactions: u64,
    /// The newest first.
    pub backups: Vec<Backup>,
}

/// A backup that was read back and checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Backup {
    pub name: String,
    /// RFC 3339, UTC.
    pub at: String,
    /// Why it was made, in words.
    pub why: String,
    /// How large its file is.
    pub bytes: u64,
    pub revision: u64,
    pub transactions: u64,
    /// So many transactions fewer than now; negative where they are more.
    pub fewer: i64,
    /// The registers whose balance is another now.
    pub differs: Vec<BackupBalance>,
}

/// What was in a register then, and now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BackupBalance {
    pub name: String,
    pub currency: String,
    /// Minor units.
    pub then: i64,
    /// None where there is no such register any more.
    pub now: Option<i64>,
}

/// `POST /api/v1/backups`
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct NewBackup {
    /// Another folder than that of the settings, as an absolute path.
    pub to: Option<String>,
}

/// The answer to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MadeBackup {
    pub folder: String,
    pub name: String,
    pub bytes: u64,
}

/// `POST /api/v1/backups/restore`
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct RestoreBackup {
    pub name: String,
    /// In the place of this book, which is kept under another name; else as a new book beside it.
    #[serde(default)]
    pub in_place: bool,
}

/// The answer to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Restored {
    /// The book that was made, or will be.
    pub path: String,
}
