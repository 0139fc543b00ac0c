//! The guard of a session: open as long as its stream is.
//!
//! It reports and decides nothing; put it into the body of an event stream.

use std::time::Instant;

use futures_util::{Stream, StreamExt};

use super::handle::Handle;
use super::presence::SessionId;

/// One connection of a session: open as long as this lives.
#[derive(Debug)]
pub struct SessionGuard {
    handle: Handle,
    id: SessionId,
    /// When it was reported that the session reads.
    reported: Instant,
}

impl SessionGuard {
    /// Reports the session as opened; dropping it reports it as closed.
    pub fn open(handle: &Handle, id: SessionId) -> Self {
        handle.session_opened(id.clone());
        Self { handle: handle.clone(), id, reported: Instant::now() }
    }

    /// The session took something from its stream. Reported at most once in a keep-alive.
    pub fn read(&mut self) {
        if self.reported.elapsed() >= self.handle.keep_alive() {
            self.reported = Instant::now();
            self.handle.session_read(self.id.clone());
        }
    }
}

impl Drop for SessionGuard {
    fn drop(&mut self) {
        self.handle.session_closed(self.id.clone());
    }
}

/// A body that keeps the session open until the server or the browser lets go of it.
pub fn guarded<S: Stream>(body: S, mut guard: SessionGuard) -> impl Stream<Item = S::Item> {
    body.map(move |item| {
        // Owned by the closure, and so by the body, which is asked only while somebody takes from it.
        guard.read();
        item
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::{Settings, Shell};

    #[test]
    fn a_guarded_body_holds_the_session_open_until_it_is_dropped() {
        let shell = Shell::new(Settings::new("Hello"));
        let guard = SessionGuard::open(&shell.handle(), SessionId::new("tab"));
        let body = guarded(futures_util::stream::iter([1, 2]), guard);
        assert_eq!(shell.waiting_inputs(), ["Opened(SessionId(\"tab\"))"]);
        drop(body);
        assert_eq!(shell.waiting_inputs(), ["Closed(SessionId(\"tab\"))"]);
    }

    #[tokio::test]
    async fn taking_from_a_guarded_body_is_reading() {
        let shell = Shell::new(Settings::new("Hello"));
        let mut guard = SessionGuard::open(&shell.handle(), SessionId::new("tab"));
        guard.reported -= shell.handle().keep_alive();
        let mut body = guarded(futures_util::stream::iter([1, 2]), guard);
        assert_eq!(shell.waiting_inputs().len(), 1, "it was opened, and nobody read");
        assert_eq!(body.next().await, Some(1));
        assert_eq!(shell.waiting_inputs(), ["Read(SessionId(\"tab\"))"]);
    }

    #[test]
    fn that_a_session_reads_is_reported_once_in_a_keep_alive() {
        let shell = Shell::new(Settings::new("Hello"));
        let mut guard = SessionGuard::open(&shell.handle(), SessionId::new("tab"));
        guard.read();
        guard.reported -= shell.handle().keep_alive();
        guard.read();
        guard.read();
        assert_eq!(shell.waiting_inputs(), ["Opened(SessionId(\"tab\"))", "Read(SessionId(\"tab\"))"]);
    }
}
