//! The backups of the book: which there are, what differs from today, making one, and a book out of one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::web::{self, Json};

use super::blocking::blocking;
use super::error::ApiError;
use super::site::{Answer, Keeping, Site};
use super::wire;
use crate::book::backups::{BackupError, Manifest, Why, restoring};
use crate::book::{Figures, Rejected};

/// The backups, the newest first, each with what differs from today.
#[utoipa::path(operation_id = "list_backups", get, path = "/api/v1/backups", tag = "backups",
    responses((status = 200, body = wire::Backups), (status = "4XX", body = wire::Problem)))]
pub async fn list(site: web::Data<Site>) -> Answer<wire::Backups> {
    let keeping = keeping(&site)?;
    let now = site.read(|book| book.figures()).await?;
    let list = blocking(move || {
        let keep = keeping.backups.keep();
        wire::Backups {
            folder: keeping.backups.folder().display().to_string(),
            days: keep.days as u64,
            weeks: keep.weeks as u64,
            months: keep.months as u64,
            revision: now.revision,
            transactions: now.transactions,
            backups: keeping.backups.list().into_iter().map(|backup| told(backup, &now)).collect(),
        }
    });
    Ok(Json(list.await.map_err(Rejected::Failed)?))
}

fn told(backup: Manifest, now: &Figures) -> wire::Backup {
    let registers = backup.accounts.iter().filter(|held| held.is_register);
    let differs = registers.filter_map(|held| {
        let today = now
            .balances
            .iter()
            .find(|one| one.is_register && one.name == held.name && one.currency == held.currency);
        let units = today.map(|one| one.units);
        (units != Some(held.balance)).then(|| wire::BackupBalance {
            name: held.name.clone(),
            currency: held.currency.clone(),
            then: held.balance,
            now: units,
        })
    });
    let differs: Vec<_> = differs.collect();
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    wire::Backup {
        fewer: count(now.transactions) - count(backup.transactions),
        differs,
        name: backup.name,
        at: backup.at,
        why: why(backup.why).to_owned(),
        bytes: backup.packed_bytes,
        revision: backup.revision,
        transactions: backup.transactions,
    }
}

fn why(why: Why) -> &'static str {
    match why {
        Why::Day => "first change of the day",
        Why::Import => "before an import",
        Why::Quit => "when Counterfoil was quit",
        Why::Asked => "asked for",
        Why::Restore => "before a backup took its place",
        Why::Update => "before a newer version changed the book's form",
    }
}

/// Makes a backup now: it is read back and checked before this answers.
#[utoipa::path(operation_id = "make_backup", post, path = "/api/v1/backups", tag = "backups", request_body = wire::NewBackup,
    responses((status = 200, body = wire::MadeBackup), (status = "4XX", body = wire::Problem)))]
pub async fn make(site: web::Data<Site>, wanted: Json<wire::NewBackup>) -> Answer<wire::MadeBackup> {
    let keeping = keeping(&site)?;
    let (book, clock) = (Arc::clone(&site.book), site.clock.clone());
    let folder = wanted.to.clone().map_or_else(|| keeping.backups.folder().to_owned(), PathBuf::from);
    let to = folder.clone();
    let made = blocking(move || keeping.backups.make_in(&to, &book, Why::Asked, &clock)).await;
    let made = made.map_err(Rejected::Failed)?.map_err(|error| refused(&error))?;
    Ok(Json(wire::MadeBackup {
        folder: folder.display().to_string(),
        name: made.name,
        bytes: made.packed_bytes,
    }))
}

/// Makes a book of a backup: a new one beside this one, or in its place, after which the program starts anew.
#[utoipa::path(operation_id = "restore_backup", post, path = "/api/v1/backups/restore", tag = "backups", request_body = wire::RestoreBackup,
    responses((status = 200, body = wire::Restored), (status = "4XX", body = wire::Problem)))]
pub async fn restore(site: web::Data<Site>, wanted: Json<wire::RestoreBackup>) -> Answer<wire::Restored> {
    let keeping = keeping(&site)?;
    let wanted = wanted.into_inner();
    let listed = keeping.backups.list().into_iter().find(|backup| backup.name == wanted.name);
    let Some(listed) = listed else {
        return Err(ApiError::not_found("there is no backup of this name"));
    };
    let file = keeping.backups.folder().join(&listed.name);
    if wanted.in_place {
        let ordered = blocking(move || (keeping.replace)(&listed.name)).await.map_err(Rejected::Failed)?;
        ordered.map_err(|error| {
            ApiError::bad(
                "not-restored",
                StatusCode::CONFLICT,
                error.to_string(),
                "Quit Counterfoil and use counterfoil restore.",
            )
        })?;
        site.life.quit();
        return Ok(Json(wire::Restored { path: site.book.path().display().to_string() }));
    }
    let path = site.book.path();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let day = listed.at.get(..19).unwrap_or_default().replace(':', "");
    let to = path.parent().unwrap_or(Path::new("/")).join(format!("{stem} as of {day}.counterfoil"));
    let made = to.clone();
    let restored = blocking(move || restoring::restore(&file, &made)).await.map_err(Rejected::Failed)?;
    restored.map_err(|error| refused(&error))?;
    Ok(Json(wire::Restored { path: to.display().to_string() }))
}

/// From so many rows on the book is backed up before an import.
const MANY: u64 = 1_000;

/// Backs the book up before an import of many rows. An import can be undone, so it goes on where that fails.
pub async fn before_import(site: &Site, rows: u64) {
    if rows <= MANY {
        return;
    }
    let Some(keeping) = site.backups.clone().filter(|keeping| keeping.backups.is_behind(&site.book)) else {
        return;
    };
    let (book, clock) = (Arc::clone(&site.book), site.clock.clone());
    let made = blocking(move || keeping.backups.make(&book, Why::Import, &clock)).await;
    if let Ok(Err(error)) = made {
        tracing::error!(%error, "the book could not be backed up before an import");
    }
}

fn keeping(site: &Site) -> Result<Arc<Keeping>, ApiError> {
    site.backups.clone().ok_or_else(|| ApiError::not_found("no backups are made of this book"))
}

fn refused(error: &BackupError) -> ApiError {
    tracing::error!(%error, "a backup failed");
    let status = match error {
        BackupError::NoRoom { .. } => StatusCode::INSUFFICIENT_STORAGE,
        BackupError::Folder(..) | BackupError::Unsound(_) => StatusCode::CONFLICT,
        BackupError::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
    };
    ApiError::bad("backup", status, error.to_string(), error.advice())
}
