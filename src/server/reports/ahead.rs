//! What is scheduled ahead in the chosen accounts, as a line that goes on from today, and its lowest point.
//!
//! It adds up what schedules and rows of days to come say; it enters nothing.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::book::{Failure, View};
use crate::ledger::report::Definition;
use crate::ledger::schedule::ahead::{Expected, lowest, projected};
use crate::ledger::{Account, Minor};
use crate::server::schedules::usual;
use crate::server::wire;

/// The furthest that is looked ahead, in days.
const MOST_DAYS: u16 = 400;

/// By currency, for as many days after today. Only of what there is at an end, and none for no days.
pub fn ahead(
    book: &View,
    definition: &Definition,
    (today, days): (Date, u16),
) -> Result<BTreeMap<&'static str, wire::ReportAhead>, Failure> {
    let mut all = BTreeMap::new();
    if days == 0 || !definition.what.is_stock() {
        return Ok(all);
    }
    let days = i64::from(days.min(MOST_DAYS));
    let last = jiff::Span::new().try_days(days).and_then(|days| today.checked_add(days)).unwrap_or(today);
    let is_chosen = |account: &Account| {
        let is_named = definition.accounts.is_empty() || definition.accounts.contains(&account.id);
        account.kind.is_register() && is_named
    };
    let mut lines: BTreeMap<&'static str, (i64, Vec<Expected>)> = BTreeMap::new();
    let accounts = book.accounts()?.into_iter().map(|row| row.account).filter(is_chosen);
    let accounts: Vec<Account> = accounts.collect();
    for account in &accounts {
        let (balance, later) = book.balance_from(account.id, today)?;
        let line = lines.entry(account.currency.code()).or_default();
        line.0 = line.0.saturating_add(balance);
        let later = later.into_iter().filter(|(date, _)| *date <= last);
        line.1.extend(later.map(|(date, amount)| Expected { date, amount }));
    }
    for schedule in book.schedules()? {
        let Some(amount) = usual(book, &schedule)?.and_then(|units| Minor::amount(units).ok()) else {
            continue;
        };
        for account in &accounts {
            let is_side = schedule.others.iter().any(|side| side.account == account.id);
            if schedule.account != account.id && !is_side {
                continue;
            }
            let amount = schedule.puts_into(account.id, amount);
            let line = lines.entry(account.currency.code()).or_default();
            line.1.extend(schedule.until(last).map(|one| Expected { date: one.date, amount }));
        }
    }
    for (currency, (balance, expected)) in lines {
        let line = projected(today, balance, &expected);
        let point = |date: Date, balance| wire::BalancePoint { date: date.to_string(), balance };
        let lowest = lowest(&line).map_or_else(|| point(today, balance), |low| point(low.date, low.balance));
        let points = line.iter().map(|one| point(one.date, one.balance)).collect();
        all.insert(currency, wire::ReportAhead { until: last.to_string(), points, lowest });
    }
    Ok(all)
}
