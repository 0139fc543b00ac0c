//! What is due: for the page, the tray and the reminder of the day.

use actix_web::web::{self, Json, Query};
use jiff::civil::Date;

use super::super::as_of::AsOf;
use super::super::site::{Answer, Site};
use super::super::wire;
use super::{named, usual};
use crate::book::{Failure, View};
use crate::ledger::Minor;

/// What is due today, or was due before and neither entered nor skipped.
#[utoipa::path(operation_id = "read_due", get, path = "/api/v1/due", tag = "schedules",
    params(AsOf), responses((status = 200, body = wire::Due), (status = "4XX", body = wire::Problem)))]
pub async fn due_now(site: web::Data<Site>, day: Query<AsOf>) -> Answer<wire::Due> {
    let today = day.day(&site.clock)?;
    site.read(move |book| due(book, today)).await.map(Json)
}

/// What is due on this day, or was due before and neither entered nor skipped; the oldest first.
///
/// Only the next occurrence of each schedule is told, however many dates have passed.
///
/// # Errors
/// When the book cannot be read.
pub fn due(book: &View, today: Date) -> Result<wire::Due, Failure> {
    let names = book.account_names()?;
    let mut lines = Vec::new();
    for one in book.schedules()? {
        let Some(occurrence) = one.due().filter(|occurrence| occurrence.date <= today) else {
            continue;
        };
        let amount = usual(book, &one)?;
        let currency = book.account(one.account)?.map(|account| account.currency);
        let text = amount.and_then(|units| Minor::amount(units).ok()).zip(currency);
        let text = text.map(|(amount, currency)| format!("{} {currency}", currency.text(amount)));
        lines.push(wire::DueLine {
            schedule: one.id.0,
            occurrence: occurrence.number,
            title: named(book, &one, &names)?.title(&one),
            account: one.account.0,
            date: occurrence.date.to_string(),
            overdue: occurrence.date < today,
            amount,
            amount_text: text.unwrap_or_default().replace('-', "−"),
        });
    }
    lines.sort_by(|a, b| (&a.date, &a.title).cmp(&(&b.date, &b.title)));
    let (revision, count) = (book.revision()?, lines.len() as u64);
    Ok(wire::Due { revision, today: today.to_string(), count, lines })
}
