//! Bank files that were read and not yet imported.
//!
//! They are held in memory, a few and not for long: a preview writes nothing.
//! The time is passed in.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;

use crate::import::{BankFile, Layouts};

/// How many are held; the oldest goes first.
const MOST: usize = 8;

/// How long one is held.
const HELD: Duration = Duration::from_secs(30 * 60);

/// A file that waits for its import.
#[derive(Debug)]
pub struct Held {
    pub name: String,
    pub file: BankFile,
    /// As it came, to be read again with other answers.
    pub bytes: Bytes,
    /// What was settled about its layout when it was read.
    pub layouts: Layouts,
}

/// The files that wait, newest last.
#[derive(Debug, Default)]
pub struct Previews(Mutex<VecDeque<(String, Instant, Arc<Held>)>>);

impl Previews {
    pub fn hold(&self, id: String, held: Held, now: Instant) -> Arc<Held> {
        let held = Arc::new(held);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.push_back((id, now, Arc::clone(&held)));
        if all.len() > MOST {
            all.pop_front();
        }
        held
    }

    pub fn get(&self, id: &str, now: Instant) -> Option<Arc<Held>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(_, since, _)| now.duration_since(*since) < HELD);
        all.iter().find(|(held, ..)| held == id).map(|(.., held)| Arc::clone(held))
    }

    pub fn forget(&self, id: &str) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(held, ..)| held != id);
    }
}
