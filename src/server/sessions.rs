//! Who is connected, how the program will end, and signing everybody out.

use actix_web::http::StatusCode;
use actix_web::web::{self, Json, Query};
use actix_web::{HttpResponse, Responder};
use serde::Deserialize;
use utoipa::IntoParams;

use super::error::ApiError;
use super::site::{Answer, Site};
use super::{status, wire};
use crate::shell::{Present, SessionId, Status};

/// Which pages and programs are connected now, and how the program will end.
#[utoipa::path(operation_id = "list_sessions", get, path = "/api/v1/sessions", tag = "sessions",
    responses((status = 200, body = wire::Sessions)))]
pub async fn list(site: web::Data<Site>) -> Answer<wire::Sessions> {
    let sessions = site.life.who_is_here().await.into_iter().map(session).collect();
    let status = site.life.status().borrow().clone();
    Ok(Json(wire::Sessions { sessions, ends: how_it_ends(&status), status: status.words }))
}

fn session(present: Present) -> wire::Session {
    let visitor = present.visitor;
    wire::Session {
        id: present.id.as_str().to_owned(),
        browser: visitor.as_ref().map(|visitor| visitor.browser.clone()).unwrap_or_default(),
        tabs: present.tabs as u64,
        transport: visitor.map(|visitor| visitor.transport.to_owned()).unwrap_or_default(),
        came_s_ago: present.came_ms_ago / 1_000,
    }
}

/// Which session carries how many tabs.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Shared {
    session: String,
    /// How many tabs share the stream of the session: 1 to 1000, and 1 until it is said.
    tabs: Option<usize>,
}

/// A browser whose tabs share one stream says how many they are, so that the status counts tabs.
///
/// Say it after the stream opened and whenever it changes; a session that is not known is ignored.
#[utoipa::path(operation_id = "share_session", post, path = "/api/v1/tabs", tag = "sessions", params(Shared), responses((status = 204)))]
pub async fn tabs(site: web::Data<Site>, shared: Query<Shared>) -> impl Responder {
    site.life.shared_by(SessionId::new(&shared.session), shared.tabs.unwrap_or(1));
    HttpResponse::NoContent()
}

fn how_it_ends(status: &Status) -> String {
    if status.ending {
        return "It is closing now.".into();
    }
    if status.keep_running {
        return "It keeps running until you quit it.".into();
    }
    let (goodbye_s, silent_s) = (status.linger.goodbye_ms / 1_000, status.linger.silent_ms / 1_000);
    format!(
        "It closes {goodbye_s} s after its last page was closed, or {silent_s} s after the last one was lost."
    )
}

/// Signs out every browser, this one included: their cookies are void and their streams end
/// with `bye` and the reason `signed_out`. A new page from the tray or a new start is let in.
#[utoipa::path(operation_id = "sign_out", post, path = "/api/v1/sessions/sign-out", tag = "sessions",
    responses((status = 204), (status = 500, body = wire::Problem)))]
pub async fn sign_out(site: web::Data<Site>) -> Result<impl Responder, ApiError> {
    let desk = site.clone();
    let signed_out = web::block(move || (desk.sign_out)()).await;
    if let Ok(Err(error)) = &signed_out {
        tracing::error!(%error, "nobody was signed out");
    }
    if !matches!(signed_out, Ok(Ok(()))) {
        let what = "no browser was signed out, because the new key could not be kept";
        let advice = "Make room on the disk, or quit and start Counterfoil again, then repeat it.";
        return Err(ApiError::bad("not-signed-out", StatusCode::INTERNAL_SERVER_ERROR, what, advice));
    }
    status::show_out(site.book.log());
    Ok(HttpResponse::NoContent())
}
