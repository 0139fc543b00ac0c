//! Payees and tags: the lists, other names, merging, deleting.

use actix_web::web::{self, Json, Path};

use super::site::{Answer, Desk, Site, done};
use super::wire;
use crate::ledger::command::Unused;
use crate::ledger::{Command, PayeeId, TagId};

/// Everyone ever used.
#[utoipa::path(operation_id = "list_payees", get, path = "/api/v1/payees", tag = "payees", responses((status = 200, body = wire::Payees)))]
pub async fn list(site: web::Data<Site>) -> Answer<wire::Payees> {
    let read = site.read(|book| {
        let rows = book.payees()?.into_iter();
        let payees = rows.map(|row| wire::Payee {
            id: row.payee.id.0,
            name: row.payee.name,
            last_category: row.last_category.map(|id| id.0),
            uses: row.uses,
            last_date: row.last_date.map(|day| day.to_string()),
        });
        let (payees, unused) = (payees.collect(), book.payees_unused()?);
        Ok(wire::Payees { revision: book.revision()?, payees, unused })
    });
    Ok(Json(read.await?))
}

/// Renames a payee. 409 `payee-taken` where the name is another's: merge them then.
#[utoipa::path(operation_id = "rename_payee", patch, path = "/api/v1/payees/{id}", tag = "payees", params(("id" = i64, Path)),
    request_body = wire::Rename,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn rename(desk: Desk, id: Path<i64>, new: Json<wire::Rename>) -> Answer<wire::Done> {
    done(&desk, Command::RenamePayee { id: PayeeId(*id), name: new.into_inner().name }).await
}

/// Deletes a payee that no transaction has.
#[utoipa::path(operation_id = "delete_payee", delete, path = "/api/v1/payees/{id}", tag = "payees", params(("id" = i64, Path)),
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn delete(desk: Desk, id: Path<i64>) -> Answer<wire::Done> {
    done(&desk, Command::DeletePayee { id: PayeeId(*id) }).await
}

/// Its transactions go to another payee.
#[utoipa::path(operation_id = "merge_payee", post, path = "/api/v1/payees/{id}/merge", tag = "payees", params(("id" = i64, Path)),
    request_body = wire::Merge,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn merge(desk: Desk, id: Path<i64>, merge: Json<wire::Merge>) -> Answer<wire::Done> {
    done(&desk, Command::MergePayee { id: PayeeId(*id), into: PayeeId(merge.into) }).await
}

/// Deletes the payees that no transaction has, as one step.
#[utoipa::path(operation_id = "delete_unused_payees", post, path = "/api/v1/payees/delete-unused", tag = "payees",
    responses((status = 200, body = wire::Done)))]
pub async fn delete_unused(desk: Desk) -> Answer<wire::Done> {
    done(&desk, Command::DeleteUnused(Unused::Payees)).await
}

/// All tags, with how often they are used.
#[utoipa::path(operation_id = "list_tags", get, path = "/api/v1/tags", tag = "tags", responses((status = 200, body = wire::Tags)))]
pub async fn tags(site: web::Data<Site>) -> Answer<wire::Tags> {
    let read = site.read(|book| {
        let rows = book.tags()?.into_iter();
        let tags = rows.map(|row| wire::Tag { id: row.tag.id.0, name: row.tag.name, uses: row.uses });
        Ok(wire::Tags { revision: book.revision()?, tags: tags.collect() })
    });
    Ok(Json(read.await?))
}

/// Renames a tag.
#[utoipa::path(operation_id = "rename_tag", patch, path = "/api/v1/tags/{id}", tag = "tags", params(("id" = i64, Path)),
    request_body = wire::Rename,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn rename_tag(desk: Desk, id: Path<i64>, new: Json<wire::Rename>) -> Answer<wire::Done> {
    done(&desk, Command::RenameTag { id: TagId(*id), name: new.into_inner().name }).await
}

/// Takes a tag off all its transactions and deletes it.
#[utoipa::path(operation_id = "delete_tag", delete, path = "/api/v1/tags/{id}", tag = "tags", params(("id" = i64, Path)),
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn delete_tag(desk: Desk, id: Path<i64>) -> Answer<wire::Done> {
    done(&desk, Command::DeleteTag { id: TagId(*id) }).await
}

/// Its transactions get another tag instead.
#[utoipa::path(operation_id = "merge_tag", post, path = "/api/v1/tags/{id}/merge", tag = "tags", params(("id" = i64, Path)),
    request_body = wire::Merge,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn merge_tag(desk: Desk, id: Path<i64>, merge: Json<wire::Merge>) -> Answer<wire::Done> {
    done(&desk, Command::MergeTag { id: TagId(*id), into: TagId(merge.into) }).await
}

/// Deletes the tags that no transaction has, as one step.
#[utoipa::path(operation_id = "delete_unused_tags", post, path = "/api/v1/tags/delete-unused", tag = "tags",
    responses((status = 200, body = wire::Done)))]
pub async fn delete_unused_tags(desk: Desk) -> Answer<wire::Done> {
    done(&desk, Command::DeleteUnused(Unused::Tags)).await
}
