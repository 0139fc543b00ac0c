//! What a report is asked for.
//!
//! It only holds the question; whether it can be answered is said by the plan.

use strum::{Display, EnumString, VariantNames};

use super::interval::{Interval, YearBegins};
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

/// What a figure is of the parts that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum Measure {
    Sum,
    Count,
    /// To the nearest minor unit, halves away from zero.
    Average,
}

/// A question to the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    pub what: What,
    /// Empty: all registers.
    pub accounts: Vec<AccountId>,
    /// Only these, each with all below it; empty: everything.
    pub categories: Vec<AccountId>,
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

/// What the comparison that everybody has is called.
pub const COMPARE: &str = "compare";

/// Whether everybody has a report of this name, or an address is called so.
pub fn is_taken(name: &str) -> bool {
    let name = name.to_lowercase();
    name.parse::<What>().is_ok() || [COMPARE, "kept", "order", "rows"].contains(&name.as_str())
}

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
            categories: Vec::new(),
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
