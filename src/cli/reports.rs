//! The command line of reports. It carries out nothing.

use clap::Args;

/// How figures are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Printed {
    /// For the terminal
    Table,
    /// For spreadsheets
    Csv,
    /// As the interface for programs answers
    Json,
}

/// Which report, and what of.
///
/// The exit code is 0 when it was printed, 1 when it could not be made, 2 when the command line or the settings are wrong.
#[derive(Debug, Clone, Args)]
pub struct Report {
    /// spending, income, cash-flow, movements, net-worth, balance, compare, or the name of a report that is kept in the book
    pub name: String,

    /// What lines stand for [default: category; accounts for net-worth and balance]
    #[arg(long, value_parser = ["category", "payee", "tag", "account", "none"])]
    pub by: Option<String>,

    /// What stands below each line
    #[arg(long, value_parser = ["category", "payee", "tag", "account", "none"])]
    pub then: Option<String>,

    /// How long a column is [default: month]
    #[arg(long, value_parser = ["day", "week", "month", "quarter", "year", "none"])]
    pub every: Option<String>,

    /// The days by a name: this-month, last-month, this-quarter, last-quarter, this-year, last-year, last-30-days,
    /// last-12-months, all, 2024, 2024-03 or 2024-01-01..2024-06-30 [default: last-12-months]
    #[arg(long, value_name = "WHEN", conflicts_with_all = ["from", "to"])]
    pub span: Option<String>,

    /// The first day
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,

    /// The last day [default: that of the book]
    #[arg(long, value_name = "DAY", requires = "from")]
    pub to: Option<String>,

    /// A second span to set before it, or `before` for the one just before, as long as the first
    #[arg(long, value_name = "WHEN")]
    pub compare: Option<String>,

    /// The first day of the financial year, as 04-06
    #[arg(long, value_name = "MM-DD")]
    pub year_begins: Option<String>,

    /// Sums, numbers of rows, or averages
    #[arg(long, value_parser = ["sum", "count", "average"])]
    pub measure: Option<String>,

    /// Only this account; may be given several times [default: all of them]
    #[arg(long, value_name = "NAME")]
    pub account: Vec<String>,

    /// Only this category with all below it; may be given several times [default: all of them]
    #[arg(long, value_name = "NAME")]
    pub category: Vec<String>,

    /// Which part of the whole each line is, in a column of its own
    #[arg(long)]
    pub share: bool,

    /// Of net-worth and balance: what is scheduled for so many days, at most 400, and the lowest point
    #[arg(long, value_name = "DAYS")]
    pub ahead: Option<u16>,

    /// Only what this finds, as in the search field of a register
    #[arg(long, value_name = "TEXT")]
    pub search: Option<String>,

    /// How to print it
    #[arg(long, value_enum, default_value = "table")]
    pub format: Printed,
}

/// What accounts hold today.
#[derive(Debug, Clone, Args)]
pub struct Balance {
    /// Only this account
    #[arg(value_name = "ACCOUNT")]
    pub account: Option<String>,

    /// How to print it
    #[arg(long, value_enum, default_value = "table")]
    pub format: Printed,
}

/// Which register, and what of.
#[derive(Debug, Clone, Args)]
pub struct Register {
    #[arg(value_name = "ACCOUNT")]
    pub account: String,

    /// Only what this finds, as in the search field
    #[arg(long, value_name = "TEXT")]
    pub search: Option<String>,

    /// How to print it
    #[arg(long, value_enum, default_value = "table")]
    pub format: Printed,
}
