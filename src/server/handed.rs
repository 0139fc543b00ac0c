//! Bank files that were handed to the program from outside of a page: by a double click, or `counterfoil open FILE`.
//!
//! They wait in memory, a few and not for long, until a page takes them for its preview. Nothing of them is read or
//! written here. The time is passed in.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;

/// How many wait; the oldest goes first.
const MOST: usize = 32;

/// How long one waits for a page.
const HELD: Duration = Duration::from_secs(10 * 60);

/// One that waits.
#[derive(Debug, Clone)]
pub struct HandedFile {
    pub id: u64,
    pub name: String,
    pub bytes: Bytes,
    since: Instant,
}

/// All that wait, newest last.
#[derive(Debug, Clone, Default)]
pub struct Handed(Arc<Mutex<Waiting>>);

#[derive(Debug, Default)]
struct Waiting {
    files: VecDeque<HandedFile>,
    /// The number of the one that came last.
    last: u64,
}

impl Handed {
    /// Has a file wait; `most` bytes wait together at most, but the newest does in any case.
    pub fn hold(&self, name: String, bytes: Bytes, most: usize, now: Instant) {
        let mut waiting = self.waiting(now);
        waiting.last += 1;
        let id = waiting.last;
        waiting.files.push_back(HandedFile { id, name, bytes, since: now });
        let size = |files: &VecDeque<HandedFile>| files.iter().map(|file| file.bytes.len()).sum::<usize>();
        while waiting.files.len() > MOST || (waiting.files.len() > 1 && size(&waiting.files) > most) {
            waiting.files.pop_front();
        }
    }

    pub fn all(&self, now: Instant) -> Vec<HandedFile> {
        self.waiting(now).files.iter().cloned().collect()
    }

    /// The file of this number, which waits no longer; none where another page was faster.
    pub fn take(&self, id: u64, now: Instant) -> Option<HandedFile> {
        let mut waiting = self.waiting(now);
        let at = waiting.files.iter().position(|file| file.id == id)?;
        waiting.files.remove(at)
    }

    /// Without those that waited too long.
    fn waiting(&self, now: Instant) -> MutexGuard<'_, Waiting> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.files.retain(|file| now.duration_since(file.since) < HELD);
        waiting
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(handed: &Handed, now: Instant) -> Vec<String> {
        handed.all(now).into_iter().map(|file| file.name).collect()
    }

    #[test]
    fn a_file_is_taken_once() {
        let (handed, now) = (Handed::default(), Instant::now());
        handed.hold("a.qif".into(), Bytes::from_static(b"!Type:Bank"), 1_000, now);
        let id = handed.all(now)[0].id;
        assert_eq!(handed.take(id, now).map(|file| file.bytes), Some(Bytes::from_static(b"!Type:Bank")));
        assert!(handed.take(id, now).is_none());
    }

    #[test]
    fn few_wait_and_not_for_long() {
        let (handed, now) = (Handed::default(), Instant::now());
        for name in ["a", "b", "c"] {
            handed.hold(name.into(), Bytes::from_static(&[0; 400]), 1_000, now);
        }
        assert_eq!(names(&handed, now), ["b", "c"], "more than 1,000 bytes do not wait together");
        handed.hold("large".into(), Bytes::from_static(&[0; 4_000]), 1_000, now);
        assert_eq!(names(&handed, now), ["large"], "the newest waits whatever its size");
        assert!(handed.all(now + HELD).is_empty());
    }
}
