//! An import that named itself, sent again: it is answered as it was at first, although its preview is gone by then.
//!
//! Nothing is taken in here.

use serde::{Deserialize, Serialize};

use super::route::register_named;
use crate::book::{Answered, OrderKey, Rejected};
use crate::import::plan::Counts;
use crate::ledger::command::AccountChoice;
use crate::server::error::ApiError;
use crate::server::site::Site;
use crate::server::wire;

/// What is kept of an answer with its order, besides the step.
#[derive(Debug, Serialize, Deserialize)]
struct Besides {
    added: u64,
    known: u64,
    linked: u64,
    left_out: u64,
    scheduled: u64,
    account: Option<i64>,
    /// The name of the first account, where the import made it.
    made_account: Option<String>,
}

/// The order with what its answer says besides the step.
pub fn with_counts(order: &OrderKey, counts: Counts, first: Option<&AccountChoice>) -> OrderKey {
    let Counts { added, known, linked, scheduled, left_out } = counts;
    let (account, made_account) = match first {
        Some(AccountChoice::Existing(id)) => (Some(id.0), None),
        Some(AccountChoice::New { name, .. }) => (None, Some(name.clone())),
        None => (None, None),
    };
    let besides = Besides { added, known, linked, left_out, scheduled, account, made_account };
    OrderKey { besides: serde_json::to_string(&besides).ok(), ..order.clone() }
}

/// What this order was answered, if it was carried out before.
pub async fn before(site: &Site, order: Option<&OrderKey>) -> Result<Option<wire::Imported>, ApiError> {
    let Some(order) = order.cloned() else {
        return Ok(None);
    };
    let key = order.key.clone();
    match site.read(move |book| book.answered(&key)).await? {
        Some(before) if before.is_of(&order) => told_again(site, &before).await,
        Some(_) => Err(Rejected::KeyUsed.into()),
        None => Ok(None),
    }
}

/// The answer to an import that was carried out; none where the order was none.
pub async fn told_again(site: &Site, before: &Answered) -> Result<Option<wire::Imported>, ApiError> {
    let kept = before.besides.as_deref().and_then(|kept| serde_json::from_str(kept).ok());
    let Some(Besides { added, known, linked, left_out, scheduled, account, made_account }) = kept else {
        return Ok(None);
    };
    let account = match made_account {
        Some(name) => register_named(site, &name).await?,
        None => account,
    };
    let (revision, words) = (before.revision, before.words.clone());
    Ok(Some(wire::Imported { revision, added, known, linked, left_out, scheduled, account, words }))
}
