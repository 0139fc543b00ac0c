//! Transactions and the states of their sides.

use actix_web::web::{self, Json, Path};

use super::error::ApiError;
use super::site::{Answer, Desk, Site, done};
use super::{mapping, pairs, wire};
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
        let tags = book.tags_of(id)?;
        Ok(Some(mapping::transaction(book.revision()?, &found, payee, tags)))
    });
    read.await?.map(Json).ok_or_else(|| ApiError::not_found("there is no such transaction"))
}

/// Adds a transaction.
#[utoipa::path(operation_id = "add_transaction", post, path = "/api/v1/transactions", tag = "transactions", request_body = wire::TransactionDraft,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn add(desk: Desk, draft: Json<wire::TransactionDraft>) -> Answer<wire::Done> {
    let counterpart = draft.counterpart;
    let draft = mapping::draft(draft.into_inner())?;
    done(&desk, pairs::minding(Command::AddTransaction(draft), counterpart)).await
}

/// Changes a transaction, as a whole.
#[utoipa::path(operation_id = "edit_transaction", put, path = "/api/v1/transactions/{id}", tag = "transactions", params(("id" = i64, Path)),
    request_body = wire::TransactionDraft,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn edit(desk: Desk, id: Path<i64>, draft: Json<wire::TransactionDraft>) -> Answer<wire::Done> {
    let (base, counterpart) = (draft.base, draft.counterpart);
    let draft = mapping::draft(draft.into_inner())?;
    let command = Command::EditTransaction { id: TransactionId(*id), draft, base };
    done(&desk, pairs::minding(command, counterpart)).await
}

/// Deletes a transaction.
#[utoipa::path(operation_id = "delete_transaction", delete, path = "/api/v1/transactions/{id}", tag = "transactions", params(("id" = i64, Path)),
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn delete(desk: Desk, id: Path<i64>) -> Answer<wire::Done> {
    done(&desk, Command::DeleteTransaction { id: TransactionId(*id) }).await
}

/// Marks a split as cleared or uncleared.
#[utoipa::path(operation_id = "mark_split", put, path = "/api/v1/transactions/{id}/splits/{split}/state", tag = "transactions",
    params(("id" = i64, Path), ("split" = usize, Path)), request_body = wire::StateChange,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn set_state(
    desk: Desk,
    path: Path<(i64, usize)>,
    change: Json<wire::StateChange>,
) -> Answer<wire::Done> {
    let (id, split) = path.into_inner();
    let state = mapping::state_from(change.state);
    let command = Command::SetState { id: TransactionId(id), split, state, unreconcile: change.unreconcile };
    done(&desk, command).await
}
