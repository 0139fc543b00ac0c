//! Bank files: what is in them, and taking it in.
//!
//! A preview writes nothing. What is imported is worked out again on the book
//! as it is then, so that two tabs with the same file do not take it in twice.

pub mod answered;
mod counterparts;
pub mod handing;
mod knowledge;
mod layouts;
mod learning;
mod likely;
mod own_rows;
mod present;
pub mod progress;
mod reading;
mod receiving;
mod remembered;
mod route;
mod rows_chosen;
mod scheduled;
mod taking;
pub mod upload;

use std::sync::Arc;

use actix_web::HttpRequest;
use actix_web::http::{StatusCode, header};
use actix_web::web::{self, Json, Path, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::blocking::blocking;
use super::previews::{self, Held};
use super::routes::{LARGEST_FILE, LARGEST_UNDECLARED};
use super::site::{Answer, Site};
use super::underway::{Kind, Task};
use super::{browser, error::ApiError, orders, wire};
use crate::book::Rejected;
use crate::import::{self, Unreadable};
use crate::ledger::Refusal;
use progress::{Called, Shown};
use route::{Choice, plan_in};

/// How often an import is worked out again when the book moves on meanwhile.
const TRIES: usize = 5;

/// What the file is called.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Named {
    /// The file's name, without its folder.
    name: String,
}

/// Reads a bank file and says what importing it would do. Nothing is written.
#[utoipa::path(operation_id = "preview_import", post, path = "/api/v1/imports/previews", tag = "imports", params(Named, Called, Shown),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = wire::ImportPreview), (status = "4XX", body = wire::Problem)))]
pub async fn preview(
    site: web::Data<Site>,
    named: Query<Named>,
    called: Query<Called>,
    shown: Query<Shown>,
    request: HttpRequest,
    body: web::Payload,
) -> Answer<wire::ImportPreview> {
    let body = receiving::file(&request, body).await?;
    preview_of(&site, named.into_inner().name, body, called.into_inner().task, *shown).await.map(Json)
}

/// What importing these bytes would do, however they came here.
pub async fn preview_of(
    site: &Site,
    name: String,
    bytes: web::Bytes,
    task: Option<String>,
    shown: Shown,
) -> Result<wire::ImportPreview, ApiError> {
    let working = site.underway.begin(task, Kind::Preview);
    let (id, held) = reading::hold(site, name, bytes, &working).await?;
    planned(site, id, held, None, shown, &working).await
}

/// The same preview for other accounts: what is known depends on where the lines go.
#[utoipa::path(operation_id = "preview_import_again", post, path = "/api/v1/imports/previews/{id}", tag = "imports", params(("id" = String, Path), Called, Shown),
    request_body = wire::PreviewChoice,
    responses((status = 200, body = wire::ImportPreview), (status = "4XX", body = wire::Problem)))]
pub async fn preview_again(
    site: web::Data<Site>,
    id: Path<String>,
    called: Query<Called>,
    shown: Query<Shown>,
    choice: Json<wire::PreviewChoice>,
) -> Answer<wire::ImportPreview> {
    let working = site.underway.begin(called.into_inner().task, Kind::Preview);
    let id = id.into_inner();
    let held = reading::held(&site, &id, &working).await?;
    let choices = choice.into_inner().statements.into_iter().map(Choice::of_preview).collect();
    planned(&site, id, held, Some(choices), *shown, &working).await.map(Json)
}

/// What an import would do by what was said of the lines, and what cannot be. Nothing is written.
#[utoipa::path(operation_id = "check_import_decisions", post, path = "/api/v1/imports/previews/{id}/decisions", tag = "imports", params(("id" = String, Path), Called),
    request_body = wire::Decisions,
    responses((status = 200, body = wire::DecisionsChecked), (status = "4XX", body = wire::Problem)))]
pub async fn check_decisions(
    site: web::Data<Site>,
    id: Path<String>,
    called: Query<Called>,
    decisions: Json<wire::Decisions>,
) -> Answer<wire::DecisionsChecked> {
    let working = site.underway.begin(called.into_inner().task, Kind::Preview);
    let held = reading::held(&site, &id, &working).await?;
    let choices = decisions.into_inner().statements.into_iter().map(Choice::of_order).collect();
    let (plan, _) = plan_in(&site, &held, Some(choices), &working).await?;
    Ok(Json(present::checked(&plan, &held.file)))
}

/// Which line of a preview.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct Which {
    statement: usize,
    line: usize,
}

/// One line of a preview as the file has it.
#[utoipa::path(operation_id = "preview_record", get, path = "/api/v1/imports/previews/{id}/record", tag = "imports", params(("id" = String, Path), Which),
    responses((status = 200, body = wire::RawRecord), (status = "4XX", body = wire::Problem)))]
pub async fn record(site: web::Data<Site>, id: Path<String>, which: Query<Which>) -> Answer<wire::RawRecord> {
    let held = reading::held(&site, &id, &site.underway.begin(None, Kind::Preview)).await?;
    let text = blocking(move || import::record::record(&held.bytes, &held.file, which.statement, which.line));
    Ok(Json(wire::RawRecord { text: text.await?.unwrap_or_default() }))
}

/// The same file read again: with answers to what it leaves open, or other columns.
#[utoipa::path(operation_id = "preview_import_with_layouts", post, path = "/api/v1/imports/previews/{id}/layouts", tag = "imports", params(("id" = String, Path), Called),
    request_body = wire::LayoutAnswers,
    responses((status = 200, body = wire::ImportPreview), (status = "4XX", body = wire::Problem)))]
pub async fn preview_with_layouts(
    site: web::Data<Site>,
    id: Path<String>,
    called: Query<Called>,
    answers: Json<wire::LayoutAnswers>,
) -> Answer<wire::ImportPreview> {
    let working = site.underway.begin(called.into_inner().task, Kind::Preview);
    let id = id.into_inner();
    let held = reading::held(&site, &id, &working).await?;
    let answers = answers.into_inner().layouts;
    if let Some(name) = layouts::unknown_encoding(&answers) {
        let what = format!("“{name}” is no encoding that Counterfoil knows.");
        return Err(ApiError::field("encoding", what, "Choose one of the list, as UTF-8 or windows-1252."));
    }
    let mut layouts = held.layouts.clone();
    layouts.extend(layouts::layouts_of(answers));
    let held = reading::hold_again(&site, &id, &held, layouts, &working).await?;
    planned(&site, id, held, None, Shown::default(), &working).await.map(Json)
}

/// Takes in what was previewed, as one step.
#[utoipa::path(operation_id = "import", post, path = "/api/v1/imports", tag = "imports", params(Called),
    request_body = wire::ImportOrder,
    responses((status = 200, body = wire::Imported), (status = "4XX", body = wire::Problem)))]
pub async fn import(
    request: HttpRequest,
    site: web::Data<Site>,
    called: Query<Called>,
    order: Json<wire::ImportOrder>,
) -> Answer<wire::Imported> {
    let key = orders::key_of(&request);
    if let Some(before) = answered::before(&site, key.as_ref()).await? {
        return Ok(Json(before));
    }
    let working = site.underway.begin(called.into_inner().task, Kind::Import);
    let order = order.into_inner();
    let agent = request.headers().get(header::USER_AGENT).and_then(|name| name.to_str().ok());
    let origin = browser::who_imports(agent.unwrap_or_default());
    let id = &order.preview;
    let choices: Vec<Choice> = order.statements.into_iter().map(Choice::of_order).collect();
    for _ in 0..TRIES {
        let held = reading::held(&site, id, &working).await?;
        reading::all_answered(&held)?;
        let layouts = held.without_lines();
        match taking::take_in(&site, (id, held), choices.clone(), (origin, key.as_ref()), &working).await {
            Err(ApiError::Rejected(Rejected::Refused(Refusal::BookMovedOn))) => {}
            outcome => {
                if let Ok(done) = &outcome {
                    site.previews.forget(id);
                    // It is in the book: that an answer is asked for once more is no reason to say otherwise.
                    if let Err(error) = reading::remember(&site, &layouts, done.account).await {
                        tracing::warn!(?error, "what was said of a file's layout is not remembered");
                    }
                }
                return outcome;
            }
        }
    }
    Err(Refusal::BookMovedOn.into())
}

async fn planned(
    site: &Site,
    id: String,
    held: Arc<Held>,
    choices: Option<Vec<Choice>>,
    shown: Shown,
    task: &Arc<Task>,
) -> Result<wire::ImportPreview, ApiError> {
    let (plan, _) = plan_in(site, &held, choices, task).await?;
    Ok(blocking(move || present::preview(id, &held, &plan, shown)).await?)
}

/// The file did not come whole.
pub fn not_received(error: &actix_web::Error, most: usize) -> ApiError {
    match error.as_response_error().status_code() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(most),
        _ => receiving::not_whole(),
    }
}

fn too_large(most: usize) -> ApiError {
    let what = format!("the file is larger than {} MB", most / (1024 * 1024));
    let advice = match most {
        LARGEST_FILE | LARGEST_UNDECLARED => {
            "Export a shorter period at your bank, one file after the other."
        }
        _ => "A book of that size cannot be brought in.",
    };
    ApiError::bad("file-too-large", StatusCode::PAYLOAD_TOO_LARGE, what, advice)
}

fn unreadable_file(unreadable: &Unreadable) -> ApiError {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    let words = unreadable.to_string();
    let (what, advice) = words.split_once(" Nothing was imported").unwrap_or((&words, ""));
    ApiError::bad(
        "unreadable-file",
        status,
        what,
        capitalised(advice.trim_start_matches([';', ':', '.', ' '])),
    )
}

fn forgotten() -> ApiError {
    let advice = format!("Drop the file on the page again. {}", previews::in_words());
    ApiError::bad("preview-gone", StatusCode::NOT_FOUND, "this preview is not held any more", advice)
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
