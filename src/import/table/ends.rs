//! Rows at both ends of a table that are its balances, whatever they are called.
//!
//! If the first amount and all between make the last, to the cent, then the
//! first is the balance before and the last the one after. It proves no more than that.

use super::amounts::Amounts;
use super::grid::Row;
use super::roles::Roles;
use crate::import::Decimal;
use crate::import::layout::Role;
use crate::import::vocabulary::Stated;

/// Fewer movements between could add up by chance.
const FEWEST: usize = 2;

/// The lines of both balances and which they are; none where nothing adds up, or somebody stands on the other side.
pub fn balances(rows: &[&Row], roles: &Roles, amounts: &Amounts) -> Option<[(u64, Stated); 2]> {
    let payee = roles.column(Role::Payee)?;
    // A sum at the end adds up, too, but then the first row is a movement with somebody on the other side.
    let is_alone = |row: &Row| row.cell(payee).is_empty();
    let movement = |row: &&Row| amounts.movement(row, roles).ok().flatten().map(|movement| movement.amount);
    let has_amount = |row: &&&Row| movement(row).is_some();
    let (begin, end) = (rows.iter().find(has_amount)?, rows.iter().rev().find(has_amount)?);
    if !is_alone(begin) || !is_alone(end) || roles.column(Role::Balance).is_some() {
        return None;
    }
    let read: Vec<(&Row, Decimal)> = rows.iter().filter_map(|row| Some((*row, movement(row)?))).collect();
    let ([first, between @ .., last], true) = (read.as_slice(), read.len() >= FEWEST + 2) else {
        return None;
    };
    let sum = between.iter().try_fold(Decimal::ZERO, |sum, (_, amount)| sum.plus(*amount))?;
    let adds_up = |from: Decimal, to: Decimal| from.plus(sum) == Some(to) && !from.is_zero();
    match (adds_up(first.1, last.1), adds_up(last.1, first.1)) {
        (true, false) => Some([(first.0.line, Stated::Opening), (last.0.line, Stated::Closing)]),
        (false, true) => Some([(last.0.line, Stated::Opening), (first.0.line, Stated::Closing)]),
        _ => None,
    }
}
