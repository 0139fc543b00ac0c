//! How the reader writes numbers and dates.
//!
//! The page shows amounts and dates as the reader's language writes them, and
//! asks with its notation; so what is read off the page is understood as it is
//! meant. What can mean one thing only is understood in every notation.

/// Of numbers and of dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Notation {
    pub decimal: DecimalMark,
    /// None: nothing is known of it, and a date that may be two days is either.
    pub dates: Option<DateOrder>,
}

/// What stands before a fraction. The other of the two stands between thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DecimalMark {
    #[default]
    Point,
    Comma,
}

impl DecimalMark {
    pub fn sign(self) -> char {
        match self {
            DecimalMark::Point => '.',
            DecimalMark::Comma => ',',
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateOrder {
    DayMonthYear,
    MonthDayYear,
    YearMonthDay,
}
