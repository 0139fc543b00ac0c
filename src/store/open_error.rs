//! Why a book could not be opened: what happened, what it means, what to do.
//!
//! Words that people act on. An error of the disk is never told as damage of the book.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use super::failure::Failure;

/// Why a book could not be opened: what happened, what it means, what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(
        "The book {0} may not be read or written by you. Nothing was changed. \
         Give yourself permission to the file and its folder, or choose another with --book."
    )]
    Permission(PathBuf),
    #[error(
        "The book {0} is being used by another program. Nothing was changed. \
         Close that program, then start Counterfoil again."
    )]
    Locked(PathBuf),
    #[error(
        "The file {0} is not a Counterfoil book. It was left as it is. \
         Choose a book, or a new name, with --book. To bring in a bank file, start Counterfoil and import it."
    )]
    Foreign(PathBuf),
    #[error(
        "The book {path} was written by a newer Counterfoil (its version is {found}, this program knows up to \
         {known}). It was left as it is. Install the newer Counterfoil to open it."
    )]
    Newer { path: PathBuf, found: i64, known: i64 },
    #[error(
        "The book {0} is damaged and cannot be read safely. It was left as it is. \
         Keep the file; counterfoil restore puts a backup in its place, and counterfoil repair saves what can be read."
    )]
    Damaged(PathBuf),
    #[error(
        "The folder for the book {0} cannot be used: {1}. Nothing was written. Choose another place with --book."
    )]
    Folder(PathBuf, io::Error),
    #[error(
        "The file {0} is empty, so it is no book any more. It was left as it is, and no new book was made over it. \
         Put a backup in its place (counterfoil restore), or remove the empty file to begin a new book."
    )]
    Empty(PathBuf),
    #[error(
        "There is no book {0}, but its log {1} is there and holds changes that may be nowhere else. Both were left as \
         they are, and no new book was made. Put the book back beside its log, or put a backup in its place \
         (counterfoil restore)."
    )]
    WithoutItsBook(PathBuf, PathBuf),
    #[error(
        "The book {0} is not there, and it was when Counterfoil ran last. No new book was made in its place. If you \
         moved it, open it from there with --book; if it is on a disk that is not connected, connect it; a backup is \
         put in its place by counterfoil restore. To begin a new book there, start once with --new."
    )]
    Missing(PathBuf),
    #[error(
        "The name of the book {0} is too long for this disk. Nothing was written. Choose a shorter one with --book."
    )]
    NameTooLong(PathBuf),
    #[error(
        "The disk with the book {0} reports an error while it is read. Nothing was written, and the book need not be \
         damaged. Copy it to another disk now if that still works, and look after this one before you go on."
    )]
    Disk(PathBuf),
    #[error("The book {0} could not be opened: {1}. {advice}", advice = .1.advice())]
    Failed(PathBuf, Failure),
}

impl OpenError {
    /// Why the book cannot be written, where it may still be looked at.
    pub fn may_be_looked_at(&self) -> Option<Failure> {
        match self {
            OpenError::Permission(_) => Some(Failure::ReadOnly),
            OpenError::Failed(
                _,
                why @ (Failure::Full | Failure::FullOfTemporary(_) | Failure::Quota | Failure::Unwritten),
            ) => Some(why.clone()),
            _ => None,
        }
    }
}

pub(super) fn io_error(path: &Path, error: io::Error) -> OpenError {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            OpenError::Permission(path.to_owned())
        }
        io::ErrorKind::InvalidFilename => OpenError::NameTooLong(path.to_owned()),
        _ => OpenError::Folder(path.to_owned(), error),
    }
}

pub(super) fn sqlite_error(path: &Path, error: rusqlite::Error) -> OpenError {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => OpenError::Foreign(path.to_owned()),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => OpenError::Locked(path.to_owned()),
        Some(ErrorCode::DatabaseCorrupt) => OpenError::Damaged(path.to_owned()),
        Some(ErrorCode::PermissionDenied | ErrorCode::CannotOpen | ErrorCode::ReadOnly) => {
            OpenError::Permission(path.to_owned())
        }
        _ => failed(path, Failure::from(error)),
    }
}

pub(super) fn failed(path: &Path, failure: Failure) -> OpenError {
    match failure {
        Failure::Busy => OpenError::Locked(path.to_owned()),
        Failure::Damaged => OpenError::Damaged(path.to_owned()),
        Failure::Disk => OpenError::Disk(path.to_owned()),
        Failure::ReadOnly => OpenError::Permission(path.to_owned()),
        other => OpenError::Failed(path.to_owned(), other),
    }
}
