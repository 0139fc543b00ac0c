//! Opening the book: to be written, or to be looked at where it cannot be.
//!
//! A new book is made only where none is known to have been.

use std::path::Path;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};

use super::writing::write_all;
use super::{Book, Kept};
use crate::events::Log;
use crate::ledger::{Command, Denied};
use crate::store::{self, BookFile, Failure, OpenError, Opened, Reader, Writer};
use crate::wall_clock::WallClock;

impl Book {
    /// Opens the book at `path`, or makes one there. `new_id` becomes the id of a new book.
    pub fn open(path: &Path, new_id: &str) -> Result<Arc<Book>, OpenError> {
        Book::open_with(path, new_id, WallClock::system())
    }

    /// Opens it like [`open`](Self::open); the history goes by this clock.
    pub fn open_with(path: &Path, new_id: &str, clock: WallClock) -> Result<Arc<Book>, OpenError> {
        Book::open_known(path, new_id, clock, false)
    }

    /// Opens the book, or makes one; where a book `is_known` to have been there before, no new one is made.
    pub fn open_known(
        path: &Path,
        new_id: &str,
        clock: WallClock,
        is_known: bool,
    ) -> Result<Arc<Book>, OpenError> {
        let at = clock.now().timestamp().to_string();
        let file = BookFile { path, new_id, at: &at, is_known };
        match store::open(file) {
            Ok(opened) => Book::to_write(path, opened, clock),
            Err(error) => match error.may_be_looked_at() {
                // Where it cannot even be read, the first reason is the better one.
                Some(why) => store::look(file).map_or(Err(error), |(id, reader)| {
                    tracing::warn!(book = %path.display(), %why, "the book can only be looked at");
                    Book::to_look_at(path, id, reader, why)
                }),
                None => Err(error),
            },
        }
    }

    fn to_write(path: &Path, mut opened: Opened, clock: WallClock) -> Result<Arc<Book>, OpenError> {
        let failed = |failure| OpenError::Failed(path.to_owned(), failure);
        bring_up_to_date(&opened.reader, &mut opened.writer, &clock).map_err(failed)?;
        let head = opened.writer.revision().map_err(failed)?;
        let mut book = Book::around(path, opened.id, opened.reader, head);
        book.found = opened.found;
        let (door, jobs) = channel();
        let (log, standing, pending) =
            (Arc::clone(&book.log), Arc::clone(&book.standing), Arc::clone(&book.pending));
        let thread = std::thread::Builder::new()
            .name("book-writer".into())
            .spawn(move || write_all(opened.writer, &jobs, (&log, &clock), (&standing, &pending)))
            .map_err(|error| failed(Failure::Other(error.to_string())))?;
        book.door = Mutex::new(Some(door));
        book.thread = Mutex::new(Some(thread));
        Ok(Arc::new(book))
    }

    fn to_look_at(path: &Path, id: String, reader: Reader, why: Failure) -> Result<Arc<Book>, OpenError> {
        let head = reader.at_once(|view| view.revision());
        let head = head.map_err(|failure| OpenError::Failed(path.to_owned(), failure))?;
        let book = Book::around(path, id, reader, head);
        book.standing.stop(why);
        Ok(Arc::new(book))
    }

    fn around(path: &Path, id: String, reader: Reader, head: u64) -> Book {
        let reader = Arc::new(reader);
        let log = Log::new(id.clone(), head, Kept(Arc::clone(&reader)));
        Book {
            id,
            path: path.to_owned(),
            reader,
            standing: Arc::default(),
            pending: Arc::default(),
            found: Vec::new(),
            log,
            door: Mutex::default(),
            thread: Mutex::default(),
            writer: Mutex::default(),
            preparing: Mutex::default(),
        }
    }
}

/// What older books hold and none may hold any more is put right once, as a step of the history.
fn bring_up_to_date(reader: &Reader, writer: &mut Writer, clock: &WallClock) -> Result<(), Failure> {
    let command = Command::UnbracketCategories;
    match reader.at_once(|book| Ok(book.would(command.clone())))? {
        Ok(decision) if decision.changes.is_empty() => return Ok(()),
        Ok(_) => {}
        Err(Denied::Refused(_)) => return Ok(()),
        Err(Denied::Failed(failure)) => return Err(failure),
    }
    match writer.submit(&command, &clock.now().timestamp().to_string()) {
        Ok(_) | Err(Denied::Refused(_)) => Ok(()),
        Err(Denied::Failed(failure)) => Err(failure),
    }
}
