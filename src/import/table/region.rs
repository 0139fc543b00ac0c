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
        let Some(first) = first else { return Region::plain(rows) };
        let first = behind_a_gap(head, &bookings, first);
        // Rows like the first booking, only less complete, are no preamble.
        let width = rows[first].width();
        let follows = |at: &usize| rows[*at].width() == width && rows[*at].line + 1 == rows[at + 1].line;
        let start = first - (0..first).rev().take_while(follows).count();
        Some(Region { preamble: &rows[..start], header: None, rows: &rows[start..], names: Vec::new() })
    }

    /// A table of which nothing is known: rows of so many cells, the first of them perhaps a header. What its columns
    /// are, a person has to say.
    fn plain(rows: &'a [Row]) -> Option<Region<'a>> {
        const FEWEST_COLUMNS: usize = 3;
        const FEWEST_ROWS: usize = 2;
        let mut widths: Vec<usize> = rows.iter().take(HEAD_ROWS).map(Row::width).collect();
        widths.sort_unstable();
        let usual = widths.chunk_by(|one, other| one == other).max_by_key(|alike| (alike.len(), alike[0]))?;
        if usual[0] < FEWEST_COLUMNS || usual.len() < FEWEST_ROWS || usual.len() * 2 < widths.len() {
            return None;
        }
        // A date and an amount have digits, however they are written.
        let has_digits = |row: &Row, column: usize| row.cell(column).contains(|c: char| c.is_ascii_digit());
        let most = |column: &usize| {
            let alike = rows.iter().take(HEAD_ROWS).filter(|row| has_digits(row, *column));
            alike.count() * 2 >= usual.len()
        };
        if (0..usual[0]).filter(most).count() < 2 {
            return None;
        }
        let start = rows.iter().position(|row| row.width() == usual[0])?;
        let (preamble, rows) = rows.split_at(start);
        let is_header = rows[0].cells().all(|text| !text.contains(|c: char| c.is_ascii_digit()));
        let header = Some(&rows[0]).filter(|_| is_header);
        let names = header.map(|row| row.cells().map(str::to_owned).collect()).unwrap_or_default();
        Some(Region { preamble, header, rows: &rows[usize::from(is_header)..], names })
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

/// The first booking, or the next one where an empty line parts it from all others: that was the bank's address and date.
fn behind_a_gap(head: &[Row], bookings: &[bool], first: usize) -> usize {
    let next = (first + 1..head.len()).find(|at| bookings[*at]);
    let others = bookings[first + 1..].iter().filter(|is_booking| **is_booking).count();
    match next {
        Some(next) if next == first + 1 && head[next].line > head[first].line + 1 && others > 1 => next,
        _ => first,
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
    // Bookings whose dates are in nobody's manner: then only what the bank wrote above them looks like one.
    let is_below_all = |at: usize| counts[at] > 3 && above(at) == all && all < 3;
    let fits = |at: &usize| {
        let names_money = || names_money(&head[*at]);
        counts[*at] >= needed
            && (all > 0 && above(*at) * 2 < all || (!has_bookings || is_below_all(*at)) && names_money())
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
        // A cell over both rows has its name in both.
        let upper = if lower.is_empty() || lower == upper { upper } else { group };
        let lower = if lower == upper { "" } else { lower };
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
