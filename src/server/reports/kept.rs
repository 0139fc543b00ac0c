//! Reports that are kept in the book by name: the list, and every change to it.

use actix_web::web::{self, Json, Path};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

use super::{asked, mapping};
use crate::book::ReportQuery;
use crate::ledger::kept_report::{ChartKind, KeptReportText, Question};
use crate::ledger::{Command, KeptReport, KeptReportCommand, KeptReportId};
use crate::server::error::ApiError;
use crate::server::registers::notation;
use crate::server::site::{Answer, Desk, Site, done};
use crate::server::wire;

/// The kept reports, in their order.
#[utoipa::path(operation_id = "list_kept_reports", get, path = "/api/v1/reports/kept", tag = "reports",
    responses((status = 200, body = wire::KeptReports)))]
pub async fn list(site: web::Data<Site>) -> Answer<wire::KeptReports> {
    let (kept, revision) = site.read(|book| Ok((book.kept_reports()?, book.revision()?))).await?;
    let reports = kept.iter().map(shown).collect::<Result<_, _>>()?;
    Ok(Json(wire::KeptReports { revision, reports }))
}

/// Keeps a report under a name.
#[utoipa::path(operation_id = "keep_report", post, path = "/api/v1/reports/kept", tag = "reports",
    request_body = wire::NewKeptReport, responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn keep(desk: Desk, site: web::Data<Site>, new: Json<wire::NewKeptReport>) -> Answer<wire::Done> {
    let wire::NewKeptReport { name, chart, report } = new.into_inner();
    let question = question(&site, report, chart).await?;
    done(&desk, Command::KeptReport(KeptReportCommand::Keep { name, question })).await
}

/// Gives a kept report another name, or keeps another question under it.
#[utoipa::path(operation_id = "change_kept_report", patch, path = "/api/v1/reports/kept/{id}", tag = "reports",
    params(("id" = i64, Path)), request_body = wire::KeptReportPatch,
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn change(
    desk: Desk,
    site: web::Data<Site>,
    id: Path<i64>,
    patch: Json<wire::KeptReportPatch>,
) -> Answer<wire::Done> {
    let (id, wire::KeptReportPatch { name, chart, report }) = (KeptReportId(*id), patch.into_inner());
    let known = site.read(move |book| Ok(book.kept_reports()?.into_iter().find(|one| one.id == id)));
    let question = match (known.await?, chart, report) {
        // It is gone: the book says so.
        (None, ..) | (_, None, None) => None,
        (Some(known), chart, None) => {
            Some(Question { chart: chart.map_or(known.question.chart, kind), ..known.question })
        }
        (Some(known), chart, Some(report)) => {
            let was = known.question.chart;
            let made = question(&site, report, wire::ReportChart::default()).await?;
            Some(Question { chart: chart.map_or(was, kind), ..made })
        }
    };
    done(&desk, Command::KeptReport(KeptReportCommand::Change { id, name, question })).await
}

/// Deletes a kept report; no row of the book is another for it.
#[utoipa::path(operation_id = "delete_kept_report", delete, path = "/api/v1/reports/kept/{id}", tag = "reports",
    params(("id" = i64, Path)), responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn delete(desk: Desk, id: Path<i64>) -> Answer<wire::Done> {
    done(&desk, Command::KeptReport(KeptReportCommand::Delete(KeptReportId(*id)))).await
}

/// Puts the kept reports in another order.
#[utoipa::path(operation_id = "order_kept_reports", put, path = "/api/v1/reports/order", tag = "reports",
    request_body = wire::KeptReportOrder, responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn order(desk: Desk, order: Json<wire::KeptReportOrder>) -> Answer<wire::Done> {
    let order = order.into_inner().order.into_iter().map(KeptReportId).collect();
    done(&desk, Command::KeptReport(KeptReportCommand::Order(order))).await
}

/// The definition that is kept under a name.
pub async fn named(site: &Site, name: &str) -> Result<wire::ReportDefinition, ApiError> {
    let wanted = name.to_lowercase();
    let known = site
        .read(move |book| Ok(book.kept_reports()?.into_iter().find(|one| one.name.to_lowercase() == wanted)));
    match known.await? {
        Some(known) => Ok(shown(&known)?.report),
        None => Err(ApiError::not_found("there is no report of this name")),
    }
}

/// What is to be kept, once it was asked: what has no answer is not kept.
async fn question(
    site: &Site,
    report: wire::ReportDefinition,
    chart: wire::ReportChart,
) -> Result<Question, ApiError> {
    let (search, written) = (report.search.clone(), notation(report.decimal, report.dates));
    let query = mapping::query(report, site.clock.today())?;
    let definition = query.definition.clone();
    asked(site, query, |book, query: &ReportQuery| book.report(query).map(|_| ())).await?;
    Ok(Question { definition, search, notation: written, chart: kind(chart) })
}

fn kind(chart: wire::ReportChart) -> ChartKind {
    match chart {
        wire::ReportChart::Usual => ChartKind::Usual,
        wire::ReportChart::Treemap => ChartKind::Treemap,
        wire::ReportChart::Sankey => ChartKind::Sankey,
        wire::ReportChart::None => ChartKind::None,
    }
}

fn shown(kept: &KeptReport) -> Result<wire::KeptReport, ApiError> {
    let text = KeptReportText::from(kept);
    let report = wire::ReportDefinition {
        what: word(&text.what)?,
        accounts: text.accounts,
        categories: text.categories,
        span: Some(text.span),
        from: None,
        to: None,
        compare: text.compare,
        interval: Some(word(&text.interval)?),
        year_begins: Some(text.year_begins),
        by: Some(word(&text.by)?),
        then: Some(word(&text.then)?),
        measure: Some(word(&text.measure)?),
        search: text.search,
        decimal: Some(word(&text.decimal)?),
        dates: text.dates.as_deref().map(word).transpose()?,
        most: Some(text.most),
        ahead: None,
        today: None,
    };
    Ok(wire::KeptReport { id: text.id, name: text.name, chart: word(&text.chart)?, report })
}

/// A word of the interface: the ledger has the same ones.
fn word<'w, T: Deserialize<'w>>(word: &'w str) -> Result<T, ApiError> {
    let reader: StrDeserializer<'w, Error> = word.into_deserializer();
    T::deserialize(reader).map_err(|error| crate::book::Failure::Other(error.to_string()).into())
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use strum::VariantNames;

    use super::*;
    use crate::ledger::report::{Grouping, Interval, Measure, What};

    fn all_known<T: for<'w> Deserialize<'w> + Serialize>(words: &[&str]) {
        for text in words {
            let known: T = word(text).unwrap_or_else(|_| panic!("{text} is not known"));
            assert_eq!(serde_json::to_value(known).expect("a word"), *text);
        }
    }

    #[test]
    fn the_ledger_and_the_interface_have_the_same_words() {
        all_known::<wire::ReportKind>(What::VARIANTS);
        all_known::<wire::ReportGrouping>(Grouping::VARIANTS);
        all_known::<wire::ReportInterval>(Interval::VARIANTS);
        all_known::<wire::ReportMeasure>(Measure::VARIANTS);
        all_known::<wire::ReportChart>(ChartKind::VARIANTS);
        all_known::<wire::DecimalMark>(&["point", "comma"]);
        all_known::<wire::DateOrder>(&["day_first", "month_first", "year_first"]);
    }
}
