//! Import batches: the list, and what each brought.

use serde::Serialize;
use utoipa::ToSchema;

/// `GET /api/v1/imports`: newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportBatches {
    pub revision: u64,
    pub batches: Vec<ImportBatch>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportBatch {
    pub id: i64,
    /// The step of the history: `POST /api/v1/history/{revision}/undo` takes the import back. Null where it
    /// came with a whole book.
    pub step: Option<u64>,
    /// RFC 3339, UTC.
    pub at: String,
    pub file: String,
    pub format: String,
    /// Size of the file in bytes, while it is kept in the book.
    pub kept: Option<u64>,
    pub accounts: Vec<BatchAccount>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BatchAccount {
    pub account: i64,
    pub lines: u64,
    /// Lines whose transaction was deleted since.
    pub deleted: u64,
}

/// `GET /api/v1/imports/{id}`: the lines of a batch, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BatchLines {
    pub revision: u64,
    pub lines: Vec<BatchLine>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BatchLine {
    pub account: i64,
    pub amount: i64,
    /// The payee in the bank's words.
    pub bank_payee: String,
    /// Null where the transaction was deleted since.
    pub transaction: Option<i64>,
    pub date: Option<String>,
    pub payee: Option<String>,
    pub memo: Option<String>,
}
