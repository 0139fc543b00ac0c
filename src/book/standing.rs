//! Whether the book can be written, for everybody who wants to know.
//!
//! Once it is stopped it stays so until the program is started again: what is
//! wrong with a file or a disk is looked at by a person.

use tokio::sync::watch;

use crate::book::Failure;

/// None where all is well, else why nothing is written any more.
pub struct Standing(watch::Sender<Option<Failure>>);

impl Default for Standing {
    fn default() -> Standing {
        Standing(watch::Sender::new(None))
    }
}

impl Standing {
    pub fn trouble(&self) -> Option<Failure> {
        self.0.borrow().clone()
    }

    pub fn watch(&self) -> watch::Receiver<Option<Failure>> {
        self.0.subscribe()
    }

    /// Stops writing. The first reason is the one that is told.
    pub fn stop(&self, why: Failure) {
        self.0.send_if_modified(|trouble| {
            let is_new = trouble.is_none();
            if is_new {
                *trouble = Some(why);
            }
            is_new
        });
    }
}
