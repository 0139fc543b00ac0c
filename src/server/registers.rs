//! Registers: pages, places, and what is found in them.

use actix_web::web::{self, Json, Path, Query};
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::IntoParams;

use super::as_of::AsOf;
use super::error::ApiError;
use super::site::{Answer, Site};
use super::{mapping, wire};
use crate::book::{Failure, Search, View};
use crate::ledger::register::{Column, Order};
use crate::ledger::search::{DateOrder, DecimalMark, Notation, Query as Sought};
use crate::ledger::{AccountId, TransactionId};

/// The most rows of a register in one answer.
const MOST_ROWS: u64 = 1_000;

/// Rows of a register when the page does not say how many.
const SOME_ROWS: u64 = 100;

/// Which rows of a register.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Rows {
    /// Position of the first row, from 0; left out, the answer has the last rows.
    offset: Option<u64>,
    /// 1 to 1,000; 100 when left out.
    limit: Option<u64>,
    /// Only rows that are found: words, `>100`, `2024-03`, `cat:food`, `is:uncleared` and so on. Positions and the
    /// total are then those among the found rows; `index` and `balance` stay those of the whole register.
    search: Option<String>,
    /// What the reader writes before a fraction; a point when left out. `1,000` is a thousand with a point.
    decimal: Option<wire::DecimalMark>,
    /// In which order the reader writes a date whose year comes last; either when left out.
    dates: Option<wire::DateOrder>,
    /// By which column; left out, by date. `index` and `balance` stay those of the order of dates.
    sort: Option<wire::SortColumn>,
    /// The largest, the last of the alphabet or the newest first.
    #[serde(default)]
    descending: bool,
}

/// A part of a register with running balances, oldest first.
#[utoipa::path(operation_id = "read_register", get, path = "/api/v1/accounts/{id}/register", tag = "accounts", params(("id" = i64, Path), Rows, AsOf),
    responses((status = 200, body = wire::RegisterPage), (status = "4XX", body = wire::Problem)))]
pub async fn register(
    site: web::Data<Site>,
    id: Path<i64>,
    rows: Query<Rows>,
    day: Query<AsOf>,
) -> Answer<wire::RegisterPage> {
    let account = AccountId(*id);
    let limit = rows.limit.unwrap_or(SOME_ROWS).clamp(1, MOST_ROWS);
    let today = day.day(&site.clock)?;
    let notation = notation(rows.decimal, rows.dates);
    let search = sought(rows.search.as_deref(), notation, rows.sort, rows.descending, today)?;
    let read = site.read(move |book| {
        if book.account(account)?.is_none() {
            return Ok(None);
        }
        let page = match &search {
            Some(search) => book.search(account, search, rows.offset, limit)?,
            None => book.register(account, rows.offset, limit)?,
        };
        let names = book.account_names()?;
        let (total, offset) = (page.total, page.offset);
        let not_understood = search.as_ref().map(|search| search.query.doubts(total)).unwrap_or_default();
        let rows = page.rows.into_iter().map(|row| mapping::register_row(row, &names)).collect();
        Ok(Some(wire::RegisterPage {
            revision: book.revision()?,
            account: account.0,
            total,
            offset,
            rows,
            not_understood,
        }))
    });
    let page = read.await?.ok_or_else(no_such_account)?;
    // Who looks at a register may search in it next.
    site.book.prepare_search(account);
    Ok(Json(page))
}

/// How the reader writes amounts and dates.
pub fn notation(decimal: Option<wire::DecimalMark>, dates: Option<wire::DateOrder>) -> Notation {
    Notation {
        decimal: decimal.map_or_else(DecimalMark::default, |mark| match mark {
            wire::DecimalMark::Point => DecimalMark::Point,
            wire::DecimalMark::Comma => DecimalMark::Comma,
        }),
        dates: dates.map(|order| match order {
            wire::DateOrder::DayFirst => DateOrder::DayMonthYear,
            wire::DateOrder::MonthFirst => DateOrder::MonthDayYear,
            wire::DateOrder::YearFirst => DateOrder::YearMonthDay,
        }),
    }
}

/// What is looked for, and in which order; none where it is all of the register in its own.
fn sought(
    text: Option<&str>,
    notation: Notation,
    sort: Option<wire::SortColumn>,
    descending: bool,
    today: Date,
) -> Result<Option<Search>, ApiError> {
    let query = Sought::read(text.unwrap_or_default(), notation)
        .map_err(|error| ApiError::field("search", error.what, error.advice))?;
    let by = sort.map_or(Column::Date, mapping::column);
    let order = (by != Column::Date || descending).then_some(Order { by, descending });
    Ok((!query.terms.is_empty() || order.is_some()).then_some(Search { query, today, order }))
}

/// Which place in a register: a transaction's, or a day's.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Place {
    transaction: Option<i64>,
    /// Position of the split in its transaction; left out, the first one in this account.
    split: Option<u32>,
    /// The first row of this day or, where it has none, of the next that has.
    date: Option<String>,
    /// Only rows that are found count, as in the register.
    search: Option<String>,
    /// As in the register.
    decimal: Option<wire::DecimalMark>,
    /// As in the register.
    dates: Option<wire::DateOrder>,
    /// In this order, as in the register.
    sort: Option<wire::SortColumn>,
    #[serde(default)]
    descending: bool,
}

/// How many rows come before a place in a register, and how many there are.
#[utoipa::path(operation_id = "find_place", get, path = "/api/v1/accounts/{id}/register/place", tag = "accounts", params(("id" = i64, Path), Place, AsOf),
    responses((status = 200, body = wire::RegisterPlace), (status = "4XX", body = wire::Problem)))]
pub async fn place(
    site: web::Data<Site>,
    id: Path<i64>,
    place: Query<Place>,
    day: Query<AsOf>,
) -> Answer<wire::RegisterPlace> {
    let account = AccountId(*id);
    let notation = notation(place.decimal, place.dates);
    let today = day.day(&site.clock)?;
    let search = sought(place.search.as_deref(), notation, place.sort, place.descending, today)?;
    let wanted = wanted(&place)?;
    let read = site.read(move |book| {
        if book.account(account)?.is_none() {
            return Ok(None);
        }
        let placed = placed(book, account, &wanted, search.as_ref())?;
        let revision = book.revision()?;
        Ok(placed.map(|(offset, total)| wire::RegisterPlace { revision, offset, total }))
    });
    read.await?.map(Json).ok_or_else(|| ApiError::not_found("there is no such row in this register"))
}

enum Wanted {
    Day(Date),
    Split(TransactionId, Option<u32>),
}

fn wanted(place: &Place) -> Result<Wanted, ApiError> {
    match (place.transaction, &place.date) {
        (Some(id), None) => Ok(Wanted::Split(TransactionId(id), place.split)),
        (None, Some(date)) => Ok(Wanted::Day(mapping::date("date", date)?)),
        _ => {
            let advice = "Give either a transaction or a date.";
            Err(ApiError::field("date", "it is not said which place is meant", advice))
        }
    }
}

fn placed(
    book: &View,
    account: AccountId,
    wanted: &Wanted,
    search: Option<&Search>,
) -> Result<Option<(u64, u64)>, Failure> {
    match wanted {
        Wanted::Day(day) => book.place_of_day(account, *day, search).map(Some),
        Wanted::Split(id, split) => book.place_of_split(account, (*id, *split), search),
    }
}

pub fn no_such_account() -> ApiError {
    ApiError::not_found("there is no such account")
}
