//! What a row is: booked, a text that goes on, or neither.
//!
//! A row with an amount and no date is of the day above only where it has all
//! else that a booking has and bookings follow; what stands at the end may be a sum.

use jiff::civil::Date;

use super::directions::Direction;
use super::grid::Row;
use super::line::{join, line};
use super::lines::Manner;
use crate::import::layout::Role;
use crate::import::{Line, Problem};

/// What a row is.
pub enum Kind {
    Booked(Box<Line>),
    /// Text that belongs to the row above.
    Continues(String),
    Other,
}

/// What a row is that names no balance and is booked.
pub fn kind(row: &Row, manner: &Manner) -> Result<Kind, Problem> {
    let roles = manner.roles;
    let joined = |role| join(roles.columns(role).map(|column| row.cell(column)));
    let left_out = |what: &str, why: String| {
        Err(Problem::at(row.line, format!("The row has no {what}: {why}. It was left out.")))
    };
    let (date, amount) = (manner.dating.date(row), manner.amounts.movement(row, roles));
    let has_amount = matches!(amount, Ok(Some(_)));
    if matches!(date, Ok(Some(_))) && has_amount {
        if manner.width.is_some_and(|width| row.width() > width) {
            return left_out("certain columns", "it has more cells than the table has columns".into());
        }
        if manner.amounts.has_both_sides(row, roles) {
            return left_out("single amount", "both sides are filled".into());
        }
    }
    match (date, amount) {
        (Ok(Some(date)), Ok(Some(movement))) => Ok(Kind::Booked(Box::new(line(row, manner, date, movement)))),
        (Ok(Some(_)), Ok(None)) if manner.amounts.directions.is_there() => {
            match manner.amounts.directions.of_row(row) {
                Direction::Unknown => left_out("direction", "its word is not known".into()),
                Direction::LeftOut => {
                    left_out("direction", "you said that its word means no movement".into())
                }
                Direction::Known(_) => left_out("amount", "its cell is empty".into()),
            }
        }
        (Ok(Some(_)), Ok(None)) => left_out("amount", "its cell is empty".into()),
        (Ok(Some(_)), Err(error)) => left_out("amount", error.to_string()),
        (Err(why), Ok(Some(_))) => left_out("date", why),
        (Ok(None), Ok(Some(_))) if !joined(Role::Payee).is_empty() || !joined(Role::Memo).is_empty() => {
            left_out("date", "its cell is empty".into())
        }
        (Ok(None), Ok(None)) => {
            let texts = roles.columns(Role::Payee).chain(roles.memos().iter().copied());
            let text = join(texts.map(|column| row.cell(column)));
            let begins_in_a_text = row.cells().next().is_some_and(str::is_empty);
            let money = [Role::Amount, Role::Debit, Role::Credit];
            let mut money = money.into_iter().flat_map(|role| roles.columns(role));
            let has_money = money.any(|column| !row.cell(column).is_empty());
            if has_money {
                return left_out("date", "its cell is empty".into());
            }
            Ok(if begins_in_a_text && !text.is_empty() { Kind::Continues(text) } else { Kind::Other })
        }
        _ => Ok(Kind::Other),
    }
}

/// Rows that have no date, since the bank writes it once a day.
#[derive(Debug, Default)]
pub struct Undated {
    /// The line of the last row that has a date.
    last_dated: u64,
    /// The day of the last booking, and which columns that row fills: a bit for each.
    above: Option<(Date, u64)>,
    /// How many rows have the day of a row above, and where the first stands.
    pub found: Option<(u64, u64)>,
}

impl Undated {
    pub fn before(rows: &[Row], manner: &Manner) -> Undated {
        let last = rows.iter().rev().find(|row| matches!(manner.dating.date(row), Ok(Some(_))));
        Undated { last_dated: last.map_or(0, |row| row.line), above: None, found: None }
    }

    /// The booking that a row without a date is.
    pub fn booked(&mut self, row: &Row, manner: &Manner) -> Option<Kind> {
        let (day, filled) = self.above?;
        let text = manner.roles.column(Role::Payee).map_or("", |column| row.cell(column));
        let mut columns = (0..manner.roles.all().len()).filter(|column| filled >> column.min(&63) & 1 == 1);
        let is_whole = columns.all(|column| !row.cell(column).is_empty());
        if row.line > self.last_dated || text.is_empty() || !is_whole {
            return None;
        }
        let (Ok(None), Ok(Some(movement))) =
            (manner.dating.date(row), manner.amounts.movement(row, manner.roles))
        else {
            return None;
        };
        self.found.get_or_insert((0, row.line)).0 += 1;
        Some(Kind::Booked(Box::new(line(row, manner, day, movement))))
    }

    /// Takes in a booking.
    pub fn see(&mut self, row: &Row, day: Date, manner: &Manner) {
        if row.line < self.last_dated {
            let roles = manner.roles.all().iter().enumerate();
            let filled = roles.filter(|(column, role)| counts(**role) && !row.cell(*column).is_empty());
            self.above = Some((day, filled.fold(0, |filled, (column, _)| filled | 1 << column.min(63))));
        }
    }
}

/// Whether every booking of a table fills the column: amounts stand on one side, balances once a day.
fn counts(role: Role) -> bool {
    use Role::{Balance, Credit, Date, Debit, Fee, Number, ValueDate};
    !matches!(role, Date | ValueDate | Balance | Debit | Credit | Fee | Number)
}
