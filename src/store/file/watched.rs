//! Whether the file that is open is still the book of that name.
//!
//! A file can be deleted, moved, replaced or overwritten while it is open, and
//! the system lets one write on into nowhere. So it is looked at before each
//! command and while nothing happens. A file is looked at through one handle
//! that is kept as long as the book is open: closing a second one would take
//! SQLite's locks away (POSIX).

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::beside;
use super::generation::Generation;
use crate::store::failure::Failure;

/// An open file and what it was when it was opened.
pub struct Watched {
    path: PathBuf,
    file: File,
    identity: Option<Identity>,
    log: Option<Identity>,
    /// The longest that it was seen: a book's file never becomes shorter while it is open.
    longest: u64,
    /// Where the mark of the book is: the page of its table.
    mark_at: u64,
    page_bytes: usize,
}

/// Which file it is, whatever its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    pub device: u64,
    pub inode: u64,
}

impl Identity {
    #[cfg(unix)]
    pub fn of(metadata: &fs::Metadata) -> Option<Identity> {
        use std::os::unix::fs::MetadataExt;
        Some(Identity { device: metadata.dev(), inode: metadata.ino() })
    }

    /// Elsewhere the system tells none; a name that is gone is noticed all the same.
    #[cfg(not(unix))]
    pub fn of(_metadata: &fs::Metadata) -> Option<Identity> {
        None
    }
}

impl Watched {
    /// Begins to watch the file that this connection has open.
    pub fn begin(path: &Path, connection: &Connection) -> Result<Watched, Failure> {
        let failed = |error: io::Error| Failure::Other(error.to_string());
        let file = File::open(path).map_err(failed)?;
        let identity = Identity::of(&file.metadata().map_err(failed)?);
        let page_bytes: usize = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
        let sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'book'";
        let page: u64 = connection.query_row(sql, [], |row| row.get(0))?;
        let mark_at = page.saturating_sub(1) * page_bytes as u64;
        Ok(Watched { path: path.to_owned(), file, identity, log: None, longest: 0, mark_at, page_bytes })
    }

    /// Another program may have made it shorter, as by VACUUM.
    pub fn forget_length(&mut self) {
        self.longest = 0;
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Nothing where all is well; else what became of it. `generation` is what the book's own connection knows.
    pub fn look(&mut self, generation: &Generation) -> Result<(), Failure> {
        let Ok(named) = fs::metadata(&self.path) else {
            return Err(self.gone());
        };
        if Identity::of(&named) != self.identity {
            return Err(Failure::Replaced);
        }
        self.look_at_log()?;
        self.look_into(named.len(), generation)
    }

    fn gone(&self) -> Failure {
        match self.new_name() {
            Some(name) => Failure::Moved(name),
            None => Failure::Deleted,
        }
    }

    /// Where the open file is now, where the system tells.
    fn new_name(&self) -> Option<PathBuf> {
        #[cfg(target_os = "linux")]
        {
            use std::os::fd::AsRawFd;
            let name = fs::read_link(format!("/proc/self/fd/{}", self.file.as_raw_fd())).ok()?;
            let is_it = fs::metadata(&name).is_ok_and(|file| Identity::of(&file) == self.identity);
            is_it.then_some(name)
        }
        #[cfg(not(target_os = "linux"))]
        None
    }

    /// SQLite writes on into a log that was deleted, and nobody would find it there.
    fn look_at_log(&mut self) -> Result<(), Failure> {
        let now = fs::metadata(beside(&self.path, "-wal")).ok().and_then(|log| Identity::of(&log));
        match self.log {
            None => self.log = now,
            Some(_) if now != self.log => return Err(Failure::LogGone),
            Some(_) => {}
        }
        Ok(())
    }

    /// Another book that was written over this one has another mark, and one that was cut off has less than its pages.
    fn look_into(&mut self, length: u64, generation: &Generation) -> Result<(), Failure> {
        // How many pages it says to have tells nothing: SQLite may have brought but a part of its log into it.
        if length < self.longest {
            return Err(Failure::CutOff);
        }
        self.longest = length;
        let page = self.read(self.mark_at, self.page_bytes).ok_or(Failure::CutOff)?;
        let marks = [&generation.now, &generation.before];
        let mut marks = marks.into_iter().flatten();
        let is_ours = marks.any(|mark| memchr::memmem::find(&page, mark.as_bytes()).is_some());
        if is_ours { Ok(()) } else { Err(Failure::Replaced) }
    }

    fn read(&self, at: u64, bytes: usize) -> Option<Vec<u8>> {
        let mut page = vec![0; bytes];
        #[cfg(unix)]
        std::os::unix::fs::FileExt::read_exact_at(&self.file, &mut page, at).ok()?;
        #[cfg(windows)]
        if std::os::windows::fs::FileExt::seek_read(&self.file, &mut page, at).ok()? < bytes {
            return None;
        }
        Some(page)
    }
}
