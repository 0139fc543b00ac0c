//! Where the bookings of a table begin, and which row names the columns.
//!
//! Banks put their address, the account and the period above the header, and
//! totals below. The header is the row with the most words we know that has
//! more bookings below than above it, or else the last one that fills the
//! columns above the first booking. A header may go over two rows.

use super::cell;
use super::grid::{Grid, HEAD_ROWS, Row};
use crate::import::layout::Role;
use crate::import::vocabulary::{Heading, vocabulary};

/// How far down a header can be.
const NEAR: usize = 60;

/// The parts of a table.
#[derive(Debug, Clone)]
pub struct Region<'a> {
    /// What stands above the header.
    pub preamble: &'a [Row],
    pub header: Option<&'a Row>,
    /// The bookings, and what stands between and below them.
    pub rows: &'a [Row],
    names: Vec<String>,
}

impl<'a> Region<'a> {
    /// None where the rows have neither bookings nor a header that we know.
    pub fn of(grid: &'a Grid) -> Option<Region<'a>> {
        let rows = grid.rows.as_slice();
        let head = &rows[..rows.len().min(HEAD_ROWS)];
        let bookings: Vec<bool> = head.iter().map(Row::is_booking).collect();
        let first = bookings.iter().position(|is_booking| *is_booking);
        if let Some(at) = known_header(head, &bookings).or_else(|| plain_header(head, first)) {
            let (from, to, names) = over_rows(rows, at);
            let header = Some(&rows[at]);
            return Some(Region { preamble: &rows[..from], header, rows: &rows[to + 1..], names });
        }
        let first = first?;
        // Rows like the first booking, only less complete, are no preamble.
        let width = rows[first].width();
        let alike = rows[..first].iter().rev().take_while(|row| row.width() == width).count();
        let start = first - alike;
        Some(Region { preamble: &rows[..start], header: None, rows: &rows[start..], names: Vec::new() })
    }

    /// The names of the columns; empty where there is no header.
    pub fn names(&self) -> Vec<String> {
        self.names.clone()
    }

    /// The columns of the header, or of the widest booking.
    pub fn width(&self) -> usize {
        const MOST: usize = 60;
        let bookings = self.rows.iter().take(HEAD_ROWS).map(Row::width).max().unwrap_or_default();
        self.names.len().max(bookings).min(MOST)
    }
}

/// How many cells of a row are headings we know; none where it holds a number or a date, as bookings do.
fn headings(row: &Row) -> usize {
    let is_value = |text: &str| cell::is_date(text) || cell::is_amount(text) && text.len() > 1;
    if row.cells().any(is_value) {
        return 0;
    }
    let known = |text: &&str| text.chars().count() > 1 && !vocabulary().meanings(text).is_empty();
    row.cells().filter(known).count()
}

/// The row with the most headings that names a date and money, if most bookings are below it.
fn known_header(head: &[Row], bookings: &[bool]) -> Option<usize> {
    let has_bookings = bookings.contains(&true);
    let needed = if has_bookings { 2 } else { 3 };
    let counts: Vec<usize> = head.iter().take(NEAR).map(headings).collect();
    let above = |at: usize| bookings[..at].iter().filter(|is_booking| **is_booking).count();
    let all = above(bookings.len());
    let fits = |at: &usize| {
        counts[*at] >= needed && (!has_bookings && names_money(&head[*at]) || all > 0 && above(*at) * 2 < all)
    };
    // Of equals the first counts: the second is a page's.
    (0..counts.len()).rev().filter(fits).max_by_key(|at| counts[*at])
}

fn names_money(row: &Row) -> bool {
    let says = |roles: &[Role]| {
        row.cells().any(|text| {
            let meanings = vocabulary().meanings(text);
            meanings.iter().any(|meaning| roles.iter().any(|role| meaning.heading == Heading::Is(*role)))
        })
    };
    says(&[Role::Date, Role::ValueDate]) && says(&[Role::Amount, Role::Debit, Role::Credit])
}

/// The row of words above the first booking that fills as many columns.
fn plain_header(head: &[Row], first: Option<usize>) -> Option<usize> {
    let above = &head[..first?];
    let width = above.last()?.width();
    let is_name = |text: &str| !text.is_empty() && !cell::is_amount(text) && !cell::is_date(text);
    let is_header = |row: &Row| width > 2 && row.width() == width && row.cells().take(width).all(is_name);
    let alike = above.iter().rev().take_while(|row| row.width() == width).count();
    (above.len() - alike..above.len()).find(|at| is_header(&above[*at]))
}

/// A header over two rows: from where to where it goes, and the names of both together.
fn over_rows(rows: &[Row], at: usize) -> (usize, usize, Vec<String>) {
    let own: Vec<String> = rows[at].cells().map(str::to_owned).collect();
    let is_part = |row: &Row| {
        const LONGEST: usize = 30;
        let short = |text: &str| text.chars().count() <= LONGEST;
        headings(row) > 0 && row.cells().all(short) && row.cells().filter(|text| !text.is_empty()).count() > 1
    };
    let below = rows.get(at + 1).filter(|row| is_part(row) && row.line == rows[at].line + 1);
    if let Some(below) = below {
        return (at, at + 1, together(&own, below, false));
    }
    let above = at.checked_sub(1).map(|above| &rows[above]);
    let above = above.filter(|row| is_part(row) && row.line + 1 == rows[at].line && row.width() > 2);
    match above {
        Some(above) => (at - 1, at, together(&own, above, true)),
        None => (at, at, own),
    }
}

/// Both names of each column; the upper one goes on over the columns to its right that the lower one names.
fn together(own: &[String], other: &Row, other_is_above: bool) -> Vec<String> {
    let width = own.len().max(other.width());
    let name = |column: usize| own.get(column).map_or("", String::as_str);
    let mut group = "";
    let names = (0..width).map(|column| {
        let (upper, lower) = if other_is_above {
            (other.cell(column), name(column))
        } else {
            (name(column), other.cell(column))
        };
        if !upper.is_empty() {
            group = upper;
        }
        let upper = if lower.is_empty() { upper } else { group };
        format!("{upper} {lower}").trim().to_owned()
    });
    let mut names: Vec<String> = names.collect();
    // The group of the column before says nothing where the column has a name that is known by itself.
    for (column, joined) in names.iter_mut().enumerate() {
        let lower = if other_is_above { name(column) } else { other.cell(column) };
        if vocabulary().meanings(joined).is_empty() && !vocabulary().meanings(lower).is_empty() {
            *joined = lower.to_owned();
        }
    }
    names
}
