//! Accounts: their list, and opening, changing and deleting them.

use actix_web::web::{self, Json, Path};

use super::site::{Answer, Site, done};
use super::{mapping, wire};
use crate::ledger::{AccountId, Command};

/// All accounts: registers and categories, with their balances.
#[utoipa::path(operation_id = "list_accounts", get, path = "/api/v1/accounts", tag = "accounts", responses((status = 200, body = wire::Accounts)))]
pub async fn list(site: web::Data<Site>) -> Answer<wire::Accounts> {
    let read = site.read(|book| {
        let accounts = book.accounts()?.iter().map(mapping::account).collect();
        Ok(wire::Accounts { revision: book.revision()?, accounts })
    });
    Ok(Json(read.await?))
}

/// Opens an account.
#[utoipa::path(operation_id = "open_account", post, path = "/api/v1/accounts", tag = "accounts", request_body = wire::NewAccount,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn open(site: web::Data<Site>, new: Json<wire::NewAccount>) -> Answer<wire::Done> {
    let new = mapping::new_account(new.into_inner())?;
    done(&site, Command::OpenAccount(new)).await
}

/// Renames, notes, closes or re-opens an account.
#[utoipa::path(operation_id = "edit_account", patch, path = "/api/v1/accounts/{id}", tag = "accounts", params(("id" = i64, Path)),
    request_body = wire::AccountPatch,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn edit(
    site: web::Data<Site>,
    id: Path<i64>,
    patch: Json<wire::AccountPatch>,
) -> Answer<wire::Done> {
    let patch = mapping::account_patch(patch.into_inner());
    done(&site, Command::EditAccount { id: AccountId(*id), patch }).await
}

/// Deletes an account that nothing uses.
#[utoipa::path(operation_id = "delete_account", delete, path = "/api/v1/accounts/{id}", tag = "accounts", params(("id" = i64, Path)),
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn delete(site: web::Data<Site>, id: Path<i64>) -> Answer<wire::Done> {
    done(&site, Command::DeleteAccount { id: AccountId(*id) }).await
}
