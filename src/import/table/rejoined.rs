//! Amounts that a comma cut in two: `14.02.2025,Werkhof,-12,50`.
//!
//! Where commas part the columns and the amounts have unquoted decimal commas,
//! rows have more cells than the header has names. If the same columns explain
//! it in every such row, they are one again; else nothing is touched, and the
//! rows are named later.

use csv::StringRecord;

use super::cell;
use super::grid::{Grid, Row};
use super::region::Region;
use crate::import::layout::Role;
use crate::import::vocabulary::{Heading, vocabulary};

/// More cells than this are not cut off by amounts.
const MOST_AMOUNTS: usize = 4;

/// The grid with its amounts whole; none where none was cut, or it is not clear which.
pub fn rejoined(grid: &Grid, region: &Region) -> Option<Grid> {
    let named = region.names().len();
    if grid.parted_by != Some("commas") || named < 2 {
        return None;
    }
    let header = region.header?.line;
    let wide: Vec<&Row> = region.rows.iter().filter(|row| row.width() > named && row.is_booking()).collect();
    let bookings = region.rows.iter().filter(|row| row.is_booking()).count();
    if wide.is_empty() || wide.len() * 2 < bookings {
        return None;
    }
    let amounts = amount_columns(&region.names());
    let rows = grid.rows.iter().map(|row| {
        if row.line <= header || row.width() <= named {
            return Some(row.clone());
        }
        whole(row, row.width() - named, &amounts)
    });
    let rows: Vec<Row> = rows.collect::<Option<_>>()?;
    Some(Grid { rows, ..grid.clone() })
}

/// The columns that the header says hold money.
fn amount_columns(names: &[String]) -> Vec<usize> {
    let is_money = |name: &String| {
        let money = [Role::Amount, Role::Debit, Role::Credit, Role::Balance, Role::Fee];
        let meanings = vocabulary().meanings(name);
        meanings.iter().any(|meaning| money.iter().any(|role| meaning.heading == Heading::Is(*role)))
    };
    (0..names.len()).filter(|column| is_money(&names[*column])).collect()
}

/// The row with `extra` cells fewer, each put to the amount before it; none where that is not clear.
fn whole(row: &Row, extra: usize, amounts: &[usize]) -> Option<Row> {
    if extra > MOST_AMOUNTS {
        return None;
    }
    let cells: Vec<&str> = row.cells().collect();
    let mut joined: Vec<String> = Vec::new();
    let (mut at, mut left) = (0, extra);
    while at < cells.len() {
        let next = cells.get(at + 1).copied().unwrap_or_default();
        let is_cut = amounts.contains(&joined.len()) && is_whole_part(cells[at]) && is_decimals(next);
        // All that are cut have to be joined, or it is not known which are.
        if is_cut {
            left = left.checked_sub(1)?;
            joined.push(format!("{},{next}", cells[at]));
            at += 2;
        } else {
            joined.push(cells[at].to_owned());
            at += 1;
        }
    }
    let is_right = left == 0
        && amounts.iter().all(|column| {
            let text = joined.get(*column).map_or("", String::as_str);
            text.is_empty() || cell::is_amount(text)
        });
    is_right.then(|| Row::new(row.line, &joined.iter().map(String::as_str).collect::<StringRecord>()))
}

fn is_whole_part(text: &str) -> bool {
    cell::is_amount(text) && !text.contains(',') && text.ends_with(|c: char| c.is_ascii_digit())
}

/// Two digits, and perhaps a currency behind them.
fn is_decimals(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits == 2 && !text[digits..].contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | '/' | '-'))
}
