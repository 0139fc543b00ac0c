//! Long polling: one answer for each time that something happened.
//!
//! The server keeps nothing between two polls: the client says where it
//! stopped, so what it did not get comes again. Notices are no history and
//! have no cursor; they answer no poll.

use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::events::{Frame, Tail};

/// The longest that a poll may wait: less than what is between usually breaks idle connections after.
pub const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// What a poll is answered with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Where the next poll goes on.
    pub revision: u64,
    /// The cursor meant nothing here: everything must be read anew.
    pub reset: bool,
    /// Entries of the log, and the last frame of the session.
    pub frames: Vec<Frame>,
}

impl Batch {
    fn new(tail: &Tail, frames: Vec<Frame>) -> Batch {
        Batch { revision: tail.cursor(), reset: tail.was_reset(), frames }
    }

    /// `{"revision":7,"reset":false,"events":[…]}`, each event as in [`Frame::json`].
    pub fn json(&self) -> String {
        let events: Vec<&str> = self.frames.iter().map(|frame| &**frame.json()).collect();
        let (revision, reset) = (self.revision, self.reset);
        format!(r#"{{"revision":{revision},"reset":{reset},"events":[{}]}}"#, events.join(","))
    }
}

/// What is after the tail's cursor, as soon as there is something; an empty
/// batch when the wait is over; none when the log cannot be read.
///
/// The tail begins without an opening frame.
pub async fn batch(mut tail: Tail, wait: Duration) -> Option<Batch> {
    let until = Instant::now() + wait.min(LONGEST_WAIT);
    loop {
        let Ok(next) = timeout_at(until, tail.next()).await else {
            return Some(Batch::new(&tail, Vec::new()));
        };
        let mut frames = next?;
        frames.retain(|frame| frame.revision().is_some() || tail.is_over());
        if !frames.is_empty() {
            return Some(Batch::new(&tail, frames));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::events::log::ArchiveError;
    use crate::events::{Archive, Cursor, Log};

    struct Kept(Option<u64>);

    impl Archive for Kept {
        fn after(&self, cursor: u64, limit: usize) -> Result<Vec<Frame>, ArchiveError> {
            let newest = self.0.ok_or_else(|| ArchiveError("the disk is gone".into()))?;
            Ok((cursor + 1..=newest).take(limit).map(entry).collect())
        }
    }

    fn entry(revision: u64) -> Frame {
        Frame::entry(revision, "change", "{}")
    }

    fn log(head: u64) -> Arc<Log> {
        Log::new("a".into(), head, Kept(Some(head)))
    }

    async fn poll(log: &Arc<Log>, after: u64, wait_s: u64) -> Option<Batch> {
        let cursor = Cursor { log: Some("a".into()), after: Some(after) };
        batch(log.tail(&cursor, None), Duration::from_secs(wait_s)).await
    }

    #[tokio::test(start_paused = true)]
    async fn it_answers_at_once_when_the_log_is_ahead() {
        let begun = Instant::now();
        let answer = poll(&log(3), 1, 30).await.expect("an answer");
        assert_eq!(answer, Batch { revision: 3, reset: false, frames: vec![entry(2), entry(3)] });
        assert_eq!(begun.elapsed(), Duration::ZERO);
        let first = r#"{"revision":3,"reset":false,"events":[{"event":"change","id":2,"data":{}},{"#;
        assert!(answer.json().starts_with(first), "{}", answer.json());
    }

    #[tokio::test(start_paused = true)]
    async fn it_waits_as_long_as_it_was_asked_to_and_not_for_ever() {
        let begun = Instant::now();
        let nothing = Batch { revision: 3, reset: false, frames: vec![] };
        assert_eq!(poll(&log(3), 3, 30).await, Some(nothing.clone()));
        assert_eq!(begun.elapsed(), Duration::from_secs(30));
        assert_eq!(poll(&log(3), 3, 1_000_000).await, Some(nothing.clone()));
        assert_eq!(begun.elapsed(), Duration::from_secs(30) + LONGEST_WAIT);
        assert_eq!(nothing.json(), r#"{"revision":3,"reset":false,"events":[]}"#);
    }

    #[tokio::test(start_paused = true)]
    async fn a_change_ends_the_wait_and_a_notice_does_not() {
        let log = log(0);
        log.put_up(Frame::notice("status", "1"));
        let waits = tokio::spawn({
            let log = Arc::clone(&log);
            async move { poll(&log, 0, 30).await }
        });
        tokio::task::yield_now().await;
        log.put_up(Frame::notice("status", "2"));
        tokio::task::yield_now().await;
        log.announce(entry(1));
        let answer = waits.await.expect("runs");
        assert_eq!(answer, Some(Batch { revision: 1, reset: false, frames: vec![entry(1)] }));
    }

    #[tokio::test(start_paused = true)]
    async fn the_end_answers_every_poll() {
        let log = log(0);
        log.close(Frame::notice("bye", "{}"));
        let bye = Batch { revision: 0, reset: false, frames: vec![Frame::notice("bye", "{}")] };
        assert_eq!(poll(&log, 0, 30).await, Some(bye));
    }

    #[tokio::test(start_paused = true)]
    async fn a_cursor_that_means_nothing_is_answered_at_once_with_reset() {
        let answer = poll(&log(3), 4, 30).await.expect("an answer");
        assert_eq!((answer.revision, answer.reset, answer.frames.len()), (3, true, 1));
    }

    #[tokio::test(start_paused = true)]
    async fn a_log_that_cannot_be_read_is_no_empty_answer() {
        let log = Log::new("a".into(), 3, Kept(None));
        assert_eq!(poll(&log, 1, 30).await, None);
    }
}
