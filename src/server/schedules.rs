//! Schedules: what comes again, and what becomes of each time.

mod ahead;
mod due;
mod mapping;
mod proposals;

use actix_web::web::{self, Json, Path, Query};

pub use ahead::{__path_ahead, ahead};
pub use due::{__path_due_now, due, due_now};
pub use mapping::Named;
pub use proposals::{__path_proposals, proposals};

use super::as_of::AsOf;
use super::error::ApiError;
use super::site::{Answer, Desk, Site, done};
use super::wire;
use crate::book::{Failure, View};
use crate::ledger::schedule::{Amount, Mode, Schedule, ScheduleCommand, ScheduleId, estimate};
use crate::ledger::{Command, Minor};

/// All schedules, the ones that are due first.
#[utoipa::path(operation_id = "list_schedules", get, path = "/api/v1/schedules", tag = "schedules", params(AsOf),
    responses((status = 200, body = wire::Schedules), (status = "4XX", body = wire::Problem)))]
pub async fn list(site: web::Data<Site>, day: Query<AsOf>) -> Answer<wire::Schedules> {
    let today = day.day(&site.clock)?;
    let read = site.read(move |book| {
        let names = book.account_names()?;
        let mut schedules = Vec::new();
        for one in book.schedules()? {
            let named = named(book, &one, &names)?;
            schedules.push(mapping::schedule(&one, &named, usual(book, &one)?, today));
        }
        // What has ended comes last.
        schedules.sort_by_key(|one| {
            (one.next.is_none(), one.next.as_ref().map(|next| next.date.clone()), one.title.to_lowercase())
        });
        Ok(wire::Schedules { revision: book.revision()?, today: today.to_string(), schedules })
    });
    read.await.map(Json)
}

/// Adds a schedule. One that is entered by itself and is due already is entered at once, as a step of its own.
#[utoipa::path(operation_id = "add_schedule", post, path = "/api/v1/schedules", tag = "schedules", request_body = wire::ScheduleDraft,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn add(desk: Desk, draft: Json<wire::ScheduleDraft>) -> Answer<wire::Done> {
    let draft = mapping::draft(draft.into_inner())?;
    let enters = draft.mode != Mode::Remind;
    settled(&desk, ScheduleCommand::Add(draft), enters).await
}

/// Changes a schedule, as a whole. What was entered or skipped does not come again.
#[utoipa::path(operation_id = "edit_schedule", put, path = "/api/v1/schedules/{id}", tag = "schedules", params(("id" = i64, Path)),
    request_body = wire::ScheduleDraft, responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn edit(desk: Desk, id: Path<i64>, draft: Json<wire::ScheduleDraft>) -> Answer<wire::Done> {
    let draft = mapping::draft(draft.into_inner())?;
    let enters = draft.mode != Mode::Remind;
    settled(&desk, ScheduleCommand::Edit { id: ScheduleId(*id), draft }, enters).await
}

/// Deletes a schedule; what it entered stays.
#[utoipa::path(operation_id = "delete_schedule", delete, path = "/api/v1/schedules/{id}", tag = "schedules", params(("id" = i64, Path)),
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn delete(desk: Desk, id: Path<i64>) -> Answer<wire::Done> {
    done(&desk, Command::Schedule(ScheduleCommand::Delete { id: ScheduleId(*id) })).await
}

/// Makes a transaction of the next occurrence. The answer has its id.
#[utoipa::path(operation_id = "enter_occurrence", post, path = "/api/v1/schedules/{id}/enter", tag = "schedules", params(("id" = i64, Path)),
    request_body = wire::EnterOccurrence, responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn enter(desk: Desk, id: Path<i64>, how: Json<wire::EnterOccurrence>) -> Answer<wire::Done> {
    let how = how.into_inner();
    let amount = how.amount.map(|units| super::mapping::amount("amount", units)).transpose()?;
    let date = how.date.as_deref().map(|text| super::mapping::date("date", text)).transpose()?;
    let command = ScheduleCommand::Enter { id: ScheduleId(*id), occurrence: how.occurrence, amount, date };
    done(&desk, Command::Schedule(command)).await
}

/// Leaves the next occurrence out.
#[utoipa::path(operation_id = "skip_occurrence", post, path = "/api/v1/schedules/{id}/skip", tag = "schedules", params(("id" = i64, Path)),
    request_body = wire::SkipOccurrence, responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn skip(desk: Desk, id: Path<i64>, which: Json<wire::SkipOccurrence>) -> Answer<wire::Done> {
    let command = ScheduleCommand::Skip { id: ScheduleId(*id), occurrence: which.occurrence };
    done(&desk, Command::Schedule(command)).await
}

/// Moves the next occurrence to another day; the ones after it stay.
#[utoipa::path(operation_id = "move_occurrence", post, path = "/api/v1/schedules/{id}/move", tag = "schedules", params(("id" = i64, Path)),
    request_body = wire::MoveOccurrence, responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn move_to(desk: Desk, id: Path<i64>, to: Json<wire::MoveOccurrence>) -> Answer<wire::Done> {
    let date = super::mapping::date("date", &to.date)?;
    let command = ScheduleCommand::Move { id: ScheduleId(*id), occurrence: to.occurrence, date };
    done(&desk, Command::Schedule(command)).await
}

/// Carries out the command; then what is to be entered by itself by now is entered.
async fn settled(desk: &Desk, command: ScheduleCommand, enters: bool) -> Answer<wire::Done> {
    let answer = done(desk, Command::Schedule(command)).await?;
    if enters {
        let due = Command::Schedule(ScheduleCommand::EnterDue { today: desk.clock.today() });
        // The schedule is in the book, whatever this meets; it is tried again each day.
        if let Err(error) = done(desk, due).await {
            tracing::warn!(?error, "what is due is not entered by itself");
        }
    }
    Ok(answer)
}

/// The names that a schedule uses.
pub fn named<'n>(
    book: &View,
    schedule: &Schedule,
    names: &'n super::mapping::Names,
) -> Result<Named<'n>, Failure> {
    let payee = match schedule.payee {
        Some(id) => book.payee(id)?.map(|payee| payee.name),
        None => None,
    };
    let mut tags = Vec::new();
    for tag in book.tags()?.into_iter().filter(|row| schedule.tags.contains(&row.tag.id)) {
        tags.push(tag.tag.name);
    }
    Ok(Named { names, payee, tags })
}

/// The amount an occurrence has unless another is given, in minor units.
pub fn usual(book: &View, schedule: &Schedule) -> Result<Option<i64>, Failure> {
    Ok(match schedule.amount {
        Amount::Fixed(amount) => Some(amount.units()),
        Amount::Estimated(_) => estimate(&book.amounts_like(schedule)?).map(Minor::units),
        Amount::Asked(_) => None,
    })
}

fn no_such_account() -> ApiError {
    super::registers::no_such_account()
}
