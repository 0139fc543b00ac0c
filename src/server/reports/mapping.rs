//! What a report is asked for, and what it answers, between the wire and the ledger.

use jiff::civil::Date;

use super::refused;
use crate::book::ReportQuery;
use crate::export::report;
use crate::ledger::AccountId;
use crate::ledger::report::{
    COMPARE, Column, Definition, Grouping, Interval, Line, MOST_LINES, Measure, NamedSpan, ReportRefusal,
    Section, Span, What, YearBegins, shares,
};
use crate::ledger::search::Query;
use crate::server::error::ApiError;
use crate::server::mapping::date;
use crate::server::registers::notation;
use crate::server::wire;

/// A report that everybody has, by its name; none where it is no such name.
pub fn usual(name: &str, asked: &wire::ReportParameters) -> Option<wire::ReportDefinition> {
    let is_compared = name == COMPARE;
    let what = match name {
        "spending" | COMPARE => wire::ReportKind::Spending,
        "income" => wire::ReportKind::Income,
        "cash-flow" => wire::ReportKind::CashFlow,
        "movements" => wire::ReportKind::Movements,
        "net-worth" => wire::ReportKind::NetWorth,
        "balance" => wire::ReportKind::Balance,
        _ => return None,
    };
    let says_when = asked.span.is_some() || asked.from.is_some();
    let usual = |text: &str| (is_compared && !says_when).then(|| text.to_owned());
    Some(wire::ReportDefinition {
        what,
        accounts: Vec::new(),
        categories: Vec::new(),
        span: usual("this-year"),
        from: None,
        to: None,
        compare: usual("last-year"),
        interval: None,
        year_begins: None,
        by: None,
        then: None,
        measure: None,
        search: None,
        decimal: None,
        dates: None,
        most: None,
        ahead: None,
        today: None,
    })
}

/// A definition with what was asked beside it, which goes before what it has.
pub fn overlaid(
    base: wire::ReportDefinition,
    asked: wire::ReportParameters,
) -> Result<wire::ReportDefinition, ApiError> {
    let says_when = asked.span.is_some() || asked.from.is_some() || asked.to.is_some();
    let when = |asked: Option<String>, kept: Option<String>| if says_when { asked } else { kept };
    let chosen = |field, text: Option<String>, kept| match text {
        Some(text) => numbers(field, &text),
        None => Ok(kept),
    };
    // A notation belongs to its search.
    let (search, decimal, dates) = match asked.search {
        Some(search) => (Some(search), asked.decimal, asked.dates),
        None => (base.search, asked.decimal.or(base.decimal), asked.dates.or(base.dates)),
    };
    Ok(wire::ReportDefinition {
        what: base.what,
        accounts: chosen("accounts", asked.accounts, base.accounts)?,
        categories: chosen("categories", asked.categories, base.categories)?,
        span: when(asked.span, base.span),
        from: when(asked.from, base.from),
        to: when(asked.to, base.to),
        compare: asked.compare.or(base.compare),
        interval: asked.interval.or(base.interval),
        year_begins: asked.year_begins.or(base.year_begins),
        by: asked.by.or(base.by),
        then: asked.then.or(base.then),
        measure: asked.measure.or(base.measure),
        search,
        decimal,
        dates,
        most: asked.most.or(base.most),
        ahead: asked.ahead.or(base.ahead),
        today: asked.today.or(base.today),
    })
}

fn numbers(field: &'static str, text: &str) -> Result<Vec<i64>, ApiError> {
    let all = text.split(',').filter(|text| !text.is_empty());
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

pub fn interval_of(interval: Interval) -> wire::ReportInterval {
    match interval {
        Interval::None => wire::ReportInterval::None,
        Interval::Day => wire::ReportInterval::Day,
        Interval::Week => wire::ReportInterval::Week,
        Interval::Month => wire::ReportInterval::Month,
        Interval::Quarter => wire::ReportInterval::Quarter,
        Interval::Year => wire::ReportInterval::Year,
    }
}

pub fn measure_of(measure: Measure) -> wire::ReportMeasure {
    match measure {
        Measure::Sum => wire::ReportMeasure::Sum,
        Measure::Count => wire::ReportMeasure::Count,
        Measure::Average => wire::ReportMeasure::Average,
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

pub fn section(
    section: Section,
    definition: &Definition,
    ahead: Option<wire::ReportAhead>,
) -> wire::ReportSection {
    let shares = shares(&section, definition);
    wire::ReportSection {
        currency: section.currency.code().to_owned(),
        decimals: section.currency.decimals(),
        lines: section.lines.iter().zip(shares).map(|(one, share)| line(one, share, definition)).collect(),
        total: line(&section.total, None, definition),
        ahead,
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
