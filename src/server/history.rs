//! The change log in words, undo and redo, and taking back one step of long ago.

use actix_web::HttpResponse;
use actix_web::web::{self, Json, Path, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::error::ApiError;
use super::imports::answered::told_again;
use super::orders::still_underway;
use super::site::{Answer, Desk, Site, done, step_back};
use super::wire;
use crate::book::HistoryQuery;
use crate::ledger::Command;

/// Which part of the history.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Entries {
    /// 1 to 1,000; 50 when left out.
    limit: Option<u64>,
    /// Only entries before this revision: the last one of the page before.
    before: Option<u64>,
    /// Only entries with this in their words or in who did it.
    search: Option<String>,
}

/// The change log in words, newest first.
#[utoipa::path(operation_id = "read_history", get, path = "/api/v1/history", tag = "history", params(Entries),
    responses((status = 200, body = wire::History)))]
pub async fn list(site: web::Data<Site>, entries: Query<Entries>) -> Answer<wire::History> {
    let entries = entries.into_inner();
    let limit = entries.limit.unwrap_or(50).clamp(1, 1_000);
    let query =
        HistoryQuery { before: entries.before, search: entries.search.unwrap_or_default(), limit: limit + 1 };
    let read = site.read(move |book| {
        let (undo, redo) = book.undo_and_redo()?;
        let (undo_revision, redo_revision) = book.next_steps()?;
        let mut rows = book.history(&query)?;
        let more = rows.len() as u64 > limit;
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let entries = rows.into_iter().map(|row| wire::HistoryEntry {
            revision: row.revision,
            at: row.at,
            words: row.words,
            origin: row.origin,
            is_step: row.is_step,
            undone: row.undone,
        });
        Ok(wire::History {
            revision: book.revision()?,
            undo,
            redo,
            undo_revision,
            redo_revision,
            more,
            entries: entries.collect(),
        })
    });
    Ok(Json(read.await?))
}

/// Which step is meant.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Meant {
    /// The revision of the step: where another would be taken back or done again by now, nothing is. Without it: whichever is next.
    revision: Option<u64>,
}

/// What became of an order whose answer was lost, by its `Idempotency-Key`: the answer once more.
///
/// 404: nothing was changed in the book by it. What the program was told to do (`/app`, `/backups`, `/book`, `/sessions`) is
/// known until it ends, and then 404 says nothing. 409: it is being carried out.
#[utoipa::path(operation_id = "read_answer", get, path = "/api/v1/answers/{key}", tag = "history", params(("key" = String, Path)),
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn answer(site: web::Data<Site>, key: Path<String>) -> Result<HttpResponse, ApiError> {
    let of_program = site.kept.answered(&key);
    if let Some(answer) = of_program {
        return Ok(answer.response());
    }
    if site.book.is_pending(&key) || site.kept.is_underway(&key) {
        return Err(still_underway());
    }
    let answered = site.read(move |book| book.answered(&key)).await?;
    let answered = answered.ok_or_else(|| ApiError::not_found("no order of this key was carried out"))?;
    if let Some(imported) = told_again(&site, &answered).await? {
        return Ok(HttpResponse::Ok().json(imported));
    }
    let done = wire::Done { revision: answered.revision, id: answered.made, words: answered.words };
    Ok(HttpResponse::Ok().json(done))
}

/// Takes back the newest change that is not taken back.
#[utoipa::path(operation_id = "undo", post, path = "/api/v1/undo", tag = "history", params(Meant),
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn undo(desk: Desk, meant: Query<Meant>) -> Answer<wire::Done> {
    step_back(&desk, Command::Undo, meant.revision).await
}

/// Does again what was undone last.
#[utoipa::path(operation_id = "redo", post, path = "/api/v1/redo", tag = "history", params(Meant),
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn redo(desk: Desk, meant: Query<Meant>) -> Answer<wire::Done> {
    step_back(&desk, Command::Redo, meant.revision).await
}

/// Takes back one change, whenever it was. 409 `in-the-way` names the later change that must go first.
#[utoipa::path(operation_id = "take_back", post, path = "/api/v1/history/{revision}/undo", tag = "history", params(("revision" = u64, Path)),
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn take_back(desk: Desk, revision: Path<u64>) -> Answer<wire::Done> {
    done(&desk, Command::TakeBack { revision: *revision }).await
}

/// Does again a change that was taken back.
#[utoipa::path(operation_id = "do_again", post, path = "/api/v1/history/{revision}/redo", tag = "history", params(("revision" = u64, Path)),
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn do_again(desk: Desk, revision: Path<u64>) -> Answer<wire::Done> {
    done(&desk, Command::DoAgain { revision: *revision }).await
}
