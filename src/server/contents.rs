//! Filling an empty book with a whole one: what `GET /export?format=json` gave.

use actix_web::http::StatusCode;
use actix_web::web::{self, Json};

use super::blocking::blocking;
use super::error::ApiError;
use super::imports::not_received;
use super::routes::LARGEST_BOOK;
use super::site::{Answer, Desk, Site, done};
use super::wire;
use crate::book::is_whole;
use crate::export::json::{NotRead, read};
use crate::ledger::{Command, Contents, Denied};

type Body = Result<web::Bytes, actix_web::Error>;

/// What a whole book holds, and whether this one can be filled with it. Nothing is written.
#[utoipa::path(operation_id = "preview_contents", post, path = "/api/v1/contents/preview", tag = "contents",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = wire::ContentsPreview), (status = "4XX", body = wire::Problem)))]
pub async fn preview(site: web::Data<Site>, body: Body) -> Answer<wire::ContentsPreview> {
    let contents = received(body).await?;
    let preview = described(&contents);
    let command = Command::Fill(Box::new(contents));
    // A refusal is an answer, not a failure of reading.
    let would = site.read(move |book| match book.would(command) {
        Ok(_) => Ok(None),
        Err(Denied::Refused(refusal)) => Ok(Some(refusal)),
        Err(Denied::Failed(failure)) => Err(failure),
    });
    match would.await? {
        None => Ok(Json(preview)),
        Some(refusal) => Err(refusal.into()),
    }
}

/// Fills the book, which must hold nothing yet, as one step.
#[utoipa::path(operation_id = "fill", post, path = "/api/v1/contents", tag = "contents",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn fill(desk: Desk, body: Body) -> Answer<wire::Done> {
    let contents = received(body).await?;
    done(&desk, Command::Fill(Box::new(contents))).await
}

async fn received(body: Body) -> Result<Contents, ApiError> {
    let bytes = body.map_err(|error| not_received(&error, LARGEST_BOOK))?;
    let contents = blocking(move || whole(&bytes)).await?;
    contents.map_err(not_read)
}

/// The book, if every file that is kept in it is what it says of itself.
fn whole(bytes: &[u8]) -> Result<Contents, NotRead> {
    let contents = read(bytes)?;
    match contents.files.iter().find(|file| !is_whole(file)) {
        None => Ok(contents),
        Some(file) => Err(NotRead::Odd {
            place: format!("the kept file {}", file.hash.0),
            what: "it was changed on its way".into(),
        }),
    }
}

fn not_read(why: NotRead) -> ApiError {
    let advice = match why {
        NotRead::NoBook => "Choose a JSON file that Counterfoil exported.",
        NotRead::Newer(_) => "Install the newer Counterfoil to bring it in.",
        NotRead::Broken(_) | NotRead::Odd { .. } => {
            "Export the book again in the program that it comes from."
        }
    };
    ApiError::bad("unreadable-book", StatusCode::UNPROCESSABLE_ENTITY, why.to_string(), advice)
}

fn described(contents: &Contents) -> wire::ContentsPreview {
    let registers = contents.registers(None).count();
    let equity = |account: &&crate::ledger::Account| account.kind == crate::ledger::AccountKind::Equity;
    let dates = contents.transactions.iter().map(|one| one.date);
    wire::ContentsPreview {
        accounts: registers,
        categories: contents.accounts.len() - registers - contents.accounts.iter().filter(equity).count(),
        payees: contents.payees.len(),
        tags: contents.tags.len(),
        transactions: contents.transactions.len(),
        statements: contents.statements.len(),
        chequebooks: contents.chequebooks.len(),
        schedules: contents.schedules.len(),
        reports: contents.kept_reports.len(),
        imports: contents.batches.len(),
        files: contents.files.len(),
        first: dates.clone().min().map(|day| day.to_string()),
        last: dates.max().map(|day| day.to_string()),
    }
}
