//! A backup that takes the place of the book: ordered on the page, done between two runs.
//!
//! An open book is never replaced. The page's order is written down, the
//! program ends, carries it out with the book closed, and starts anew.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::Context;

use crate::book::backups::{Backups, restoring};
use crate::config::Config;

const ORDER: &str = "restore";

/// Writes down which backup shall take the place of the book once it is closed.
pub fn order(folder: &Path, name: &str) -> io::Result<()> {
    fs::write(folder.join(ORDER), name)
}

/// Whether a backup waits to take the place of the book.
fn is_ordered(folder: &Path) -> bool {
    folder.join(ORDER).exists()
}

/// Carries out what was ordered, if anything; whether it was.
///
/// # Errors
/// When the backup is not sound. The book is as it was then.
pub fn carry_out(config: &Config, folder: &Path, backups: &Backups) -> anyhow::Result<bool> {
    let Ok(name) = fs::read_to_string(folder.join(ORDER)) else {
        return Ok(false);
    };
    // Whatever comes of it, it is not tried again by itself.
    fs::remove_file(folder.join(ORDER))?;
    let stamp = super::clock(config).now().strftime("%Y-%m-%d %H%M%S").to_string();
    let ready = config.book.with_file_name(format!("{stamp}.restored"));
    restoring::restore(&backups.folder().join(&name), &ready).with_context(|| {
        format!("The backup {name} was not put in the place of the book, which is as it was")
    })?;
    let aside = restoring::put_aside(&config.book, &stamp)?;
    fs::rename(&ready, &config.book)?;
    tracing::info!(name, aside = %aside.display(), "a backup took the place of the book");
    Ok(true)
}

/// Starts the program once more where a backup waits to take the place of the book.
pub fn start_anew_if_ordered(folder: &Path) -> io::Result<()> {
    if is_ordered(folder) { start_anew() } else { Ok(()) }
}

/// Starts the program once more as it was started, without a page: the one that is open finds back by itself.
fn start_anew() -> io::Result<()> {
    Command::new(std::env::current_exe()?)
        .args(std::env::args_os().skip(1))
        .env("COUNTERFOIL_NO_BROWSER", "true")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .map(drop)
}
