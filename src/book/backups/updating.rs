//! The backup before a newer program changes the form of a book.
//!
//! The book is not open yet: it is copied with the log beside it, and stays as
//! it is. The backup holds it in its old form; that it can be read was tried
//! with a copy that was brought up to date.

use std::path::Path;
use std::sync::PoisonError;

use super::{BackupError, Backups, Making, Manifest, Why, has_room, manifest, private_folder};
use crate::store;
use crate::wall_clock::WallClock;

impl Backups {
    /// Backs up a book that an older version wrote and that nobody has open. None where there is no need.
    pub fn before_update(&self, book: &Path, clock: &WallClock) -> Result<Option<Manifest>, BackupError> {
        if !store::is_of_older_version(book)? {
            return Ok(None);
        }
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = &self.folder;
        private_folder(folder).map_err(|error| BackupError::Folder(folder.clone(), error))?;
        has_room(folder, book)?;
        let making = Making { folder, stem: manifest::stem(book, &clock.now()) };
        let made = making.all(|copy| store::copy_closed(book, copy), Why::Update, clock)?;
        *newest = Some(made.revision);
        tracing::info!(name = made.name, revision = made.revision, "the book was backed up before an update");
        Ok(Some(made))
    }
}
