//! Holds a book for this process: by its file, whatever name it goes by, and for other computers.
//!
//! The lock of the state folder knows a book by its path. The same file can
//! have a second name (a hard link), and a folder can be another computer's as
//! well. So two more locks are taken, one named by the file's identity, one
//! beside the book. The system lets go of both when the process dies, however
//! it dies. They are locks of whole files (`flock`) that SQLite never opens.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

/// The locks. Dropped, the book is free and the file beside it is gone.
pub struct Held {
    _locks: Vec<Lock>,
}

struct Lock {
    path: PathBuf,
    _file: File,
}

impl Held {
    /// Takes both locks of the book that is at `book`.
    ///
    /// # Errors
    /// Who has it, where another has.
    pub fn book(book: &Path, state: &Path) -> anyhow::Result<Held> {
        let mut locks = Vec::new();
        if let Some(name) = identity(book) {
            let folder = state.join("open");
            super::private_folder(&folder)?;
            locks.push(taken(book, folder.join(name))?);
        }
        let mut beside = book.as_os_str().to_owned();
        beside.push("-lock");
        match taken(book, beside.into()) {
            Ok(lock) => locks.push(lock),
            // A folder in which nothing can be written: nobody else writes the book there either.
            Err(error) if error.downcast_ref::<InUse>().is_none() => {
                tracing::debug!("no lock beside the book: {error:#}");
            }
            Err(error) => return Err(error),
        }
        Ok(Held { _locks: locks })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// Another has the book.
#[derive(Debug, thiserror::Error)]
#[error(
    "The book {} is open already, by {who}. Nothing was changed. Go on there, or quit that Counterfoil and start this \
     one again.",
    book.display()
)]
struct InUse {
    book: PathBuf,
    who: String,
}

/// How often a lock file that somebody just removed is made anew.
const TRIES: usize = 10;

fn taken(book: &Path, path: PathBuf) -> anyhow::Result<Lock> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    for _ in 0..TRIES {
        let mut file =
            options.open(&path).with_context(|| format!("The file {} cannot be used", path.display()))?;
        match file.try_lock() {
            // Whoever had it may have removed its name between the two.
            Ok(()) if !is_still_named(&file, &path) => continue,
            Ok(()) => {
                let note = format!("process {} on {} ({})", std::process::id(), computer(), book.display());
                let _ = file.set_len(0).and_then(|()| file.write_all(note.as_bytes()));
                return Ok(Lock { path, _file: file });
            }
            Err(TryLockError::WouldBlock) => {
                let mut who = String::new();
                let _ = file.read_to_string(&mut who);
                let who = if who.is_empty() { "another process".into() } else { who };
                bail!(InUse { book: book.to_owned(), who });
            }
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| format!("The file {} cannot be locked", path.display()));
            }
        }
    }
    bail!("The file {} cannot be locked. Nothing was changed.", path.display())
}

#[cfg(unix)]
fn is_still_named(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same =
        |one: &fs::Metadata, other: &fs::Metadata| (one.dev(), one.ino()) == (other.dev(), other.ino());
    matches!((file.metadata(), fs::metadata(path)), (Ok(one), Ok(other)) if same(&one, &other))
}

#[cfg(not(unix))]
fn is_still_named(_file: &File, path: &Path) -> bool {
    path.exists()
}

/// Which file it is, whatever its name; none where there is none yet, or the system tells none.
#[cfg(unix)]
fn identity(book: &Path) -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    let file = fs::metadata(book).ok()?;
    Some(format!("{}-{}", file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn identity(_book: &Path) -> Option<String> {
    None
}

fn computer() -> String {
    #[cfg(unix)]
    {
        let system = rustix::system::uname();
        system.nodename().to_string_lossy().into_owned()
    }
    #[cfg(not(unix))]
    {
        std::env::var("COMPUTERNAME").unwrap_or_else(|_| "this computer".into())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_second_name_of_the_same_file_is_the_same_book_and_it_is_said_who_has_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let (one, other) = (folder.path().join("one"), folder.path().join("other"));
        fs::write(&one, "book").expect("writes");
        fs::hard_link(&one, &other).expect("links");
        let state = folder.path().join("state");
        let held = Held::book(&one, &state).expect("is free");
        let said = Held::book(&other, &state).err().expect("is held").to_string();
        assert!(said.contains(&format!("process {}", std::process::id())), "{said}");
        drop(held);
        Held::book(&other, &state).expect("is free again");
    }

    #[test]
    fn a_computer_that_shares_the_folder_only_is_kept_out_too_and_nothing_is_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let book = folder.path().join("book");
        fs::write(&book, "book").expect("writes");
        let (here, there) = (folder.path().join("here"), folder.path().join("there"));
        let held = Held::book(&book, &here).expect("is free");
        assert!(Held::book(&book, &there).is_err());
        drop(held);
        assert!(!folder.path().join("book-lock").exists());
    }
}
