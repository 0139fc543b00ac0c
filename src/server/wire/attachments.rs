//! Attachments: the files of a transaction, and how large they all are.

use serde::Serialize;
use utoipa::ToSchema;

/// `GET /api/v1/transactions/{id}/attachments`, in the order in which they came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Attachments {
    pub revision: u64,
    pub attachments: Vec<Attachment>,
}

/// One file of a transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Attachment {
    pub id: i64,
    pub name: String,
    /// What it is by its first bytes, as it is served.
    pub kind: AttachmentKind,
    /// In bytes.
    pub size: u64,
    /// False where it was let go of after it had been removed.
    pub is_kept: bool,
}

/// What a file is. Some file is only downloaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AttachmentKind {
    Image,
    Pdf,
    File,
}

/// `GET /api/v1/attachments`: how much room they take in the book. A file that is attached twice is kept once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AttachmentSizes {
    pub revision: u64,
    pub files: u64,
    /// As they are kept, compressed.
    pub bytes: u64,
    /// Files that were removed, or whose rows were deleted: they are kept so that undo brings them back.
    pub removed_files: u64,
    pub removed_bytes: u64,
}
