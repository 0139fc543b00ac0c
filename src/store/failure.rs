//! The machine could not: why, what it means for the book, what to do.

use std::path::PathBuf;

use rusqlite::{ErrorCode, ffi};

use crate::ledger::Stopped;

mod temporary;

/// Reading or writing the book failed. Nothing was half written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    #[error("another program is using the book file")]
    Busy,
    #[error("the book is closed, because the program is ending")]
    Closed,
    #[error("the disk with the book is full")]
    Full,
    /// SQLite says the same of the folder that it puts into what does not fit into memory.
    #[error("the folder for temporary files, {}, is full", .0.display())]
    FullOfTemporary(PathBuf),
    #[error("the book file is damaged")]
    Damaged,
    #[error("the book file may not be written")]
    ReadOnly,
    /// Its owner may write no more: a quota.
    #[error("you have no room left on the disk with the book, because your share of it is used up")]
    Quota,
    #[error("the disk with the book reports an error while it is read")]
    Disk,
    #[error("the disk with the book reports an error while it is written")]
    Unwritten,
    /// The step is in the book, which the next start would have shown.
    #[error("the disk with the book reports an error, and the change was kept all the same")]
    WrittenAllTheSame,
    #[error("the disk with the book fails, and it cannot be read whether the change was kept")]
    Uncertain,
    #[error("the book was moved to {} while it was open", .0.display())]
    Moved(PathBuf),
    #[error("the book was deleted while it was open")]
    Deleted,
    #[error("another file was put in the place of the book while it was open")]
    Replaced,
    #[error("the book was cut off while it was open: a part of its file is gone")]
    CutOff,
    #[error("the log beside the book, which ends in -wal, was taken away while the book was open")]
    LogGone,
    /// At the end: what was written last is beside the book, in the file that ends in `-wal`.
    #[error(
        "another program still reads the book, so the newest changes are in the file beside it that ends in -wal"
    )]
    NotOneFile,
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
            Failure::FullOfTemporary(_) => {
                "Free some space there, or name another folder in SQLITE_TMPDIR and start Counterfoil again."
            }
            Failure::Damaged => {
                "Quit Counterfoil and keep the file as it is. counterfoil check says what is damaged; counterfoil restore puts a backup in its place."
            }
            Failure::ReadOnly => "Give yourself permission to write to the book and to its folder.",
            Failure::Stopped => "Do it again whenever you like.",
            Failure::Quota => {
                "Free some of your files on that disk, or ask who runs it for more room, then try again."
            }
            Failure::Disk => {
                "Keep the book where it is and make a copy of it now: the disk may be failing. Check that it is \
                 connected, then start Counterfoil again."
            }
            Failure::WrittenAllTheSame => {
                "Do not repeat it. Nothing more is written now: check the disk, make a copy of the book, then start Counterfoil again."
            }
            Failure::Uncertain => {
                "Do not repeat it yet. Check the disk, then start Counterfoil again and look whether the change is there."
            }
            Failure::Unwritten => {
                "Check that the disk is connected and well, then start Counterfoil again: it looks what is in the book."
            }
            Failure::Moved(_) | Failure::Deleted | Failure::Replaced | Failure::LogGone => {
                "Nothing is written any more. Save a rescue copy from this page: all that was confirmed is in it. Then quit Counterfoil and open that copy."
            }
            Failure::CutOff => {
                "Nothing is written any more. Save a rescue copy from this page; what is not in it is in the newest backup."
            }
            Failure::NotOneFile => {
                "Nothing is lost. Close that program, then start and quit Counterfoil once more; until then copy both files together."
            }
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
        let extended = error.sqlite_error().map(|error| error.extended_code);
        match error.sqlite_error_code() {
            Some(ErrorCode::OperationInterrupted) => Failure::Closed,
            // The index of the log, which lies in memory: it is made as large as it is needed before it is used.
            Some(ErrorCode::SystemIoFailure) if extended == Some(ffi::SQLITE_IOERR_SHMSIZE) => Failure::Full,
            Some(ErrorCode::SystemIoFailure) if extended.is_some_and(is_of_writing) => Failure::Unwritten,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Failure::Busy,
            Some(ErrorCode::DiskFull) => {
                temporary::full_folder().map_or(Failure::Full, Failure::FullOfTemporary)
            }
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Failure::Damaged,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Failure::ReadOnly,
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => Failure::Disk,
            _ => Failure::Other(error.to_string()),
        }
    }
}

/// SQLite's codes of errors that came with writing to the disk.
fn is_of_writing(extended: i32) -> bool {
    use rusqlite::ffi::{
        SQLITE_IOERR_DIR_FSYNC, SQLITE_IOERR_FSYNC, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_WRITE,
    };
    [SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, SQLITE_IOERR_DIR_FSYNC, SQLITE_IOERR_TRUNCATE]
        .contains(&extended)
}

impl Failure {
    /// What the system says of a file, in the same words.
    pub fn from_io(error: &std::io::Error) -> Failure {
        match error.kind() {
            std::io::ErrorKind::StorageFull => Failure::Full,
            std::io::ErrorKind::QuotaExceeded => Failure::Quota,
            std::io::ErrorKind::ReadOnlyFilesystem | std::io::ErrorKind::PermissionDenied => {
                Failure::ReadOnly
            }
            _ => Failure::Other(error.to_string()),
        }
    }
}
