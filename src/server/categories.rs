//! Categories as a tree of names: another name or place, merging, what nothing uses.
//!
//! They are listed, made and deleted as the accounts they are.

use std::collections::BTreeSet;

use actix_web::web::{self, Json, Path};

use super::error::ApiError;
use super::site::{Answer, Desk, Site, done};
use super::{mapping, wire};
use crate::book::{Failure, Rejected, View};
use crate::ledger::command::Unused;
use crate::ledger::{AccountId, Change, Command, Decision, Denied, Edit, Refusal, SplitsMoved};

/// Renames a category and all beneath it; `Food:Groceries` puts it under `Food`.
/// 409 `category-taken` where the name is another's, unless `merge` says that the two become one.
#[utoipa::path(operation_id = "rename_category", patch, path = "/api/v1/categories/{id}", tag = "categories", params(("id" = i64, Path)),
    request_body = wire::RenameCategory,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn rename(desk: Desk, id: Path<i64>, new: Json<wire::RenameCategory>) -> Answer<wire::Done> {
    let id = AccountId(*id);
    let found = desk.read(move |book| book.account(id)).await?;
    let category = found.ok_or_else(|| ApiError::not_found("there is no such category"))?;
    let wire::RenameCategory { name: to, merge } = new.into_inner();
    let (name, currency) = (category.name, category.currency);
    done(&desk, Command::RenameCategory { name, currency, to, merge }).await
}

/// The same by name, also for a `Food` that only has categories beneath it.
#[utoipa::path(operation_id = "rename_categories", post, path = "/api/v1/categories/rename", tag = "categories",
    request_body = wire::CategoryRename,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn rename_named(desk: Desk, new: Json<wire::CategoryRename>) -> Answer<wire::Done> {
    done(&desk, renaming(new.into_inner())?).await
}

/// What the same would do: which categories get another name, and which become one with another. Changes nothing.
#[utoipa::path(operation_id = "preview_rename_categories", post, path = "/api/v1/categories/rename/preview", tag = "categories",
    request_body = wire::CategoryRename,
    responses((status = 200, body = wire::CategoryRenamePreview), (status = "4XX", body = wire::Problem)))]
pub async fn preview_rename(
    site: web::Data<Site>,
    new: Json<wire::CategoryRename>,
) -> Answer<wire::CategoryRenamePreview> {
    let command = renaming(new.into_inner())?;
    let read = site.read(move |book| match book.would(command) {
        Ok(decision) => Ok(Ok(shown(book, &decision)?)),
        Err(Denied::Refused(refusal)) => Ok(Err(refusal)),
        Err(Denied::Failed(failure)) => Err(failure),
    });
    let outcome: Result<wire::CategoryRenamePreview, Refusal> = read.await?;
    Ok(Json(outcome.map_err(Rejected::Refused)?))
}

fn renaming(new: wire::CategoryRename) -> Result<Command, ApiError> {
    let wire::CategoryRename { name, currency, to, merge } = new;
    Ok(Command::RenameCategory { name, currency: mapping::currency(&currency)?, to, merge })
}

/// The categories of a decision: those that are called otherwise, and those that are gone into another.
fn shown(book: &View, decision: &Decision) -> Result<wire::CategoryRenamePreview, Failure> {
    let moved = |id: AccountId| {
        decision.changes.iter().find_map(|change| match change {
            Change::SplitsMoved(moved) if moved.from == id => Some(moved),
            _ => None,
        })
    };
    let names = book.account_names()?;
    let named = |id: AccountId| names.get(&id).map(|found| found.name.clone()).unwrap_or_default();
    let (mut renamed, mut merged) = (Vec::new(), Vec::new());
    for change in &decision.changes {
        match change {
            Change::Account(Edit { before: Some(before), after: Some(after) }) => {
                renamed.push(wire::CategoryRenamed { from: before.name.clone(), to: after.name.clone() });
            }
            Change::Account(Edit { before: Some(before), after: None }) => {
                let moved = moved(before.id);
                let into = moved.map(|moved| named(moved.to));
                let transactions = moved.map(transactions).unwrap_or_default();
                merged.push(wire::CategoryMerged { from: before.name.clone(), into, transactions });
            }
            _ => {}
        }
    }
    Ok(wire::CategoryRenamePreview {
        revision: book.revision()?,
        words: decision.words.clone(),
        renamed,
        merged,
    })
}

fn transactions(moved: &SplitsMoved) -> u64 {
    moved.splits.iter().map(|(id, _)| *id).collect::<BTreeSet<_>>().len() as u64
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
