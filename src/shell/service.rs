//! What a service manager is told: that the program is ready, and that it ends (`sd_notify(3)`).
//!
//! Where there is none, nothing happens. It decides nothing.

#[cfg(target_os = "linux")]
pub use linux::{ready, stopping};

/// It listens.
#[cfg(not(target_os = "linux"))]
pub fn ready() {}

/// It ends.
#[cfg(not(target_os = "linux"))]
pub fn stopping(_words: &str) {}

#[cfg(target_os = "linux")]
mod linux {
    use sd_notify::{NotifyState, notify};

    /// How much longer a manager is to wait whenever something is still being finished, in microseconds.
    const MORE_TIME_US: u32 = 30_000_000;

    /// It listens.
    pub fn ready() {
        tell(&[NotifyState::Ready]);
    }

    /// It ends, and these words say how far it is. Said again, it asks for more time.
    pub fn stopping(words: &str) {
        tell(&[
            NotifyState::Stopping,
            NotifyState::Status(words),
            NotifyState::ExtendTimeoutUsec(MORE_TIME_US),
        ]);
    }

    fn tell(states: &[NotifyState]) {
        if let Err(error) = notify(false, states) {
            tracing::debug!("the service manager was not told: {error}");
        }
    }
}
