//! Tables that are a journal: both sides of every entry stand in them, so as rows of one account they would be wrong.
//!
//! They are refused, with what to export instead. A journal is known by the
//! names of its columns, or by accounts within accounts whose amounts cancel
//! out in every entry.

use std::collections::HashSet;

use super::{JOURNAL, Program, told};
use crate::import::decimal::marks::{Rule, Tally};
use crate::import::table::cell;
use crate::import::table::grid::{Grid, HEAD_ROWS, Row};
use crate::import::{Decimal, Unreadable};

const DATEV: Program = Program {
    name: "a journal for DATEV",
    advice: "Download the movements of the bank account itself from your bank or program, as CAMT.053, MT940 or CSV.",
};
const BOTH_SIDES: Program = Program {
    name: "a journal with both sides of every entry",
    advice: "In the program it comes from, export the register of one account (in GnuCash: File ▸ Export ▸ Export \
             Transactions to CSV, with the simple layout), and import that file.",
};

/// Why the table is not read; none where it is no journal.
pub fn refusal(grid: &Grid) -> Option<Unreadable> {
    let header = grid.rows.first()?;
    let has = |name: &str| header.cells().any(|cell| cell.eq_ignore_ascii_case(name));
    if ["txnidx", "account", "amount", "posting-status"].into_iter().all(has) {
        return Some(told(&JOURNAL));
    }
    if matches!(header.cell(0), "EXTF" | "DTVF") {
        return Some(told(&DATEV));
    }
    has_both_sides(&grid.rows[..grid.rows.len().min(HEAD_ROWS)]).then(|| told(&BOTH_SIDES))
}

/// Whether a column names accounts within accounts, and an amount cancels out in every entry.
fn has_both_sides(rows: &[Row]) -> bool {
    let width = rows.iter().map(Row::width).max().unwrap_or_default();
    let Some(accounts) = (0..width).find(|column| names_accounts(rows, *column)) else { return false };
    let entries: Vec<&Row> = rows.iter().filter(|row| is_account(row.cell(accounts))).collect();
    let date = (0..width).find(|column| entries.iter().any(|row| cell::is_date(row.cell(*column))));
    let Some(date) = date else { return false };
    // The last entry may go on behind what is looked at.
    let is_cut = rows.len() == HEAD_ROWS;
    (0..width).filter(|column| *column != date).any(|column| cancels_out(&entries, date, column, is_cut))
}

/// `Expenses:Food`, and not a time of day or an address of the web.
fn is_account(text: &str) -> bool {
    let mut parts = text.split(':');
    let is_name = |part: &str| part.trim().starts_with(char::is_alphabetic);
    text.contains(':') && !text.contains("//") && parts.all(is_name)
}

fn names_accounts(rows: &[Row], column: usize) -> bool {
    let cells: Vec<&str> = rows.iter().map(|row| row.cell(column)).filter(|text| !text.is_empty()).collect();
    let accounts: Vec<&&str> = cells.iter().filter(|text| is_account(text)).collect();
    let distinct: HashSet<&&&str> = accounts.iter().collect();
    // A line that names the columns, and perhaps one above it, name no account.
    distinct.len() > 1 && accounts.len() * 10 >= rows.len().saturating_sub(2) * 9
}

/// Whether the amounts of every day make nothing; a row without a date is of the day above.
fn cancels_out(entries: &[&Row], date: usize, column: usize, is_cut: bool) -> bool {
    let marks = Tally::default().decide(Rule::PointIsDecimal);
    let mut days: Vec<(&str, Decimal)> = Vec::new();
    let mut is_moved = false;
    for row in entries {
        let Ok(amount) = cell::read_amount(row.cell(column), &marks) else { return false };
        is_moved |= !amount.is_zero();
        match (row.cell(date), days.last_mut()) {
            (day, Some((last, sum))) if day.is_empty() || day == *last => match sum.plus(amount) {
                Some(whole) => *sum = whole,
                None => return false,
            },
            (day, _) => days.push((day, amount)),
        }
    }
    let seen = days.len().saturating_sub(usize::from(is_cut));
    is_moved && seen > 0 && days[..seen].iter().all(|(_, sum)| sum.is_zero())
}
