//! Month after month of one pot: what was carried in, planned and spent, and what goes on.
//!
//! It knows neither names nor days.

/// What a pot is in one month. Minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PotMonth {
    pub carried: i64,
    pub planned: i64,
    pub actual: i64,
    pub left: i64,
}

/// What becomes of what is left at the end of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CarryOver {
    /// Nothing goes on.
    Never,
    /// What is left goes on; what is over-spent is made up for elsewhere.
    WhatIsLeft,
    /// All goes on, also what is over-spent.
    All,
}

/// The months in order, and what they over-spent that nobody carries, by month.
pub fn chain(months: &[(i64, i64)], carry: CarryOver) -> (Vec<PotMonth>, Vec<i64>) {
    let mut carried = 0i64;
    let (mut all, mut dropped) = (Vec::with_capacity(months.len()), Vec::with_capacity(months.len()));
    for (planned, actual) in months.iter().copied() {
        let left = carried.saturating_add(planned).saturating_sub(actual);
        all.push(PotMonth { carried, planned, actual, left });
        carried = match carry {
            CarryOver::Never => 0,
            CarryOver::WhatIsLeft => left.max(0),
            CarryOver::All => left,
        };
        dropped.push(if carry == CarryOver::WhatIsLeft { left.min(0).saturating_neg() } else { 0 });
    }
    (all, dropped)
}
