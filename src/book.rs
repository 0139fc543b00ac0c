//! The one door to the book.
//!
//! [`Book::submit`] is the only way it changes: commands go to one writer
//! thread, each is one transaction, and what was committed is announced to the
//! log that every session tails. Nobody else announces anything, so nobody can
//! forget to. Reading goes past the writer and never waits for it.
//!
//! A command that was answered with success is on the disk.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::{oneshot, watch};

use crate::events::log::ArchiveError;
use crate::events::{Archive, Frame, Log};
use crate::ledger::{AccountId, Command, Refusal, Unwatched, Watch};
pub use crate::store::{
    AccountName, AccountRow, Answered, AttachmentRow, AttachmentSizes, BatchLine, BatchRow, BroughtStatement,
    Cause, ChequeRow, ClaimingLine, Completion, Extract, Failure, FarSide, Figures, Finding, Found, Funds,
    HistoryQuery, HistoryRow, KnownLines, Loose, LooseQuery, NoReport, OpenError, OrderKey, PayeeRow,
    Recalled, RegisterPage, RegisterRow, ReportQuery, ReportRow, ReportRows, Search, TickRow, View,
    WantedLines, Written, free_bytes, is_whole, pack, pack_attachment, sqlite_version,
};
use crate::store::{Reader, Writer};
pub use keeping::{Repaired, check, repair};
use pending::Pending;
use standing::Standing;

pub mod backups;
mod frames;
mod keeping;
mod opening;
mod pending;
mod standing;
mod writing;

/// How often to look whether the book is still there and whether another program wrote to it.
const LOOK: Duration = Duration::from_secs(1);

/// How long at the end those who read here may take to notice it, and how long other programs are waited for.
const READERS_END: Duration = Duration::from_millis(300);
const OTHERS_END: Duration = Duration::from_millis(400);

/// Why a command was not carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejected {
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Failed(#[from] Failure),
    #[error("this order has the key of another one")]
    KeyUsed,
    #[error("the program is ending")]
    Ending,
}

/// An open book.
pub struct Book {
    id: String,
    path: PathBuf,
    reader: Arc<Reader>,
    standing: Arc<Standing>,
    pending: Arc<Pending>,
    /// What was found when it was opened, to be said.
    found: Vec<Found>,
    log: Arc<Log>,
    door: Mutex<Option<Sender<Job>>>,
    thread: Mutex<Option<JoinHandle<Writer>>>,
    /// The writer when it has done its last command, until the file is closed.
    writer: Mutex<Option<Writer>>,
    /// What is made ready for searches; see [`Book::prepare_search`].
    preparing: Mutex<Vec<JoinHandle<()>>>,
}

/// What an order says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// Its own name: asked again it is answered again, and not done twice.
    pub order: Option<OrderKey>,
    /// The step that an undo or a redo means.
    pub step: Option<u64>,
}

enum Job {
    Carry(Box<Carry>),
    /// Write the book as it is known to a new file.
    Rescue(PathBuf, oneshot::Sender<Result<(), Failure>>),
}

struct Carry {
    command: Command,
    origin: String,
    named: Named,
    watch: Arc<dyn Watch>,
    answer: oneshot::Sender<Result<Written, Rejected>>,
}

impl Book {
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
        self.submit_named(command, origin, Named::default()).await
    }

    /// Carries out a command whose order may have a name. Whoever watches may stop it until it is committed; nothing is
    /// changed then.
    pub async fn submit_watched(
        &self,
        command: Command,
        origin: String,
        named: Named,
        watch: Arc<dyn Watch>,
    ) -> Result<Written, Rejected> {
        let answer = self.enqueue(command, origin, watch, named)?;
        answer.await.unwrap_or(Err(Rejected::Ending))
    }

    /// Carries out a command whose order has a name of its own, or means a step: see [`Named`].
    pub async fn submit_named(
        &self,
        command: Command,
        origin: String,
        named: Named,
    ) -> Result<Written, Rejected> {
        self.submit_watched(command, origin, named, Arc::new(Unwatched)).await
    }

    /// The same for callers without a runtime. Must not be called from within one.
    pub fn submit_blocking(&self, command: Command) -> Result<Written, Rejected> {
        self.submit_blocking_from(command, "command line".into())
    }

    /// The same, and the history says who it came from.
    pub fn submit_blocking_from(&self, command: Command, origin: String) -> Result<Written, Rejected> {
        let answer = self.enqueue(command, origin, Arc::new(Unwatched), Named::default())?;
        answer.blocking_recv().unwrap_or(Err(Rejected::Ending))
    }

    fn enqueue(
        &self,
        command: Command,
        origin: String,
        watch: Arc<dyn Watch>,
        named: Named,
    ) -> Result<oneshot::Receiver<Result<Written, Rejected>>, Rejected> {
        if let Some(failure) = self.standing.trouble() {
            return Err(failure.into());
        }
        let (answer, answered) = oneshot::channel();
        self.pending.begins(&named);
        let job = Job::Carry(Box::new(Carry { command, origin, named, watch, answer }));
        if self.send(job) { Ok(answered) } else { Err(Rejected::Ending) }
    }

    /// Whether an order of this name waits to be carried out, or is.
    pub fn is_pending(&self, key: &str) -> bool {
        self.pending.has(key)
    }

    fn send(&self, job: Job) -> bool {
        let door = self.door.lock().unwrap_or_else(PoisonError::into_inner);
        door.as_ref().is_some_and(|door| door.send(job).is_ok())
    }

    /// Why nothing can be written, from now on and whenever that changes; none where all is well.
    pub fn trouble(&self) -> watch::Receiver<Option<Failure>> {
        self.standing.watch()
    }

    /// What was found when it was opened.
    pub fn found(&self) -> &[Found] {
        &self.found
    }

    /// Writes the book as it is known to this program to a new file, also where its own is gone.
    pub async fn rescue(&self, to: PathBuf) -> Result<(), Failure> {
        let (answer, answered) = oneshot::channel();
        if !self.send(Job::Rescue(to, answer)) {
            return Err(Failure::Closed);
        }
        answered.await.unwrap_or(Err(Failure::Closed))
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

    /// Finishes, stops whoever still reads, and returns when the file is closed; why it is not one file then.
    pub fn close(&self) -> Result<(), Failure> {
        self.finish();
        if !self.reader.close(READERS_END) {
            tracing::warn!("something still reads the book");
        }
        // They stop at once; while one still reads, the log beside the file could not be taken away.
        let preparing = std::mem::take(&mut *self.preparing.lock().unwrap_or_else(PoisonError::into_inner));
        for thread in preparing {
            let _ = thread.join();
        }
        // What was committed is safe either way; only a copy of the one file would be old.
        let closed = take(&self.writer).map_or(Ok(()), |writer| writer.close(OTHERS_END));
        if let Err(failure) = &closed {
            tracing::warn!(%failure, "the write-ahead log was not brought into the book");
        }
        closed
    }
}

fn take<T>(place: &Mutex<Option<T>>) -> Option<T> {
    place.lock().unwrap_or_else(PoisonError::into_inner).take()
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
