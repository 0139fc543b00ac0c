//! Why a report cannot be made, and what to do. It knows nothing of who asks.

use super::interval::MOST_COLUMNS;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReportRefusal {
    #[error("the span “{0}” is not known")]
    Span(String),
    #[error("the span ends before it begins")]
    Backwards,
    #[error("this span has more than {MOST_COLUMNS} columns")]
    Columns,
    #[error("a year cannot begin on this day")]
    YearBegins,
    #[error("the account with the number {0} is gone, or has no register")]
    Account(i64),
    #[error("the category with the number {0} is gone, or is no category")]
    Category(i64),
    #[error("balances have no categories")]
    StockCategories,
    #[error("balances are only added up account by account")]
    StockGroups,
    #[error("two spans are only compared of what came in and went out, each as a whole")]
    Compare,
    #[error("there are too many figures in this report")]
    Figures,
    #[error("a sum of this report is larger than a page can show")]
    Large,
    #[error("the line “{0}” is not known")]
    Line(String),
    #[error("there is no such column")]
    Column,
    #[error("the same grouping stands twice")]
    Twice,
}

impl ReportRefusal {
    /// What it is about, by the name of the field.
    pub fn field(&self) -> &'static str {
        match self {
            ReportRefusal::Span(_) | ReportRefusal::Backwards => "span",
            ReportRefusal::Columns | ReportRefusal::Figures => "interval",
            ReportRefusal::YearBegins => "year_begins",
            ReportRefusal::Account(_) => "accounts",
            ReportRefusal::Category(_) | ReportRefusal::StockCategories => "categories",
            ReportRefusal::StockGroups => "by",
            ReportRefusal::Compare => "compare",
            ReportRefusal::Large => "measure",
            ReportRefusal::Line(_) => "line",
            ReportRefusal::Column => "column",
            ReportRefusal::Twice => "then",
        }
    }

    pub fn advice(&self) -> &'static str {
        match self {
            ReportRefusal::Span(_) => {
                "Use this-month, last-month, this-quarter, last-quarter, this-year, last-year, last-30-days, \
                 last-12-months, all, a year as 2024, a month as 2024-03, or two days as 2024-01-01..2024-06-30."
            }
            ReportRefusal::Backwards => "Exchange the two days.",
            ReportRefusal::Columns => "Choose a shorter span or longer intervals.",
            ReportRefusal::YearBegins => "Use a month and a day up to the 28th, as in 04-06.",
            ReportRefusal::Account(_) => "Choose among the accounts that have a register.",
            ReportRefusal::Category(_) => "Choose among the categories that there are.",
            ReportRefusal::StockCategories => {
                "Leave the categories out, or ask for spending, income or cash flow."
            }
            ReportRefusal::StockGroups => "Leave the grouping, the measure and the second grouping out.",
            ReportRefusal::Compare => "Leave the interval out, and ask for spending, income or cash flow.",
            ReportRefusal::Figures => "Choose a shorter span, longer intervals or another grouping.",
            ReportRefusal::Large => "Choose fewer accounts or a shorter span.",
            ReportRefusal::Line(_) => "Use the key of a line as the report gives it.",
            ReportRefusal::Column => "Use the position of a column in the report, from 0.",
            ReportRefusal::Twice => "Choose another one, or leave it out.",
        }
    }
}
