//! A confirmed preview to one step of the book.
//!
//! It is planned anew on the book as it is now. What is written, others decide.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::web::Json;

use super::answered::with_counts;
use super::present;
use super::route::{Choice, first_account, plan_in};
use crate::book::{Named, OrderKey, pack};
use crate::import::plan::{NotDrafted, draft};
use crate::ledger::command::AccountChoice;
use crate::ledger::{Command, Refusal};
use crate::server::blocking::blocking;
use crate::server::error::ApiError;
use crate::server::previews::Held;
use crate::server::site::{Answer, Site};
use crate::server::underway::Task;
use crate::server::{backups, wire};

/// The lines of a file with so many are let go while they are written: should they be wanted again, to read the file
/// once more takes less than to hold them all that time.
const LONG: usize = 20_000;

/// Takes in what this preview holds, by what was chosen.
pub async fn take_in(
    site: &Site,
    (id, held): (&str, Arc<Held>),
    choices: Vec<Choice>,
    (origin, key): (&str, Option<&OrderKey>),
    task: &Arc<Task>,
) -> Answer<wire::Imported> {
    // It takes as long as the plan does, on another thread.
    let raw = blocking({
        let bytes = held.bytes.clone();
        move || pack(&bytes)
    });
    let (plan, base) = plan_in(site, &held, Some(choices), task).await?;
    if plan.statements.is_empty() {
        let advice = "Choose an account for at least one statement.";
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Err(ApiError::bad("nothing-chosen", status, "nothing was chosen", advice));
    }
    if held.lines() >= LONG {
        site.previews.let_go(id);
    }
    // By now it is packed: of a long file the bytes need not be there while its lines are drafted.
    let raw = raw.await??;
    // Where nobody else looks at the file any more, its lines are moved.
    let drafted = blocking(move || {
        let Held { name, file, .. } = Arc::unwrap_or_clone(held);
        let mut plan = plan;
        draft(&mut plan, file, &name, base).map(|drafted| (drafted, plan))
    });
    let ((mut draft, counts), plan) = drafted.await?.map_err(not_drafted)?;
    let makes_account = draft.statements.iter().any(|s| matches!(s.account, AccountChoice::New { .. }));
    if counts.added + counts.linked == 0 && !makes_account {
        // Nothing new: no step, nothing to undo.
        return Ok(Json(present::nothing_new(base, counts, &plan)));
    }
    let first = plan.statements.first().map(|planned| planned.destination.account.clone());
    // Of a long file it is much, and nothing of it is needed any more.
    drop(plan);
    draft.raw = Some(raw);
    backups::before_import(site, counts.added).await;
    let order = key.map(|key| with_counts(key, counts, first.as_ref()));
    let (origin, named) = (origin.into(), Named { order, step: None });
    let watch = Arc::clone(task) as _;
    let written = site.book.submit_watched(Command::Import(draft), origin, named, watch).await?;
    let account = first_account(site, first.as_ref()).await?;
    Ok(Json(present::imported(&written, counts, account)))
}

fn not_drafted(why: NotDrafted) -> ApiError {
    match why {
        NotDrafted::Money(error) => Refusal::from(error).into(),
        NotDrafted::Refused(statement, at, words) => {
            let field = format!("statements.{statement}.lines.{at}");
            ApiError::field(field, words, "Take back what was said of this line, or say something else.")
        }
        NotDrafted::Unanswered(_) => {
            let advice = "Say for each doubtful line which entry it is, or that it is new.";
            ApiError::bad("unanswered", StatusCode::UNPROCESSABLE_ENTITY, why.to_string(), advice)
        }
    }
}
