//! A book out of a backup: beside the book, or in its place.
//!
//! It is read and checked under another name before it gets its own. Nothing
//! that is there is written over: what is replaced keeps all its bytes under a
//! dated name.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use super::BackupError;
use crate::book::Failure;
use crate::store::creation::{Unfinished, create_private};
use crate::store::{Figures, Finding, check_copy};

/// The first bytes of what zstd packed (RFC 8878).
const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// Unpacks a backup into a new file; a book that was never packed is copied.
pub fn decompress(from: &Path, to: &Path) -> io::Result<()> {
    let mut first = [0; 4];
    let is_packed = File::open(from)?.read_exact(&mut first).is_ok() && first == MAGIC;
    let mut out = create_private(to)?;
    if is_packed {
        zstd::stream::copy_decode(BufReader::new(File::open(from)?), &mut out)?;
    } else {
        io::copy(&mut File::open(from)?, &mut out)?;
    }
    out.sync_all()
}

/// Makes a new book of a backup. An error where something is there already, or the backup is not sound.
pub fn restore(backup: &Path, to: &Path) -> Result<Figures, BackupError> {
    let folder = |error| BackupError::Folder(to.to_owned(), error);
    if to.symlink_metadata().is_ok() {
        return Err(folder(io::Error::from(io::ErrorKind::AlreadyExists)));
    }
    let unfinished = Unfinished::named(to);
    decompress(backup, unfinished.path()).map_err(|error| BackupError::Folder(backup.to_owned(), error))?;
    let (figures, findings) = check_copy(unfinished.path())?;
    if let Some(Finding { words, .. }) = findings.first() {
        return Err(BackupError::Unsound(words.clone()));
    }
    unfinished.finish().map_err(folder)?;
    Ok(figures)
}

/// Puts a book that nobody has open aside with all that lies beside it; the new name.
pub fn put_aside(book: &Path, stamp: &str) -> Result<PathBuf, BackupError> {
    let named = |path: &Path, ending: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    let stem = book.file_stem().unwrap_or_default().to_string_lossy();
    let aside = book.with_file_name(format!("{stem} before restore {stamp}.counterfoil"));
    if aside.exists() {
        let error = io::Error::from(io::ErrorKind::AlreadyExists);
        return Err(BackupError::Folder(aside, error));
    }
    // The book first: a log without its book is refused in words, a book without its log would be opened.
    for ending in ["", "-wal", "-journal"] {
        let from = named(book, ending);
        if from.exists() {
            fs::rename(&from, named(&aside, ending))
                .map_err(|error| BackupError::Failed(Failure::from_io(&error)))?;
        }
    }
    let _ = fs::remove_file(named(book, "-shm"));
    Ok(aside)
}
