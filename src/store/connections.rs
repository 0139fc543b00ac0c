//! The connections that read: a few are kept, all of them end at once when the book is closed.
//!
//! They can write nothing (`PRAGMA query_only`). A question that still runs
//! when the book is closed is stopped in its midst: while one reads, SQLite
//! cannot bring its log into the book's own file, and a closed book is one file.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::failure::Failure;
use super::file::companions;
use super::open;
use super::scratch::Scratch;

/// How many idle connections are kept.
const IDLE: usize = 4;

/// A running question looks so often, in steps of SQLite's machine, whether it is still wanted: some 0.1 ms.
const LOOK: i32 = 4_000;

/// Where and how the book is read.
pub enum Access {
    /// While it is written by the writer of this process.
    Shared(PathBuf),
    /// A whole file that nobody can write.
    Still(PathBuf),
    /// A copy of our own.
    Copy(Scratch),
}

impl Access {
    fn open(&self) -> Result<Connection, Failure> {
        match self {
            Access::Shared(path) => Ok(open::connect(path)?),
            Access::Still(path) => companions::alone(path),
            Access::Copy(copy) => Ok(open::connect(copy.book())?),
        }
    }
}

/// Opens connections as they are needed.
pub struct Connections {
    access: Access,
    state: Mutex<State>,
    returned: Condvar,
    is_closed: Arc<AtomicBool>,
}

#[derive(Default)]
struct State {
    idle: Vec<Connection>,
    lent: usize,
}

/// A connection for one question; it goes back when it is dropped.
pub struct Lent<'c> {
    from: &'c Connections,
    connection: Option<Connection>,
}

impl Connections {
    pub fn new(access: Access) -> Connections {
        let is_closed = Arc::new(AtomicBool::new(false));
        Connections { access, state: Mutex::default(), returned: Condvar::new(), is_closed }
    }

    /// One for a question; none once the book is closed.
    pub fn lend(&self) -> Result<Lent<'_>, Failure> {
        let mut state = self.state();
        if self.is_closed.load(Ordering::Relaxed) {
            return Err(Failure::Closed);
        }
        let kept = state.idle.pop();
        state.lent += 1;
        drop(state);
        // Counted first: from here on it is given back whatever happens.
        let mut lent = Lent { from: self, connection: kept };
        if lent.connection.is_none() {
            lent.connection = Some(self.open()?);
        }
        Ok(lent)
    }

    /// Stops what is being asked and lends no more. False where a question does not end in time.
    pub fn close(&self, patience: Duration) -> bool {
        let mut state = self.state();
        self.is_closed.store(true, Ordering::Relaxed);
        state.idle.clear();
        let deadline = Instant::now() + patience;
        while state.lent > 0 {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            state = self.returned.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }

    fn open(&self) -> Result<Connection, Failure> {
        let mut connection = self.access.open()?;
        connection.pragma_update(None, "query_only", "ON")?;
        let is_closed = Arc::clone(&self.is_closed);
        connection.progress_handler(LOOK, Some(move || is_closed.load(Ordering::Relaxed)))?;
        Ok(connection)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lent<'_> {
    /// Asks within one transaction: all answers are of one moment.
    pub fn at_once<T>(mut self, ask: impl FnOnce(&Connection) -> Result<T, Failure>) -> Result<T, Failure> {
        let Some(connection) = self.connection.as_mut() else {
            return Err(Failure::Closed);
        };
        let transaction = connection.transaction()?;
        let answer = ask(&transaction);
        drop(transaction);
        if answer.is_err() {
            // What went wrong with it is not handed on to the next.
            self.connection = None;
        }
        answer
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let mut connection = self.connection.take();
        let mut state = self.from.state();
        let is_kept = state.idle.len() < IDLE && !self.from.is_closed.load(Ordering::Relaxed);
        if let Some(connection) = connection.take_if(|_| is_kept) {
            state.idle.push(connection);
        }
        // Closed before it counts as returned: whoever waits for that wants the file for itself.
        drop(connection);
        state.lent -= 1;
        drop(state);
        self.from.returned.notify_all();
    }
}
