//! Why a file is not attached; a part of [`crate::ledger::Refusal`].

use super::{LARGEST_ATTACHMENT, LONGEST_FILE_NAME, MOST_ATTACHMENTS};

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AttachmentRefusal {
    #[error("there is no such attachment")]
    NoSuch,
    #[error("the file is empty")]
    Empty,
    #[error("the file is larger than {} MB", LARGEST_ATTACHMENT / (1024 * 1024))]
    TooLarge,
    #[error("the file has no name")]
    WithoutName,
    #[error("the file's name is longer than {LONGEST_FILE_NAME} characters")]
    NameTooLong,
    #[error("this file is attached already, as “{0}”")]
    AttachedAlready(String),
    #[error("this row has {MOST_ATTACHMENTS} files already")]
    TooMany,
}

impl AttachmentRefusal {
    /// A short stable name, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            AttachmentRefusal::NoSuch => "no-such-attachment",
            AttachmentRefusal::Empty => "file-empty",
            AttachmentRefusal::TooLarge => "file-too-large",
            AttachmentRefusal::WithoutName => "file-without-name",
            AttachmentRefusal::NameTooLong => "file-name-too-long",
            AttachmentRefusal::AttachedAlready(_) => "attached-already",
            AttachmentRefusal::TooMany => "too-many-attachments",
        }
    }

    /// What to do about it.
    pub fn advice(&self) -> &'static str {
        match self {
            AttachmentRefusal::NoSuch => "It may have been removed in another tab. Undo brings it back.",
            AttachmentRefusal::Empty => "Look whether it was saved whole, then choose it again.",
            AttachmentRefusal::TooLarge => {
                "Make it smaller, as by a lower resolution, or attach a part of it."
            }
            AttachmentRefusal::WithoutName => "Give it a name, then choose it again.",
            AttachmentRefusal::NameTooLong => "Give it a shorter name, then choose it again.",
            AttachmentRefusal::AttachedAlready(_) => "Nothing needs to be done.",
            AttachmentRefusal::TooMany => "Put several pages into one file, or remove what is not needed.",
        }
    }

    /// Whether it stands against what the book holds now.
    pub fn is_conflict(&self) -> bool {
        matches!(self, AttachmentRefusal::AttachedAlready(_) | AttachmentRefusal::TooMany)
    }
}
