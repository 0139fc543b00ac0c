//! Bytes to a held preview, with what is remembered of their layout.

use std::sync::Arc;
use std::time::Instant;

use actix_web::http::StatusCode;
use bytes::Bytes;
use tokio::time::sleep;

use super::layouts::layouts_of;
use super::remembered::Remembered;
use super::route::plan_in;
use crate::book::Rejected;
use crate::import::{self, BankFile, Layouts, Unreadable};
use crate::ledger::command::AccountChoice;
use crate::ledger::{AccountId, Stage, Stopped, Watch};
use crate::server::blocking::blocking;
use crate::server::error::ApiError;
use crate::server::previews::{HELD, Held};
use crate::server::site::Site;
use crate::server::underway::Task;
use crate::shell::{Secret, random};

/// Reads a file that came, as far as what is remembered says how, and holds it under a new id.
pub async fn hold(
    site: &Site,
    name: String,
    bytes: Bytes,
    task: &Arc<Task>,
) -> Result<(String, Arc<Held>), ApiError> {
    let first = read(&name, &bytes, Layouts::new(), task).await?;
    let id = Secret::from_bytes(random().map_err(|_| Rejected::Ending)?).text()[..32].to_owned();
    if first.readings.is_empty() {
        return Ok((id.clone(), keep(site, id, Held::new(name, first, bytes, Layouts::new()))));
    }
    let remembered = site.read(Remembered::of).await?;
    let layouts = remembered_of(&remembered, &first, None);
    let file = if layouts.is_empty() { first } else { read(&name, &bytes, layouts.clone(), task).await? };
    let held = keep(site, id.clone(), Held::new(name, file, bytes, layouts));
    if !is_open(&held) {
        return Ok((id, held));
    }
    // Accounts may disagree: the one that this file most likely belongs to decides.
    let (plan, _) = plan_in(site, &held, None, task).await?;
    let account = plan.statements.first().and_then(|first| match first.destination.account {
        AccountChoice::Existing(account) => Some(account),
        AccountChoice::New { .. } => None,
    });
    let layouts = remembered_of(&remembered, &held.file, account);
    let held =
        if layouts == held.layouts { held } else { hold_again(site, &id, &held, layouts, task).await? };
    Ok((id, held))
}

/// What is held under this id, with its lines: read again where they were let go.
pub async fn held(site: &Site, id: &str, task: &Arc<Task>) -> Result<Arc<Held>, ApiError> {
    let held = site.previews.get(id, Instant::now()).ok_or_else(super::forgotten)?;
    match held.is_let_go {
        true => hold_again(site, id, &held, held.layouts.clone(), task).await,
        false => Ok(held),
    }
}

/// Reads a held file again, with other answers, and holds it under the same id.
pub async fn hold_again(
    site: &Site,
    id: &str,
    held: &Held,
    layouts: Layouts,
    task: &Arc<Task>,
) -> Result<Arc<Held>, ApiError> {
    let file = read(&held.name, &held.bytes, layouts.clone(), task).await?;
    site.previews.forget(id);
    let held = Held::new(held.name.clone(), file, held.bytes.clone(), layouts);
    Ok(keep(site, id.to_owned(), held))
}

/// Refuses what leaves a question open: no date and no amount is guessed.
pub fn all_answered(held: &Held) -> Result<(), ApiError> {
    if !is_open(held) {
        return Ok(());
    }
    let what = "a question about this file is not answered";
    let advice = "Say how its dates and amounts are to be read; it is asked only once.";
    Err(ApiError::bad("unanswered-layout", StatusCode::UNPROCESSABLE_ENTITY, what, advice))
}

/// Remembers the answers for the account that the lines went to.
pub async fn remember(site: &Site, held: &Held, account: Option<i64>) -> Result<(), ApiError> {
    let Some(account) = account.filter(|_| !held.layouts.is_empty()) else {
        return Ok(());
    };
    let remembered = site.read(Remembered::of).await?;
    for command in remembered.commands(&held.file.readings, &held.layouts, AccountId(account)) {
        site.book.submit(command).await?;
    }
    Ok(())
}

fn is_open(held: &Held) -> bool {
    held.file.readings.iter().any(import::Reading::is_open)
}

fn remembered_of(remembered: &Remembered, file: &BankFile, account: Option<AccountId>) -> Layouts {
    layouts_of(file.readings.iter().filter_map(|reading| remembered.settings(&reading.layout, account)))
}

fn keep(site: &Site, id: String, held: Held) -> Arc<Held> {
    let previews = Arc::clone(&site.previews);
    // One that is looked at and left does not stay for as long as the program runs.
    actix_web::rt::spawn(async move {
        sleep(HELD).await;
        previews.sweep(Instant::now());
    });
    site.previews.hold(id, held, Instant::now())
}

async fn read(name: &str, bytes: &Bytes, layouts: Layouts, task: &Arc<Task>) -> Result<BankFile, ApiError> {
    task.at(Stage::Reading, 0, 0)?;
    let (name, bytes) = (name.to_owned(), bytes.clone());
    let watch = Arc::clone(task);
    let reading = blocking(move || import::read_watched(&name, &bytes, &layouts, &*watch));
    // Whoever stops it is answered at once; the reader ends where it next looks.
    let read = tokio::select! {
        read = reading => read?,
        () = task.stopped() => return Err(Stopped.into()),
    };
    read.map_err(|unreadable| match unreadable {
        Unreadable::Cancelled => Stopped.into(),
        other => super::unreadable_file(&other),
    })
}
