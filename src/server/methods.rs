//! What may be done at an address: OPTIONS, and what a wrong method is answered.
//!
//! The program's own description says it (RFC 9110, sections 9.3.7 and 15.5.6), so no second list can
//! differ from it. HEAD is answered by the door as GET without its body.

use std::sync::LazyLock;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, ResponseError};

use super::error::ApiError;
use super::openapi::DOCUMENT;

/// The methods of each address: its segments, `{…}` for any, and what may be done there.
static TABLE: LazyLock<Vec<(Vec<String>, Vec<String>)>> = LazyLock::new(|| {
    let document: serde_json::Value = serde_json::from_str(DOCUMENT).unwrap_or_default();
    let paths = document["paths"].as_object().cloned().unwrap_or_default();
    let row = |(path, operations): (String, serde_json::Value)| {
        let methods = operations.as_object().cloned().unwrap_or_default();
        let methods = methods.keys().map(|method| method.to_uppercase());
        (path.split('/').map(str::to_owned).collect(), methods.collect())
    };
    let mut rows: Vec<_> = paths.into_iter().map(row).collect();
    // `/transactions/bulk` goes before `/transactions/{id}`.
    rows.sort_by_key(|(segments, _): &(Vec<String>, _)| segments.iter().filter(|part| is_any(part)).count());
    rows
});

fn is_any(segment: &str) -> bool {
    segment.starts_with('{')
}

/// The value of `Allow` for this address; none where there is none.
fn allowed(path: &str) -> Option<String> {
    let asked: Vec<&str> = path.split('/').collect();
    let fits = |(segments, _): &&(Vec<String>, Vec<String>)| {
        segments.len() == asked.len()
            && segments.iter().zip(&asked).all(|(known, asked)| is_any(known) || known == asked)
    };
    let (_, methods) = TABLE.iter().find(fits)?;
    Some(with_usual(methods))
}

/// Whoever may GET may HEAD, and everybody may ask.
fn with_usual(methods: &[String]) -> String {
    let head = methods.iter().any(|method| method == "GET").then_some("HEAD");
    methods.iter().map(String::as_str).chain(head).chain(["OPTIONS"]).collect::<Vec<_>>().join(", ")
}

/// The middleware of all addresses of the interface.
pub async fn answer<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let Some(allow) = allowed(request.path()) else {
        return next.call(request).await.map(ServiceResponse::map_into_left_body);
    };
    let method = request.method().clone();
    if method == Method::OPTIONS {
        let answer = HttpResponse::NoContent().insert_header((header::ALLOW, allow)).finish();
        return Ok(request.into_response(answer).map_into_right_body());
    }
    if allow.split(", ").any(|allowed| allowed == method) {
        return next.call(request).await.map(ServiceResponse::map_into_left_body);
    }
    let what = format!("{method} means nothing at this address");
    let advice = format!("Use one of {allow}.");
    let mut refusal =
        ApiError::bad("method-not-allowed", StatusCode::METHOD_NOT_ALLOWED, what, advice).error_response();
    if let Ok(value) = header::HeaderValue::try_from(allow) {
        refusal.headers_mut().insert(header::ALLOW, value);
    }
    Ok(request.into_response(refusal).map_into_right_body())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_may_be_done_there() {
        assert_eq!(allowed("/api/v1/app").as_deref(), Some("GET, HEAD, OPTIONS"));
        assert_eq!(allowed("/api/v1/transactions/bulk").as_deref(), Some("POST, OPTIONS"));
        let one = allowed("/api/v1/transactions/7").expect("is there");
        assert!(
            ["DELETE", "GET", "HEAD", "PUT", "OPTIONS"].iter().all(|method| one.contains(method)),
            "{one}"
        );
        assert_eq!(allowed("/api/v1/nothing"), None);
        assert_eq!(allowed("/api/v1/app/"), None);
    }
}
