//! What a report is asked for.
//!
//! It only holds the question; whether it can be answered is said by the plan.

use jiff::civil::Date;
use strum::{Display, EnumString, VariantNames};

use super::refusal::ReportRefusal;
use super::span::Span;
use crate::ledger::AccountId;

/// What is added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum What {
    /// What went out: positive is spent.
    Spending,
    /// What came in: positive is earned.
    Income,
    /// What came in, positive, and what went out, negative.
    CashFlow,
    /// All parts of the flow together, as the chosen accounts see them.
    Movements,
    /// Assets and what is owed, at the end of each column.
    NetWorth,
    /// What each account holds at the end of each column.
    Balance,
}

impl What {
    /// Whether its figures are what there is at an end, and not what happened between two days.
    pub fn is_stock(self) -> bool {
        matches!(self, What::NetWorth | What::Balance)
    }
}

/// What lines stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum Grouping {
    /// No lines, only the total.
    None,
    /// A tree; a transfer stands under its other account.
    Category,
    Payee,
    /// Who has two tags stands in two lines, and once in the total.
    Tag,
    /// The chosen account that it was paid from or into.
    Account,
}

/// How long a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum Interval {
    /// One column for the whole span.
    None,
    Day,
    /// From Monday on.
    Week,
    Month,
    /// Of the year of the report.
    Quarter,
    /// The year of the report: see [`YearBegins`].
    Year,
}

/// What a figure is of the parts that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum Measure {
    Sum,
    Count,
    /// To the nearest minor unit, halves away from zero.
    Average,
}

/// The first day of a financial year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearBegins {
    month: i8,
    day: i8,
}

impl Default for YearBegins {
    fn default() -> YearBegins {
        YearBegins { month: 1, day: 1 }
    }
}

impl YearBegins {
    /// A day that every year has: none after the 28th.
    ///
    /// # Errors
    /// When it is no such day.
    pub fn new(month: i8, day: i8) -> Result<YearBegins, ReportRefusal> {
        let is_one = (1..=12).contains(&month) && (1..=28).contains(&day);
        is_one.then_some(YearBegins { month, day }).ok_or(ReportRefusal::YearBegins)
    }

    /// Reads `04-06`.
    ///
    /// # Errors
    /// When it is no such day.
    pub fn read(text: &str) -> Result<YearBegins, ReportRefusal> {
        let (month, day) = text.split_once('-').ok_or(ReportRefusal::YearBegins)?;
        match (month.parse(), day.parse()) {
            (Ok(month), Ok(day)) => YearBegins::new(month, day),
            _ => Err(ReportRefusal::YearBegins),
        }
    }

    /// The first day of the year of the report that begins in a calendar year.
    pub fn in_year(self, year: i16) -> Date {
        Date::new(year, self.month, self.day).unwrap_or(Date::MIN)
    }

    /// The first day of the year that a day is in.
    pub fn before(self, day: Date) -> Date {
        let this = self.in_year(day.year());
        if this <= day { this } else { self.in_year(day.year().saturating_sub(1)) }
    }
}

/// A question to the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    pub what: What,
    /// Empty: all registers.
    pub accounts: Vec<AccountId>,
    pub span: Span,
    /// A second span, to stand before the first one; the two may overlap.
    pub compare: Option<Span>,
    pub interval: Interval,
    pub year_begins: YearBegins,
    pub by: Grouping,
    /// What stands below each line.
    pub then: Grouping,
    pub measure: Measure,
    /// The most lines on one level; what is smaller is put together as others.
    pub most: usize,
}

/// The most lines on one level when nothing is said, and at all.
pub const USUAL_LINES: usize = 200;
pub const MOST_LINES: usize = 10_000;

impl Definition {
    /// A report of its kind as one usually wants it.
    pub fn usual(what: What, span: Span) -> Definition {
        let by = match what {
            What::Spending | What::Income | What::Movements => Grouping::Category,
            What::CashFlow => Grouping::None,
            What::NetWorth | What::Balance => Grouping::Account,
        };
        Definition {
            what,
            accounts: Vec::new(),
            span,
            compare: None,
            interval: Interval::Month,
            year_begins: YearBegins::default(),
            by,
            then: Grouping::None,
            measure: Measure::Sum,
            most: USUAL_LINES,
        }
    }
}
