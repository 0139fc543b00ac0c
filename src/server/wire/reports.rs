//! Reports: what is asked, the figures, and the rows behind a figure.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{BalancePoint, DateOrder, DecimalMark, SplitState};

/// What is added up, seen from the chosen accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReportKind {
    /// What went out, less what came back: positive is spent. Transfers to accounts that are not chosen are part of it.
    Spending,
    /// What came in: positive is earned. Transfers from accounts that are not chosen are part of it.
    Income,
    /// What came in, positive, and what went out, negative.
    CashFlow,
    /// Both together, by any grouping.
    Movements,
    /// Assets and what is owed at the end of each column.
    NetWorth,
    /// What each account holds at the end of each column.
    Balance,
}

/// What lines stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReportGrouping {
    None,
    /// A tree; a transfer stands under its other account.
    Category,
    Payee,
    /// Who has two tags stands in two lines, and once in the total.
    Tag,
    /// The chosen account.
    Account,
}

/// How long a column is; a quarter and a year begin with the year of the report, a week on Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReportInterval {
    None,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// What a figure is of its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReportMeasure {
    /// Minor units.
    Sum,
    Count,
    /// Minor units, to the nearest.
    Average,
}

/// Whether a report comes as figures or as a file for spreadsheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReportFormat {
    #[default]
    Json,
    Csv,
}

/// What is asked of a report of a kind; all of it may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ReportParameters {
    /// Numbers of registers, with commas between them; left out, all of them.
    pub accounts: Option<String>,
    /// Numbers of categories, with commas between them: only these, each with all below it, and no transfers.
    pub categories: Option<String>,
    /// `this-month`, `last-month`, `this-quarter`, `last-quarter`, `this-year`, `last-year`, `last-30-days`,
    /// `last-12-months`, `all`, a year as `2024`, a month as `2024-03`, or `2024-01-01..2024-06-30`. `last-12-months` when
    /// neither it nor `from` is given.
    pub span: Option<String>,
    /// The first day, in the place of `span`.
    pub from: Option<String>,
    /// The last day; left out, that of the book.
    pub to: Option<String>,
    /// A second span, written as `span` is, or `before` for the one just before, as long as the first: the answer has two columns, this one first, and the change.
    pub compare: Option<String>,
    pub interval: Option<ReportInterval>,
    /// The first day of the year of the report, as in `04-06`; `01-01` when left out.
    pub year_begins: Option<String>,
    pub by: Option<ReportGrouping>,
    /// What stands below each line.
    pub then: Option<ReportGrouping>,
    pub measure: Option<ReportMeasure>,
    /// Only transactions that this finds in one of the chosen accounts; written as for a register.
    pub search: Option<String>,
    /// As for a register.
    pub decimal: Option<DecimalMark>,
    /// As for a register.
    pub dates: Option<DateOrder>,
    /// The most lines on one level, 1 to 10,000; 200 when left out. What is smaller is put together.
    pub most: Option<usize>,
    /// Of `balance` and `net-worth`: for how many days after today, at most 400, what is scheduled is told, too.
    pub ahead: Option<u16>,
    /// The day that counts as today; the day it is where the program runs when left out.
    pub today: Option<String>,
    #[serde(default)]
    pub format: ReportFormat,
}

/// `POST /api/v1/reports`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportDefinition {
    pub what: ReportKind,
    /// Numbers of registers; empty or left out, all of them.
    #[serde(default)]
    pub accounts: Vec<i64>,
    /// Numbers of categories: only these, each with all below it, and no transfers. Empty or left out, everything.
    #[serde(default)]
    pub categories: Vec<i64>,
    /// As in `GET /api/v1/reports/{name}`, and so all that follows.
    pub span: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    pub compare: Option<String>,
    pub interval: Option<ReportInterval>,
    pub year_begins: Option<String>,
    pub by: Option<ReportGrouping>,
    pub then: Option<ReportGrouping>,
    pub measure: Option<ReportMeasure>,
    pub search: Option<String>,
    pub decimal: Option<DecimalMark>,
    pub dates: Option<DateOrder>,
    pub most: Option<usize>,
    pub ahead: Option<u16>,
    pub today: Option<String>,
}

/// The figures of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Report {
    pub revision: u64,
    pub columns: Vec<ReportColumn>,
    pub interval: ReportInterval,
    pub measure: ReportMeasure,
    /// One for each currency; they are never added to each other. None where nothing is found.
    pub sections: Vec<ReportSection>,
    /// What of the search may have been meant otherwise than it was read, in sentences.
    pub not_understood: Vec<String>,
}

/// The days of a column; both belong to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReportColumn {
    pub from: String,
    pub to: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReportSection {
    pub currency: String,
    pub decimals: u8,
    /// Each is followed by those below it.
    pub lines: Vec<ReportLine>,
    pub total: ReportLine,
    /// What is scheduled, where it was asked for.
    pub ahead: Option<ReportAhead>,
}

/// What all chosen accounts of a currency come to from today on, with what is entered and scheduled for days to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReportAhead {
    pub until: String,
    /// Today, and each later day on which something is expected.
    pub points: Vec<BalancePoint>,
    /// The earliest of several.
    pub lowest: BalancePoint,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReportLine {
    /// What all its rows have in common: give it back to open them. Empty for a total.
    pub key: Vec<String>,
    pub name: String,
    /// How many lines it stands below.
    pub depth: usize,
    /// By column: minor units, or numbers of rows where these are asked for.
    pub figures: Vec<i64>,
    /// How many rows are behind each figure.
    pub rows: Vec<u64>,
    /// All columns together; null where they cannot be added.
    pub whole: Option<i64>,
    /// Of two spans: what the second one has more.
    pub change: Option<i64>,
    /// Which part of all that came in or went out it is, in hundredths of a percent; of two spans that of the second one.
    /// Null where there is no whole.
    pub share: Option<i64>,
    /// How many lines were put together in this one, which cannot be opened then: ask for more lines. 0 for one line.
    pub cut: usize,
}

/// `POST /api/v1/reports/rows`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportRowsOrder {
    pub report: ReportDefinition,
    pub currency: String,
    /// The key of a line; left out or empty, the total.
    #[serde(default)]
    pub line: Vec<String>,
    /// The position of a column, from 0; left out, all of them.
    pub column: Option<usize>,
    #[serde(default)]
    pub offset: u64,
    /// 1 to 1,000; 100 when left out.
    pub limit: Option<u64>,
}

/// The rows behind a figure, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReportRows {
    pub revision: u64,
    pub currency: String,
    pub decimals: u8,
    /// How many there are.
    pub total: u64,
    /// What all of them come to: the figure.
    pub sum: i64,
    pub offset: u64,
    pub rows: Vec<ReportRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReportRow {
    pub transaction: i64,
    /// The split that counts.
    pub split: u32,
    /// The register that the row stands in, and its split there.
    pub account: i64,
    pub account_name: String,
    pub own_split: u32,
    pub date: String,
    pub number: Option<String>,
    pub payee: Option<String>,
    /// The category, or `[Savings]` for a transfer; of a balance it is empty.
    pub category: String,
    pub memo: String,
    /// As the figure counts it, minor units.
    pub amount: i64,
    pub state: SplitState,
    pub tags: Vec<String>,
}
