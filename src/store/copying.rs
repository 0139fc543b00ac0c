//! A copy of the book as it is at one moment, while it is read and written (SQLite's online backup).
//!
//! The copy is made of the reader's own moment, so that it never has to begin
//! again, and in passes, so that the disk has time for others.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::failure::Failure;
use super::file::creation::create_private;
use super::reader::View;
use super::{check, history};

/// Pages for one look at the time.
const PAGES: i32 = 256;

/// So long it copies, and so long it leaves the disk to others.
const PASS: Duration = Duration::from_millis(100);
const PAUSE: Duration = Duration::from_millis(10);

impl View<'_> {
    /// Writes a copy to a new file. It ends early, with [`Failure::Closed`], once it may not go on.
    pub fn copy_to(&self, to: &Path, may_go_on: &dyn Fn() -> bool) -> Result<(), Failure> {
        // The moment is fixed by the first look.
        history::revision(self.connection)?;
        create_private(to).map_err(|error| Failure::from_io(&error))?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut copy = Connection::open_with_flags(to, flags)?;
        // It counts only when it was read again, and is brought to the disk at the end.
        copy.execute_batch("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF")?;
        let passes = Backup::new(self.connection, &mut copy)?;
        let mut begun = Instant::now();
        while passes.step(PAGES)? != StepResult::Done {
            if !may_go_on() {
                return Err(Failure::Closed);
            }
            if begun.elapsed() >= PASS {
                thread::sleep(PAUSE);
                begun = Instant::now();
            }
        }
        drop(passes);
        copy.close().map_err(|(_, error)| Failure::from(error))
    }

    /// What the book holds, in figures.
    pub fn figures(&self) -> Result<check::Figures, Failure> {
        check::figures(self.connection)
    }
}
