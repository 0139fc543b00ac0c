//! A copy of a book to look at, where the book itself may not be touched.
//!
//! In the system's folder for temporary files, for its owner's eyes only, and
//! gone when it is dropped.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::file::{beside, creation};

/// A folder with a copy of one book.
pub struct Scratch {
    folder: PathBuf,
    book: PathBuf,
}

impl Scratch {
    /// An empty folder. An error where one of this random name is there.
    pub fn folder() -> io::Result<Scratch> {
        let mut word = [0; 8];
        getrandom::fill(&mut word).map_err(io::Error::other)?;
        let name = format!("counterfoil-{:016x}", u64::from_le_bytes(word));
        let folder = std::env::temp_dir().join(name);
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&folder)?;
        let book = folder.join("book.counterfoil");
        Ok(Scratch { folder, book })
    }

    /// A copy of the book and of the log beside it.
    pub fn of_book(path: &Path) -> io::Result<Scratch> {
        let scratch = Scratch::folder()?;
        for ending in ["", "-wal"] {
            let from = beside(path, ending);
            if from.exists() {
                let mut to = creation::create_private(&beside(&scratch.book, ending))?;
                io::copy(&mut fs::File::open(from)?, &mut to)?;
            }
        }
        Ok(scratch)
    }

    pub fn book(&self) -> &Path {
        &self.book
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            tracing::warn!(folder = %self.folder.display(), %error, "a temporary copy of the book is left over");
        }
    }
}
