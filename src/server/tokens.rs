//! Keys for scripts: made with a name, shown once, listed, revoked.
//!
//! A script cannot do any of this with a key of its own; the door sees to that.

use std::io;
use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{self, Data, Json};

use super::error::ApiError;
use super::site::{Answer, Site};
use super::wire;

/// A key that was given out. The key itself is nowhere.
pub struct ScriptKey {
    pub name: String,
    /// RFC 3339.
    pub made: String,
}

/// Who keeps the keys.
pub trait KeyRing: Send + Sync {
    fn list(&self) -> Vec<ScriptKey>;

    /// A new key of this name.
    ///
    /// # Errors
    /// `AlreadyExists` when the name is taken, `QuotaExceeded` when there are too many, or what keeps it from being kept.
    fn make(&self, name: &str) -> io::Result<String>;

    /// # Errors
    /// `NotFound`, or what keeps it from being kept.
    fn revoke(&self, name: &str) -> io::Result<()>;
}

/// How long a name may be, in characters.
const NAME_MAX: usize = 60;

/// The keys that scripts have.
#[utoipa::path(operation_id = "list_tokens", get, path = "/api/v1/tokens", tag = "sessions",
    responses((status = 200, body = wire::Tokens)))]
pub async fn list(site: Data<Site>) -> Answer<wire::Tokens> {
    let ring = ring(&site)?;
    let token = |key: ScriptKey| wire::Token { name: key.name, made: key.made };
    Ok(Json(wire::Tokens { tokens: ring.list().into_iter().map(token).collect() }))
}

/// A new key for a script, with a name. The key is in this answer and nowhere else.
///
/// A script shows it as `Authorization: Bearer KEY`. It is good for `/api/` only, without a cookie and an
/// Origin, from programs of the same user, until it is revoked; with it no keys are made or revoked and no
/// browser is signed out.
#[utoipa::path(operation_id = "make_token", post, path = "/api/v1/tokens", tag = "sessions", request_body = wire::NewToken,
    responses((status = 200, body = wire::MadeToken), (status = "4XX", body = wire::Problem)))]
pub async fn make(site: Data<Site>, wanted: Json<wire::NewToken>) -> Answer<wire::MadeToken> {
    let ring = ring(&site)?;
    let name = wanted.name.trim().to_owned();
    // By its name it is revoked, in an address: a slash there would be other parts of it.
    let cannot_stand = |char: char| char.is_control() || matches!(char, '/' | '\\');
    if name.is_empty() || name.chars().count() > NAME_MAX || name.chars().any(cannot_stand) {
        let what = format!("a key has a name of at most {NAME_MAX} letters, without slashes");
        return Err(ApiError::bad(
            "token-name",
            StatusCode::UNPROCESSABLE_ENTITY,
            what,
            "Give it a short name.",
        ));
    }
    let asked = name.clone();
    let key = web::block(move || ring.make(&asked)).await.map_err(io::Error::other).and_then(|made| made);
    let key = key.map_err(|error| refused(&error, &name))?;
    tracing::info!("a key for a script was made");
    Ok(Json(wire::MadeToken { name, key }))
}

/// Revokes a key: whoever has it is let in no more.
#[utoipa::path(operation_id = "revoke_token", delete, path = "/api/v1/tokens/{name}", tag = "sessions",
    params(("name" = String, Path)), responses((status = 204), (status = "4XX", body = wire::Problem)))]
pub async fn revoke(site: Data<Site>, name: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let (ring, name) = (ring(&site)?, name.into_inner());
    let asked = name.clone();
    let revoked =
        web::block(move || ring.revoke(&asked)).await.map_err(io::Error::other).and_then(|done| done);
    revoked.map_err(|error| refused(&error, &name))?;
    tracing::info!("a key for a script was revoked");
    Ok(HttpResponse::NoContent().finish())
}

fn ring(site: &Site) -> Result<Arc<dyn KeyRing>, ApiError> {
    site.tokens.clone().ok_or_else(|| ApiError::not_found("this run keeps no keys for scripts"))
}

fn refused(error: &io::Error, name: &str) -> ApiError {
    match error.kind() {
        io::ErrorKind::NotFound => ApiError::not_found("there is no key of this name"),
        io::ErrorKind::AlreadyExists => {
            let what = format!("there is a key “{name}” already");
            ApiError::bad(
                "token-name-taken",
                StatusCode::CONFLICT,
                what,
                "Choose another name, or revoke that one.",
            )
        }
        io::ErrorKind::QuotaExceeded => {
            let advice = "Revoke those that no script uses any more.";
            ApiError::bad(
                "too-many-tokens",
                StatusCode::CONFLICT,
                "there are too many keys for scripts",
                advice,
            )
        }
        _ => {
            tracing::error!(%error, "the keys of scripts could not be kept");
            let advice = "Make room on the disk, or give yourself permission to Counterfoil's state folder.";
            let what = "the keys of scripts could not be written, so nothing was changed";
            ApiError::bad("tokens-not-kept", StatusCode::INTERNAL_SERVER_ERROR, what, advice)
        }
    }
}
