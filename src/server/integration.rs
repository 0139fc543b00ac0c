//! What the tray can do besides, for desktops that show no tray.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::web::{self, Data, Json};
use actix_web::{HttpResponse, Responder};

use super::about::About;
use super::error::ApiError;
use super::site::{Answer, Site};
use super::wire;

/// The desktop, as the program uses it.
pub trait Integration: Send + Sync {
    /// What there is to say of this run.
    fn about(&self) -> About;

    /// Where the log is.
    fn log(&self) -> PathBuf;

    /// Shows the log in the desktop's own program for text.
    fn open_log(&self);

    /// Whether the program starts at login; none where that is not offered.
    fn starts_at_login(&self) -> Option<bool>;

    /// # Errors
    /// When the desktop's file for it cannot be written.
    fn start_at_login(&self, on: bool) -> io::Result<()>;

    /// An address that lets a browser in once, within a minute.
    fn launch_address(&self) -> String;
}

/// Shows the log in the desktop's own program for text.
#[utoipa::path(operation_id = "open_log", post, path = "/api/v1/app/open-log", tag = "program",
    responses((status = 204), (status = "4XX", body = wire::Problem)))]
pub async fn open_log(site: Data<Site>) -> Result<impl Responder, ApiError> {
    desktop(&site)?.open_log();
    Ok(HttpResponse::NoContent())
}

/// Start the program at login, without a page, or not.
#[utoipa::path(operation_id = "start_at_login", put, path = "/api/v1/app/start-at-login", tag = "program",
    request_body = wire::StartAtLogin, responses((status = 204), (status = "4XX", body = wire::Problem)))]
pub async fn start_at_login(
    site: Data<Site>,
    wanted: Json<wire::StartAtLogin>,
) -> Result<impl Responder, ApiError> {
    let desktop = desktop(&site)?;
    if desktop.starts_at_login().is_none() {
        return Err(ApiError::not_found("this system is not offered to start Counterfoil at login"));
    }
    let written = web::block(move || desktop.start_at_login(wanted.on)).await;
    match written.map_err(io::Error::other).and_then(|written| written) {
        Ok(()) => Ok(HttpResponse::NoContent()),
        Err(error) => {
            tracing::warn!(%error, "what starts at login could not be changed");
            let what = "the desktop's folder of what starts at login cannot be written to";
            let advice = "Give yourself permission to the folder autostart in your config folder.";
            Err(ApiError::bad("not-at-login", StatusCode::INTERNAL_SERVER_ERROR, what, advice))
        }
    }
}

/// An address for another browser: it lets it in once, within a minute.
#[utoipa::path(operation_id = "make_address", post, path = "/api/v1/app/address", tag = "program",
    responses((status = 200, body = wire::LaunchAddress), (status = "4XX", body = wire::Problem)))]
pub async fn address(site: Data<Site>) -> Answer<wire::LaunchAddress> {
    Ok(Json(wire::LaunchAddress { address: desktop(&site)?.launch_address() }))
}

fn desktop(site: &Site) -> Result<Arc<dyn Integration>, ApiError> {
    site.integration.clone().ok_or_else(|| ApiError::not_found("this run has no desktop"))
}
