//! What can be taken back of a step of which a part was changed since, and what stays.

use std::collections::BTreeSet;

use actix_web::web::{self, Json, Path};

use super::pairs::shown;
use super::site::{Answer, Desk, Site, done};
use super::wire;
use crate::book::{Failure, Rejected, View};
use crate::ledger::{Change, Command, Decision, Denied, Edit, Refusal, TransactionId};

/// So many of those that stay are shown.
const SHOWN: usize = 200;

/// What taking back the rest would do. Changes nothing.
#[utoipa::path(operation_id = "preview_rest", get, path = "/api/v1/history/{revision}/rest", tag = "history", params(("revision" = u64, Path)),
    responses((status = 200, body = wire::RestPreview), (status = "4XX", body = wire::Problem)))]
pub async fn preview(site: web::Data<Site>, revision: Path<u64>) -> Answer<wire::RestPreview> {
    let command = Command::TakeBackRest { revision: *revision };
    let read = site.read(move |book| match book.would(command) {
        Ok(decision) => Ok(Ok(told(book, &decision)?)),
        Err(Denied::Refused(refusal)) => Ok(Err(refusal)),
        Err(Denied::Failed(failure)) => Err(failure),
    });
    let outcome: Result<wire::RestPreview, Refusal> = read.await?;
    Ok(Json(outcome.map_err(Rejected::Refused)?))
}

/// Takes back what can be taken back of a step; what was changed since stays, and is named.
#[utoipa::path(operation_id = "take_back_rest", post, path = "/api/v1/history/{revision}/rest", tag = "history", params(("revision" = u64, Path)),
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn take_back(desk: Desk, revision: Path<u64>) -> Answer<wire::Done> {
    done(&desk, Command::TakeBackRest { revision: *revision }).await
}

fn told(book: &View, decision: &Decision) -> Result<wire::RestPreview, Failure> {
    let taken = decision.changes.iter().filter(|change| matches!(change, Change::Transaction(_))).count();
    let stay: BTreeSet<TransactionId> = decision.changes.iter().flat_map(left).collect();
    let names = book.account_names()?;
    let mut rows = Vec::new();
    for id in stay.iter().take(SHOWN) {
        if let Some(transaction) = book.transaction(*id)? {
            rows.push(shown(book, &transaction, 0, &names)?);
        }
    }
    Ok(wire::RestPreview {
        revision: book.revision()?,
        words: decision.words.clone(),
        taken: taken as u64,
        stay: stay.len() as u64,
        rows,
    })
}

/// The transactions of the lines that an import goes on knowing.
fn left(change: &Change) -> Vec<TransactionId> {
    match change {
        Change::Batch(Edit { after: Some(batch), .. }) => {
            batch.lines.iter().filter_map(|line| line.transaction).collect()
        }
        _ => Vec::new(),
    }
}
