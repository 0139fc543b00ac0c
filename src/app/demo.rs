//! The sample book as a file, and the way from it to one's own.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::Context;
use jiff::civil::Date;

use super::own_path::own_path;
use crate::book::Book;
use crate::demo;

const UNWRITTEN: &str = "The sample book could not be written";

/// Takes an older sample book away, with what SQLite keeps beside it.
pub fn forget(book: &Path) -> anyhow::Result<()> {
    for ending in ["", "-wal", "-shm"] {
        let mut path = book.as_os_str().to_owned();
        path.push(ending);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(error)
                    .context("The sample book cannot be made afresh. Your own book was not touched");
            }
            _ => {}
        }
    }
    Ok(())
}

/// Writes the entries of the sample household, up to today, into a book that has none.
pub fn fill(book: &Book, today: Date) -> anyhow::Result<()> {
    if book.log().head() > 0 {
        return Ok(());
    }
    for deed in demo::deeds(today, demo::SEED)? {
        let written = book.submit_blocking(deed.command).context(UNWRITTEN)?;
        if let (Some(then), Some(id)) = (deed.then, written.made) {
            book.submit_blocking(then.with(id)).context(UNWRITTEN)?;
        }
    }
    Ok(())
}

/// Starts this program once more, on the user's own book; it opens its page itself.
pub fn start_own() -> io::Result<()> {
    let mut child = Command::new(own_path()?)
        .env_remove("COUNTERFOIL_DEMO")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()?;
    // Somebody has to take note when it ends, or it stays in the list of processes.
    std::thread::Builder::new().name("own-book".into()).spawn(move || child.wait()).map(drop)
}
