//! `GET /api/v1/events`: the live events of the book.

use actix_web::http::header;
use actix_web::web::{self, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

use super::site::Site;
use crate::events::transport::sse;
use crate::events::{Cursor, Frame};
use crate::shell::{SessionGuard, SessionId, guarded};

/// Who listens, and from where on.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Listening {
    /// A name the page gives itself; new with every load of the page.
    session: String,
    /// The id of the book that `after` comes from.
    book: Option<String>,
    /// The last revision the page has seen. The header `Last-Event-ID` goes before it.
    after: Option<u64>,
}

/// Changes of the book as server-sent events: `hello`, `change`, `status`, `reset`, `bye`.
///
/// The `id:` of a change is its revision. What came after the cursor is sent
/// first, also across a restart; a cursor of another book or of the future is
/// answered with `reset`.
#[utoipa::path(operation_id = "stream_events", get, path = "/api/v1/events", tag = "events", params(Listening),
    responses((status = 200, content_type = "text/event-stream", body = String)))]
pub async fn events(
    site: web::Data<Site>,
    request: HttpRequest,
    listening: Query<Listening>,
) -> HttpResponse {
    let Listening { session, book, after } = listening.into_inner();
    let cursor = Cursor { log: book, after: last_event_id(&request).or(after) };
    let log = site.book.log();
    let hello = json!({
        "book": log.id(),
        "revision": log.head(),
        "session": session,
        "keep_alive_s": sse::KEEP_ALIVE.as_secs(),
    });
    let tail = log.tail(&cursor, Frame::notice("hello", &hello.to_string()));
    let guard = SessionGuard::open(&site.life, SessionId::new(&session));
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, sse::CONTENT_TYPE))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .streaming(guarded(sse::body(tail), guard))
}

fn last_event_id(request: &HttpRequest) -> Option<u64> {
    request.headers().get("Last-Event-ID")?.to_str().ok()?.parse().ok()
}
