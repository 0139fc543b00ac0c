//! Reports: figures, as JSON or for spreadsheets, and the rows behind one.

mod ahead;
pub mod kept;
mod mapping;
pub mod routes;

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_TYPE, DispositionType, X_CONTENT_TYPE_OPTIONS};
use actix_web::web::{self, Json, Path, Query};

use super::error::ApiError;
use super::exports::named;
use super::mapping::state_to;
use super::site::{Answer, Site};
use super::wire;
use crate::book::{Failure, NoReport, ReportQuery, View};
use crate::export::report;
use crate::ledger::AccountId;
use crate::ledger::report::{Key, ReportRefusal, Section, Table, Which};

/// Rows behind a figure when nobody says how many, and at most.
const SOME_ROWS: u64 = 100;
const MOST_ROWS: u64 = 1_000;

/// The figures of one of the reports that everybody has: `spending`, `income`, `cash-flow`, `movements`, `net-worth`,
/// `balance`, or `compare`, which is the spending of this year beside that of the last one; or of a kept report. What is
/// given beside the name goes before what is kept.
#[utoipa::path(operation_id = "read_report", get, path = "/api/v1/reports/{name}", tag = "reports",
    params(("name" = String, Path), wire::ReportParameters),
    responses((status = 200, body = wire::Report), (status = "4XX", body = wire::Problem)))]
pub async fn read(
    site: web::Data<Site>,
    name: Path<String>,
    parameters: Query<wire::ReportParameters>,
) -> Result<HttpResponse, ApiError> {
    let (name, parameters) = (name.into_inner(), parameters.into_inner());
    let format = parameters.format;
    let base = match mapping::usual(&name, &parameters) {
        Some(base) => base,
        None => kept::named(&site, &name).await?,
    };
    let asked_for = mapping::overlaid(base, parameters)?;
    let days = asked_for.ahead.unwrap_or(0);
    let query = mapping::query(asked_for, site.clock.today())?;
    let definition = query.definition.clone();
    match format {
        wire::ReportFormat::Json => Ok(HttpResponse::Ok().json(made(&site, query, days).await?)),
        wire::ReportFormat::Csv => {
            let (table, _) = asked(&site, query, |book, query| book.report(query)).await?;
            let mut text = String::new();
            report::csv(&table, &definition, &mut text)
                .map_err(|error| ApiError::from(Failure::Other(error.to_string())))?;
            Ok(HttpResponse::Ok()
                .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
                .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
                .insert_header(named(DispositionType::Attachment, &format!("{name}.csv")))
                .body(text))
        }
    }
}

/// The figures of any report.
#[utoipa::path(operation_id = "make_report", post, path = "/api/v1/reports", tag = "reports", request_body = wire::ReportDefinition,
    responses((status = 200, body = wire::Report), (status = "4XX", body = wire::Problem)))]
pub async fn make(site: web::Data<Site>, definition: Json<wire::ReportDefinition>) -> Answer<wire::Report> {
    let definition = definition.into_inner();
    let days = definition.ahead.unwrap_or(0);
    let query = mapping::query(definition, site.clock.today())?;
    Ok(Json(made(&site, query, days).await?))
}

/// The rows behind a figure of a report, oldest first; they sum to it.
#[utoipa::path(operation_id = "read_report_rows", post, path = "/api/v1/reports/rows", tag = "reports", request_body = wire::ReportRowsOrder,
    responses((status = 200, body = wire::ReportRows), (status = "4XX", body = wire::Problem)))]
pub async fn rows(site: web::Data<Site>, order: Json<wire::ReportRowsOrder>) -> Answer<wire::ReportRows> {
    let order = order.into_inner();
    let query = mapping::query(order.report, site.clock.today())?;
    let currency = super::mapping::currency(&order.currency)?;
    let line = order.line.iter().map(|key| key.parse::<Key>());
    let line = line.collect::<Result<Vec<_>, _>>().map_err(refused)?;
    let which = Which { currency: currency.code().to_owned(), line, column: order.column };
    let part = (order.offset, order.limit.unwrap_or(SOME_ROWS).clamp(1, MOST_ROWS));
    let is_stock = query.definition.what.is_stock();
    let (found, names, revision) = {
        let ask = move |book: &View, query: &ReportQuery| {
            let rows = book.report_rows(query, &which, part)?;
            Ok((rows, book.account_names()?))
        };
        let ((found, names), revision) = asked(&site, query, ask).await?;
        (found, names, revision)
    };
    let name = |id: AccountId| names.get(&id).map(|name| name.name.clone()).unwrap_or_default();
    let category = |id: AccountId| match names.get(&id) {
        _ if is_stock => String::new(),
        Some(account) if account.kind.is_register() => format!("[{}]", account.name),
        Some(account) => account.name.clone(),
        None => String::new(),
    };
    let rows = found.rows.into_iter().map(|row| wire::ReportRow {
        transaction: row.transaction.0,
        split: row.split,
        account: row.register.0,
        account_name: name(row.register),
        own_split: row.own_split,
        date: row.date.to_string(),
        number: row.number,
        payee: row.payee,
        category: category(row.account),
        memo: row.memo,
        amount: row.amount,
        state: state_to(row.state),
        tags: row.tags,
    });
    Ok(Json(wire::ReportRows {
        revision,
        currency: currency.code().to_owned(),
        decimals: currency.decimals(),
        total: found.total,
        sum: found.sum,
        offset: found.offset,
        rows: rows.collect(),
    }))
}

/// `days`: so far what is scheduled is looked at.
async fn made(site: &Site, query: ReportQuery, days: u16) -> Result<wire::Report, ApiError> {
    let (definition, sought) = (query.definition.clone(), query.search.clone());
    let ask = move |book: &View, query: &ReportQuery| {
        let table = book.report(query)?;
        Ok((table, ahead::ahead(book, &query.definition, (query.today, days))?))
    };
    let ((table, mut ahead), revision) = asked(site, query, ask).await?;
    let found =
        table.sections.iter().flat_map(|section| &section.total.figures).map(|figure| figure.count).sum();
    let Table { columns, sections } = table;
    let told = |section: Section| {
        let ahead = ahead.remove(section.currency.code());
        mapping::section(section, &definition, ahead)
    };
    Ok(wire::Report {
        revision,
        columns: columns.iter().map(mapping::column).collect(),
        interval: mapping::interval_of(definition.interval),
        measure: mapping::measure_of(definition.measure),
        sections: sections.into_iter().map(told).collect(),
        not_understood: sought.map(|sought| sought.doubts(found)).unwrap_or_default(),
    })
}

/// What the book answers, with the revision of the moment in which it was asked.
async fn asked<T: Send + 'static>(
    site: &Site,
    query: ReportQuery,
    ask: impl FnOnce(&View, &ReportQuery) -> Result<T, NoReport> + Send + 'static,
) -> Result<(T, u64), ApiError> {
    let answer = site.read(move |book| match ask(book, &query) {
        Ok(answer) => Ok(Ok((answer, book.revision()?))),
        Err(NoReport::Refused(refusal)) => Ok(Err(refusal)),
        Err(NoReport::Failed(failure)) => Err(failure),
    });
    answer.await?.map_err(refused)
}

fn refused(refusal: ReportRefusal) -> ApiError {
    ApiError::field(refusal.field(), refusal.to_string(), refusal.advice())
}
