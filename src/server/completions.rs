//! Completing a payee, and recalling what it had last time.

use actix_web::web::{self, Json, Path, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::error::ApiError;
use super::registers::no_such_account;
use super::site::{Answer, Site};
use super::{mapping, wire};
use crate::ledger::{AccountId, PayeeId};

/// The most completions in one answer.
const MOST: usize = 50;

/// What was typed so far.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Typed {
    /// Left out or empty: the likeliest payees of this account.
    text: Option<String>,
    /// 1 to 50; 8 when left out.
    limit: Option<usize>,
}

/// Payees that may be meant: those that begin so, then those that have it within, by use in this account.
#[utoipa::path(operation_id = "complete_payee", get, path = "/api/v1/accounts/{id}/completions", tag = "accounts", params(("id" = i64, Path), Typed),
    responses((status = 200, body = Vec<wire::Completion>), (status = "4XX", body = wire::Problem)))]
pub async fn complete(
    site: web::Data<Site>,
    id: Path<i64>,
    typed: Query<Typed>,
) -> Answer<Vec<wire::Completion>> {
    let account = AccountId(*id);
    let limit = typed.limit.unwrap_or(8).clamp(1, MOST);
    let read = site.read(move |book| {
        if book.account(account)?.is_none() {
            return Ok(None);
        }
        let found = book.completions(account, typed.text.as_deref().unwrap_or_default(), limit)?;
        Ok(Some(found.into_iter().map(mapping::completion).collect()))
    });
    read.await?.map(Json).ok_or_else(no_such_account)
}

/// Which payee.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Recalling {
    payee: i64,
}

/// What the newest transaction with this payee had: in this account, else in any.
#[utoipa::path(operation_id = "recall_payee", get, path = "/api/v1/accounts/{id}/recall", tag = "accounts", params(("id" = i64, Path), Recalling),
    responses((status = 200, body = wire::Recall), (status = "4XX", body = wire::Problem)))]
pub async fn recall(
    site: web::Data<Site>,
    id: Path<i64>,
    recalling: Query<Recalling>,
) -> Answer<wire::Recall> {
    let account = AccountId(*id);
    let read = site.read(move |book| {
        let Some(recalled) = book.recall(account, PayeeId(recalling.payee))? else {
            return Ok(None);
        };
        Ok(Some(mapping::recall(&recalled, &book.account_names()?)))
    });
    read.await?.map(Json).ok_or_else(|| ApiError::not_found("there is no transaction with this payee"))
}
