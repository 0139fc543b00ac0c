//! What a category came to in a month of the past, as a first plan. It knows no book.

use std::collections::HashMap;

use super::command::PlannedAmount;
use super::period::Period;
use crate::ledger::account::AccountId;
use crate::ledger::money::Minor;

/// A plan for the months of a period that have none: what each category came to a month, over the months that the book
/// has. `actual` has the months in order; those before the first figure of any category are not counted.
pub fn averages(
    actual: &HashMap<AccountId, Vec<i64>>,
    period: Period,
    is_free: impl Fn(AccountId, crate::ledger::register::Month) -> bool,
) -> Vec<PlannedAmount> {
    let first = |months: &Vec<i64>| months.iter().position(|amount| *amount != 0);
    let counted = actual.values().filter_map(|months| Some(months.len() - first(months)?)).max();
    let Some(counted) = counted else { return Vec::new() };
    let mut categories: Vec<_> = actual.iter().collect();
    categories.sort_by_key(|(category, _)| **category);
    let mut planned = Vec::new();
    for (category, months) in categories {
        let sum: i128 = months.iter().map(|amount| i128::from(*amount)).sum();
        let amount = rounded(sum, counted as i128);
        let Some(amount) = amount.filter(|amount| amount.units() > 0) else { continue };
        let free = period.each().filter(|month| is_free(*category, *month));
        planned.extend(free.map(|month| PlannedAmount { category: *category, month, amount: Some(amount) }));
    }
    planned
}

/// To the nearest minor unit, halves away from zero.
fn rounded(sum: i128, count: i128) -> Option<Minor> {
    let away = if sum < 0 { -count } else { count };
    i64::try_from((2 * sum + away) / (2 * count)).ok().and_then(|units| Minor::amount(units).ok())
}
