//! `GET /api/v1/events…`: the live events of the book, over three transports.
//!
//! What is sent, and from where on, is the tail's; that the client is a
//! session is told to the shell. Here is only what the query says.

use std::time::Duration;

use actix_web::http::{StatusCode, header};
use actix_web::web::{self, Payload, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

use super::error::ApiError;
use super::site::Site;
use super::{browser, wire};
use crate::events::transport::{long_poll, socket};
use crate::events::{Cursor, Frame, Tail};
use crate::shell::{self, SessionGuard, SessionId, Visitor};

/// Who listens, and from where on.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Listening {
    /// A name the page gives itself; new with every load of the page.
    session: String,
    /// The id of the book that `after` comes from.
    book: Option<String>,
    /// The last revision the page has seen. The header `Last-Event-ID` goes before it. What is no revision is
    /// answered with `reset`.
    #[param(value_type = Option<u64>)]
    after: Option<String>,
}

impl Listening {
    fn cursor(&self, request: &HttpRequest) -> Cursor {
        let header = request.headers().get("Last-Event-ID");
        let sent = header.map(|sent| sent.to_str().unwrap_or_default()).or(self.after.as_deref());
        Cursor { log: self.book.clone(), after: sent.map(revision) }
    }

    /// A tail that begins with `hello`.
    fn tail(&self, site: &Site, cursor: &Cursor) -> Tail {
        let log = site.book.log();
        let hello = json!({
            "book": log.id(),
            "revision": log.head(),
            "session": self.session,
            "keep_alive_s": site.life.keep_alive().as_secs(),
        });
        log.tail(cursor, Frame::notice("hello", &hello.to_string()))
    }

    fn guard(&self, site: &Site, visitor: Visitor) -> SessionGuard {
        let guard = SessionGuard::open(&site.life, SessionId::new(&self.session));
        site.life.introduce(SessionId::new(&self.session), visitor);
        guard
    }
}

/// Changes of the book as server-sent events: `hello`, `change`, `status`, `reset`, `bye`.
///
/// The `id:` of a change is its revision. What came after the cursor is sent
/// first, also across a restart; a cursor of another book or of the future is
/// answered with `reset`. Once the program ends it is answered with 204, after
/// which a browser does not try again.
#[utoipa::path(operation_id = "stream_events", get, path = "/api/v1/events", tag = "events", params(Listening),
    responses((status = 200, content_type = "text/event-stream", body = String), (status = 204)))]
pub async fn events(
    site: web::Data<Site>,
    request: HttpRequest,
    listening: Query<Listening>,
) -> HttpResponse {
    if site.book.log().is_closed() {
        return HttpResponse::NoContent().finish();
    }
    let tail = listening.tail(&site, &listening.cursor(&request));
    let answer = shell::stream(&site.life, SessionId::new(&listening.session), tail);
    site.life.introduce(SessionId::new(&listening.session), visitor(&request, "event stream"));
    answer
}

/// Who listens, from what the browser says of itself.
pub fn visitor(request: &HttpRequest, transport: &'static str) -> Visitor {
    let user_agent = request.headers().get(header::USER_AGENT).and_then(|name| name.to_str().ok());
    Visitor { browser: browser::in_words(user_agent.unwrap_or_default()), transport }
}

/// What is no revision is one that no book ever reaches, as far as its client is concerned.
fn revision(sent: &str) -> u64 {
    sent.parse().unwrap_or(u64::MAX)
}

/// The same events over a WebSocket, each as a text message of JSON.
///
/// Closed with 1001 after `bye`, with 1011 when the log cannot be read, with 1007 and 1009 for a message that is
/// no text or too large, and without a word when the client answers no pings.
#[utoipa::path(operation_id = "open_socket", get, path = "/api/v1/events/socket", tag = "events", params(Listening),
    responses((status = 101, description = "Each text message is one event.", body = wire::Event)))]
pub async fn open_socket(
    site: web::Data<Site>,
    request: HttpRequest,
    listening: Query<Listening>,
    payload: Payload,
) -> Result<HttpResponse, actix_web::Error> {
    let (answer, session, messages) = actix_ws::handle(&request, payload)?;
    let tail = listening.tail(&site, &listening.cursor(&request));
    let mut guard = listening.guard(&site, visitor(&request, "socket"));
    actix_web::rt::spawn(socket::carry(session, messages, tail, site.life.keep_alive(), move || {
        guard.read()
    }));
    Ok(answer)
}

/// How long a poll may take to come again before its session closes: a client
/// that is at work with what it got, or that could not reach the server at once.
const COMES_AGAIN: Duration = Duration::from_secs(5);

/// How long to wait.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Waiting {
    /// Seconds until an empty answer, at most 60; 30 if it is not said.
    wait: Option<u64>,
}

/// The same events by long polling: what came after the cursor, as soon as there is something.
///
/// An empty answer when the wait is over. Ask again with `after` set to the
/// `revision` of the answer. `status` is not sent; read it at `/api/v1/app`.
/// The session lasts across polls and closes when none comes for the wait and five seconds.
#[utoipa::path(operation_id = "poll_events", get, path = "/api/v1/events/poll", tag = "events", params(Listening, Waiting),
    responses((status = 200, body = wire::Polled)))]
pub async fn poll(
    site: web::Data<Site>,
    request: HttpRequest,
    listening: Query<Listening>,
    waiting: Query<Waiting>,
) -> Result<HttpResponse, ApiError> {
    let wait = Duration::from_secs(waiting.wait.unwrap_or(30)).min(long_poll::LONGEST_WAIT);
    site.life.session_seen(SessionId::new(&listening.session), wait + COMES_AGAIN);
    site.life.introduce(SessionId::new(&listening.session), visitor(&request, "long poll"));
    let tail = site.book.log().tail(&listening.cursor(&request), None);
    let batch = long_poll::batch(tail, wait).await.ok_or_else(log_unreadable)?;
    Ok(HttpResponse::Ok().content_type("application/json").body(batch.json()))
}

fn log_unreadable() -> ApiError {
    let what = "the history of your book could not be read just now";
    let advice = "The page tries again by itself; if this stays, start Counterfoil again.";
    ApiError::bad("log-unreadable", StatusCode::SERVICE_UNAVAILABLE, what, advice)
}
