//! The one door to the book.
//!
//! [`Book::submit`] is the only way it changes: commands go to one writer
//! thread, each is one transaction, and what was committed is announced to the
//! log that every session tails. Nobody else announces anything, so nobody can
//! forget to. Reading goes past the writer and never waits for it.
//!
//! A command that was answered with success is on the disk.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::oneshot;

use crate::events::log::ArchiveError;
use crate::events::{Archive, Frame, Log};
use crate::ledger::{AccountId, Command, Denied, Refusal, Unwatched, Watch};
use crate::store::{self, Reader, Writer};
pub use crate::store::{
    AccountName, AccountRow, BatchLine, BatchRow, BroughtStatement, Cause, ChequeRow, ClaimingLine,
    Completion, Extract, Failure, FarSide, Funds, HistoryQuery, HistoryRow, KnownLines, Loose, LooseQuery,
    OpenError, PayeeRow, Recalled, RegisterPage, RegisterRow, Search, TickRow, View, Written, is_whole, pack,
};
use crate::wall_clock::WallClock;

mod frames;

/// How often to look whether another program wrote to the book.
const FOREIGN_LOOK: Duration = Duration::from_secs(2);

/// Why a command was not carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejected {
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Failed(#[from] Failure),
    #[error("the program is ending")]
    Ending,
}

/// An open book.
pub struct Book {
    id: String,
    path: PathBuf,
    reader: Arc<Reader>,
    log: Arc<Log>,
    door: Mutex<Option<Sender<Job>>>,
    thread: Mutex<Option<JoinHandle<Writer>>>,
    /// The writer when it has done its last command, until the file is closed.
    writer: Mutex<Option<Writer>>,
    /// What is made ready for searches; see [`Book::prepare_search`].
    preparing: Mutex<Vec<JoinHandle<()>>>,
}

struct Job {
    command: Command,
    origin: String,
    watch: Arc<dyn Watch>,
    answer: oneshot::Sender<Result<Written, Rejected>>,
}

impl Book {
    /// Opens the book at `path`, or makes one there. `new_id` becomes the id of a new book.
    pub fn open(path: &Path, new_id: &str) -> Result<Arc<Book>, OpenError> {
        Book::open_with(path, new_id, WallClock::system())
    }

    /// Opens it like [`open`](Self::open); the history goes by this clock.
    pub fn open_with(path: &Path, new_id: &str, clock: WallClock) -> Result<Arc<Book>, OpenError> {
        let mut opened = store::open(path, new_id)?;
        let reader = Arc::new(opened.reader);
        bring_up_to_date(&reader, &mut opened.writer, &clock)
            .map_err(|failure| OpenError::Failed(path.to_owned(), failure))?;
        let head = opened.writer.revision().map_err(|failure| OpenError::Failed(path.to_owned(), failure))?;
        let log = Log::new(opened.id.clone(), head, Kept(Arc::clone(&reader)));
        let (door, jobs) = channel();
        let announced = Arc::clone(&log);
        let thread = std::thread::Builder::new()
            .name("book-writer".into())
            .spawn(move || write_all(opened.writer, &jobs, &announced, &clock))
            .map_err(|error| OpenError::Failed(path.to_owned(), Failure::Other(error.to_string())))?;
        Ok(Arc::new(Book {
            id: opened.id,
            path: path.to_owned(),
            reader,
            log,
            door: Mutex::new(Some(door)),
            thread: Mutex::new(Some(thread)),
            writer: Mutex::new(None),
            preparing: Mutex::default(),
        }))
    }

    /// Names the book for ever, wherever its file goes.
    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The log of changes, to tail.
    pub fn log(&self) -> &Arc<Log> {
        &self.log
    }

    /// Carries out a command. The answer comes after the commit.
    pub async fn submit(&self, command: Command) -> Result<Written, Rejected> {
        self.submit_from(command, String::new()).await
    }

    /// The same, and the history says who it came from: a browser by its name, "import", "command line".
    pub async fn submit_from(&self, command: Command, origin: String) -> Result<Written, Rejected> {
        self.submit_watched(command, origin, Arc::new(Unwatched)).await
    }

    /// The same, and whoever watches may stop it until it is committed; nothing is changed then.
    pub async fn submit_watched(
        &self,
        command: Command,
        origin: String,
        watch: Arc<dyn Watch>,
    ) -> Result<Written, Rejected> {
        let answer = self.enqueue(command, origin, watch)?;
        answer.await.unwrap_or(Err(Rejected::Ending))
    }

    /// The same for callers without a runtime. Must not be called from within one.
    pub fn submit_blocking(&self, command: Command) -> Result<Written, Rejected> {
        self.submit_blocking_from(command, "command line".into())
    }

    /// The same, and the history says who it came from.
    pub fn submit_blocking_from(&self, command: Command, origin: String) -> Result<Written, Rejected> {
        let answer = self.enqueue(command, origin, Arc::new(Unwatched))?;
        answer.blocking_recv().unwrap_or(Err(Rejected::Ending))
    }

    fn enqueue(
        &self,
        command: Command,
        origin: String,
        watch: Arc<dyn Watch>,
    ) -> Result<oneshot::Receiver<Result<Written, Rejected>>, Rejected> {
        let (answer, answered) = oneshot::channel();
        let door = self.door.lock().unwrap_or_else(PoisonError::into_inner);
        let is_sent =
            door.as_ref().is_some_and(|door| door.send(Job { command, origin, watch, answer }).is_ok());
        if is_sent { Ok(answered) } else { Err(Rejected::Ending) }
    }

    /// Asks questions that are all answered from the same moment. Blocks while the disk is read.
    pub fn read<T>(&self, ask: impl FnOnce(&View) -> Result<T, Failure>) -> Result<T, Failure> {
        self.reader.at_once(ask)
    }

    /// Makes ready for searching in an account, in the background: reading a million rows takes seconds.
    pub fn prepare_search(&self, account: AccountId) {
        if self.reader.is_ready_to_search(account) {
            return;
        }
        let reader = Arc::clone(&self.reader);
        let read = move || match reader.at_once(|book| book.prepare_search(account)) {
            Ok(()) | Err(Failure::Closed) => {}
            Err(failure) => tracing::warn!(%failure, "searching could not be made ready"),
        };
        let mut preparing = self.preparing.lock().unwrap_or_else(PoisonError::into_inner);
        preparing.retain(|thread| !thread.is_finished());
        match std::thread::Builder::new().name("search-reader".into()).spawn(read) {
            Ok(thread) => preparing.push(thread),
            Err(error) => tracing::warn!(%error, "searching could not be made ready"),
        }
    }

    /// Takes no more commands, and returns when those that were taken are carried out and answered.
    pub fn finish(&self) {
        take(&self.door);
        match take(&self.thread).map(JoinHandle::join) {
            Some(Ok(writer)) => *self.writer.lock().unwrap_or_else(PoisonError::into_inner) = Some(writer),
            Some(Err(_)) => tracing::error!("the writer of the book ended badly"),
            None => {}
        }
    }

    /// Finishes, lets nobody read any more, and returns when the file is closed.
    pub fn close(&self) {
        self.finish();
        self.reader.close();
        // They stop at once; while one still reads, the log beside the file could not be taken away.
        let preparing = std::mem::take(&mut *self.preparing.lock().unwrap_or_else(PoisonError::into_inner));
        for thread in preparing {
            let _ = thread.join();
        }
        // What was committed is safe either way; only a copy of the one file would be old.
        if let Some(Err(failure)) = take(&self.writer).map(Writer::close) {
            tracing::warn!(%failure, "the write-ahead log was not brought into the book");
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

fn take<T>(place: &Mutex<Option<T>>) -> Option<T> {
    place.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// The writer thread: one command after the other, until the door is closed.
fn write_all(mut writer: Writer, jobs: &Receiver<Job>, log: &Log, clock: &WallClock) -> Writer {
    let mut foreign = writer.foreign_writes().ok();
    loop {
        match jobs.recv_timeout(FOREIGN_LOOK) {
            Ok(job) => {
                tracing::debug!("a command begins");
                let Job { command, origin, watch, answer: asked } = job;
                let answer = write(&mut writer, command, (&origin, &*watch), (log, clock));
                tracing::debug!("a command is done");
                // Nobody waiting any more is fine: what was done is done and in the log.
                let _ = asked.send(answer);
                writer.rest();
            }
            Err(RecvTimeoutError::Timeout) => look_outside(&writer, &mut foreign, log),
            Err(RecvTimeoutError::Disconnected) => return writer,
        }
    }
}

fn write(
    writer: &mut Writer,
    command: Command,
    (origin, watch): (&str, &dyn Watch),
    (log, clock): (&Log, &WallClock),
) -> Result<Written, Rejected> {
    let at = clock.now().timestamp().to_string();
    // A fault in one command must not close the door to the next; its transaction is rolled back.
    let outcome = catch_unwind(AssertUnwindSafe(|| writer.submit_watched(command, &at, origin, watch)));
    match outcome {
        Ok(Ok(written)) => {
            if let Some(entry) = &written.entry {
                log.announce(frames::change(entry));
            }
            Ok(written)
        }
        Ok(Err(Denied::Refused(refusal))) => Err(refusal.into()),
        // As it was wanted.
        Ok(Err(Denied::Failed(Failure::Stopped))) => Err(Failure::Stopped.into()),
        Ok(Err(Denied::Failed(failure))) => {
            tracing::error!(%failure, "a command could not be written");
            Err(failure.into())
        }
        Err(_) => Err(Failure::Fault.into()),
    }
}

/// A change by another program on the same book reaches everybody by the same log.
fn look_outside(writer: &Writer, seen: &mut Option<i64>, log: &Log) {
    let now = writer.foreign_writes().ok();
    if now != *seen {
        *seen = now;
        if let Ok(revision) = writer.revision() {
            log.announce_archived(revision);
        }
    }
}

/// The log as the book keeps it.
struct Kept(Arc<Reader>);

impl Archive for Kept {
    fn after(&self, cursor: u64, limit: usize) -> Result<Vec<Frame>, ArchiveError> {
        let rows = self.0.at_once(|book| book.log_after(cursor, limit));
        let rows = rows.map_err(|failure| ArchiveError(failure.to_string()))?;
        Ok(rows.iter().map(frames::change).collect())
    }
}

#[cfg(test)]
mod tests;
