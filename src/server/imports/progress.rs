//! `/api/v1/imports/progress/{name}`: how far a file is, and the way to stop it.

use actix_web::http::StatusCode;
use actix_web::web::{self, Json, Path};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::ledger::Stage;
use crate::server::error::ApiError;
use crate::server::site::{Answer, Site};
use crate::server::underway::Progress;
use crate::server::wire;

/// The name under which the work can be asked for while it is under way.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Called {
    /// Chosen by whoever asks for the work; nobody else has to know it.
    pub task: Option<String>,
}

/// What of a preview is wanted.
#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
pub struct Shown {
    /// False leaves the lines out, which may be very many; `doubtful` says how many of them have to be looked at.
    pub lines: Option<bool>,
}

/// How far the reading or the import of this name is.
#[utoipa::path(operation_id = "import_progress", get, path = "/api/v1/imports/progress/{task}", tag = "imports", params(("task" = String, Path)),
    responses((status = 200, body = wire::ImportProgress), (status = "4XX", body = wire::Problem)))]
pub async fn progress(site: web::Data<Site>, task: Path<String>) -> Answer<wire::ImportProgress> {
    let task = site.underway.find(&task).ok_or_else(not_under_way)?;
    Ok(Json(written(task.progress())))
}

/// Stops the reading or the import of this name: nothing of it is written. Too late, it is answered as done.
#[utoipa::path(operation_id = "stop_import", delete, path = "/api/v1/imports/progress/{task}", tag = "imports", params(("task" = String, Path)),
    responses((status = 200, body = wire::ImportProgress), (status = "4XX", body = wire::Problem)))]
pub async fn stop(site: web::Data<Site>, task: Path<String>) -> Answer<wire::ImportProgress> {
    let task = site.underway.find(&task).ok_or_else(not_under_way)?;
    task.stop();
    Ok(Json(written(task.progress())))
}

fn written(progress: Progress) -> wire::ImportProgress {
    let Progress { stage, percent, done, of } = progress;
    wire::ImportProgress {
        stage: match stage {
            Stage::Reading => wire::ImportStage::Reading,
            Stage::Comparing => wire::ImportStage::Comparing,
            Stage::Deciding => wire::ImportStage::Deciding,
            Stage::Writing => wire::ImportStage::Writing,
            Stage::Recording => wire::ImportStage::Recording,
        },
        percent,
        done: done as u64,
        of: of as u64,
    }
}

fn not_under_way() -> ApiError {
    let advice = "It is over, or has not begun: nothing is to be done.";
    ApiError::bad("not-under-way", StatusCode::NOT_FOUND, "nothing of this name is under way", advice)
}
