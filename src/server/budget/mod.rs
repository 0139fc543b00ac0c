//! The budget: what is planned, what became of it, and who is over.
//!
//! What is added up is the ledger's; here it is only asked for.

mod mapping;
mod scope;

use actix_web::web::{self, Json, Path, Query, ServiceConfig, get, post, put};

use self::scope::{NoBudget, Scope};
use super::as_of::AsOf;
use super::error::ApiError;
use super::site::{Answer, Desk, Site, done};
use super::wire;
use crate::ledger::budget::{BudgetRefusal, PlanSource, Way};
use crate::ledger::{AccountId, BudgetCommand, Command, TransactionId};

/// Its part of the table of addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .route("/budget", get().to(read))
        .route("/budget/plans", put().to(plan))
        .route("/budget/averages", post().to(averages))
        .route("/budget/way", put().to(set_way))
        .route("/budget/categories/{id}", put().to(set_rule))
        .route("/budget/over/{transaction}", get().to(over));
}

/// What is planned for each category in a month, a quarter or a year, what was spent, and what is left.
#[utoipa::path(operation_id = "read_budget", get, path = "/api/v1/budget", tag = "budget", params(wire::BudgetParameters, AsOf),
    responses((status = 200, body = wire::Budget), (status = "4XX", body = wire::Problem)))]
pub async fn read(
    site: web::Data<Site>,
    parameters: Query<wire::BudgetParameters>,
    day: Query<AsOf>,
) -> Answer<wire::Budget> {
    let today = day.day(&site.clock)?;
    let text = parameters.into_inner().period.unwrap_or_else(|| mapping::month_of(today));
    let scope = Scope { period: mapping::period(&text)?, today };
    let answer = site.read(move |book| NoBudget::told(scope.shown(book, text))).await?;
    answer.map(Json).map_err(refused)
}

/// Plans amounts, as one step. What is planned for a quarter or a year is spread evenly over its months.
#[utoipa::path(operation_id = "plan_budget", put, path = "/api/v1/budget/plans", tag = "budget", request_body = wire::BudgetPlans,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn plan(desk: Desk, plans: Json<wire::BudgetPlans>) -> Answer<wire::Done> {
    let amounts = mapping::plans(plans.into_inner())?;
    done(&desk, Command::Budget(BudgetCommand::Plan { amounts, source: PlanSource::Typed })).await
}

/// Plans, for each category and month of a period that has no plan, what the category came to a month in the year
/// before. What was planned stays.
#[utoipa::path(operation_id = "plan_budget_from_averages", post, path = "/api/v1/budget/averages", tag = "budget",
    request_body = wire::BudgetAverages, params(AsOf),
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn averages(
    desk: Desk,
    day: Query<AsOf>,
    wanted: Json<wire::BudgetAverages>,
) -> Answer<wire::Done> {
    let scope = Scope { period: mapping::period(&wanted.period)?, today: day.day(&desk.clock)? };
    let amounts = desk.read(move |book| NoBudget::told(scope.averages(book))).await?.map_err(refused)?;
    done(&desk, Command::Budget(BudgetCommand::Plan { amounts, source: PlanSource::Averages })).await
}

/// Tracking or envelopes.
#[utoipa::path(operation_id = "set_budget_way", put, path = "/api/v1/budget/way", tag = "budget", request_body = wire::SetBudgetWay,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn set_way(desk: Desk, wanted: Json<wire::SetBudgetWay>) -> Answer<wire::Done> {
    let way = match wanted.way {
        wire::BudgetWay::Tracking => Way::Tracking,
        wire::BudgetWay::Envelope => Way::Envelope,
    };
    done(&desk, Command::Budget(BudgetCommand::Way(way))).await
}

/// What holds for a category in every month: whether what is left is carried over, and a goal.
#[utoipa::path(operation_id = "set_budget_rule", put, path = "/api/v1/budget/categories/{id}", tag = "budget", params(("id" = i64, Path)),
    request_body = wire::BudgetRule,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn set_rule(desk: Desk, id: Path<i64>, rule: Json<wire::BudgetRule>) -> Answer<wire::Done> {
    let draft = mapping::rule(AccountId(*id), rule.into_inner())?;
    done(&desk, Command::Budget(BudgetCommand::Rule(draft))).await
}

/// Which categories of a transaction are over their plan in its month: nothing is stopped by it.
#[utoipa::path(operation_id = "read_budget_over", get, path = "/api/v1/budget/over/{transaction}", tag = "budget",
    params(("transaction" = i64, Path), AsOf),
    responses((status = 200, body = wire::BudgetOver), (status = "4XX", body = wire::Problem)))]
pub async fn over(site: web::Data<Site>, id: Path<i64>, day: Query<AsOf>) -> Answer<wire::BudgetOver> {
    let (id, today) = (TransactionId(*id), day.day(&site.clock)?);
    let answer = site.read(move |book| NoBudget::told(scope::over(book, id, today))).await?;
    let found = answer.map_err(refused)?;
    found.map(Json).ok_or_else(|| ApiError::not_found("there is no such transaction"))
}

fn refused(refusal: BudgetRefusal) -> ApiError {
    ApiError::field(refusal.field(), refusal.to_string(), refusal.advice())
}
