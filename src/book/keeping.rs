//! Checking and repairing a book that nobody has open.

use std::path::{Path, PathBuf};

use super::Failure;
use super::backups::restoring;
use crate::store::{self, Finding};

/// Everything that is wrong with the book in this file; nothing is changed.
pub fn check(path: &Path) -> Result<Vec<Finding>, Failure> {
    if !path.is_file() {
        return Err(Failure::Other(format!("there is no file {}", path.display())));
    }
    store::check(path)
}

/// What a repair led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    /// The newest entry of the log that is in the new book.
    pub revision: u64,
    /// What could not be saved, in words.
    pub lost: Vec<String>,
    /// The backup that it began with.
    pub base: Option<PathBuf>,
}

/// Saves what can be read of a damaged book into a new one: by its log alone, else over the backup that leads furthest.
pub fn repair(damaged: &Path, to: &Path, backups: Vec<PathBuf>) -> Result<Repaired, Failure> {
    if to.symlink_metadata().is_ok() {
        return Err(Failure::Other(format!("something is at {} already", to.display())));
    }
    let alone = store::repair(damaged, to)?;
    let mut best = Repaired { revision: alone.revision, lost: alone.lost, base: None };
    for backup in backups {
        if best.lost.is_empty() {
            break;
        }
        let tried = beside(to, ".tried");
        let Some(saved) = over(&backup, damaged, &tried) else {
            remove(&tried);
            continue;
        };
        if saved.revision > best.revision {
            remove(to);
            std::fs::rename(&tried, to).map_err(|error| Failure::from_io(&error))?;
            best = Repaired { revision: saved.revision, lost: saved.lost, base: Some(backup) };
        }
        remove(&tried);
    }
    Ok(best)
}

fn over(backup: &Path, damaged: &Path, tried: &Path) -> Option<store::Saved> {
    restoring::restore(backup, tried).ok()?;
    store::repair(damaged, tried).ok()
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn remove(path: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(beside(path, ending));
    }
}
