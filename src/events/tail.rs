//! A cursor that moves along the log.
//!
//! A [`Tail`] gives what comes after its cursor, or waits. It holds no frame
//! that it has not been asked for, so a session that does not read costs no
//! memory. It never skips a revision and never gives one twice.

use std::sync::Arc;

use tokio::sync::watch;

use super::frame::Frame;
use super::log::{Bye, Log};

/// Where a client says it stopped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The log the cursor came from; none where the client does not say.
    pub log: Option<String>,
    /// The last revision it has seen; none to begin at the newest.
    pub after: Option<u64>,
}

/// One session's place in the log.
pub struct Tail {
    log: Arc<Log>,
    cursor: u64,
    opening: Vec<Frame>,
    head: watch::Receiver<u64>,
    notice: watch::Receiver<Option<Frame>>,
    bye: watch::Receiver<Option<Bye>>,
    was_reset: bool,
    ended: bool,
}

impl Tail {
    pub(super) fn new(
        log: Arc<Log>,
        cursor: &Cursor,
        opening: Option<Frame>,
        head: watch::Receiver<u64>,
        mut notice: watch::Receiver<Option<Frame>>,
        bye: watch::Receiver<Option<Bye>>,
    ) -> Tail {
        let newest = *head.borrow();
        let mut first = Vec::from_iter(opening);
        let (start, was_reset) = match start(cursor, log.id(), newest) {
            Start::At(revision) => (revision, false),
            Start::Reset => {
                first.push(reset(log.id(), newest));
                (newest, true)
            }
        };
        // A notice that is up when a session begins is news to it.
        notice.mark_changed();
        Tail { log, cursor: start, opening: first, head, notice, bye, was_reset, ended: false }
    }

    /// The last revision it has given; where to go on.
    pub fn cursor(&self) -> u64 {
        self.cursor
    }

    /// Whether the cursor it began with meant nothing here.
    pub fn was_reset(&self) -> bool {
        self.was_reset
    }

    /// Whether it has given its last frame.
    pub fn is_over(&self) -> bool {
        self.ended
    }

    /// What comes next, at least one frame; none when the session is over.
    ///
    /// A session that is behind gets all it missed at once. Safe to drop at
    /// any await: what was not returned comes again. Where the archive cannot
    /// be read it is over without a last frame.
    pub async fn next(&mut self) -> Option<Vec<Frame>> {
        loop {
            if self.ended {
                return None;
            }
            if !self.opening.is_empty() {
                return Some(std::mem::take(&mut self.opening));
            }
            if *self.head.borrow_and_update() > self.cursor {
                return self.missed().await;
            }
            if let Some(bye) = self.farewell() {
                self.ended = true;
                return Some(vec![bye]);
            }
            if let Some(notice) = self.news() {
                return Some(vec![notice]);
            }
            self.wait().await;
        }
    }

    fn farewell(&mut self) -> Option<Frame> {
        let is_new = self.bye.has_changed().unwrap_or(true);
        let bye = self.bye.borrow_and_update().clone()?;
        (is_new || bye.for_ever).then_some(bye.frame)
    }

    fn news(&mut self) -> Option<Frame> {
        if !self.notice.has_changed().unwrap_or(false) {
            return None;
        }
        self.notice.borrow_and_update().clone()
    }

    async fn missed(&mut self) -> Option<Vec<Frame>> {
        let frames = match self.log.recent_after(self.cursor) {
            Some(frames) => frames,
            None => self.archived().await,
        };
        match frames.last().and_then(Frame::revision) {
            Some(last) => {
                self.cursor = last;
                Some(frames)
            }
            // The archive could not be read: the client comes again with the same cursor.
            None => {
                self.ended = true;
                None
            }
        }
    }

    async fn archived(&self) -> Vec<Frame> {
        let log = Arc::clone(&self.log);
        let cursor = self.cursor;
        let read = tokio::task::spawn_blocking(move || log.archived_after(cursor)).await;
        match read {
            Ok(Ok(frames)) => frames,
            Ok(Err(error)) => {
                tracing::error!(%error, cursor, "a session ends because its log cannot be read");
                Vec::new()
            }
            Err(_) => Vec::new(),
        }
    }

    async fn wait(&mut self) {
        // The senders live in the log that this tail holds: none of these can fail.
        tokio::select! {
            _ = self.head.changed() => {}
            // Waiting counts as having seen it, which it has not been yet.
            _ = self.notice.changed() => self.notice.mark_changed(),
            _ = self.bye.changed() => self.bye.mark_changed(),
        }
    }
}

enum Start {
    At(u64),
    /// The cursor means nothing here: the client must read everything anew.
    Reset,
}

fn start(cursor: &Cursor, log: &str, newest: u64) -> Start {
    let Some(after) = cursor.after else {
        return Start::At(newest);
    };
    let foreign = cursor.log.as_deref().is_some_and(|from| from != log);
    if foreign || after > newest { Start::Reset } else { Start::At(after) }
}

fn reset(log: &str, newest: u64) -> Frame {
    let json = format!(r#"{{"log":"{log}","revision":{newest}}}"#);
    Frame::entry(newest, "reset", &json)
}

#[cfg(test)]
mod tests {
    use super::super::log::{Archive, ArchiveError};
    use super::*;

    /// An archive of `0` revisions, each a frame named "entry".
    struct Kept(u64);

    impl Archive for Kept {
        fn after(&self, cursor: u64, limit: usize) -> Result<Vec<Frame>, ArchiveError> {
            Ok((cursor + 1..=self.0).take(limit).map(entry).collect())
        }
    }

    fn entry(revision: u64) -> Frame {
        Frame::entry(revision, "entry", "{}")
    }

    fn hello() -> Frame {
        Frame::notice("hello", "{}")
    }

    fn after(revision: u64) -> Cursor {
        Cursor { log: Some("a".into()), after: Some(revision) }
    }

    async fn revisions(tail: &mut Tail) -> Vec<u64> {
        let frames = tail.next().await.expect("the session lives");
        frames.iter().filter_map(Frame::revision).collect()
    }

    async fn begun(log: &Arc<Log>, cursor: Cursor) -> Tail {
        let mut tail = log.tail(&cursor, hello());
        assert_eq!(tail.next().await, Some(vec![hello()]));
        tail
    }

    #[tokio::test]
    async fn a_session_behind_gets_all_it_missed_at_once_from_archive_and_memory() {
        let log = Log::new("a".into(), 3, Kept(3));
        let mut tail = begun(&log, after(1)).await;
        assert_eq!(revisions(&mut tail).await, [2, 3]);
        log.announce(entry(4));
        log.announce(entry(5));
        assert_eq!(revisions(&mut tail).await, [4, 5]);
    }

    #[tokio::test]
    async fn a_gap_in_memory_is_filled_from_the_archive() {
        let log = Log::new("a".into(), 3, Kept(9));
        let mut tail = begun(&log, after(3)).await;
        log.announce(entry(4));
        log.announce(entry(7));
        assert_eq!(revisions(&mut tail).await, [4, 5, 6, 7, 8, 9]);
        log.announce(entry(8));
        log.announce_archived(9);
        let mut late = begun(&log, after(8)).await;
        assert_eq!(revisions(&mut late).await, [9]);
    }

    #[tokio::test]
    async fn a_cursor_of_another_log_or_of_the_future_is_reset() {
        let log = Log::new("a".into(), 3, Kept(3));
        for cursor in [Cursor { log: Some("b".into()), after: Some(2) }, after(4)] {
            let mut tail = log.tail(&cursor, hello());
            let first = tail.next().await.expect("the session lives");
            assert_eq!(first[1].sse(), reset("a", 3).sse());
            log.announce_archived(3);
        }
    }

    #[tokio::test]
    async fn a_notice_comes_once_and_only_the_newest() {
        let log = Log::new("a".into(), 0, Kept(0));
        log.put_up(Frame::notice("status", "1"));
        log.put_up(Frame::notice("status", "2"));
        let mut tail = begun(&log, Cursor::default()).await;
        assert_eq!(tail.next().await, Some(vec![Frame::notice("status", "2")]));
        log.announce(entry(1));
        assert_eq!(revisions(&mut tail).await, [1]);
    }

    #[tokio::test]
    async fn a_session_that_waits_gets_the_notice_that_is_put_up() {
        let log = Log::new("a".into(), 0, Kept(0));
        let mut tail = begun(&log, Cursor::default()).await;
        let waiting = tokio::spawn(async move { tail.next().await });
        tokio::task::yield_now().await;
        log.put_up(Frame::notice("status", "1"));
        assert_eq!(waiting.await.expect("runs"), Some(vec![Frame::notice("status", "1")]));
    }

    #[tokio::test]
    async fn the_last_frame_comes_after_everything_in_the_log_and_ends_the_session() {
        let log = Log::new("a".into(), 0, Kept(0));
        let mut tail = begun(&log, Cursor::default()).await;
        log.announce(entry(1));
        log.close(Frame::notice("bye", "{}"));
        assert_eq!(revisions(&mut tail).await, [1]);
        assert_eq!(tail.next().await, Some(vec![Frame::notice("bye", "{}")]));
        assert_eq!(tail.next().await, None);
        let mut late = begun(&log, after(1)).await;
        assert_eq!(late.next().await, Some(vec![Frame::notice("bye", "{}")]));
    }

    #[tokio::test]
    async fn a_dismissal_ends_the_sessions_of_now_and_not_those_after_it() {
        let log = Log::new("a".into(), 0, Kept(0));
        let bye = || Frame::notice("bye", "{}");
        let (mut busy, mut waiting) = (begun(&log, after(0)).await, begun(&log, after(0)).await);
        let waits = tokio::spawn(async move { waiting.next().await });
        tokio::task::yield_now().await;
        log.dismiss(bye());
        assert_eq!(waits.await.expect("runs"), Some(vec![bye()]));
        assert_eq!(busy.next().await, Some(vec![bye()]));
        let mut later = begun(&log, after(0)).await;
        log.announce(entry(1));
        assert_eq!(revisions(&mut later).await, [1]);
        assert!(!log.is_closed());
        log.close(bye());
        log.dismiss(Frame::notice("another", "{}"));
        assert_eq!(later.next().await, Some(vec![bye()]));
    }
}
