//! The program itself: its book, its life, and what the tray can do.
//!
//! Everything in the tray menu is here, too, for desktops that show no tray.

use std::path::Path;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::web::{self, Json, Query};
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde::Deserialize;
use utoipa::IntoParams;

use super::error::{ApiError, sentence};
use super::site::{Answer, NotRestored, Site};
use super::stream::visitor;
use super::wire;
use crate::book::{Failure, Found};
use crate::shell::{SessionId, Status};
use crate::wall_clock::Day;

/// The program, its book and how long it means to live.
#[utoipa::path(operation_id = "read_app", get, path = "/api/v1/app", tag = "program", responses((status = 200, body = wire::App)))]
pub async fn app(site: web::Data<Site>) -> Answer<wire::App> {
    let path = site.book.path();
    let not_restored = site.backups.as_ref().and_then(|keeping| keeping.not_restored.as_ref());
    let text = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let book = wire::BookInfo {
        id: site.book.id().to_owned(),
        name: text(path.file_stem()),
        path: path.display().to_string(),
        folder: text(path.parent().map(|folder| folder.as_os_str())),
        demo: site.start_own.is_some(),
        found: site
            .book
            .found()
            .iter()
            .map(found)
            .chain(not_restored.map(told))
            .chain(site.reports.iter().map(|path| failed(path)))
            .collect(),
    };
    let mut life = life(&site.life.status().borrow(), &site.clock.day());
    life.trouble = site.book.trouble().borrow().as_ref().map(trouble);
    Ok(Json(wire::App {
        version: env!("CARGO_PKG_VERSION").into(),
        book,
        revision: site.book.log().head(),
        now: site.clock.now().timestamp().to_string(),
        now_is_set: site.clock.is_set(),
        life,
        log: site.integration.as_ref().map(|desktop| desktop.log().display().to_string()).unwrap_or_default(),
        start_at_login: site.integration.as_ref().and_then(|desktop| desktop.starts_at_login()),
    }))
}

/// The status as the page sees it, also as the data of the event `status`.
pub fn life(status: &Status, day: &Day) -> wire::Life {
    wire::Life {
        status: status.words.clone(),
        open_sessions: status.open_tabs as u64,
        keep_running: status.keep_running,
        tray: status.tray,
        finishing: status.finishing.clone(),
        calls: status.calls,
        today: day.date.to_string(),
        zone: day.zone.clone(),
        trouble: None,
    }
}

/// Why nothing is written any more.
pub fn trouble(failure: &Failure) -> wire::Trouble {
    let can_be_saved =
        !matches!(failure, Failure::ReadOnly | Failure::Full | Failure::FullOfTemporary(_) | Failure::Quota);
    wire::Trouble { title: sentence(&failure.to_string()), advice: failure.advice().to_owned(), can_be_saved }
}

/// What was found when the book was opened.
fn found(found: &Found) -> String {
    match found {
        Found::SetAside(file) => format!(
            "A log that belongs to another state of this book lay beside it, as after putting a copy in its place. It \
             was not played into the book and is kept as {}.",
            file.display()
        ),
        Found::MadePrivate => {
            "Other users of this computer could read the book. Now only you can.".to_owned()
        }
    }
}

fn told(NotRestored { backup, why }: &NotRestored) -> String {
    format!(
        "The backup {backup} was not put in the place of the book, which is as it was: {why}. Try another backup."
    )
}

fn failed(report: &Path) -> String {
    format!(
        "A part of Counterfoil failed when it ran before. What was saved is in your book. A report is in {}: it holds nothing \
         of your book and was sent nowhere. Whoever mends Counterfoil can use it.",
        report.display()
    )
}

/// Stay when the last page closes, or not.
#[utoipa::path(operation_id = "keep_running", put, path = "/api/v1/app/keep-running", tag = "program", request_body = wire::KeepRunning,
    responses((status = 204)))]
pub async fn keep_running(site: web::Data<Site>, wanted: Json<wire::KeepRunning>) -> impl Responder {
    site.life.set_keep_running(wanted.on);
    HttpResponse::NoContent()
}

/// Shows the folder of the book in the desktop's file manager.
#[utoipa::path(operation_id = "open_data_folder", post, path = "/api/v1/app/open-data-folder", tag = "program", responses((status = 204)))]
pub async fn open_data_folder(site: web::Data<Site>) -> impl Responder {
    (site.open_folder)();
    HttpResponse::NoContent()
}

/// From the sample book to one's own: starts the program on it, which opens its own page.
#[utoipa::path(operation_id = "start_own_book", post, path = "/api/v1/app/own-book", tag = "program",
    responses((status = 204), (status = "4XX", body = wire::Problem)))]
pub async fn start_own_book(site: web::Data<Site>) -> Result<HttpResponse, ApiError> {
    let Some(start) = &site.start_own else {
        return Err(ApiError::not_found("this is your own book already"));
    };
    start().map_err(|error| {
        tracing::warn!(%error, "the program could not be started on the user's own book");
        let advice = "Quit Counterfoil and start it without --demo.";
        ApiError::bad(
            "not-started",
            StatusCode::CONFLICT,
            "your own book could not be opened from here",
            advice,
        )
    })?;
    Ok(HttpResponse::NoContent().finish())
}

/// How to end.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Quit {
    /// Stop what is being finished, so that nothing of it is in the book.
    give_up: Option<bool>,
}

/// Ends the program, once what was begun is done: `life.finishing` says what that is.
#[utoipa::path(operation_id = "quit", post, path = "/api/v1/app/quit", tag = "program", params(Quit), responses((status = 202)))]
pub async fn quit(site: web::Data<Site>, how: Query<Quit>) -> impl Responder {
    site.life.quit();
    if how.give_up == Some(true) {
        site.life.give_up();
    }
    HttpResponse::Accepted()
}

/// A tab says that it is in front, as `life.calls` asked for: no other is opened then.
#[utoipa::path(operation_id = "say_came_forward", post, path = "/api/v1/app/came-forward", tag = "program", responses((status = 204)))]
pub async fn came_forward(site: web::Data<Site>) -> impl Responder {
    site.life.came_forward();
    HttpResponse::NoContent()
}

/// Which session.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Session {
    session: String,
}

/// A page says that it is going, so that the wait for its return is short. A hint, not an order.
#[utoipa::path(operation_id = "say_goodbye", post, path = "/api/v1/goodbye", tag = "program", params(Session), responses((status = 204)))]
pub async fn goodbye(site: web::Data<Site>, from: Query<Session>) -> impl Responder {
    site.life.goodbye(SessionId::new(&from.session));
    HttpResponse::NoContent()
}

/// How long a heartbeat holds.
const HEARTBEAT: Duration = Duration::from_secs(60);

/// For scripts that hold no stream: counts as an open session for 60 seconds.
///
/// Send it every 20 seconds while the work goes on. It ends by itself, and sooner with a goodbye.
#[utoipa::path(operation_id = "send_heartbeat", post, path = "/api/v1/heartbeat", tag = "program", params(Session), responses((status = 204)))]
pub async fn heartbeat(site: web::Data<Site>, request: HttpRequest, from: Query<Session>) -> impl Responder {
    site.life.session_seen(SessionId::new(&from.session), HEARTBEAT);
    site.life.introduce(SessionId::new(&from.session), visitor(&request, "heartbeat"));
    HttpResponse::NoContent()
}
