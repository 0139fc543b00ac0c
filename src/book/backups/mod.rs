//! Backups of the book: made while it is used, and counted only once each was read back and checked.
//!
//! A backup is two files in the folder of backups: the book, compressed (zstd),
//! and what is known of it, as JSON. The second is written last. What has no
//! second one was never finished and is no backup.
//!
//! - [`retention`]: which are kept
//! - [`manifest`]: what is known of one
//! - [`restoring`]: a book out of a backup
//! - `updating`: the backup before a newer program changes the form of a book

pub mod manifest;
pub mod restoring;
pub mod retention;
mod updating;

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::book::{Book, Failure, free_bytes};
use crate::store::creation::{create_private, sync_folder};
use crate::store::{Finding, check_copy};
use crate::wall_clock::WallClock;
pub use manifest::{Manifest, Why};
pub use retention::Keep;

/// How hard it is compressed: zstd's own default.
const LEVEL: i32 = 3;

/// The ending of a backup's name.
pub const ENDING: &str = ".counterfoil.zst";

/// Room that is left on the disk besides.
const SPARE: u64 = 16 * 1024 * 1024;

/// Why there is no backup.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("the backup needs {needed} MB on the disk with {folder}, and {free} MB are free")]
    NoRoom { folder: PathBuf, needed: u64, free: u64 },
    #[error("the folder {0} cannot be used: {1}")]
    Folder(PathBuf, io::Error),
    #[error("what was written was not sound when it was read again: {0}")]
    Unsound(String),
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl BackupError {
    /// What to do.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::NoRoom { .. } => "Free some space there, or choose another folder with --backups.",
            Self::Folder(..) => "Give yourself permission to it, or choose another folder with --backups.",
            Self::Unsound(_) => "Quit Counterfoil and run counterfoil check on the book: it may be damaged.",
            Self::Failed(failure) => failure.advice(),
        }
    }
}

/// The backups of one book.
pub struct Backups {
    folder: PathBuf,
    keep: Keep,
    /// One at a time; the revision that the newest is of.
    newest: Mutex<Option<u64>>,
}

impl Backups {
    /// Those in this folder, which is made when it is needed.
    pub fn new(folder: PathBuf, keep: Keep) -> Backups {
        let backups = Backups { folder, keep, newest: Mutex::new(None) };
        let newest = backups.list().first().map(|manifest| manifest.revision);
        Backups { newest: Mutex::new(newest), ..backups }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn keep(&self) -> Keep {
        self.keep
    }

    /// The newest first.
    pub fn list(&self) -> Vec<Manifest> {
        manifest::list(&self.folder)
    }

    /// Whether the book has changed since the newest backup.
    pub fn is_behind(&self, book: &Book) -> bool {
        let newest = *self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        let head = book.log().head();
        head > 0 && newest != Some(head)
    }

    /// Makes one, reads it back and checks it, and lets go of those that are not kept any more.
    pub fn make(&self, book: &Book, why: Why, clock: &WallClock) -> Result<Manifest, BackupError> {
        self.make_in(&self.folder, book, why, clock)
    }

    /// Makes a backup in a folder of the caller's choice. In any other than the book's own none is ever let go.
    pub fn make_in(
        &self,
        folder: &Path,
        book: &Book,
        why: Why,
        clock: &WallClock,
    ) -> Result<Manifest, BackupError> {
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        private_folder(folder).map_err(|error| BackupError::Folder(folder.to_owned(), error))?;
        has_room(folder, book.path())?;
        let copy_out = |copy: &Path| {
            let revision = book.read(|view| {
                view.copy_to(copy, &|| true)?;
                view.revision()
            })?;
            Ok((book.id().to_owned(), revision))
        };
        let making = Making { folder, stem: manifest::stem(book.path(), &clock.now()) };
        let made = making.all(copy_out, why, clock)?;
        if folder == self.folder {
            *newest = Some(made.revision);
            // At the end there is no time for it, and one that was chosen to take the place of the book must stay.
            if why != Why::Quit {
                self.let_go();
            }
        }
        tracing::info!(name = made.name, revision = made.revision, ?why, "the book was backed up");
        Ok(made)
    }

    fn let_go(&self) {
        let list = self.list();
        let days: Vec<_> = list.iter().filter_map(Manifest::day).collect();
        if days.len() != list.len() {
            return;
        }
        for (manifest, is_kept) in list.iter().zip(retention::kept(&days, self.keep)) {
            if !is_kept && let Err(error) = manifest::remove(&self.folder, manifest) {
                tracing::warn!(name = manifest.name, %error, "an old backup could not be let go");
            }
        }
    }
}

/// One backup while it is made.
struct Making<'f> {
    folder: &'f Path,
    stem: String,
}

impl Making<'_> {
    /// `copy_out` writes the book to a new file, and says which book it is, and of which revision.
    fn all(
        &self,
        copy_out: impl FnOnce(&Path) -> Result<(String, u64), Failure>,
        why: Why,
        clock: &WallClock,
    ) -> Result<Manifest, BackupError> {
        let made = self.steps(copy_out, why, clock);
        for ending in [".copy", ".check", ".unfinished"] {
            // Most of them are gone already.
            let _ = fs::remove_file(self.file(ending));
        }
        made
    }

    fn steps(
        &self,
        copy_out: impl FnOnce(&Path) -> Result<(String, u64), Failure>,
        why: Why,
        clock: &WallClock,
    ) -> Result<Manifest, BackupError> {
        let failed = |error: io::Error| BackupError::Failed(Failure::from_io(&error));
        let (copy, packed, again) = (self.file(".copy"), self.file(".unfinished"), self.file(".check"));
        let (id, revision) = copy_out(&copy)?;
        compress(&copy, &packed).map_err(failed)?;
        let bytes = copy.metadata().map_err(failed)?.len();
        fs::remove_file(&copy).map_err(failed)?;
        restoring::decompress(&packed, &again).map_err(failed)?;
        let (figures, findings) = check_copy(&again)?;
        if let Some(Finding { words, .. }) = findings.first() {
            return Err(BackupError::Unsound(words.clone()));
        }
        if figures.revision != revision || figures.id != id {
            return Err(BackupError::Unsound(format!(
                "it is of revision {}, not {revision}",
                figures.revision
            )));
        }
        let name = format!("{}{ENDING}", self.stem);
        let packed_bytes = packed.metadata().map_err(failed)?.len();
        fs::rename(&packed, self.folder.join(&name)).map_err(failed)?;
        let manifest = Manifest::of(name, &clock.now(), why, figures, (bytes, packed_bytes));
        manifest::write(self.folder, &manifest).map_err(failed)?;
        sync_folder(&self.folder.join(&manifest.name)).map_err(failed)?;
        Ok(manifest)
    }

    fn file(&self, ending: &str) -> PathBuf {
        self.folder.join(format!("{}{ending}", self.stem))
    }
}

fn compress(from: &Path, to: &Path) -> io::Result<()> {
    let file = create_private(to)?;
    let mut packer = zstd::Encoder::new(BufWriter::new(file), LEVEL)?;
    packer.include_checksum(true)?;
    io::copy(&mut BufReader::new(File::open(from)?), &mut packer)?;
    packer.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
}

fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The copy, the packed one and the one that is read back are there at most two at a time.
fn has_room(folder: &Path, book: &Path) -> Result<(), BackupError> {
    let length = |ending: &str| {
        let mut path = book.as_os_str().to_owned();
        path.push(ending);
        fs::metadata(path).map_or(0, |file| file.len())
    };
    let needed = 2 * (length("") + length("-wal")) + SPARE;
    let free = free_bytes(folder);
    if free.is_some_and(|free| free < needed) {
        let mega = |bytes: u64| bytes / 1_000_000;
        let free = mega(free.unwrap_or_default());
        return Err(BackupError::NoRoom { folder: folder.to_owned(), needed: mega(needed), free });
    }
    Ok(())
}
