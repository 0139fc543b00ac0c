//! What is ahead in one register, and the balance it leads to.

use actix_web::web::{self, Json, Path, Query};
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::IntoParams;

use super::super::as_of::AsOf;
use super::super::site::{Answer, Site};
use super::super::wire;
use super::{named, no_such_account, usual};
use crate::book::{Failure, View};
use crate::ledger::schedule::ahead::{Expected, lowest, projected, running};
use crate::ledger::schedule::{Amount, Direction, Mode, Schedule};
use crate::ledger::{AccountId, Minor};

/// How far ahead is looked when the page does not say.
const SOME_DAYS: i64 = 45;

/// The furthest that is looked ahead, in days.
const MOST_DAYS: i64 = 400;

/// How far to look.
#[derive(Debug, Deserialize, IntoParams)]
pub struct HowFar {
    /// Days after today, 0 to 400; 45 when left out.
    days: Option<i64>,
}

/// What is scheduled in a register from now on, with the balance after each, and the lowest balance.
#[utoipa::path(operation_id = "read_ahead", get, path = "/api/v1/accounts/{id}/ahead", tag = "schedules", params(("id" = i64, Path), HowFar, AsOf),
    responses((status = 200, body = wire::Ahead), (status = "4XX", body = wire::Problem)))]
pub async fn ahead(
    site: web::Data<Site>,
    id: Path<i64>,
    far: Query<HowFar>,
    day: Query<AsOf>,
) -> Answer<wire::Ahead> {
    let account = AccountId(*id);
    let today = day.day(&site.clock)?;
    let days = far.days.unwrap_or(SOME_DAYS).clamp(0, MOST_DAYS);
    let last = jiff::Span::new().try_days(days).and_then(|days| today.checked_add(days)).unwrap_or(today);
    let read = site.read(move |book| match book.account(account)? {
        None => Ok(None),
        Some(_) => until(book, account, today, last).map(Some),
    });
    read.await?.map(Json).ok_or_else(no_such_account)
}

/// What is ahead from `today` up to and with `last`.
fn until(book: &View, account: AccountId, today: Date, last: Date) -> Result<wire::Ahead, Failure> {
    let mut rows = Vec::new();
    for one in book.schedules()? {
        let touches = one.account == account || one.others.iter().any(|side| side.account == account);
        if touches {
            rows.extend(of_schedule(book, &one, account, (today, last))?);
        }
    }
    rows.sort_by_key(|(expected, _)| (expected.date, expected.amount));
    let expected: Vec<Expected> = rows.iter().map(|(expected, _)| *expected).collect();
    let (balance, later) = book.balance_from(account, today)?;
    let written: Vec<Expected> = later
        .into_iter()
        .filter(|(date, _)| *date <= last)
        .map(|(date, amount)| Expected { date, amount })
        .collect();
    let balances = running(today, balance, &written, &expected);
    let line = projected(today, balance, &[written, expected].concat());
    let point = lowest(&line).map_or((today, balance), |point| (point.date, point.balance));
    let with_balance =
        |((_, row), balance): ((Expected, wire::AheadRow), i64)| wire::AheadRow { balance, ..row };
    Ok(wire::Ahead {
        revision: book.revision()?,
        account: account.0,
        today: today.to_string(),
        balance,
        rows: rows.into_iter().zip(balances).map(with_balance).collect(),
        lowest: wire::BalancePoint { date: point.0.to_string(), balance: point.1 },
    })
}

fn of_schedule(
    book: &View,
    one: &Schedule,
    account: AccountId,
    (today, last): (Date, Date),
) -> Result<Vec<(Expected, wire::AheadRow)>, Failure> {
    let usual = usual(book, one)?;
    let into = usual.and_then(|units| Minor::amount(units).ok()).map(|units| one.puts_into(account, units));
    let names = book.account_names()?;
    let named = named(book, one, &names)?;
    let category = if one.account == account {
        named.category(one)
    } else {
        super::super::mapping::category(Some(one.account), &names)
    };
    let row = |occurrence: crate::ledger::schedule::Occurrence| {
        let expected = Expected { date: occurrence.date, amount: into.unwrap_or_default() };
        let row = wire::AheadRow {
            schedule: one.id.0,
            occurrence: occurrence.number,
            next: occurrence.number == one.next,
            date: occurrence.date.to_string(),
            overdue: occurrence.date < today,
            enters: matches!(one.mode, Mode::Enter { .. }),
            payee: named.payee.clone(),
            category: category.clone(),
            memo: one.memo.clone(),
            amount: into,
            deposit: one.amount.direction() == Direction::In,
            estimated: matches!(one.amount, Amount::Estimated(_)),
            balance: 0,
        };
        (expected, row)
    };
    Ok(one.until(last).map(row).collect())
}
