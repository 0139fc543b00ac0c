//! What is scheduled in an account that a file goes to.

use crate::book::{AccountRow, Failure, View};
use crate::import::matching::Scheduled;
use crate::ledger::AccountId;
use crate::ledger::schedule::{Amount, Schedule};
use crate::server::schedules::{Named, named};

/// The schedules of a register that have not ended, its own and those that pay into it from another.
pub fn scheduled(
    book: &View,
    account: AccountId,
    accounts: &[AccountRow],
) -> Result<Vec<Scheduled>, Failure> {
    let names = book.account_names()?;
    let mut found = Vec::new();
    for own in book.schedules()?.into_iter().filter(|one| one.due().is_some()) {
        let Some(seen) = own.seen_from(account).filter(|seen| is_open(seen, accounts)) else { continue };
        found.push(told(&own, seen, &named(book, &own, &names)?, latest(book, &own, account)?));
    }
    Ok(found)
}

/// What goes to a closed account cannot be entered.
fn is_open(schedule: &Schedule, accounts: &[AccountRow]) -> bool {
    let is_closed = |id| accounts.iter().any(|row| row.account.id == id && row.account.closed);
    !schedule.others.iter().any(|side| is_closed(side.account))
}

fn told(own: &Schedule, seen: Schedule, named: &Named, latest: Vec<i64>) -> Scheduled {
    Scheduled {
        title: named.title(own),
        payee: named.payee.clone(),
        category: named.category(&seen),
        tags: named.tags.clone(),
        latest,
        schedule: seen,
    }
}

/// The amounts that an estimate rests on, as they are seen from this account.
fn latest(book: &View, own: &Schedule, account: AccountId) -> Result<Vec<i64>, Failure> {
    if !matches!(own.amount, Amount::Estimated(_)) {
        return Ok(Vec::new());
    }
    let latest = book.amounts_like(own)?.into_iter();
    Ok(latest.map(|units| if account == own.account { units } else { -units }).collect())
}
