//! What a report is asked for, and what it answers, between the wire and the ledger.

use jiff::civil::Date;

use super::refused;
use crate::book::ReportQuery;
use crate::export::report;
use crate::ledger::AccountId;
use crate::ledger::report::{
    Column, Definition, Grouping, Interval, Line, MOST_LINES, Measure, NamedSpan, ReportRefusal, Section,
    Span, What, YearBegins, shares,
};
use crate::ledger::search::Query;
use crate::server::error::ApiError;
use crate::server::mapping::date;
use crate::server::registers::notation;
use crate::server::wire;

/// The question of a report of this name.
pub fn named(name: &str, asked: wire::ReportParameters, today: Date) -> Result<ReportQuery, ApiError> {
    let is_compared = name == "compare";
    let what = match name {
        "spending" | "compare" => wire::ReportKind::Spending,
        "income" => wire::ReportKind::Income,
        "cash-flow" => wire::ReportKind::CashFlow,
        "movements" => wire::ReportKind::Movements,
        "net-worth" => wire::ReportKind::NetWorth,
        "balance" => wire::ReportKind::Balance,
        _ => return Err(ApiError::not_found("there is no report of this name")),
    };
    let accounts = numbers("accounts", asked.accounts.as_deref())?;
    let categories = numbers("categories", asked.categories.as_deref())?;
    let says_when = asked.span.is_some() || asked.from.is_some();
    let usual = |text: &str| is_compared.then(|| text.to_owned());
    let definition = wire::ReportDefinition {
        what,
        accounts,
        categories,
        span: asked.span.or_else(|| usual("this-year").filter(|_| !says_when)),
        from: asked.from,
        to: asked.to,
        compare: asked.compare.or_else(|| usual("last-year").filter(|_| !says_when)),
        interval: asked.interval,
        year_begins: asked.year_begins,
        by: asked.by,
        then: asked.then,
        measure: asked.measure,
        search: asked.search,
        decimal: asked.decimal,
        dates: asked.dates,
        most: asked.most,
        today: asked.today,
    };
    query(definition, today)
}

fn numbers(field: &'static str, text: Option<&str>) -> Result<Vec<i64>, ApiError> {
    let all = text.unwrap_or_default().split(',').filter(|text| !text.is_empty());
    all.map(|text| text.trim().parse::<i64>()).collect::<Result<_, _>>().map_err(|_| {
        let what = format!("the {field} are not numbers with commas between them");
        ApiError::field(field, what, "Use the numbers that the list of accounts gives, as in 1,4.")
    })
}

/// The question that a definition asks.
pub fn query(asked: wire::ReportDefinition, today: Date) -> Result<ReportQuery, ApiError> {
    let today = asked.today.as_deref().map_or(Ok(today), |text| date("today", text))?;
    let span = span(&asked)?;
    let mut definition = Definition::usual(what(asked.what), span);
    definition.compare = asked
        .compare
        .as_deref()
        .map(Span::read)
        .transpose()
        .map_err(|refusal| ApiError::field("compare", refusal.to_string(), refusal.advice()))?;
    definition.accounts = asked.accounts.into_iter().map(AccountId).collect();
    definition.categories = asked.categories.into_iter().map(AccountId).collect();
    if definition.compare.is_some() {
        definition.interval = Interval::None;
    }
    definition.interval = asked.interval.map_or(definition.interval, interval);
    definition.by = asked.by.map_or(definition.by, grouping);
    definition.then = asked.then.map_or(definition.then, grouping);
    definition.measure = asked.measure.map_or(definition.measure, measure);
    definition.most = asked.most.unwrap_or(definition.most).clamp(1, MOST_LINES);
    let year =
        asked.year_begins.as_deref().map(|text| YearBegins::read(text).ok_or(ReportRefusal::YearBegins));
    definition.year_begins = year.transpose().map_err(refused)?.unwrap_or_default();
    let notation = notation(asked.decimal, asked.dates);
    let search = asked.search.as_deref().map(|text| Query::read(text, notation)).transpose();
    let search = search.map_err(|error| ApiError::field("search", error.what, error.advice))?;
    Ok(ReportQuery { definition, search, today })
}

fn span(asked: &wire::ReportDefinition) -> Result<Span, ApiError> {
    let from = asked.from.as_deref().map(|text| date("from", text)).transpose()?;
    let to = asked.to.as_deref().map(|text| date("to", text)).transpose()?;
    match (asked.span.as_deref(), from, to) {
        (Some(text), None, None) => Span::read(text).map_err(refused),
        (None, Some(from), Some(to)) => Ok(Span::Between(from, to)),
        (None, Some(from), None) => Ok(Span::From(from)),
        (None, None, None) => Ok(Span::Named(NamedSpan::Last12Months)),
        (None, None, Some(_)) => {
            Err(ApiError::field("from", "a last day is given, and no first one", "Give both, or a span."))
        }
        (Some(_), ..) => {
            let what = "a span is given, and days, too";
            Err(ApiError::field("span", what, "Give either of them."))
        }
    }
}

fn what(kind: wire::ReportKind) -> What {
    match kind {
        wire::ReportKind::Spending => What::Spending,
        wire::ReportKind::Income => What::Income,
        wire::ReportKind::CashFlow => What::CashFlow,
        wire::ReportKind::Movements => What::Movements,
        wire::ReportKind::NetWorth => What::NetWorth,
        wire::ReportKind::Balance => What::Balance,
    }
}

fn grouping(by: wire::ReportGrouping) -> Grouping {
    match by {
        wire::ReportGrouping::None => Grouping::None,
        wire::ReportGrouping::Category => Grouping::Category,
        wire::ReportGrouping::Payee => Grouping::Payee,
        wire::ReportGrouping::Tag => Grouping::Tag,
        wire::ReportGrouping::Account => Grouping::Account,
    }
}

fn interval(interval: wire::ReportInterval) -> Interval {
    match interval {
        wire::ReportInterval::None => Interval::None,
        wire::ReportInterval::Day => Interval::Day,
        wire::ReportInterval::Week => Interval::Week,
        wire::ReportInterval::Month => Interval::Month,
        wire::ReportInterval::Quarter => Interval::Quarter,
        wire::ReportInterval::Year => Interval::Year,
    }
}

fn measure(measure: wire::ReportMeasure) -> Measure {
    match measure {
        wire::ReportMeasure::Sum => Measure::Sum,
        wire::ReportMeasure::Count => Measure::Count,
        wire::ReportMeasure::Average => Measure::Average,
    }
}

pub fn column(column: &Column) -> wire::ReportColumn {
    wire::ReportColumn { from: column.from.to_string(), to: column.to.to_string() }
}

pub fn section(section: Section, definition: &Definition) -> wire::ReportSection {
    let shares = shares(&section, definition);
    wire::ReportSection {
        currency: section.currency.code().to_owned(),
        decimals: section.currency.decimals(),
        lines: section.lines.iter().zip(shares).map(|(one, share)| line(one, share, definition)).collect(),
        total: line(&section.total, None, definition),
    }
}

fn line(line: &Line, share: Option<i64>, definition: &Definition) -> wire::ReportLine {
    wire::ReportLine {
        key: line.key.iter().map(ToString::to_string).collect(),
        name: report::name(line),
        depth: line.depth,
        figures: line.figures.iter().map(|figure| figure.value(definition.measure)).collect(),
        rows: line.figures.iter().map(|figure| figure.count).collect(),
        whole: line.whole(definition).map(|figure| figure.value(definition.measure)),
        change: report::change(line, definition),
        share,
        cut: line.cut,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn asked(json: &str) -> Result<ReportQuery, String> {
        let definition = serde_json::from_str(json).map_err(|error| error.to_string())?;
        query(definition, date(2026, 11, 30)).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_asked_wrongly_is_refused_in_words() {
        assert!(asked(r#"{"what":"spending"}"#).is_ok());
        for (json, word) in [
            (r#"{"what":"spending","colour":"red"}"#, "colour"),
            (r#"{"what":"weather"}"#, "weather"),
            (r#"{"what":"income","span":"2024","from":"2024-01-01"}"#, "a span is given"),
            (r#"{"what":"income","to":"2024-01-01"}"#, "no first one"),
            (r#"{"what":"income","span":"soon"}"#, "soon"),
            (r#"{"what":"income","year_begins":"02-30"}"#, "cannot begin"),
        ] {
            let words = asked(json).map_or_else(|words| words, |_| String::new());
            assert!(words.contains(word), "{json}: {words}");
        }
    }
}
