//! Transactions, their states, payees, history, undo and redo.

use actix_web::web::{self, Json, Path, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::error::ApiError;
use super::site::{Answer, Site, done};
use super::{mapping, wire};
use crate::ledger::{Command, TransactionId};

/// One transaction with all its sides.
#[utoipa::path(operation_id = "read_transaction", get, path = "/api/v1/transactions/{id}", tag = "transactions", params(("id" = i64, Path)),
    responses((status = 200, body = wire::Transaction), (status = "4XX", body = wire::Problem)))]
pub async fn get(site: web::Data<Site>, id: Path<i64>) -> Answer<wire::Transaction> {
    let id = TransactionId(*id);
    let read = site.read(move |book| {
        let Some(found) = book.transaction(id)? else {
            return Ok(None);
        };
        let payee = match found.payee {
            Some(payee) => book.payee(payee)?.map(|payee| payee.name),
            None => None,
        };
        Ok(Some(mapping::transaction(book.revision()?, &found, payee)))
    });
    read.await?.map(Json).ok_or_else(|| ApiError::not_found("there is no such transaction"))
}

/// Adds a transaction.
#[utoipa::path(operation_id = "add_transaction", post, path = "/api/v1/transactions", tag = "transactions", request_body = wire::TransactionDraft,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn add(site: web::Data<Site>, draft: Json<wire::TransactionDraft>) -> Answer<wire::Done> {
    let draft = mapping::draft(draft.into_inner())?;
    done(&site, Command::AddTransaction(draft)).await
}

/// Changes a transaction, as a whole.
#[utoipa::path(operation_id = "edit_transaction", put, path = "/api/v1/transactions/{id}", tag = "transactions", params(("id" = i64, Path)),
    request_body = wire::TransactionDraft,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn edit(
    site: web::Data<Site>,
    id: Path<i64>,
    draft: Json<wire::TransactionDraft>,
) -> Answer<wire::Done> {
    let base = draft.base;
    let draft = mapping::draft(draft.into_inner())?;
    done(&site, Command::EditTransaction { id: TransactionId(*id), draft, base }).await
}

/// Deletes a transaction.
#[utoipa::path(operation_id = "delete_transaction", delete, path = "/api/v1/transactions/{id}", tag = "transactions", params(("id" = i64, Path)),
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn delete(site: web::Data<Site>, id: Path<i64>) -> Answer<wire::Done> {
    done(&site, Command::DeleteTransaction { id: TransactionId(*id) }).await
}

/// Marks a split as cleared or uncleared.
#[utoipa::path(operation_id = "mark_split", put, path = "/api/v1/transactions/{id}/splits/{split}/state", tag = "transactions",
    params(("id" = i64, Path), ("split" = usize, Path)), request_body = wire::StateChange,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn set_state(
    site: web::Data<Site>,
    path: Path<(i64, usize)>,
    change: Json<wire::StateChange>,
) -> Answer<wire::Done> {
    let (id, split) = path.into_inner();
    let state = mapping::state_from(change.state);
    let command = Command::SetState { id: TransactionId(id), split, state, unreconcile: change.unreconcile };
    done(&site, command).await
}

/// Everyone ever used.
#[utoipa::path(operation_id = "list_payees", get, path = "/api/v1/payees", tag = "transactions", responses((status = 200, body = wire::Payees)))]
pub async fn payees(site: web::Data<Site>) -> Answer<wire::Payees> {
    let read = site.read(|book| {
        let rows = book.payees()?.into_iter();
        let payees = rows.map(|row| wire::Payee {
            id: row.payee.id.0,
            name: row.payee.name,
            last_category: row.last_category.map(|id| id.0),
        });
        Ok(wire::Payees { revision: book.revision()?, payees: payees.collect() })
    });
    Ok(Json(read.await?))
}

/// How much of the history.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Entries {
    /// 1 to 1,000; 50 when left out.
    limit: Option<u64>,
}

/// The change log in words, newest first.
#[utoipa::path(operation_id = "read_history", get, path = "/api/v1/history", tag = "history", params(Entries),
    responses((status = 200, body = wire::History)))]
pub async fn history(site: web::Data<Site>, entries: Query<Entries>) -> Answer<wire::History> {
    let limit = entries.limit.unwrap_or(50).clamp(1, 1_000);
    let read = site.read(move |book| {
        let (undo, redo) = book.undo_and_redo()?;
        let rows = book.history(limit)?.into_iter();
        let entries = rows.map(|row| wire::HistoryEntry {
            revision: row.revision,
            at: row.at,
            words: row.words,
            undone: row.undone,
        });
        Ok(wire::History { revision: book.revision()?, undo, redo, entries: entries.collect() })
    });
    Ok(Json(read.await?))
}

/// Takes back the newest change that is not taken back.
#[utoipa::path(post, path = "/api/v1/undo", tag = "history",
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn undo(site: web::Data<Site>) -> Answer<wire::Done> {
    done(&site, Command::Undo).await
}

/// Does again what was undone last.
#[utoipa::path(post, path = "/api/v1/redo", tag = "history",
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn redo(site: web::Data<Site>) -> Answer<wire::Done> {
    done(&site, Command::Redo).await
}
