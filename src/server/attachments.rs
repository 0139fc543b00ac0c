//! Attachments: the files of a transaction, adding and removing them, and showing one.
//!
//! What is shown in the browser is told by the bytes, from a short list of
//! types that run nothing, and in a box of its own (CSP `sandbox`). All else
//! is only downloaded.

use actix_web::HttpResponse;
use actix_web::http::header::{
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, DispositionType, X_CONTENT_TYPE_OPTIONS,
};
use actix_web::web::{self, Bytes, Json, Path, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::blocking::blocking;
use super::error::ApiError;
use super::exports::named;
use super::imports::not_received;
use super::site::{Answer, Desk, Site, done};
use super::wire;
use crate::book::{AttachmentRow, Rejected, pack_attachment};
use crate::ledger::attachment::LARGEST_ATTACHMENT;
use crate::ledger::{
    AttachmentCommand, AttachmentId, AttachmentRefusal, Command, FileKind, NewAttachment, Refusal,
    TransactionId,
};

/// Nothing is loaded, nothing runs, and nothing of the page can be reached. The PDF viewers of browsers are no part of it.
const IN_A_BOX: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

/// The files of a transaction.
#[utoipa::path(operation_id = "list_attachments", get, path = "/api/v1/transactions/{id}/attachments", tag = "attachments",
    params(("id" = i64, Path)), responses((status = 200, body = wire::Attachments), (status = "4XX", body = wire::Problem)))]
pub async fn list(site: web::Data<Site>, id: Path<i64>) -> Answer<wire::Attachments> {
    let read = site.read(move |book| {
        let rows = book.attachments(TransactionId(*id))?;
        Ok(rows.map(|rows| (book.revision(), rows)))
    });
    let Some((revision, rows)) = read.await? else {
        return Err(Refusal::NoSuchTransaction.into());
    };
    let revision = revision.map_err(Rejected::Failed)?;
    Ok(Json(wire::Attachments { revision, attachments: rows.into_iter().map(row).collect() }))
}

fn row(AttachmentRow { attachment, is_kept }: AttachmentRow) -> wire::Attachment {
    let kind = match attachment.kind {
        FileKind::Pdf => wire::AttachmentKind::Pdf,
        kind if kind.is_image() => wire::AttachmentKind::Image,
        _ => wire::AttachmentKind::File,
    };
    wire::Attachment { id: attachment.id.0, name: attachment.name, kind, size: attachment.size, is_kept }
}

/// What the file is called.
#[derive(Debug, Deserialize, IntoParams)]
pub struct FileName {
    /// The file's name; a folder before it is left out.
    name: String,
}

/// Attaches a file of at most 25 MB to a transaction, as one step.
#[utoipa::path(operation_id = "attach", post, path = "/api/v1/transactions/{id}/attachments", tag = "attachments", params(("id" = i64, Path), FileName),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn attach(
    desk: Desk,
    id: Path<i64>,
    file: Query<FileName>,
    body: Result<Bytes, actix_web::Error>,
) -> Answer<wire::Done> {
    let bytes = body.map_err(|error| {
        let is_too_large = error.as_response_error().status_code().as_u16() == 413;
        let refusal = is_too_large.then(|| Refusal::from(AttachmentRefusal::TooLarge));
        refusal.map_or_else(|| not_received(&error, largest()), ApiError::from)
    })?;
    let (transaction, name) = (TransactionId(*id), file.into_inner().name);
    let kind = FileKind::of(&bytes);
    let file = blocking(move || pack_attachment(&bytes)).await.map_err(Rejected::Failed)?;
    let file = file.map_err(Rejected::Failed)?;
    done(
        &desk,
        Command::Attachment(AttachmentCommand::Attach(NewAttachment { transaction, name, kind, file })),
    )
    .await
}

/// The most bytes of a body that are read: one more than is taken would be as good.
pub fn largest() -> usize {
    usize::try_from(LARGEST_ATTACHMENT).unwrap_or(usize::MAX)
}

/// Removes a file from its transaction. Undo brings it back.
#[utoipa::path(operation_id = "detach", delete, path = "/api/v1/attachments/{id}", tag = "attachments",
    params(("id" = i64, Path)), responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn detach(desk: Desk, id: Path<i64>) -> Answer<wire::Done> {
    done(&desk, Command::Attachment(AttachmentCommand::Detach(AttachmentId(*id)))).await
}

/// How it is wanted.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Shown {
    /// To be saved, whatever it is.
    #[serde(default)]
    download: bool,
}

/// The file, byte for byte: shown where it is an image or a PDF, downloaded otherwise.
#[utoipa::path(operation_id = "read_attachment", get, path = "/api/v1/attachments/{id}/file", tag = "attachments", params(("id" = i64, Path), Shown),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = "4XX", body = wire::Problem)))]
pub async fn file(
    site: web::Data<Site>,
    id: Path<i64>,
    shown: Query<Shown>,
) -> Result<HttpResponse, ApiError> {
    let found = site.read(move |book| book.attachment_file(AttachmentId(*id))).await?;
    let (attachment, bytes) = found.ok_or_else(|| Refusal::from(AttachmentRefusal::NoSuch))?;
    let bytes =
        bytes.ok_or_else(|| ApiError::not_found("this file was let go of after it had been removed"))?;
    // What the bytes are, whatever a file of a whole book said of them.
    let kind = FileKind::of(&bytes);
    let is_shown = kind != FileKind::Other && !shown.download;
    let how = if is_shown { DispositionType::Inline } else { DispositionType::Attachment };
    let media_type = if is_shown { kind } else { FileKind::Other }.media_type();
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, media_type))
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((CONTENT_SECURITY_POLICY, IN_A_BOX))
        .insert_header(named(how, &attachment.name))
        .body(bytes))
}

/// How much room all attachments take.
#[utoipa::path(operation_id = "read_attachment_sizes", get, path = "/api/v1/attachments", tag = "attachments",
    responses((status = 200, body = wire::AttachmentSizes), (status = "4XX", body = wire::Problem)))]
pub async fn sizes(site: web::Data<Site>) -> Answer<wire::AttachmentSizes> {
    let read = site.read(|book| Ok((book.revision()?, book.attachment_sizes()?)));
    let (revision, sizes) = read.await?;
    Ok(Json(wire::AttachmentSizes {
        revision,
        files: sizes.files,
        bytes: sizes.bytes,
        removed_files: sizes.unseen_files,
        removed_bytes: sizes.unseen_bytes,
    }))
}

/// Lets go of the files that were removed, for good: undo brings their names back, and not the files.
#[utoipa::path(operation_id = "let_go_of_files", post, path = "/api/v1/attachments/let-go", tag = "attachments",
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn let_go(desk: Desk) -> Answer<wire::Done> {
    done(&desk, Command::Attachment(AttachmentCommand::LetGo)).await
}
