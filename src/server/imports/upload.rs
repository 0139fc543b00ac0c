//! `GET /api/v1/imports/upload`: a bank file in pieces over a WebSocket.
//!
//! What is held of it, and for whom, is [`uploads`](crate::server::uploads)'s
//! to say; what the file means is the preview's. Here is one connection: it
//! carries both ways, and ends when the client, the session or the program does.

use std::time::Instant;

use actix_web::http::StatusCode;
use actix_web::web::{self, Payload, Query};
use actix_web::{HttpRequest, HttpResponse};
use actix_ws::{AggregatedMessage, AggregatedMessageStream, CloseCode, CloseReason, Closed, Session};
use futures_util::StreamExt;
use serde::Deserialize;
use tokio::time::{MissedTickBehavior, interval, sleep};
use utoipa::IntoParams;

use super::progress::Shown;
use super::{preview_of, too_large};
use crate::book::Rejected;
use crate::events::Cursor;
use crate::events::transport::socket::{fault, going_away};
use crate::server::error::ApiError;
use crate::server::routes::LARGEST_FILE;
use crate::server::site::Site;
use crate::server::uploads::{HELD, Hold, NotTaken};
use crate::server::wire::{self, UploadAnswer, UploadOrder};
use crate::shell::{Secret, SessionGuard, SessionId, random};

/// The bytes before each piece: where it begins in the file, big-endian.
const OFFSET: usize = 8;

/// The largest message: a piece of 1 MiB, four times what the page sends.
const LARGEST_MESSAGE: usize = 1024 * 1024 + OFFSET;

/// Who sends a file.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Owner {
    /// The name that the page listens under.
    session: String,
    /// The name under which the reading can be asked for.
    task: Option<String>,
}

/// A bank file in pieces over a WebSocket, that goes on after the connection broke.
///
/// Orders are text messages and a piece is a binary one: where it begins in
/// the file as 8 bytes, big-endian, then up to 1 MiB of it. Several pieces may
/// be on their way before the first `received`. After a close other than the
/// client's own it connects again and says `resume`.
#[utoipa::path(operation_id = "upload_import", get, path = "/api/v1/imports/upload", tag = "imports", params(Owner),
    responses((status = 101, description = "Each text message of the client is an UploadOrder, each of the server this.", body = wire::UploadAnswer)))]
pub async fn upload(
    site: web::Data<Site>,
    request: HttpRequest,
    owner: Query<Owner>,
    payload: Payload,
) -> Result<HttpResponse, actix_web::Error> {
    let (answer, socket, messages) = actix_ws::handle(&request, payload)?;
    // Browsers cut a large message into frames as it suits them.
    let messages = messages.max_frame_size(LARGEST_MESSAGE).aggregate_continuations();
    let messages = messages.max_continuation_size(LARGEST_MESSAGE);
    let Owner { session: owner, task } = owner.into_inner();
    let guard = SessionGuard::open(&site.life, SessionId::new(&owner));
    let line = Line { site, socket, owner, task, guard, hold: None, is_done: false };
    actix_web::rt::spawn(line.carry(messages));
    Ok(answer)
}

/// One connection, and the file that it brings.
struct Line {
    site: web::Data<Site>,
    socket: Session,
    owner: String,
    task: Option<String>,
    guard: SessionGuard,
    hold: Option<Hold>,
    /// The preview was sent; the client has not said yet that it has it.
    is_done: bool,
}

impl Line {
    async fn carry(mut self, mut messages: AggregatedMessageStream) {
        let end = self.listen(&mut messages).await;
        self.let_go();
        // It fails only when the client is gone, which is what was wanted.
        let _ = self.socket.close(end).await;
    }

    /// Until one of both has enough; the reason for the close.
    async fn listen(&mut self, messages: &mut AggregatedMessageStream) -> Option<CloseReason> {
        let mut tail = self.site.book.log().tail(&Cursor::default(), None);
        let keep_alive = self.site.life.keep_alive();
        let mut pings = interval(keep_alive);
        pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut heard = Instant::now();
        loop {
            let sent = tokio::select! {
                frames = tail.next() => match frames {
                    Some(frames) if tail.is_over() => return frames.last().map(going_away),
                    Some(_) => Ok(()),
                    None => return Some(CloseCode::Error.into()),
                },
                message = messages.next() => {
                    heard = Instant::now();
                    self.guard.read();
                    match message {
                        Some(Ok(AggregatedMessage::Close(reason))) => {
                            self.forget_if_done();
                            return reason;
                        }
                        Some(Ok(message)) => self.take(message).await,
                        Some(Err(error)) => return Some(fault(&error).into()),
                        None => return None,
                    }
                }
                _ = pings.tick() => {
                    // A connection that says nothing for so long is gone, whatever the system believes.
                    if heard.elapsed() > keep_alive * 9 {
                        return None;
                    }
                    self.socket.ping(b"").await
                }
            };
            if sent.is_err() {
                return None;
            }
        }
    }

    async fn take(&mut self, message: AggregatedMessage) -> Result<(), Closed> {
        let outcome = match message {
            AggregatedMessage::Text(text) => match serde_json::from_str(&text) {
                Ok(order) => self.order(order),
                Err(_) => Err(not_understood()),
            },
            AggregatedMessage::Binary(piece) => self.piece(&piece),
            AggregatedMessage::Ping(bytes) => return self.socket.pong(&bytes).await,
            AggregatedMessage::Pong(_) | AggregatedMessage::Close(_) => return Ok(()),
        };
        match outcome {
            Ok(Some(answer)) => {
                self.say(&answer).await?;
                self.finish().await
            }
            Ok(None) => Ok(()),
            Err(error) => self.say(&UploadAnswer::Refused { problem: error.problem() }).await,
        }
    }

    fn order(&mut self, order: UploadOrder) -> Result<Option<UploadAnswer>, ApiError> {
        self.let_go();
        let (hold, received) = match order {
            UploadOrder::Begin { name, size } => {
                let id = Secret::from_bytes(random().map_err(|_| Rejected::Ending)?).text()[..32].to_owned();
                let size = usize::try_from(size).unwrap_or(usize::MAX);
                (self.site.uploads().begin(id, &self.owner, name, size, Instant::now())?, 0)
            }
            UploadOrder::Resume { id } => self.site.uploads().resume(&id, &self.owner, Instant::now())?,
            UploadOrder::Cancel { id } => {
                let (hold, _) = self.site.uploads().resume(&id, &self.owner, Instant::now())?;
                self.site.uploads().forget(&hold);
                return Ok(None);
            }
        };
        let id = hold.id.clone();
        (self.hold, self.is_done) = (Some(hold), false);
        Ok(Some(UploadAnswer::Ready { id, received: received as u64 }))
    }

    fn piece(&mut self, message: &[u8]) -> Result<Option<UploadAnswer>, ApiError> {
        let (offset, piece) = message.split_first_chunk::<OFFSET>().ok_or_else(not_understood)?;
        let hold = self.hold.as_ref().ok_or(NotTaken::Unknown)?;
        let offset = u64::from_be_bytes(*offset);
        let bytes = self.site.uploads().add(hold, offset, piece, Instant::now())?;
        Ok(Some(UploadAnswer::Received { bytes: bytes as u64 }))
    }

    /// Reads the file once all of it is here. It is kept until the client has closed on its answer,
    /// so that an answer that was lost on the way can be asked for again.
    async fn finish(&mut self) -> Result<(), Closed> {
        let Some(hold) = self.hold.clone().filter(|_| !self.is_done) else { return Ok(()) };
        let Some((name, bytes)) = self.site.uploads().whole(&hold) else { return Ok(()) };
        let answer = match preview_of(&self.site, name, bytes, self.task.clone(), Shown::default()).await {
            Ok(preview) => UploadAnswer::Done { preview: Box::new(preview) },
            Err(error) => UploadAnswer::Refused { problem: error.problem() },
        };
        self.is_done = true;
        self.say(&answer).await
    }

    async fn say(&mut self, answer: &UploadAnswer) -> Result<(), Closed> {
        match serde_json::to_string(answer) {
            Ok(text) => self.socket.text(text).await,
            Err(error) => {
                tracing::error!(%error, "an answer to an upload could not be written");
                Err(Closed)
            }
        }
    }

    fn forget_if_done(&mut self) {
        if let Some(hold) = self.hold.take_if(|_| self.is_done) {
            self.site.uploads().forget(&hold);
        }
    }

    /// The file waits for another connection, and not for ever.
    fn let_go(&mut self) {
        let Some(hold) = self.hold.take() else { return };
        self.site.uploads().let_go(&hold, Instant::now());
        let site = self.site.clone();
        actix_web::rt::spawn(async move {
            sleep(HELD).await;
            site.uploads().sweep(Instant::now());
        });
    }
}

impl From<NotTaken> for ApiError {
    fn from(why: NotTaken) -> ApiError {
        let (code, what, advice) = match why {
            NotTaken::TooLarge => return too_large(LARGEST_FILE),
            NotTaken::NoRoom => (
                "no-room",
                "too many files come at the same time",
                "Wait until one of them is here, then drop this one again.",
            ),
            NotTaken::Unknown => {
                ("upload-gone", "this file is not held any more", "Drop it on the page again.")
            }
            NotTaken::TakenOver => (
                "upload-taken-over",
                "this file comes over another connection",
                "Nothing is to be done: it goes on there.",
            ),
            NotTaken::WrongPlace => {
                ("wrong-offset", "a piece of the file came out of order", "Drop the file on the page again.")
            }
        };
        ApiError::bad(code, StatusCode::CONFLICT, what, advice)
    }
}

fn not_understood() -> ApiError {
    let advice = "Load the page again; if it stays, this is a fault in Counterfoil.";
    ApiError::bad(
        "not-understood",
        StatusCode::BAD_REQUEST,
        "this is no order and no piece of a file",
        advice,
    )
}
