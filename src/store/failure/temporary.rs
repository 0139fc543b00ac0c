//! Which folder is full: that of the book, or the one that SQLite puts what does not fit into memory.
//!
//! SQLite says "full" of both. It looks, and decides and changes nothing.

use std::path::{Path, PathBuf};

use crate::store::room::free_bytes;

/// A large step may need this much, in bytes; less is as good as full.
const LITTLE: u64 = 4 * 1024 * 1024;

/// The folder for temporary files, where that is the full one.
pub fn full_folder() -> Option<PathBuf> {
    let named = ["SQLITE_TMPDIR", "TMPDIR"].into_iter().filter_map(std::env::var_os).map(PathBuf::from);
    let usual = ["/var/tmp", "/usr/tmp", "/tmp"].map(PathBuf::from);
    first_if_full(named.chain(usual), free_bytes)
}

/// SQLite takes the first folder that is one (SQLite, "Temporary Files Used By SQLite", section 5).
fn first_if_full(
    folders: impl Iterator<Item = PathBuf>,
    room: impl Fn(&Path) -> Option<u64>,
) -> Option<PathBuf> {
    let taken = folders.filter_map(|folder| Some((room(&folder)?, folder))).next();
    taken.filter(|(room, _)| *room < LITTLE).map(|(_, folder)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_that_is_taken_is_named_where_it_is_full() {
        let folders = || ["/nowhere", "/small", "/tmp"].map(PathBuf::from).into_iter();
        let rooms = |small: u64| {
            move |folder: &Path| match folder.to_str() {
                Some("/small") => Some(small),
                Some("/tmp") => Some(0),
                _ => None,
            }
        };
        assert_eq!(first_if_full(folders(), rooms(1_000)), Some("/small".into()));
        assert_eq!(first_if_full(folders(), rooms(LITTLE)), None, "the one after it is not taken");
        assert_eq!(first_if_full(folders(), |_| None), None);
    }
}
