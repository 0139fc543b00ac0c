//! The one clock of the shell: milliseconds since the program started.
//!
//! Only loops and handlers read it; everything that decides is given a
//! [`Moment`].

use std::time::{Duration, Instant};

use super::lifetime::Moment;

/// A monotonic clock that starts at zero.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    started: Instant,
}

impl Clock {
    /// A clock that says zero now.
    pub fn start() -> Self {
        Self { started: Instant::now() }
    }

    /// How long it has been since the start.
    pub fn now(&self) -> Moment {
        let ms = self.started.elapsed().as_millis();
        Moment::from_ms(u64::try_from(ms).unwrap_or(u64::MAX))
    }

    /// How long it is until `moment`; zero when it is over.
    pub fn until(&self, moment: Moment) -> Duration {
        // Instants are finer than moments: aim at the moment's end, never just before it.
        let at = Duration::from_millis(moment.as_ms());
        at.saturating_sub(self.started.elapsed())
    }
}
