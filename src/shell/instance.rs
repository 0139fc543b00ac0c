//! Be the first on this state folder, or ask the first to open a page.
//!
//! The lock on `lock` says who is the first; the system lets go of it when the
//! first dies, however it dies. `instance.json` says where the first listens
//! and how to show it that one is the same user. The second process opens the
//! page itself, with its own idea of a browser. Nothing here ends a process.
//!
//! ```text
//!           ┌── locked ──▶ First: removes a stale instance.json, listens, announces
//!  claim ───┤
//!           ├── held by one that is brief, or that ends ──▶ waits until it is free
//!           └── held by another ──▶ reads instance.json, POST /instance/open ──▶ Second(address)
//!                     ▲                         │ no file, no answer
//!                     └──── tries both again ◀──┘ until its patience ends
//! ```

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use tracing::debug;

use super::secret::Secret;
use asking::ask;
pub use asking::{Holder, holder};

mod asking;

/// How long the first may take to start, or to die.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// Who waits no longer than this need not be told why.
const NO_NEWS: Duration = Duration::from_secs(2);

const POLL: Duration = Duration::from_millis(50);

const LOCK: &str = "lock";
const NOTE: &str = "instance.json";

/// Whether this process is the first.
#[derive(Debug)]
pub enum Standing {
    /// It is: keep the place, listen, and [`announce`](Place::announce).
    First(Place),
    /// It is not: open this address, which lets a browser in once, and end.
    Second(String),
}

/// Why the place is neither free nor its holder of any help.
#[derive(Debug, thiserror::Error)]
pub enum ClaimError {
    /// It cannot be written to, or not be locked.
    #[error("the folder {folder} cannot be used ({cause}); see that it belongs to you and can be written to")]
    Folder {
        /// Which one.
        folder: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// It is held by a process that gave no address.
    #[error(
        "another process{} has this open but does not answer; nothing was changed. End it and start again",
        pid.map(|pid| format!(" (number {pid})")).unwrap_or_default()
    )]
    NoAnswer {
        /// Its number, where it left one.
        pid: Option<u32>,
    },
}

/// Why a start has to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// A process with this number does one thing and ends by itself.
    AtWork(u32),
    /// The first, with this number, is ending.
    Ending(u32),
    /// The first does not answer, or has not said yet where it listens.
    Silent,
}

/// What the first writes down for those who come after it.
#[derive(Debug, Serialize, Deserialize)]
struct Note {
    pid: u32,
    port: u16,
    key: String,
    /// It does one thing and ends by itself: others wait for it, however long it takes.
    #[serde(default)]
    brief: bool,
    /// It ends: others wait for it, since it still has the book open.
    #[serde(default)]
    ending: bool,
}

impl Note {
    fn new() -> Self {
        Self { pid: std::process::id(), port: 0, key: String::new(), brief: false, ending: false }
    }

    /// Why one waits for it however long it takes: it holds the lock, so it lives.
    fn is_over_soon(&self) -> Option<Wait> {
        match (self.brief, self.ending) {
            (_, true) => Some(Wait::Ending(self.pid)),
            (true, _) => Some(Wait::AtWork(self.pid)),
            _ => None,
        }
    }
}

/// The place of the first. It is free again when this is dropped or the process ends.
#[derive(Debug)]
pub struct Place {
    folder: PathBuf,
    key: Secret,
    /// Held, never read: the lock lives as long as the open file.
    _lock: File,
}

impl Place {
    /// What a second start will show; give it to the [`Door`](super::Door).
    pub fn key(&self) -> &Secret {
        &self.key
    }

    /// Tells those who come after where this process listens. Call it once it does.
    ///
    /// # Errors
    /// When the note cannot be written; another start would wait and then give up.
    pub fn announce(&self, port: u16) -> io::Result<()> {
        self.write(&Note { port, key: self.key.text().to_owned(), ..Note::new() })
    }

    /// Tells those who come after that this process shows no page and is over soon: they wait for the place.
    ///
    /// # Errors
    /// When the note cannot be written; another start would wait and then give up.
    pub fn announce_brief(&self) -> io::Result<()> {
        self.write(&Note { brief: true, ..Note::new() })
    }

    /// Tells those who come after that this process ends: they wait for the place, and then begin.
    pub(super) fn announce_end(&self) {
        if let Err(error) = self.write(&Note { ending: true, ..Note::new() }) {
            debug!("other starts are not told of the end: {error}");
        }
    }

    /// Takes the note away, as dropping does, for who shares the place with threads that may outlive it.
    pub(super) fn leave(&self) {
        let _ = fs::remove_file(self.folder.join(NOTE));
    }

    fn write(&self, note: &Note) -> io::Result<()> {
        let fresh = self.folder.join("instance.json.new");
        // An old one could have other permissions.
        let _ = fs::remove_file(&fresh);
        let mut file = owner_only().create_new(true).open(&fresh)?;
        file.write_all(&serde_json::to_vec(note)?)?;
        fs::rename(&fresh, self.folder.join(NOTE))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.leave();
    }
}

/// Takes the place of the first on `folder`, or gets an address from who has it.
///
/// `key` is 32 random bytes. `patience` is for how long to try both: the first
/// may still be starting, or may just have been killed. `waits` is told why it has to wait, once for each reason.
///
/// # Errors
/// When the folder cannot be used, or the first does not answer in all that time.
pub fn claim(
    folder: &Path,
    key: [u8; 32],
    patience: Duration,
    mut waits: impl FnMut(Wait),
) -> Result<Standing, ClaimError> {
    let failed = |cause| ClaimError::Folder { folder: folder.to_owned(), cause };
    let lock = owner_only().create(true).truncate(false).open(folder.join(LOCK)).map_err(failed)?;
    let mut begun = Instant::now();
    let mut told = None;
    let mut tell = |wait| {
        if told.replace(wait) != Some(wait) {
            waits(wait);
        }
    };
    loop {
        match lock.try_lock() {
            Ok(()) => {
                return first(folder, key, lock).map(Standing::First).map_err(failed);
            }
            Err(TryLockError::Error(cause)) => return Err(failed(cause)),
            Err(TryLockError::WouldBlock) => {}
        }
        let note = read_note(folder);
        if let Some(wait) = note.as_ref().and_then(Note::is_over_soon) {
            tell(wait);
            begun = Instant::now();
            thread::sleep(POLL);
            continue;
        }
        match note.as_ref().map(ask) {
            Some(Ok(address)) => return Ok(Standing::Second(address)),
            Some(Err(error)) => debug!("the first did not answer: {error}"),
            None => debug!("the first has not announced itself yet"),
        }
        if begun.elapsed() >= NO_NEWS {
            tell(Wait::Silent);
        }
        if begun.elapsed() >= patience {
            let pid = note.map(|note| note.pid);
            return Err(ClaimError::NoAnswer { pid });
        }
        thread::sleep(POLL);
    }
}

fn first(folder: &Path, key: [u8; 32], lock: File) -> io::Result<Place> {
    // One that was killed could not take its note away.
    match fs::remove_file(folder.join(NOTE)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(Place { folder: folder.to_owned(), key: Secret::from_bytes(key), _lock: lock }),
    }
}

fn read_note(folder: &Path) -> Option<Note> {
    serde_json::from_slice(&fs::read(folder.join(NOTE)).ok()?).ok()
}

/// Readable and writable by the user alone, where the system has such a thing.
fn owner_only() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(test)]
#[path = "instance_tests.rs"]
mod tests;
