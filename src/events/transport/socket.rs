//! A WebSocket (RFC 6455): every frame as a text message of JSON.
//!
//! It pings after every keep-alive, and whatever the client sends shows
//! that it lives. It asks nothing of the client and understands nothing it
//! says but ping and close.

use std::time::Duration;

use actix_ws::{CloseCode, CloseReason, Closed, Message, MessageStream, Session};
use futures_util::StreamExt;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

use crate::events::{Frame, Tail};

/// How long the reason of a close may be, in bytes (RFC 6455, section 5.5).
const REASON_MAX: usize = 123;

/// Sends what the tail gives until one of both is over. `lives` is called
/// whenever the client has said something.
///
/// After the last frame of a session it closes with 1001 (going away) and that
/// frame as the reason; with 1011 where the log cannot be read.
pub async fn carry(
    mut socket: Session,
    mut messages: MessageStream,
    mut tail: Tail,
    keep_alive: Duration,
    mut lives: impl FnMut(),
) {
    let mut pings = interval_at(Instant::now() + keep_alive, keep_alive);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
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
                match message {
                    Some(Ok(Message::Ping(bytes))) => socket.pong(&bytes).await,
                    Some(Ok(Message::Close(reason))) => break reason,
                    Some(Ok(_)) => Ok(()),
                    Some(Err(_)) => break Some(CloseCode::Protocol.into()),
                    None => return,
                }
            }
            _ = pings.tick() => socket.ping(b"").await,
        };
        if sent.is_err() {
            return;
        }
    };
    // It fails only when the client is gone, which is what was wanted.
    let _ = socket.close(end).await;
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
