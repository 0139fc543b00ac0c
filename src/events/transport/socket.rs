//! A WebSocket (RFC 6455): every frame as a text message of JSON.
//!
//! It pings after every keep-alive, and whatever the client sends shows
//! that it lives; one that says nothing for two minutes is gone. It asks
//! nothing of the client and understands nothing it says but ping and close.

use std::io;
use std::time::Duration;

use actix_ws::{AggregatedMessage, CloseCode, CloseReason, Closed, MessageStream, ProtocolError, Session};
use futures_util::StreamExt;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

use crate::events::{Frame, Tail};

/// How long the reason of a close may be, in bytes (RFC 6455, section 5.5).
const REASON_MAX: usize = 123;

/// How large a message of the client may be, also in pieces: it has nothing to say.
const MESSAGE_MAX: usize = 64 * 1024;

/// After so many keep-alives without a word the client is gone; one that was only put to sleep goes on.
const SILENT_PINGS: u32 = 30;

/// Sends what the tail gives until one of both is over. `lives` is called
/// whenever the client has said something.
///
/// After the last frame of a session it closes with 1001 (going away) and that
/// frame as the reason; with 1011 where the log cannot be read.
pub async fn carry(
    mut socket: Session,
    messages: MessageStream,
    mut tail: Tail,
    keep_alive: Duration,
    mut lives: impl FnMut(),
) {
    let mut pings = interval_at(Instant::now() + keep_alive, keep_alive);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut messages =
        messages.max_frame_size(MESSAGE_MAX).aggregate_continuations().max_continuation_size(MESSAGE_MAX);
    let mut unanswered = 0;
    let end = loop {
        let sent = tokio::select! {
            frames = tail.next() => match frames {
                Some(frames) => {
                    let sent = send(&mut socket, &frames).await;
                    if tail.is_over() {
                        break frames.last().map(going_away);
                    }
                    sent
                }
                None => break Some(CloseCode::Error.into()),
            },
            message = messages.next() => {
                lives();
                unanswered = 0;
                match message {
                    Some(Ok(AggregatedMessage::Ping(bytes))) => socket.pong(&bytes).await,
                    Some(Ok(AggregatedMessage::Close(reason))) => break reason,
                    Some(Ok(_)) => Ok(()),
                    Some(Err(error)) => break Some(fault(&error).into()),
                    None => return,
                }
            }
            _ = pings.tick() => {
                unanswered += 1;
                if unanswered > SILENT_PINGS {
                    return;
                }
                socket.ping(b"").await
            }
        };
        if sent.is_err() {
            return;
        }
    };
    // It fails only when the client is gone, which is what was wanted.
    let _ = socket.close(end).await;
}

/// What is wrong with what the client sent (RFC 6455, section 7.4.1).
pub fn fault(error: &ProtocolError) -> CloseCode {
    match error {
        // A whole message that is no text.
        ProtocolError::Io(error) if error.kind() == io::ErrorKind::InvalidData => CloseCode::Invalid,
        // The library has no other word for pieces that are too large together.
        ProtocolError::Io(error) if error.to_string().contains("maximum continuation size") => {
            CloseCode::Size
        }
        ProtocolError::Overflow => CloseCode::Size,
        _ => CloseCode::Protocol,
    }
}

async fn send(socket: &mut Session, frames: &[Frame]) -> Result<(), Closed> {
    for frame in frames {
        socket.text(frame.json().clone()).await?;
    }
    Ok(())
}

/// How a socket is closed after this last frame of a session.
pub fn going_away(bye: &Frame) -> CloseReason {
    let why = Some(bye.json().to_string()).filter(|why| why.len() <= REASON_MAX);
    CloseReason { code: CloseCode::Away, description: why }
}
