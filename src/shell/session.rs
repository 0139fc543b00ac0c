//! The guard of a session: open as long as its stream is.
//!
//! It reports and decides nothing; put it into the body of an event stream.

use futures_util::{Stream, StreamExt};

use super::handle::Handle;
use super::presence::SessionId;

/// One connection of a session: open as long as this lives.
#[derive(Debug)]
pub struct SessionGuard {
    handle: Handle,
    id: SessionId,
}

impl SessionGuard {
    /// Reports the session as opened; dropping it reports it as closed.
    pub fn open(handle: &Handle, id: SessionId) -> Self {
        handle.session_opened(id.clone());
        Self { handle: handle.clone(), id }
    }
}

impl Drop for SessionGuard {
    fn drop(&mut self) {
        self.handle.session_closed(self.id.clone());
    }
}

/// A body that keeps the session open until the server or the browser lets go of it.
pub fn guarded<S: Stream>(body: S, guard: SessionGuard) -> impl Stream<Item = S::Item> {
    body.map(move |item| {
        // Owned by the closure, and so by the body.
        let _held = &guard;
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
}
