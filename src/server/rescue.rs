//! A copy of the book as this program knows it, where its own file is gone or can be written no more.

use std::path::Path;

use actix_web::web::{self, Json};

use super::site::{Answer, Site};
use super::wire;
use crate::book::Rejected;

/// Writes all that was confirmed to a new file beside the book, and says where it is.
#[utoipa::path(operation_id = "rescue_book", post, path = "/api/v1/book/rescue", tag = "program",
    responses((status = 200, body = wire::Rescued), (status = "4XX", body = wire::Problem)))]
pub async fn rescue(site: web::Data<Site>) -> Answer<wire::Rescued> {
    let path = site.book.path();
    let day = site.clock.now().strftime("%Y-%m-%d %H%M%S");
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let folder = path.parent().unwrap_or(Path::new("/"));
    let to = folder.join(format!("{stem} rescued {day}.counterfoil"));
    site.book.rescue(to.clone()).await.map_err(Rejected::Failed)?;
    tracing::warn!(to = %to.display(), "the book was saved to another file");
    Ok(Json(wire::Rescued { path: to.display().to_string() }))
}
