//! What becomes of a request that may pass: it is answered by the pages, in time and in full.
//!
//! It decides nothing about who may come in.

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::HeaderName;
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest};

use super::{Gate, body, field, stream};
use crate::shell::access::{Field, OPEN_PATH};

/// Hands the request on.
pub async fn on<B: MessageBody + 'static>(
    gate: &Gate,
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    if is_a_page(request.request()) {
        gate.handle.page_loads();
    }
    // A launch address is spent by GET alone: who only looks must not use it up.
    if request.method() == Method::HEAD && !request.path().starts_with(OPEN_PATH) {
        if gate.access().is_stream(request.path()) {
            return Ok(request.into_response(stream::head()).map_into_right_body());
        }
        // The same answer; the protocol leaves its body out (RFC 9110, section 9.3.2).
        request.head_mut().method = Method::GET;
    }
    let late = body::hurry(&mut request);
    let response = next.call(request).await?;
    Ok(if late.get() {
        response.into_response(body::too_slow()).map_into_right_body()
    } else {
        response.map_into_left_body()
    })
}

/// Whether a browser loads the page into a tab. Programs say nothing of what it is for.
fn is_a_page(request: &HttpRequest) -> bool {
    let kind = field(request.headers(), HeaderName::from_static("sec-fetch-dest"));
    let is_document = matches!(kind, Field::Missing | Field::One("document"));
    request.method() == Method::GET && request.path() == "/" && is_document
}
