//! `/api/v1/imports/handed`: bank files that wait for a page to look at them.
//!
//! A page takes each and looks at it as at one that was dropped on it. Nothing is written.

use std::time::Instant;

use actix_web::http::StatusCode;
use actix_web::http::header::ContentType;
use actix_web::web::{self, Json, Path, Query};
use actix_web::{HttpRequest, HttpResponse};

use super::{Named, receiving};
use crate::server::error::ApiError;
use crate::server::routes::LARGEST_FILE;
use crate::server::site::{Answer, Site};
use crate::server::wire;

/// The files that wait for a page.
#[utoipa::path(operation_id = "handed_files", get, path = "/api/v1/imports/handed", tag = "imports",
    responses((status = 200, body = wire::HandedFiles), (status = "4XX", body = wire::Problem)))]
pub async fn list(site: web::Data<Site>) -> Answer<wire::HandedFiles> {
    Ok(Json(waiting(&site)))
}

/// Hands a file over, for a page to look at.
#[utoipa::path(operation_id = "hand_file", post, path = "/api/v1/imports/handed", tag = "imports", params(Named),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = wire::HandedFiles), (status = "4XX", body = wire::Problem)))]
pub async fn hand(
    site: web::Data<Site>,
    named: Query<Named>,
    request: HttpRequest,
    body: web::Payload,
) -> Answer<wire::HandedFiles> {
    let bytes = receiving::file(&request, body).await?;
    site.handed.hold(named.into_inner().name, bytes, LARGEST_FILE, Instant::now());
    Ok(Json(waiting(&site)))
}

/// The bytes of a file that waits, which waits no longer then.
#[utoipa::path(operation_id = "take_handed_file", delete, path = "/api/v1/imports/handed/{id}", tag = "imports", params(("id" = u64, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = "4XX", body = wire::Problem)))]
pub async fn take(site: web::Data<Site>, id: Path<u64>) -> Result<HttpResponse, ApiError> {
    let file = site.handed.take(*id, Instant::now()).ok_or_else(gone)?;
    Ok(HttpResponse::Ok().insert_header(ContentType::octet_stream()).body(file.bytes))
}

fn waiting(site: &Site) -> wire::HandedFiles {
    let files = site.handed.all(Instant::now());
    wire::HandedFiles {
        files: files.into_iter().map(|file| wire::HandedFile { id: file.id, name: file.name }).collect(),
    }
}

fn gone() -> ApiError {
    let advice = "Another page has taken it, or it waited too long. Open the file again.";
    ApiError::bad("not-handed", StatusCode::NOT_FOUND, "no file of this number waits", advice)
}
