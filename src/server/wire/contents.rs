//! A whole book, as far as it is told before it is brought in.

use serde::Serialize;
use utoipa::ToSchema;

/// What a whole book holds: how many of each.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContentsPreview {
    pub accounts: usize,
    pub categories: usize,
    pub payees: usize,
    pub tags: usize,
    pub transactions: usize,
    pub statements: usize,
    pub chequebooks: usize,
    pub schedules: usize,
    /// Reports that are kept by name.
    pub reports: usize,
    pub imports: usize,
    /// Bank files that are kept as they came.
    pub files: usize,
    /// The day of the first transaction.
    #[schema(format = Date)]
    pub first: Option<String>,
    #[schema(format = Date)]
    pub last: Option<String>,
}
