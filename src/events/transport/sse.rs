//! Server-sent events (HTML standard, section 9.2).
//!
//! The stream begins with a `retry:` field, sends frames as the tail gives
//! them, and a comment after every keep-alive of silence so that both ends
//! notice when the other is gone. It ends when the tail ends.

use std::convert::Infallible;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_util::Stream;
use futures_util::stream::unfold;
use tokio::time::timeout;

use crate::events::{Frame, Tail};

/// The media type of the body.
pub const CONTENT_TYPE: &str = "text/event-stream";

/// How soon a browser tries again by itself after the connection broke, in milliseconds.
const RETRY_MS: u32 = 1_000;

/// The body of the response to `GET …/events`, never silent for longer than `keep_alive`.
pub fn body(tail: Tail, keep_alive: Duration) -> impl Stream<Item = Result<Bytes, Infallible>> {
    let prelude = Some(Bytes::from(format!("retry: {RETRY_MS}\n\n")));
    unfold((prelude, tail), move |(prelude, mut tail)| async move {
        if let Some(prelude) = prelude {
            return Some((Ok(prelude), (None, tail)));
        }
        match timeout(keep_alive, tail.next()).await {
            Ok(Some(frames)) => Some((Ok(joined(&frames)), (None, tail))),
            Ok(None) => None,
            Err(_silent) => Some((Ok(Bytes::from_static(b":\n\n")), (None, tail))),
        }
    })
}

/// All frames as one chunk, so that a session that was behind costs one write.
fn joined(frames: &[Frame]) -> Bytes {
    if let [only] = frames {
        return only.sse().clone();
    }
    let mut bytes = BytesMut::with_capacity(frames.iter().map(|frame| frame.sse().len()).sum());
    for frame in frames {
        bytes.extend_from_slice(frame.sse());
    }
    bytes.freeze()
}

#[cfg(test)]
mod tests {
    use futures_util::StreamExt;

    use super::*;
    use crate::events::log::ArchiveError;
    use crate::events::transport::KEEP_ALIVE;
    use crate::events::{Archive, Cursor, Log};

    struct Empty;

    impl Archive for Empty {
        fn after(&self, _: u64, _: usize) -> Result<Vec<Frame>, ArchiveError> {
            Ok(Vec::new())
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_silent_stream_says_every_four_seconds_that_it_lives() {
        let log = Log::new("a".into(), 0, Empty);
        let mut body = Box::pin(body(log.tail(&Cursor::default(), Frame::notice("hello", "{}")), KEEP_ALIVE));
        assert_eq!(body.next().await, Some(Ok(Bytes::from("retry: 1000\n\n"))));
        assert!(body.next().await.is_some());
        let begun = tokio::time::Instant::now();
        assert_eq!(body.next().await, Some(Ok(Bytes::from(":\n\n"))));
        assert_eq!(begun.elapsed(), KEEP_ALIVE);
    }

    #[tokio::test]
    async fn all_that_was_missed_is_one_chunk() {
        let log = Log::new("a".into(), 0, Empty);
        let mut body = Box::pin(body(log.tail(&Cursor::default(), Frame::notice("hello", "{}")), KEEP_ALIVE));
        let _ = (body.next().await, body.next().await);
        log.announce(Frame::entry(1, "change", "{}"));
        log.announce(Frame::entry(2, "change", "{}"));
        let both = "event: change\nid: 1\ndata: {}\n\nevent: change\nid: 2\ndata: {}\n\n";
        assert_eq!(body.next().await, Some(Ok(Bytes::from(both))));
    }
}
