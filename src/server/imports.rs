//! Bank files: what is in them, and taking it in.

use actix_web::web::{self, Json, Path, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::error::ApiError;
use super::site::{Answer, Site, done};
use super::{mapping, wire};

/// What the file is called.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Named {
    /// The file's name, without its folder.
    name: String,
}

/// Reads a bank file and says what importing it would do. Nothing is written.
#[utoipa::path(post, path = "/api/v1/imports/previews", tag = "imports", params(Named),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = wire::ImportPreview), (status = "4XX", body = wire::Problem)))]
pub async fn preview(site: web::Data<Site>, named: Query<Named>, body: web::Bytes) -> Answer<wire::ImportPreview> {
    todo!()
}

/// The same preview for other accounts: what is known depends on where the lines go.
#[utoipa::path(post, path = "/api/v1/imports/previews/{id}", tag = "imports", params(("id" = String, Path)),
    request_body = wire::PreviewChoice,
    responses((status = 200, body = wire::ImportPreview), (status = "4XX", body = wire::Problem)))]
pub async fn preview_again(
    site: web::Data<Site>,
    id: Path<String>,
    choice: Json<wire::PreviewChoice>,
) -> Answer<wire::ImportPreview> {
    todo!()
}

/// Takes in what was previewed, as one step.
#[utoipa::path(post, path = "/api/v1/imports", tag = "imports", request_body = wire::ImportOrder,
    responses((status = 200, body = wire::Imported), (status = "4XX", body = wire::Problem)))]
pub async fn import(site: web::Data<Site>, order: Json<wire::ImportOrder>) -> Answer<wire::Imported> {
    todo!()
}
