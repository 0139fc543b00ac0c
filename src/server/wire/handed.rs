//! Files that were handed to the program from outside of a page.

use serde::Serialize;
use utoipa::ToSchema;

/// `GET /api/v1/imports/handed`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HandedFiles {
    /// In the order in which they came.
    pub files: Vec<HandedFile>,
}

/// A file that waits for a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HandedFile {
    /// Of this run.
    pub id: u64,
    /// Without its folder.
    pub name: String,
}
