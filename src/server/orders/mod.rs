//! Orders that name themselves (`Idempotency-Key`, an IETF draft): sent again they are answered again.
//!
//! What changes the book has its answer kept in the book, with its step. Of
//! what the program is told to do, as to make a backup, the answer is kept
//! while it runs. A key that comes again with something else is refused. No
//! order is carried out here.
//!
//! - [`fingerprint`]: whether two requests are the same
//! - [`kept`]: the answers that are kept while the program runs

mod fingerprint;
pub mod kept;

use actix_web::body::{BoxBody, MessageBody, to_bytes};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::Next;
use actix_web::web::{self, Data};
use actix_web::{Error, HttpMessage, HttpRequest, ResponseError};

use super::error::ApiError;
use super::site::Site;
use crate::book::{OrderKey, Rejected};
use fingerprint::Fingerprint;
use kept::{Begun, KeptAnswer};

const HEADER: &str = "Idempotency-Key";

/// The longest key that is taken, in bytes.
const LONGEST: usize = 128;

/// What the program is told to do: nothing of it is a step of the book. What lets others in is not among it: it is told
/// once.
const OF_THE_PROGRAM: &[&str] = &["app", "backups", "book", "sessions"];
const TOLD_ONCE: &str = "/api/v1/app/address";

/// An order's name, and its body as far as it was read.
struct Named {
    key: String,
    request: String,
    body: Fingerprint,
}

/// The name of an order whose body was read.
pub fn key_of(request: &HttpRequest) -> Option<OrderKey> {
    let extensions = request.extensions();
    let Named { key, request, body } = extensions.get()?;
    Some(OrderKey { key: key.clone(), request: request.clone(), body: body.so_far(), besides: None })
}

/// The middleware of all addresses of the interface.
pub async fn answer<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some(given) = request.headers().get(HEADER).filter(|_| is_order(request.method())) else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    let Some(key) = given.to_str().ok().and_then(key_in) else {
        return Ok(request.into_response(unreadable_key().error_response()));
    };
    let body = Fingerprint::of_query(request.query_string());
    let order = format!("{} {}", request.method(), request.path());
    request.extensions_mut().insert(Named { key, request: order, body: body.clone() });
    let payload = body.of_all(request.take_payload());
    request.set_payload(payload);
    if is_of_program(request.path()) {
        return of_program(request, next).await;
    }
    next.call(request).await.map(ServiceResponse::map_into_boxed_body)
}

fn is_order(method: &Method) -> bool {
    ![Method::GET, Method::HEAD, Method::OPTIONS].contains(method)
}

fn is_of_program(path: &str) -> bool {
    let part = path.strip_prefix("/api/v1/").and_then(|rest| rest.split('/').next());
    path != TOLD_ONCE && part.is_some_and(|part| OF_THE_PROGRAM.contains(&part))
}

/// A string in quotation marks, or as it is.
fn key_in(given: &str) -> Option<String> {
    let given = given.trim();
    let quoted = given.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let key = quoted.unwrap_or(given);
    ((1..=LONGEST).contains(&key.len()) && !key.contains('"')).then(|| key.to_owned())
}

fn unreadable_key() -> ApiError {
    let what = format!("the header {HEADER} is not one string of 1 to {LONGEST} characters");
    let advice = "Send a string in quotation marks that no other order has, as a UUID.";
    ApiError::bad("key-unreadable", StatusCode::BAD_REQUEST, what, advice)
}

/// Carries out what the program is told to do, unless that was done, and keeps the answer.
async fn of_program<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    // All of it is read, so that it is known what is ordered before it is done.
    let body = request.extract::<web::Bytes>().await?;
    request.set_payload(fingerprint::whole(body));
    let (Some(site), Some(order)) = (request.app_data::<Data<Site>>().cloned(), key_of(request.request()))
    else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    let key = order.key.clone();
    let of_book = match site.read(move |book| book.answered(&key)).await {
        Ok(of_book) => of_book,
        Err(error) => return Ok(request.into_response(error.error_response())),
    };
    if of_book.is_some() {
        return Ok(request.into_response(ApiError::from(Rejected::KeyUsed).error_response()));
    }
    let underway = match site.kept.begin(&order) {
        Begun::Now(underway) => underway,
        Begun::Before(answer) => return Ok(request.into_response(answer.response())),
        Begun::Elsewhere => return Ok(request.into_response(still_underway().error_response())),
        Begun::Another => {
            return Ok(request.into_response(ApiError::from(Rejected::KeyUsed).error_response()));
        }
    };
    let (request, response) = next.call(request).await?.into_parts();
    let (head, body) = response.into_parts();
    let body = to_bytes(body).await.unwrap_or_default();
    if head.status().is_success() {
        let kind = head.headers().get(header::CONTENT_TYPE).cloned();
        underway.answer(KeptAnswer { status: head.status(), kind, body: body.clone() });
    }
    Ok(ServiceResponse::new(request, head.set_body(BoxBody::new(body))))
}

/// Nobody can say yet what becomes of it.
pub fn still_underway() -> ApiError {
    let what = "this order is being carried out just now";
    let advice = "Wait a moment, then ask for its answer again.";
    ApiError::bad("order-underway", StatusCode::CONFLICT, what, advice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_one_string() {
        assert_eq!(key_in("\"k 1\"").as_deref(), Some("k 1"));
        assert_eq!(key_in(" k-1 ").as_deref(), Some("k-1"));
        let longest = "k".repeat(LONGEST);
        assert_eq!(key_in(&longest).as_deref(), Some(longest.as_str()));
        for odd in ["", "\"\"", "\"a\", \"b\"", &"k".repeat(LONGEST + 1)] {
            assert_eq!(key_in(odd), None, "{odd}");
        }
    }

    #[test]
    fn what_lets_others_in_is_told_once() {
        assert!(is_of_program("/api/v1/backups") && is_of_program("/api/v1/app/quit"));
        for other in ["/api/v1/app/address", "/api/v1/tokens", "/api/v1/accounts", "/backups"] {
            assert!(!is_of_program(other), "{other}");
        }
    }
}
