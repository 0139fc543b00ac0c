//! Accounts: their list, and opening, changing and deleting them.

use actix_web::web::{self, Json, Path, Query};

use super::as_of::AsOf;
use super::site::{Answer, Desk, Site, done};
use super::{mapping, wire};
use crate::ledger::{AccountId, Command};

/// All accounts: registers and categories, with their balances.
#[utoipa::path(operation_id = "list_accounts", get, path = "/api/v1/accounts", tag = "accounts", params(AsOf),
    responses((status = 200, body = wire::Accounts), (status = "4XX", body = wire::Problem)))]
pub async fn list(site: web::Data<Site>, day: Query<AsOf>) -> Answer<wire::Accounts> {
    let today = day.day(&site.clock)?;
    let read = site.read(move |book| {
        let accounts = book.accounts_on(today)?;
        let accounts = accounts.iter().map(|(row, balance)| mapping::account(row, *balance)).collect();
        Ok(wire::Accounts { revision: book.revision()?, today: today.to_string(), accounts })
    });
    Ok(Json(read.await?))
}

/// Opens an account.
#[utoipa::path(operation_id = "open_account", post, path = "/api/v1/accounts", tag = "accounts", request_body = wire::NewAccount,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn open(desk: Desk, new: Json<wire::NewAccount>) -> Answer<wire::Done> {
    let (new, words) = mapping::new_account(new.into_inner())?;
    done(&desk, Command::OpenAccountWith(new, words)).await
}

/// Renames, notes, closes or re-opens an account.
#[utoipa::path(operation_id = "edit_account", patch, path = "/api/v1/accounts/{id}", tag = "accounts", params(("id" = i64, Path)),
    request_body = wire::AccountPatch,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn edit(desk: Desk, id: Path<i64>, patch: Json<wire::AccountPatch>) -> Answer<wire::Done> {
    let patch = mapping::account_patch(patch.into_inner())?;
    done(&desk, Command::EditAccount { id: AccountId(*id), patch }).await
}

/// Deletes an account that nothing uses.
#[utoipa::path(operation_id = "delete_account", delete, path = "/api/v1/accounts/{id}", tag = "accounts", params(("id" = i64, Path)),
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn delete(desk: Desk, id: Path<i64>) -> Answer<wire::Done> {
    done(&desk, Command::DeleteAccount { id: AccountId(*id) }).await
}

/// What the account held when the book began.
#[utoipa::path(operation_id = "read_opening", get, path = "/api/v1/accounts/{id}/opening", tag = "accounts", params(("id" = i64, Path)),
    responses((status = 200, body = wire::AccountOpening)))]
pub async fn opening(site: web::Data<Site>, id: Path<i64>) -> Answer<wire::AccountOpening> {
    let account = AccountId(*id);
    let read = site.read(move |book| {
        let found = match book.opening(account)? {
            Some(id) => book.transaction(id)?,
            None => None,
        };
        // One that is void does not count.
        let opening = found.filter(|found| found.void.is_none()).and_then(|found| {
            let own = found.splits.iter().find(|split| split.account == account)?;
            Some(wire::Opening { date: found.date.to_string(), amount: own.amount.units() })
        });
        Ok(wire::AccountOpening { revision: book.revision()?, opening })
    });
    Ok(Json(read.await?))
}

/// Puts accounts in another order and one of them under another heading, as one step.
#[utoipa::path(operation_id = "order_accounts", put, path = "/api/v1/accounts/order", tag = "accounts",
    request_body = wire::AccountOrder,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn order(desk: Desk, order: Json<wire::AccountOrder>) -> Answer<wire::Done> {
    let order = order.into_inner();
    let moved = order.moved.map(|moved| (AccountId(moved.account), moved.group));
    let order = order.accounts.into_iter().map(AccountId).collect();
    done(&desk, Command::OrderAccounts { order, moved }).await
}
