//! Opens the book of a run: held against others, and never made anew where one was.

use std::sync::Arc;

use super::backups;
use super::hold::Held;
use super::remembered::Remembered;
use crate::book::Book;
use crate::book::backups::BackupError;
use crate::config::Config;
use crate::shell::{Secret, random};
use crate::wall_clock::WallClock;

/// The book, and the locks to keep for as long.
///
/// # Errors
/// When another has it, or it cannot be opened.
pub fn open(
    config: &Config,
    remembered: &Remembered,
    clock: &WallClock,
) -> anyhow::Result<(Arc<Book>, Vec<Held>)> {
    let held = |held: bool| held.then(|| Held::book(&config.book, &config.folders.state)).transpose();
    let is_there = config.book.exists();
    let before = held(is_there)?;
    if is_there && config.demo.is_none() {
        before_update(config, clock);
    }
    let new_id = Secret::from_bytes(random()?);
    let is_known = remembered.had_book() && !config.new && config.demo.is_none();
    let book = Book::open_known(&config.book, &new_id.text()[..32], clock.clone(), is_known)?;
    let after = held(!is_there)?;
    remembered.set_book(book.id());
    Ok((book, before.into_iter().chain(after).collect()))
}

/// The backup of a book of an older version. Without it a copy in the old form still stays beside the book.
fn before_update(config: &Config, clock: &WallClock) {
    let backups = match backups::of_book(config) {
        Ok(backups) => backups,
        Err(error) => return tracing::error!(%error, "there is no folder for backups"),
    };
    // What cannot be read is told by who opens it.
    match backups.before_update(&config.book, clock) {
        Ok(_) | Err(BackupError::Failed(_)) => {}
        Err(error) => {
            tracing::error!(%error, "the book could not be backed up before its form is changed; a copy stays beside it");
        }
    }
}
