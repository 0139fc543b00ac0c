//! A bank file as the body of a request.
//!
//! How long it may be is looked at before it is read. It is held once, in as
//! much memory as it said that it needs.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_LENGTH;
use actix_web::web::{Bytes, BytesMut, Payload};
use futures_util::StreamExt;

use super::too_large;
use crate::server::error::ApiError;
use crate::server::routes::{LARGEST_FILE, LARGEST_UNDECLARED};

/// The bytes of the file, or why they are not taken.
pub async fn file(request: &HttpRequest, mut payload: Payload) -> Result<Bytes, ApiError> {
    let declared =
        request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    let most = if declared.is_some() { LARGEST_FILE } else { LARGEST_UNDECLARED };
    if declared.is_some_and(|length: u64| length > most as u64) {
        return Err(too_large(most));
    }
    let length = declared.and_then(|length| usize::try_from(length).ok()).unwrap_or_default();
    let mut bytes = BytesMut::with_capacity(length);
    while let Some(piece) = payload.next().await {
        let piece = piece.map_err(|_| not_whole())?;
        if piece.len() > most - bytes.len() {
            return Err(too_large(most));
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes.freeze())
}

pub fn not_whole() -> ApiError {
    ApiError::bad(
        "not-received",
        StatusCode::BAD_REQUEST,
        "the file did not come whole",
        "Drop it on the page again.",
    )
}
