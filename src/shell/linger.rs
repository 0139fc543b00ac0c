//! How long the program stays when nobody is here. Numbers only.

use crate::events::transport::KEEP_ALIVE;

/// The shortest linger: ten times the longest gap that a reload was seen to leave.
const LINGER_MIN_MS: u64 = 1_000;

/// How long the program stays after its last session closed, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linger {
    /// After the page said goodbye.
    pub goodbye_ms: u64,
    /// After the connection just ended: the browser may have crashed or be updating.
    pub silent_ms: u64,
    /// How long an open stream is silent at most; one not read for nine of these does not count.
    pub keep_alive_ms: u64,
}

impl Default for Linger {
    fn default() -> Self {
        Self { goodbye_ms: 5_000, silent_ms: 30_000, keep_alive_ms: KEEP_ALIVE.as_secs() * 1_000 }
    }
}

impl Linger {
    /// At most this long in both cases, but at least a second: a reload must never end the program.
    pub fn up_to(ms: u64) -> Self {
        let silent_ms = ms.max(LINGER_MIN_MS);
        let usual = Self::default();
        Self { goodbye_ms: usual.goodbye_ms.min(silent_ms), silent_ms, ..usual }
    }
}
