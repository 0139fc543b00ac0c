//! The book as a file of another program, to download.

use std::fmt;

use actix_web::HttpResponse;
use actix_web::http::header::{
    CONTENT_TYPE, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
    X_CONTENT_TYPE_OPTIONS,
};
use actix_web::web::{self, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::error::ApiError;
use super::site::Site;
use super::wire;
use crate::book::{Extract, Failure, View};
use crate::export::{FORMATS, Format, Holds, format_named};
use crate::ledger::{AccountId, BatchId};

/// What to write.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Wanted {
    /// `qif`, `csv`, `ofx`, `journal` (hledger, ledger), `beancount` or `json`.
    format: String,
    /// A register, in the first three; all of them when left out.
    account: Option<i64>,
    /// Only what came from this imported file, in the first three.
    import: Option<i64>,
}

/// The whole book or one register in a format of another program, as it is at this moment.
#[utoipa::path(operation_id = "export", get, path = "/api/v1/export", tag = "export", params(Wanted),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = "4XX", body = wire::Problem)))]
pub async fn export(site: web::Data<Site>, wanted: Query<Wanted>) -> Result<HttpResponse, ApiError> {
    let format = format_named(&wanted.format).ok_or_else(|| no_such_format(&wanted.format))?;
    let (only, batch) = (wanted.account.map(AccountId), wanted.import.map(BatchId));
    if !format.takes_one_account && (only.is_some() || batch.is_some()) {
        return Err(whole_only(format));
    }
    let written = site.read(move |book| written(book, format, only, batch)).await?;
    let (name, text) =
        written.ok_or_else(|| ApiError::not_found("there is no register and no import with this number"))?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, format.media_type))
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header(disposition(&name, format.extension))
        .body(text))
}

/// What the file is about, and its text; none where there is no such register or import.
fn written(
    book: &View,
    format: &Format,
    only: Option<AccountId>,
    batch: Option<BatchId>,
) -> Result<Option<(String, String)>, Failure> {
    let file = batch.map(|batch| book.import_name(batch)).transpose()?;
    let contents = match format.holds {
        Holds::Book => book.contents()?,
        Holds::Movements => book.movements(Extract { account: only, import: batch })?,
    };
    let name = match (only, file) {
        (_, Some(None)) => return Ok(None),
        (None, None) => "Counterfoil".to_owned(),
        (None, Some(Some(file))) => stem(&file).to_owned(),
        (Some(_), _) => match contents.registers(only).next() {
            Some(register) => register.name.clone(),
            None => return Ok(None),
        },
    };
    let mut text = String::new();
    (format.write)(&contents, only, &mut text)
        .map_err(|error: fmt::Error| Failure::Other(error.to_string()))?;
    Ok(Some((name, text)))
}

/// A file's name without its ending.
fn stem(file: &str) -> &str {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// The name in ASCII for old programs, and as it is for all others (RFC 6266).
fn disposition(name: &str, extension: &str) -> ContentDisposition {
    let is_safe =
        |c: char| !c.is_control() && !matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let name: String = name.chars().map(|c| if is_safe(c) { c } else { '-' }).collect();
    let name = name.trim_matches(|c: char| c == '.' || c.is_whitespace());
    named(
        DispositionType::Attachment,
        &format!("{}.{extension}", if name.is_empty() { "Counterfoil" } else { name }),
    )
}

/// A file of this name, to be saved or shown.
pub fn named(disposition: DispositionType, name: &str) -> ContentDisposition {
    let whole = name.to_owned();
    let plain: String = whole.chars().map(|c| if c.is_ascii() { c } else { '-' }).collect();
    let value = whole.clone().into_bytes();
    let mut parameters = vec![DispositionParam::Filename(plain.clone())];
    if plain != whole {
        let charset = actix_web::http::header::Charset::Ext("UTF-8".into());
        parameters.push(DispositionParam::FilenameExt(ExtendedValue { charset, language_tag: None, value }));
    }
    ContentDisposition { disposition, parameters }
}

fn no_such_format(name: &str) -> ApiError {
    let known: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    ApiError::field(
        "format",
        format!("“{}” is no format that a book can be written in", name.chars().take(40).collect::<String>()),
        format!("Choose one of these: {}.", known.join(", ")),
    )
}

fn whole_only(format: &Format) -> ApiError {
    ApiError::field(
        "account",
        format!("{} always holds the whole book", format.title),
        "Leave the account out, or choose another format.",
    )
}
