//! How the rest of the program talks to the shell.
//!
//! A [`Handle`] only reports what happened and shows how things are; what
//! follows is decided by the [`Core`](super::core::Core).

use std::sync::mpsc::Sender;
use std::time::Duration;

use tokio::sync::watch;

use super::core::{Input, Status};
use super::event::End;
use super::notice::Notice;
use super::presence::{Present, SessionId, Visitor};

/// How the rest of the program talks to the shell. Cheap to clone; never blocks.
#[derive(Clone, Debug)]
pub struct Handle {
    pub(super) inputs: Sender<Input>,
    pub(super) status: watch::Receiver<Status>,
    pub(super) here: watch::Receiver<Vec<Present>>,
    pub(super) keep_alive: Duration,
}

impl Handle {
    /// A connection of this session opened. [`SessionGuard`](super::SessionGuard) does this.
    pub fn session_opened(&self, id: SessionId) {
        self.send(Input::Opened(id));
    }

    /// A connection of this session ended. [`SessionGuard`](super::SessionGuard) does this.
    pub fn session_closed(&self, id: SessionId) {
        self.send(Input::Closed(id));
    }

    /// A page said that it is going: a hint that shortens the linger, never an order.
    pub fn goodbye(&self, id: SessionId) {
        self.send(Input::Goodbye(id));
    }

    /// A session took something from its stream.
    pub fn session_read(&self, id: SessionId) {
        self.send(Input::Read(id));
    }

    /// A session without a stream came. It counts for `hold`, and longer if it comes again.
    pub fn session_seen(&self, id: SessionId, hold: Duration) {
        self.send(Input::Seen(id, u64::try_from(hold.as_millis()).unwrap_or(u64::MAX)));
    }

    /// Says how a session came that was opened or seen just now.
    pub fn introduce(&self, id: SessionId, visitor: Visitor) {
        self.send(Input::Introduced(id, visitor));
    }

    /// So many tabs share this session, which was opened before.
    pub fn shared_by(&self, id: SessionId, tabs: usize) {
        self.send(Input::SharedBy(id, tabs));
    }

    /// Which sessions are open now, the longest first.
    pub async fn who_is_here(&self) -> Vec<Present> {
        let mut here = self.here.clone();
        here.mark_unchanged();
        self.send(Input::WhoIsHere);
        // It fails only when the program has ended; then what was known last is as good.
        let _ = here.changed().await;
        here.borrow().clone()
    }

    /// Shows what waits, in the tray, until something else does.
    pub fn waits(&self, notice: Notice) {
        self.send(Input::Waits(notice));
    }

    /// Says aloud what waits, as the desktop shows notifications.
    pub fn say_aloud(&self) {
        self.send(Input::SayAloud);
    }

    /// A tab that was asked to come forward is in front.
    pub fn came_forward(&self) {
        self.send(Input::CameForward);
    }

    /// Open a page in the browser.
    pub fn open(&self) {
        self.send(Input::Open);
    }

    /// Somebody else opens a page: give the browser time to come.
    pub fn browser_comes(&self) {
        self.send(Input::BrowserComes);
    }

    /// A page loads in a browser that is let in: give it time to open its stream, also while the
    /// one of the page before it still is.
    pub(super) fn page_loads(&self) {
        self.send(Input::PageLoads);
    }

    /// A page that was open before asks who answers: it is on its way back.
    pub(super) fn tab_returns(&self) {
        self.send(Input::TabReturns);
    }

    /// Whether to stay when the last session closes.
    pub fn set_keep_running(&self, on: bool) {
        self.send(Input::KeepRunning(on));
    }

    /// End the program, as a page or a script wants it.
    pub fn quit(&self) {
        self.quit_for(End::Page);
    }

    /// End the program, for this reason.
    pub(super) fn quit_for(&self, why: End) {
        self.send(Input::Quit(why));
    }

    /// End the program without what it is still finishing.
    pub fn give_up(&self) {
        self.send(Input::GiveUp);
    }

    /// One of the app's own switches in the tray menu is now so.
    pub fn switched(&self, id: &str, on: bool) {
        self.send(Input::Switched(id.to_owned(), on));
    }

    /// How long an open stream may be silent; transports are to be told.
    pub fn keep_alive(&self) -> Duration {
        self.keep_alive
    }

    /// How the program is, now and whenever it changes.
    pub fn status(&self) -> watch::Receiver<Status> {
        self.status.clone()
    }

    pub(super) fn tray_shown(&self, shown: bool) {
        self.send(Input::Tray(shown));
    }

    pub(super) fn send(&self, input: Input) {
        // It fails only when the program has ended.
        let _ = self.inputs.send(input);
    }
}
