//! What became of a change whose writing failed: found out, never guessed.
//!
//! When the disk reports an error while a step is brought to it, the step may
//! stand in the log all the same, whole, and come back with the next start. So
//! its place in the log is written over; where that fails too, a copy of the
//! file and its log is read as the next start would read them.

use std::io::Write;

use super::failure::Failure;
use super::file::companions;
use super::file::creation::create_private;
use super::history;
use super::scratch::Scratch;
use super::writer::Writer;

/// So many times 64 KiB are written to see whether there is room.
const PROBED: usize = 16;

impl Writer {
    /// After a failure of the disk: the failure that is to be told.
    pub fn settle(&mut self, failure: Failure) -> Failure {
        // What SQLite wrote last is no part of the book for it, and is written over by what comes next.
        let over = "INSERT INTO book VALUES ('settled', lower(hex(randomblob(8))))
                    ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        if self.connection.execute(over, []).is_ok() {
            // There was room for this little, and may have been none for more.
            return self.reason().unwrap_or(failure);
        }
        match self.comes_back() {
            Ok(true) => Failure::WrittenAllTheSame,
            Ok(false) => self.reason().unwrap_or(failure),
            Err(_) => Failure::Uncertain,
        }
    }

    /// What the system says when something is written beside the book: SQLite tells a quota as any error.
    fn reason(&self) -> Option<Failure> {
        let probe = super::file::beside(self.watched.path(), &format!(".{}.probe", std::process::id()));
        let _ = std::fs::remove_file(&probe);
        let written = create_private(&probe).and_then(|mut file| {
            (0..PROBED).try_for_each(|_| file.write_all(&[0; 64 * 1024]))?;
            file.sync_all()
        });
        let _ = std::fs::remove_file(&probe);
        match Failure::from_io(&written.err()?) {
            known @ (Failure::Full | Failure::Quota | Failure::ReadOnly) => Some(known),
            _ => None,
        }
    }

    /// Whether a start would find more in the file and its log than is known here.
    fn comes_back(&self) -> Result<bool, Failure> {
        let known = history::revision(&self.connection)?;
        let copy = Scratch::of_book(self.watched.path()).map_err(|error| Failure::from_io(&error))?;
        let found = history::revision(&companions::untouched(copy.book())?)?;
        Ok(found > known)
    }
}
