//! Categories as a tree of names: another name or place, merging, what nothing uses.
//!
//! They are listed, made and deleted as the accounts they are.

use actix_web::web::{Json, Path};

use super::error::ApiError;
use super::site::{Answer, Desk, done};
use super::{mapping, wire};
use crate::ledger::command::Unused;
use crate::ledger::{AccountId, Command};

/// Renames a category and all beneath it; `Food:Groceries` puts it under `Food`.
/// 409 `category-taken` where the name is another's: merge them then.
#[utoipa::path(operation_id = "rename_category", patch, path = "/api/v1/categories/{id}", tag = "categories", params(("id" = i64, Path)),
    request_body = wire::Rename,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn rename(desk: Desk, id: Path<i64>, new: Json<wire::Rename>) -> Answer<wire::Done> {
    let id = AccountId(*id);
    let found = desk.read(move |book| book.account(id)).await?;
    let category = found.ok_or_else(|| ApiError::not_found("there is no such category"))?;
    let to = new.into_inner().name;
    done(&desk, Command::RenameCategory { name: category.name, currency: category.currency, to }).await
}

/// The same by name, also for a `Food` that only has categories beneath it.
#[utoipa::path(operation_id = "rename_categories", post, path = "/api/v1/categories/rename", tag = "categories",
    request_body = wire::CategoryRename,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn rename_named(desk: Desk, new: Json<wire::CategoryRename>) -> Answer<wire::Done> {
    let wire::CategoryRename { name, currency, to } = new.into_inner();
    let currency = mapping::currency(&currency)?;
    done(&desk, Command::RenameCategory { name, currency, to }).await
}

/// All that is in a category goes to another; what is beneath it follows.
#[utoipa::path(operation_id = "merge_category", post, path = "/api/v1/categories/{id}/merge", tag = "categories", params(("id" = i64, Path)),
    request_body = wire::Merge,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn merge(desk: Desk, id: Path<i64>, merge: Json<wire::Merge>) -> Answer<wire::Done> {
    done(&desk, Command::MergeCategory { id: AccountId(*id), into: AccountId(merge.into) }).await
}

/// Deletes the categories that nothing uses, as one step.
#[utoipa::path(operation_id = "delete_unused_categories", post, path = "/api/v1/categories/delete-unused", tag = "categories",
    responses((status = 200, body = wire::Done)))]
pub async fn delete_unused(desk: Desk) -> Answer<wire::Done> {
    done(&desk, Command::DeleteUnused(Unused::Categories)).await
}
