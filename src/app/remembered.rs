//! What a book's last run left for the next: port, the secret by which open pages find back, how
//! many tabs wait for it, keep running, and the day on which what waits was last said aloud.
//!
//! One small file for each book, for its owner's eyes only: who has the secret can pass for the
//! program to an open page. A file that cannot be read is like none: the port and the secret are
//! new then, and open pages ask to be let in again. The cookie's token is never written down.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::shell::Secret;

const FILE: &str = "remembered.json";

/// What is remembered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Facts {
    port: Option<u16>,
    keep_running: bool,
    /// How many tabs were open at the end, and so wait for the next run.
    waiting_tabs: usize,
    reentry: Option<String>,
    /// By which the program proves who it is; it stays when everybody is signed out.
    own: Option<String>,
    /// The day on which what waits was last said aloud.
    said: Option<String>,
    /// The id of the book that was here.
    book: Option<String>,
}

/// The memory of one book's runs.
#[derive(Debug)]
pub struct Remembered {
    path: PathBuf,
    facts: Mutex<Facts>,
}

impl Remembered {
    /// Reads what is in `folder`.
    pub fn load(folder: &Path) -> Remembered {
        let path = folder.join(FILE);
        let facts = fs::read(&path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Remembered { path, facts: Mutex::new(facts.unwrap_or_default()) }
    }

    pub fn port(&self) -> Option<u16> {
        self.with(|facts| facts.port)
    }

    pub fn keep_running(&self) -> bool {
        self.with(|facts| facts.keep_running)
    }

    /// The secret by which open pages find back, or `new` from now on.
    pub fn reentry_or(&self, new: Secret) -> Secret {
        self.with(|facts| known_or(&mut facts.reentry, new))
    }

    /// The secret by which the program proves who it is, or `new` from now on.
    pub fn own_or(&self, new: Secret) -> Secret {
        self.with(|facts| known_or(&mut facts.own, new))
    }

    /// Remembers this secret in place of the one before.
    ///
    /// # Errors
    /// When it cannot be written; the next run would know the old one.
    pub fn set_reentry(&self, secret: &Secret) -> io::Result<()> {
        let old = self.with(|facts| facts.reentry.replace(secret.text().to_owned()));
        let written = self.write();
        if written.is_err() {
            self.with(|facts| facts.reentry = old);
        }
        written
    }

    pub fn set_port(&self, port: u16) {
        self.with(|facts| facts.port = Some(port));
    }

    /// How many tabs wait for this run; said once.
    pub fn take_waiting_tabs(&self) -> usize {
        self.with(|facts| std::mem::take(&mut facts.waiting_tabs))
    }

    pub fn set_waiting_tabs(&self, tabs: usize) {
        self.with(|facts| facts.waiting_tabs = tabs);
        self.save();
    }

    /// The day on which what waits was last said aloud.
    pub fn said(&self) -> Option<Date> {
        self.with(|facts| facts.said.as_deref().and_then(|day| day.parse().ok()))
    }

    pub fn set_said(&self, day: Date) {
        self.with(|facts| facts.said = Some(day.to_string()));
        self.save();
    }

    /// Whether there was a book at the end of an earlier run.
    pub fn had_book(&self) -> bool {
        self.with(|facts| facts.book.is_some())
    }

    pub fn set_book(&self, id: &str) {
        self.with(|facts| facts.book = Some(id.to_owned()));
    }

    pub fn set_keep_running(&self, on: bool) {
        self.with(|facts| facts.keep_running = on);
        self.save();
    }

    /// Writes the file anew. What cannot be remembered is only inconvenient, so it is logged and not an error.
    pub fn save(&self) {
        if let Err(error) = self.write() {
            tracing::warn!(path = %self.path.display(), %error, "the settings of this run are not remembered");
        }
    }

    /// One after the other: two threads in the same unfinished file would leave half of each.
    fn write(&self) -> io::Result<()> {
        self.with(|facts| write_private(&self.path, &serde_json::to_vec_pretty(facts)?))
    }

    fn with<T>(&self, look: impl FnOnce(&mut Facts) -> T) -> T {
        look(&mut self.facts.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Replaces a file as a whole, readable by its owner only.
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = path.with_extension("unfinished");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&unfinished)?.write_all(bytes)?;
    fs::rename(&unfinished, path)
}

fn known_or(kept: &mut Option<String>, new: Secret) -> Secret {
    let secret = kept.as_deref().and_then(Secret::from_text).unwrap_or(new);
    *kept = Some(secret.text().to_owned());
    secret
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_set_is_there_in_the_next_run() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = Remembered::load(folder.path());
        assert_eq!((first.port(), first.keep_running()), (None, false));
        let secret = first.reentry_or(Secret::from_bytes([7; 32]));
        let own = first.own_or(Secret::from_bytes([5; 32]));
        first.set_port(4321);
        first.set_keep_running(true);
        first.set_waiting_tabs(2);
        first.set_said(jiff::civil::date(2026, 11, 21));
        let second = Remembered::load(folder.path());
        assert_eq!((second.port(), second.keep_running()), (Some(4321), true));
        assert_eq!((second.take_waiting_tabs(), second.take_waiting_tabs()), (2, 0), "they come back once");
        assert_eq!(second.said(), Some(jiff::civil::date(2026, 11, 21)));
        assert_eq!(second.reentry_or(Secret::from_bytes([8; 32])).text(), secret.text());
        second.set_reentry(&Secret::from_bytes([8; 32])).expect("writes");
        assert_eq!(
            second.own_or(Secret::from_bytes([9; 32])).text(),
            own.text(),
            "it outlives a signing out"
        );
    }

    #[test]
    fn what_several_threads_write_at_once_is_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let run = Remembered::load(folder.path());
        std::thread::scope(|threads| {
            for port in [1, 54_321] {
                let (run, folder) = (&run, &folder);
                threads.spawn(move || {
                    for _ in 0..200 {
                        run.set_port(port);
                        run.save();
                        assert!(Remembered::load(folder.path()).port().is_some(), "half a file");
                    }
                });
            }
        });
    }

    #[test]
    fn a_secret_that_cannot_be_written_is_not_taken() {
        let folder = tempfile::tempdir().expect("a folder");
        let run = Remembered::load(folder.path());
        run.set_reentry(&Secret::from_bytes([7; 32])).expect("writes");
        fs::remove_dir_all(folder.path()).expect("is removed");
        assert!(run.set_reentry(&Secret::from_bytes([8; 32])).is_err());
        let secret = run.reentry_or(Secret::from_bytes([9; 32]));
        assert_eq!(secret.text(), Secret::from_bytes([7; 32]).text());
    }

    #[test]
    fn a_file_that_is_broken_is_like_none() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(FILE), b"{\"port\": tru").expect("writes");
        assert_eq!(Remembered::load(folder.path()).port(), None);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        Remembered::load(folder.path()).save();
        let mode = folder.path().join(FILE).metadata().expect("is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
