//! How slowly the body of a request may come.
//!
//! The head has a deadline of its own. A body that comes byte by byte only
//! wants to hold a connection and what was read of it; where it ends is not
//! decided here, and how large it may be neither.

use std::cell::Cell;
use std::io;
use std::rc::Rc;
use std::time::Duration;

use actix_web::dev::{Payload, ServiceRequest};
use actix_web::error::PayloadError;
use actix_web::http::{ConnectionType, Method, StatusCode};
use actix_web::{HttpMessage, HttpResponse};
use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use tokio::time::{Instant, timeout_at};

use super::answer::problem;

/// So much of a body, or its end, must come …
const PIECE: usize = 64 * 1024;

/// … within this time, again and again: a file of 64 MB on the same machine takes less than a second.
const PIECE_TAKES: Duration = Duration::from_secs(5);

/// Lets the body of this request end with an error when it comes too slowly; the answer says whether it did.
///
/// What follows an upgrade is no body, and may be silent.
pub fn hurry(request: &mut ServiceRequest) -> Rc<Cell<bool>> {
    let late = Rc::new(Cell::new(false));
    let is_upgrade = request.method() == Method::GET && request.head().upgrade();
    match request.take_payload() {
        Payload::None => {}
        socket if is_upgrade => request.set_payload(socket),
        body => {
            let payload = Box::pin(in_time(body, Rc::clone(&late)));
            request.set_payload(Payload::Stream { payload });
        }
    }
    late
}

/// What is answered in place of what came of it.
pub fn too_slow() -> HttpResponse {
    let means = "It was given up before it was whole. Nothing was changed.";
    let advice = "Send it again, without pauses.";
    let mut answer = problem(StatusCode::REQUEST_TIMEOUT, "The request came too slowly", means, advice);
    answer.head_mut().set_connection_type(ConnectionType::Close);
    answer
}

fn in_time<S>(body: S, late: Rc<Cell<bool>>) -> impl Stream<Item = Result<Bytes, PayloadError>>
where
    S: Stream<Item = Result<Bytes, PayloadError>> + Unpin,
{
    let start = (body, Instant::now() + PIECE_TAKES, 0);
    futures_util::stream::unfold(start, move |(mut body, mut until, mut came)| {
        let late = Rc::clone(&late);
        async move {
            if late.get() {
                return None;
            }
            let Ok(next) = timeout_at(until, body.next()).await else {
                late.set(true);
                let error = PayloadError::Io(io::ErrorKind::TimedOut.into());
                return Some((Err(error), (body, until, came)));
            };
            let next = next?;
            came += next.as_ref().map_or(0, Bytes::len);
            if came >= PIECE {
                (until, came) = (Instant::now() + PIECE_TAKES, 0);
            }
            Some((next, (body, until, came)))
        }
    })
}

#[cfg(test)]
mod tests {
    use futures_util::stream;
    use tokio::time::sleep;

    use super::*;

    /// A body of pieces of this size, one in every `pause`; how many of them came, and whether it was late.
    async fn read(piece: usize, pause: Duration, pieces: usize) -> (usize, bool) {
        let late = Rc::new(Cell::new(false));
        let slow = stream::iter(0..pieces).then(move |_| async move {
            sleep(pause).await;
            Ok(Bytes::from(vec![b' '; piece]))
        });
        let read = in_time(Box::pin(slow), Rc::clone(&late));
        let came = read.filter(|piece| std::future::ready(piece.is_ok())).count().await;
        (came, late.get())
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_comes_byte_by_byte_is_given_up() {
        let pause = Duration::from_millis(1_100);
        assert_eq!(read(1, pause, 3).await, (3, false));
        assert_eq!(read(1, pause, 1_000).await, (4, true));
    }

    #[tokio::test(start_paused = true)]
    async fn a_large_body_may_take_its_time_as_long_as_it_goes_on() {
        assert_eq!(read(PIECE, PIECE_TAKES - Duration::from_millis(1), 1_000).await, (1_000, false));
        assert_eq!(read(PIECE, PIECE_TAKES + Duration::from_millis(1), 1_000).await, (0, true));
    }
}
