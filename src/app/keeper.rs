//! Makes backups by itself: after the first change of a day, at the end when something has changed, and when the tray
//! asks for one. Only that one is told on the desktop.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::book::Book;
use crate::book::backups::{Backups, Why};
use crate::config::Config;
use crate::server;
use crate::shell::notify;
use crate::wall_clock::WallClock;

/// How often it looks whether the book has changed.
const LOOK: Duration = Duration::from_secs(2);

/// A book up to this size is backed up while the program ends, in bytes; a larger one when it is open on the next
/// day, so that the end is not held up.
const AT_THE_END: u64 = 1024 * 1024;

/// It ends when this is dropped.
pub struct Keeper {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    /// For the user's own book; the sample book needs none.
    ///
    /// # Errors
    /// As [`begin`](Self::begin).
    pub fn of(
        config: &Config,
        book: &Arc<Book>,
        backups: &Arc<Backups>,
        clock: &WallClock,
    ) -> io::Result<Option<Keeper>> {
        let begin = || Keeper::begin(Arc::clone(book), Arc::clone(backups), clock.clone());
        config.demo.is_none().then(begin).transpose()
    }

    /// Begins to look.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn begin(book: Arc<Book>, backups: Arc<Backups>, clock: WallClock) -> io::Result<Keeper> {
        let (stop, stopped) = channel();
        let thread = std::thread::Builder::new().name("keeper".into()).spawn(move || {
            // What could not be done is not tried again on the same day: the reason was said.
            let mut tried = backups.list().first().map(|newest| newest.date.clone());
            while stopped.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
                let today = clock.today().to_string();
                if tried.as_ref() != Some(&today) && backups.is_behind(&book) {
                    make(&book, &backups, Why::Day, &clock);
                    tried = Some(today);
                }
            }
        })?;
        Ok(Keeper { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        drop(self.stop.take());
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("no backups are made any more: their thread ended badly");
        }
    }
}

/// The backup of the end.
pub fn at_the_end(book: &Book, backups: &Backups, clock: &WallClock) {
    let is_small = book.path().metadata().is_ok_and(|file| file.len() <= AT_THE_END);
    if is_small && book.trouble().borrow().is_none() && backups.is_behind(book) {
        make(book, backups, Why::Quit, clock);
    }
}

/// The backup that somebody asked for in the tray, from a thread of its own: other lines of the menu do not wait for it.
pub fn when_asked(book: &Arc<Book>, backups: &Arc<Backups>, clock: &WallClock) {
    let (book, backups, clock) = (Arc::clone(book), Arc::clone(backups), clock.clone());
    std::thread::spawn(move || match backups.make(&book, Why::Asked, &clock) {
        Ok(made) => notify(
            "Counterfoil: the book is backed up",
            &format!("It was read back and checked: {}", backups.folder().join(made.name).display()),
        ),
        Err(error) => {
            tracing::error!(%error, "the book could not be backed up; the book itself is not touched by that");
            let what = server::sentence(&error.to_string());
            let words = format!("{what} The book itself is not touched by that. {}", error.advice());
            notify("Counterfoil: the book is not backed up", &words);
        }
    });
}

fn make(book: &Book, backups: &Backups, why: Why, clock: &WallClock) {
    if let Err(error) = backups.make(book, why, clock) {
        tracing::error!(%error, "the book could not be backed up; the book itself is not touched by that");
    }
}
