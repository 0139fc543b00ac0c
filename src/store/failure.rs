//! The machine could not: why, what it means for the book, what to do.

use rusqlite::ErrorCode;

use crate::ledger::Stopped;

/// Reading or writing the book failed. Nothing was half written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    #[error("another program is using the book file")]
    Busy,
    #[error("the book is closed, because the program is ending")]
    Closed,
    #[error("the disk with the book is full")]
    Full,
    #[error("the book file is damaged")]
    Damaged,
    #[error("the book file may not be written")]
    ReadOnly,
    #[error("the disk with the book could not be read or written")]
    Disk,
    #[error("it was cancelled")]
    Stopped,
    /// Something panicked. What was begun is taken back.
    #[error("this is a fault in Counterfoil itself")]
    Fault,
    #[error("the book could not be read or written: {0}")]
    Other(String),
}

impl Failure {
    /// What to do about it.
    pub fn advice(&self) -> &'static str {
        match self {
            Failure::Busy => "Close the other program that has the book open, then try again.",
            Failure::Closed => "Start Counterfoil again.",
            Failure::Full => "Free some space on that disk, then try again.",
            Failure::Damaged => {
                "Quit Counterfoil, keep the file as it is, and put a copy of the book in its place."
            }
            Failure::ReadOnly => "Give yourself permission to write to the book and to its folder.",
            Failure::Stopped => "Do it again whenever you like.",
            Failure::Disk => "Check that the disk is still connected, then start Counterfoil again.",
            Failure::Fault => {
                "Try again. If it stays, report it with the file or the step that brought it about."
            }
            Failure::Other(_) => "Try again. If it stays, start Counterfoil again and look into its log.",
        }
    }
}

impl From<Stopped> for Failure {
    fn from(_: Stopped) -> Failure {
        Failure::Stopped
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Failure {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Failure::Busy,
            Some(ErrorCode::DiskFull) => Failure::Full,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Failure::Damaged,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Failure::ReadOnly,
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => Failure::Disk,
            _ => Failure::Other(error.to_string()),
        }
    }
}
