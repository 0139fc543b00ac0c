//! The sample book as a file, and the way from it to one's own.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{self, Stdio};

use anyhow::Context;

use crate::book::Book;
use crate::demo::{self, Deed};
use crate::ledger::{Command, TransactionId};

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

/// Writes the entries of the sample household into a book that has none.
pub fn fill(book: &Book) -> anyhow::Result<()> {
    if book.log().head() > 0 {
        return Ok(());
    }
    for Deed { command, then_void } in demo::deeds(jiff::Zoned::now().date(), demo::SEED)? {
        let written = book.submit_blocking(command).context(UNWRITTEN)?;
        if let Some(id) = written.made.filter(|_| then_void) {
            let void = Command::VoidTransaction { id: TransactionId(id), void: true };
            book.submit_blocking(void).context(UNWRITTEN)?;
        }
    }
    Ok(())
}

/// Starts this program once more, on the user's own book; it opens its page itself.
pub fn start_own() -> io::Result<()> {
    let mut child = process::Command::new(std::env::current_exe()?)
        .env_remove("COUNTERFOIL_DEMO")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()?;
    // Somebody has to take note when it ends, or it stays in the list of processes.
    std::thread::Builder::new().name("own-book".into()).spawn(move || child.wait()).map(drop)
}
