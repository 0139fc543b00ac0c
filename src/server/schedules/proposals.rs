//! What seems to come again and is no schedule yet. Nothing is made of it here.

use std::collections::HashSet;

use actix_web::web::{self, Json, Query};
use jiff::civil::Date;

use super::super::as_of::AsOf;
use super::super::mapping::{Names, category};
use super::super::site::{Answer, Site};
use super::super::wire;
use super::mapping::rule_of;
use crate::book::{Failure, View};
use crate::ledger::schedule::proposals::{Proposal, Seen, proposals as series};
use crate::ledger::schedule::{Direction, Schedule};
use crate::ledger::{AccountId, PayeeId, Transaction};

/// How far back is looked, in days: enough to see a yearly payment three times.
const BACK_DAYS: i64 = 1_200;

/// The preference with the keys that were dismissed, a list of texts.
const DISMISSED: &str = "schedules.dismissed";

/// What makes payments one series.
type Series = (AccountId, PayeeId);

/// Payments of the past that seem to go on, those that are no schedule yet and were not dismissed.
#[utoipa::path(operation_id = "propose_schedules", get, path = "/api/v1/schedules/proposals", tag = "schedules",
    params(AsOf), responses((status = 200, body = wire::Proposals), (status = "4XX", body = wire::Problem)))]
pub async fn proposals(site: web::Data<Site>, day: Query<AsOf>) -> Answer<wire::Proposals> {
    let today = day.day(&site.clock)?;
    site.read(move |book| propose(book, today)).await.map(Json)
}

fn propose(book: &View, today: Date) -> Result<wire::Proposals, Failure> {
    let back = jiff::Span::new().try_days(BACK_DAYS);
    let since = back.and_then(|back| today.checked_sub(back)).unwrap_or(today);
    let (dismissed, known) = (dismissed(book)?, book.schedules()?);
    let names = book.account_names()?;
    let mut found = Vec::new();
    for account in book.accounts()?.into_iter().map(|row| row.account) {
        if account.closed || !account.kind.is_register() {
            continue;
        }
        // What is entered ahead counts, too: it is not to be expected once more.
        let seen = book.seen(account.id, since)?.into_iter();
        let seen =
            seen.map(|row| Seen { series: (row.account, row.payee), date: row.date, amount: row.amount });
        for one in series(seen, today) {
            let key = key(&one);
            if !dismissed.contains(&key) && !is_known(&known, &one) {
                found.extend(proposal(book, key, &one, &names)?);
            }
        }
    }
    let mut found = once(found, &dismissed);
    found.sort_by(|a: &wire::Proposal, b| (b.times, &a.title).cmp(&(a.times, &b.title)));
    Ok(wire::Proposals { revision: book.revision()?, proposals: found })
}

/// A transfer is seen from both of its accounts, and proposed from the one that pays. So is its refusal.
fn once(found: Vec<wire::Proposal>, dismissed: &HashSet<String>) -> Vec<wire::Proposal> {
    let other_of = |one: &wire::Proposal| one.draft.splits.first().and_then(|split| split.account);
    let paying: HashSet<(i64, Option<i64>, String)> = found
        .iter()
        .filter(|one| one.amount < 0)
        .map(|one| (one.draft.account, other_of(one), one.title.clone()))
        .collect();
    let is_mirrored = |one: &wire::Proposal| {
        let Some(other) = other_of(one).filter(|_| one.amount > 0) else { return false };
        let payee = one.key.split('/').nth(1).unwrap_or_default();
        paying.contains(&(other, Some(one.draft.account), one.title.clone()))
            || dismissed.contains(&format!("{other}/{payee}/out"))
    };
    found.into_iter().filter(|one| !is_mirrored(one)).collect()
}

fn dismissed(book: &View) -> Result<HashSet<String>, Failure> {
    let kept = book.preferences()?.into_iter().find(|kept| kept.key == DISMISSED);
    // What is no list was not written by the page.
    Ok(kept.and_then(|kept| serde_json::from_str(&kept.value).ok()).unwrap_or_default())
}

fn key(one: &Proposal<Series>) -> String {
    let (account, payee) = one.series;
    format!("{}/{}/{}", account.0, payee.0, if one.amount < 0 { "out" } else { "in" })
}

fn is_known(known: &[Schedule], one: &Proposal<Series>) -> bool {
    let direction = if one.amount < 0 { Direction::Out } else { Direction::In };
    known.iter().any(|schedule| {
        let same = (schedule.account, schedule.payee) == (one.series.0, Some(one.series.1));
        let mirrored = schedule.payee == Some(one.series.1)
            && schedule.others.iter().any(|side| side.account == one.series.0);
        mirrored || (same && schedule.amount.direction() == direction)
    })
}

/// None where it cannot be said where the money goes: several sides, or none left.
fn proposal(
    book: &View,
    key: String,
    one: &Proposal<Series>,
    names: &Names,
) -> Result<Option<wire::Proposal>, Failure> {
    let (account, payee) = one.series;
    let (Some(recalled), Some(payee)) = (book.recall(account, payee)?, book.payee(payee)?) else {
        return Ok(None);
    };
    let Some((other, split)) = other_side(&recalled.transaction, account, one.amount, names) else {
        return Ok(None);
    };
    let amount = if one.is_exact {
        wire::ScheduleAmount::Fixed { amount: one.amount }
    } else {
        wire::ScheduleAmount::Estimated { deposit: one.amount > 0 }
    };
    Ok(Some(wire::Proposal {
        key,
        title: payee.name.clone(),
        times: one.times as u64,
        last: one.last.to_string(),
        amount: one.amount,
        exact: one.is_exact,
        category: category(Some(other), names),
        draft: wire::ScheduleDraft {
            account: account.0,
            payee: Some(payee.name),
            memo: String::new(),
            splits: vec![split],
            tags: Vec::new(),
            amount,
            rule: rule_of(one.recurrence),
            enter_days_before: None,
            by_cheque: false,
        },
    }))
}

fn other_side(
    transaction: &Transaction,
    account: AccountId,
    amount: i64,
    names: &Names,
) -> Option<(AccountId, wire::SplitDraft)> {
    let mut others = transaction.splits.iter().filter(|split| split.account != account);
    let (Some(only), None) = (others.next(), others.next()) else {
        return None;
    };
    let other = names.get(&only.account)?;
    let is_register = other.kind.is_register();
    let split = wire::SplitDraft {
        account: is_register.then_some(only.account.0),
        category: (!is_register).then(|| other.name.clone()),
        amount: amount.checked_neg()?,
        memo: String::new(),
        state: None,
    };
    Some((only.account, split))
}
