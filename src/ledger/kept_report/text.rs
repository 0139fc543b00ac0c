//! A kept report in plain words, as files keep it. It knows no format of files.

use super::{ChartKind, KeptReport, KeptReportId, Question};
use crate::ledger::AccountId;
use crate::ledger::report::{Definition, Span, YearBegins};
use crate::ledger::search::{DateOrder, DecimalMark, Notation};

/// Each word is that of the interface for programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptReportText {
    pub id: i64,
    pub name: String,
    pub place: i64,
    pub chart: String,
    pub what: String,
    pub accounts: Vec<i64>,
    pub categories: Vec<i64>,
    pub span: String,
    pub compare: Option<String>,
    pub interval: String,
    pub year_begins: String,
    pub by: String,
    pub then: String,
    pub measure: String,
    pub most: usize,
    pub search: Option<String>,
    pub decimal: String,
    pub dates: Option<String>,
}

const DATES: [(DateOrder, &str); 3] = [
    (DateOrder::DayMonthYear, "day_first"),
    (DateOrder::MonthDayYear, "month_first"),
    (DateOrder::YearMonthDay, "year_first"),
];

const DECIMALS: [(DecimalMark, &str); 2] = [(DecimalMark::Point, "point"), (DecimalMark::Comma, "comma")];

/// The word of a value in a table of both.
fn word<T: PartialEq>(table: &[(T, &'static str)], value: &T) -> String {
    let found = table.iter().find(|(other, _)| other == value);
    found.map_or_else(String::new, |(_, word)| (*word).to_owned())
}

fn meaning<T: Copy>(table: &[(T, &'static str)], word: &str) -> Option<T> {
    table.iter().find(|(_, other)| *other == word).map(|(value, _)| *value)
}

impl From<&KeptReport> for KeptReportText {
    fn from(report: &KeptReport) -> KeptReportText {
        let Question { definition, search, notation, chart } = &report.question;
        let ids = |all: &[AccountId]| all.iter().map(|id| id.0).collect();
        KeptReportText {
            id: report.id.0,
            name: report.name.clone(),
            place: report.place,
            chart: chart.to_string(),
            what: definition.what.to_string(),
            accounts: ids(&definition.accounts),
            categories: ids(&definition.categories),
            span: definition.span.to_string(),
            compare: definition.compare.map(|span| span.to_string()),
            interval: definition.interval.to_string(),
            year_begins: definition.year_begins.to_string(),
            by: definition.by.to_string(),
            then: definition.then.to_string(),
            measure: definition.measure.to_string(),
            most: definition.most,
            search: search.clone(),
            decimal: word(&DECIMALS, &notation.decimal),
            dates: notation.dates.as_ref().map(|order| word(&DATES, order)),
        }
    }
}

impl KeptReportText {
    /// The report that it is; none where a word is not known.
    pub fn restored(self) -> Option<KeptReport> {
        let ids = |all: Vec<i64>| all.into_iter().map(AccountId).collect();
        let definition = Definition {
            what: self.what.parse().ok()?,
            accounts: ids(self.accounts),
            categories: ids(self.categories),
            span: Span::read(&self.span).ok()?,
            compare: self.compare.map(|text| Span::read(&text)).transpose().ok()?,
            interval: self.interval.parse().ok()?,
            year_begins: YearBegins::read(&self.year_begins)?,
            by: self.by.parse().ok()?,
            then: self.then.parse().ok()?,
            measure: self.measure.parse().ok()?,
            most: self.most,
        };
        let dates = match self.dates {
            Some(word) => Some(meaning(&DATES, &word)?),
            None => None,
        };
        let notation = Notation { decimal: meaning(&DECIMALS, &self.decimal)?, dates };
        let chart: ChartKind = self.chart.parse().ok()?;
        Some(KeptReport {
            id: KeptReportId(self.id),
            name: self.name,
            place: self.place,
            question: Question { definition, search: self.search, notation, chart },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::report::{NamedSpan, What};

    #[test]
    fn what_is_written_is_read_again() {
        let mut definition = Definition::usual(What::Spending, Span::Named(NamedSpan::LastYear));
        definition.categories = vec![AccountId(3)];
        definition.compare = Some(Span::Before);
        definition.year_begins = YearBegins::new(4, 6).expect("a day");
        let notation = Notation { decimal: DecimalMark::Comma, dates: Some(DateOrder::YearMonthDay) };
        let search = Some("memo:x".to_owned());
        let question = Question { definition, search, notation, chart: ChartKind::Sankey };
        let report = KeptReport { id: KeptReportId(7), name: "Food".into(), place: 3, question };
        let written = KeptReportText::from(&report);
        assert_eq!((written.year_begins.as_str(), written.dates.as_deref()), ("04-06", Some("year_first")));
        assert_eq!(written.clone().restored(), Some(report));
        assert_eq!(KeptReportText { chart: "pie".into(), ..written }.restored(), None);
    }
}
