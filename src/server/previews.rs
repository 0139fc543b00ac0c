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

/// How large they are together, in bytes as they came; what was read of them is several times that. The newest is
/// held whatever its size.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// How long one is held.
pub const HELD: Duration = Duration::from_secs(30 * 60);

/// How many there may be at once, for whoever looked at more.
pub fn in_words() -> String {
    format!(
        "At most {MOST} previews are held at once, together no larger than {} MB and each for {} minutes; \
         the oldest goes first.",
        MOST_BYTES / (1024 * 1024),
        HELD.as_secs() / 60
    )
}

/// A file that waits for its import.
#[derive(Debug, Clone)]
pub struct Held {
    pub name: String,
    pub file: BankFile,
    /// As it came, to be read again with other answers.
    pub bytes: Bytes,
    /// What was settled about its layout when it was read.
    pub layouts: Layouts,
    /// The file has no lines any more: it is read again before anybody looks at them.
    pub is_let_go: bool,
}

impl Held {
    pub fn new(name: String, file: BankFile, bytes: Bytes, layouts: Layouts) -> Held {
        Held { name, file, bytes, layouts, is_let_go: false }
    }

    /// What is left of it when its lines are let go: enough to read it again.
    pub fn without_lines(&self) -> Held {
        let BankFile { format, encoding, readings, .. } = &self.file;
        let (statements, problems) = (Vec::new(), Vec::new());
        let file = BankFile { format: *format, encoding, statements, readings: readings.clone(), problems };
        let (name, bytes, layouts) = (self.name.clone(), self.bytes.clone(), self.layouts.clone());
        Held { is_let_go: true, ..Held::new(name, file, bytes, layouts) }
    }

    /// How many lines it has.
    pub fn lines(&self) -> usize {
        self.file.statements.iter().map(|statement| statement.lines.len()).sum()
    }
}

/// The files that wait, newest last.
#[derive(Debug, Default)]
pub struct Previews(Mutex<VecDeque<(String, Instant, Arc<Held>)>>);

impl Previews {
    pub fn hold(&self, id: String, held: Held, now: Instant) -> Arc<Held> {
        let held = Arc::new(held);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(_, since, _)| now.duration_since(*since) < HELD);
        all.push_back((id, now, Arc::clone(&held)));
        while all.len() > MOST || (all.len() > 1 && size(&all) > MOST_BYTES) {
            all.pop_front();
        }
        held
    }

    /// Lets go of those whose time is over.
    pub fn sweep(&self, now: Instant) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(_, since, _)| now.duration_since(*since) < HELD);
    }

    pub fn get(&self, id: &str, now: Instant) -> Option<Arc<Held>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(_, since, _)| now.duration_since(*since) < HELD);
        all.iter().find(|(held, ..)| held == id).map(|(.., held)| Arc::clone(held))
    }

    /// Lets go of the lines of one. Whoever looks at them already keeps them.
    pub fn let_go(&self, id: &str) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (.., held) in all.iter_mut().filter(|(waiting, ..)| waiting == id) {
            *held = Arc::new(held.without_lines());
        }
    }

    pub fn forget(&self, id: &str) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(held, ..)| held != id);
    }
}

fn size(all: &VecDeque<(String, Instant, Arc<Held>)>) -> usize {
    all.iter().map(|(.., held)| held.bytes.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::read;

    fn held(bytes: usize) -> Held {
        let file = read("a.qif", b"!Type:Bank\nD05/13/2024\nT-1.00\n^\n").expect("is a statement");
        Held::new("a.qif".into(), file, Bytes::from(vec![0; bytes]), Layouts::new())
    }

    fn there(previews: &Previews, now: Instant) -> Vec<&'static str> {
        ["a", "b", "c"].into_iter().filter(|id| previews.get(id, now).is_some()).collect()
    }

    #[test]
    fn large_files_do_not_wait_beside_each_other_and_none_waits_for_ever() {
        let (previews, now) = (Previews::default(), Instant::now());
        previews.hold("a".into(), held(1), now);
        previews.hold("b".into(), held(MOST_BYTES / 2), now);
        previews.hold("c".into(), held(MOST_BYTES / 2), now);
        assert_eq!(there(&previews, now), ["b", "c"]);
        previews.hold("a".into(), held(2 * MOST_BYTES), now);
        assert_eq!(there(&previews, now), ["a"]);
        previews.let_go("a");
        let light = previews.get("a", now).expect("waits");
        assert_eq!((light.lines(), light.bytes.len(), light.is_let_go), (0, 2 * MOST_BYTES, true));
        previews.sweep(now + HELD);
        assert_eq!(there(&previews, now), [""; 0]);
    }
}
