//! What the page remembers in the book: columns, saved searches, presets.
//!
//! The values are the page's own JSON; the server looks at their size only.

use actix_web::web::{self, Json, Path};
use serde_json::Value;

use super::site::{Answer, Desk, Site, done};
use super::wire;
use crate::ledger::Command;

/// Everything that the page remembers.
#[utoipa::path(operation_id = "list_preferences", get, path = "/api/v1/preferences", tag = "preferences",
    responses((status = 200, body = wire::Preferences)))]
pub async fn list(site: web::Data<Site>) -> Answer<wire::Preferences> {
    let read = site.read(|book| {
        let kept = book.preferences()?.into_iter();
        // What is not JSON was not written by us: to the page it is as if it were not there.
        let values = kept.filter_map(|kept| Some((kept.key, serde_json::from_str(&kept.value).ok()?)));
        Ok(wire::Preferences { revision: book.revision()?, values: values.collect() })
    });
    Ok(Json(read.await?))
}

/// Remembers a value: any JSON of at most 64 kB. No step of undo.
#[utoipa::path(operation_id = "set_preference", put, path = "/api/v1/preferences/{key}", tag = "preferences",
    params(("key" = String, Path)), request_body = Object,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn set(desk: Desk, key: Path<String>, value: Json<Value>) -> Answer<wire::Done> {
    let value = Some(value.to_string());
    done(&desk, Command::SetPreference { key: key.into_inner(), value }).await
}

/// Forgets a value.
#[utoipa::path(operation_id = "forget_preference", delete, path = "/api/v1/preferences/{key}", tag = "preferences",
    params(("key" = String, Path)),
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn forget(desk: Desk, key: Path<String>) -> Answer<wire::Done> {
    done(&desk, Command::SetPreference { key: key.into_inner(), value: None }).await
}
