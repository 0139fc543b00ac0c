//! The answer to a page that listens. What it hears, and from where on, is the tail's.

use actix_web::HttpResponse;
use actix_web::http::header;

use crate::events::Tail;
use crate::events::transport::sse;
use crate::shell::{Handle, SessionGuard, SessionId, guarded};

/// What HEAD is told of a stream: nobody begins to listen by it.
pub fn head() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, sse::CONTENT_TYPE))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .finish()
}

/// The tail as server-sent events, and a session that is open as long as they are read.
pub fn stream(handle: &Handle, id: SessionId, tail: Tail) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, sse::CONTENT_TYPE))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .streaming(guarded(sse::body(tail, handle.keep_alive()), SessionGuard::open(handle, id)))
}
