//! What was imported: the list of batches, their lines, and the files kept with them.

use actix_web::HttpResponse;
use actix_web::http::header::{
    ContentDisposition, ContentType, DispositionParam, DispositionType, X_CONTENT_TYPE_OPTIONS,
};
use actix_web::web::{self, Json, Path, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::error::ApiError;
use super::site::{Answer, Desk, Site, done};
use super::wire;
use crate::book::{BatchLine, BatchRow};
use crate::ledger::{BatchId, Command};

/// The most lines in one answer.
const MOST_LINES: u64 = 1_000;

/// Everything that was imported and not taken back, newest first.
#[utoipa::path(operation_id = "list_imports", get, path = "/api/v1/imports", tag = "imports",
    responses((status = 200, body = wire::ImportBatches)))]
pub async fn list(site: web::Data<Site>) -> Answer<wire::ImportBatches> {
    let read = site.read(|book| {
        let batches = book.batches()?.into_iter().map(batch).collect();
        Ok(wire::ImportBatches { revision: book.revision()?, batches })
    });
    Ok(Json(read.await?))
}

fn batch(row: BatchRow) -> wire::ImportBatch {
    let accounts = row.accounts.iter().map(|account| wire::BatchAccount {
        account: account.account.0,
        lines: account.lines,
        deleted: account.deleted,
    });
    wire::ImportBatch {
        id: row.id.0,
        step: row.step,
        accounts: accounts.collect(),
        at: row.at,
        file: row.file,
        format: row.format,
        kept: row.kept,
    }
}

/// Which lines of a batch.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Part {
    /// Position of the first line, from 0.
    offset: Option<u64>,
    /// 1 to 1,000; 200 when left out.
    limit: Option<u64>,
}

/// The lines of a batch, and what became of them.
#[utoipa::path(operation_id = "read_import", get, path = "/api/v1/imports/{id}", tag = "imports",
    params(("id" = i64, Path), Part), responses((status = 200, body = wire::BatchLines), (status = "4XX", body = wire::Problem)))]
pub async fn lines(site: web::Data<Site>, id: Path<i64>, part: Query<Part>) -> Answer<wire::BatchLines> {
    let (offset, limit) = (part.offset.unwrap_or(0), part.limit.unwrap_or(200).clamp(1, MOST_LINES));
    let read = site.read(move |book| {
        let lines = book.batch_lines(BatchId(*id), offset, limit)?.into_iter().map(line).collect();
        Ok(wire::BatchLines { revision: book.revision()?, lines })
    });
    Ok(Json(read.await?))
}

fn line(line: BatchLine) -> wire::BatchLine {
    let now = line.now.as_ref();
    wire::BatchLine {
        account: line.account.0,
        amount: line.amount.units(),
        transaction: now.map(|now| now.id.0),
        date: now.map(|now| now.date.to_string()),
        payee: now.and_then(|now| now.payee.clone()),
        memo: now.map(|now| now.memo.clone()),
        bank_payee: line.bank_payee,
    }
}

/// The file of a batch, byte for byte as it was imported.
#[utoipa::path(operation_id = "download_import", get, path = "/api/v1/imports/{id}/file", tag = "imports",
    params(("id" = i64, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = "4XX", body = wire::Problem)))]
pub async fn file(site: web::Data<Site>, id: Path<i64>) -> Result<HttpResponse, ApiError> {
    let found = site.read(move |book| book.batch_file(BatchId(*id))).await?;
    let Some((name, Some(bytes))) = found else {
        return Err(ApiError::not_found("the file of this import is not kept in the book"));
    };
    let disposition = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(name)],
    };
    Ok(HttpResponse::Ok()
        .insert_header(ContentType::octet_stream())
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header(disposition)
        .body(bytes))
}

/// Lets go of the file that is kept with a batch. What was imported stays.
#[utoipa::path(operation_id = "forget_import_file", delete, path = "/api/v1/imports/{id}/file", tag = "imports",
    params(("id" = i64, Path)), responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn forget_file(desk: Desk, id: Path<i64>) -> Answer<wire::Done> {
    done(&desk, Command::DropRaw { batch: BatchId(*id) }).await
}
