//! The book as a file on a disk: how it is made, what lies beside it, whether it is still there, how it is closed.
//!
//! Nothing here knows accounts or transactions. What is not ours is never
//! written to and never deleted: it is set aside under another name.
//!
//! - [`creation`]: a new book appears whole or not at all
//! - [`companions`]: a log beside the book that belongs to another
//! - [`generation`]: the mark by which a log knows its book
//! - [`watched`]: whether the open file is still the one of that name
//! - [`tidying`]: the log beside the book is kept small, and empty at the end

pub mod companions;
pub mod creation;
pub mod generation;
pub mod tidying;
pub mod watched;

use std::path::{Path, PathBuf};

/// The file beside the book whose name ends so: `-wal`, `-journal`.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// How long a file is; 0 where there is none.
pub fn length(path: &Path) -> u64 {
    path.metadata().map_or(0, |file| file.len())
}
