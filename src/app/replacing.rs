//! A backup that takes the place of the book: ordered on the page, done between two runs.
//!
//! An open book is never replaced. The page's order is written down, the
//! program ends, carries it out with the book closed, and starts anew.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use super::own_path::own_path;
use crate::book::backups::{Backups, restoring};
use crate::config::Config;
use crate::server::NotRestored;

const ORDER: &str = "restore";

/// Writes down which backup shall take the place of the book once it is closed.
pub fn order(folder: &Path, name: &str) -> io::Result<()> {
    fs::write(folder.join(ORDER), name)
}

/// Whether a backup waits to take the place of the book.
fn is_ordered(folder: &Path) -> bool {
    folder.join(ORDER).exists()
}

/// Carries out what was ordered, if anything. Where it cannot be done the book is as it was, and that is told: the run
/// goes on with it.
pub fn carry_out(config: &Config, folder: &Path, backups: &Backups) -> Option<NotRestored> {
    let backup = fs::read_to_string(folder.join(ORDER)).ok()?;
    // Whatever comes of it, it is not tried again by itself.
    let done = fs::remove_file(folder.join(ORDER)).map_err(anyhow::Error::from);
    let why = done.and_then(|()| replace(config, &backups.folder().join(&backup))).err()?;
    tracing::error!(backup, why = format!("{why:#}"), "a backup was not put in the place of the book");
    Some(NotRestored { backup, why: format!("{why:#}") })
}

fn replace(config: &Config, backup: &Path) -> anyhow::Result<()> {
    let stamp = super::clock(config).now().strftime("%Y-%m-%d %H%M%S").to_string();
    let ready = config.book.with_file_name(format!("{stamp}.restored"));
    restoring::restore(backup, &ready)?;
    let aside = restoring::put_aside(&config.book, &stamp)?;
    // A closed book is one file: back under its name it is as it was.
    fs::rename(&ready, &config.book).inspect_err(|_| drop(fs::rename(&aside, &config.book)))?;
    tracing::info!(backup = %backup.display(), aside = %aside.display(), "a backup took the place of the book");
    Ok(())
}

/// Starts the program once more where a backup waits to take the place of the book.
pub fn start_anew_if_ordered(folder: &Path) -> io::Result<()> {
    if is_ordered(folder) { start_anew() } else { Ok(()) }
}

/// Starts the program once more as it was started, without a page: the one that is open finds back by itself.
fn start_anew() -> io::Result<()> {
    Command::new(own_path()?)
        .args(std::env::args_os().skip(1))
        .env("COUNTERFOIL_NO_BROWSER", "true")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .map(drop)
}
