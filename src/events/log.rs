//! The newest end of a log, shared by all who tail it.
//!
//! The log itself is kept by somebody else, the [`Archive`]; here are only
//! the newest frames, so that nearly every session is served from memory. It
//! knows no session and wakes nobody in particular: it says how far the log
//! has grown, and each tail looks for itself.

use std::collections::VecDeque;
use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::watch;

use super::frame::Frame;
use super::tail::{Cursor, Tail};

/// How many frames are held in memory; older ones come from the archive.
const RECENT: usize = 4_096;

/// Where the whole log is kept.
pub trait Archive: Send + Sync + 'static {
    /// The frames after `cursor`, oldest first, without a gap, at most `limit`. May block.
    ///
    /// # Errors
    /// When it cannot be read now. The session that asked ends, and its client comes again.
    fn after(&self, cursor: u64, limit: usize) -> Result<Vec<Frame>, ArchiveError>;
}

/// The archive could not be read. The session ends and its client comes again.
#[derive(Debug, thiserror::Error)]
#[error("the log could not be read: {0}")]
pub struct ArchiveError(pub String);

/// The archive of a log that is in memory as a whole.
struct Nothing;

impl Archive for Nothing {
    fn after(&self, _: u64, _: usize) -> Result<Vec<Frame>, ArchiveError> {
        Ok(Vec::new())
    }
}

/// The shared end of the log.
pub struct Log {
    /// Names the log for ever. A cursor is only good for the log it came from.
    id: String,
    archive: Box<dyn Archive>,
    /// How many frames are held in memory.
    held: usize,
    recent: RwLock<VecDeque<Frame>>,
    head: watch::Sender<u64>,
    notice: watch::Sender<Option<Frame>>,
    bye: watch::Sender<Option<Bye>>,
}

/// The last frame of sessions.
#[derive(Debug, Clone)]
pub(super) struct Bye {
    pub frame: Frame,
    /// It is the last of those, too, that begin after it.
    pub for_ever: bool,
}

impl Log {
    /// A log that has grown to `head` before.
    pub fn new(id: String, head: u64, archive: impl Archive) -> Arc<Log> {
        Log::with(id, head, Box::new(archive), RECENT)
    }

    /// A new log that lives as long as the program: every frame that is announced stays in memory.
    pub fn in_memory(id: String) -> Arc<Log> {
        Log::with(id, 0, Box::new(Nothing), usize::MAX)
    }

    fn with(id: String, head: u64, archive: Box<dyn Archive>, held: usize) -> Arc<Log> {
        Arc::new(Log {
            id,
            archive,
            held,
            recent: RwLock::default(),
            head: watch::Sender::new(head),
            notice: watch::Sender::new(None),
            bye: watch::Sender::new(None),
        })
    }

    /// The name of the log, for [`Cursor::log`].
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The newest revision.
    pub fn head(&self) -> u64 {
        *self.head.borrow()
    }

    /// Says that the log has grown by this frame. The frame is in the archive already.
    pub fn announce(&self, frame: Frame) {
        let Some(revision) = frame.revision() else {
            return;
        };
        {
            let mut recent = self.recent.write().unwrap_or_else(PoisonError::into_inner);
            let follows = recent.back().and_then(Frame::revision) == Some(revision.wrapping_sub(1));
            if !follows {
                recent.clear();
            }
            recent.push_back(frame);
            if recent.len() > self.held {
                recent.pop_front();
            }
        }
        self.announce_archived(revision);
    }

    /// Says that the log has grown in the archive, where somebody else wrote it.
    pub fn announce_archived(&self, revision: u64) {
        self.head.send_if_modified(|head| {
            let grown = revision > *head;
            *head = revision.max(*head);
            grown
        });
    }

    /// Puts up a notice in place of the one before: every session gets the newest once.
    pub fn put_up(&self, notice: Frame) {
        self.notice.send_replace(Some(notice));
    }

    /// Ends every session, after all that is in the log, with this last frame; also those to come.
    pub fn close(&self, bye: Frame) {
        self.bye.send_replace(Some(Bye { frame: bye, for_ever: true }));
    }

    /// Ends the sessions of now in the same way; others may begin.
    pub fn dismiss(&self, bye: Frame) {
        self.bye.send_if_modified(|last| {
            let open = !last.as_ref().is_some_and(|last| last.for_ever);
            if open {
                *last = Some(Bye { frame: bye, for_ever: false });
            }
            open
        });
    }

    /// Whether it was closed and no session can last.
    pub fn is_closed(&self) -> bool {
        self.bye.borrow().as_ref().is_some_and(|last| last.for_ever)
    }

    /// Begins to tail the log; `opening` is sent first, if there is one.
    pub fn tail(self: &Arc<Self>, cursor: &Cursor, opening: impl Into<Option<Frame>>) -> Tail {
        Tail::new(
            Arc::clone(self),
            cursor,
            opening.into(),
            self.head.subscribe(),
            self.notice.subscribe(),
            self.bye.subscribe(),
        )
    }

    /// The frames after `cursor` if they are all in memory.
    pub(super) fn recent_after(&self, cursor: u64) -> Option<Vec<Frame>> {
        let recent = self.recent.read().unwrap_or_else(PoisonError::into_inner);
        let first = recent.front().and_then(Frame::revision)?;
        let skip = usize::try_from((cursor + 1).checked_sub(first)?).ok()?;
        (skip < recent.len()).then(|| recent.iter().skip(skip).cloned().collect())
    }

    /// The frames after `cursor` from the archive. Blocks.
    pub(super) fn archived_after(&self, cursor: u64) -> Result<Vec<Frame>, ArchiveError> {
        self.archive.after(cursor, RECENT)
    }
}
