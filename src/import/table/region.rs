//! Where the bookings of a table begin, and which row names the columns.
//!
//! Banks put their address, the account and the period above the header, and
//! totals below. The header is the row above the first booking that has the
//! most words we know, or else the last one that fills the columns.

use super::cell;
use super::grid::{Grid, HEAD_ROWS, Row};
use super::words::meaning;

/// How many rows above the first booking can be the header.
const NEAR: usize = 40;

/// The parts of a table.
#[derive(Debug, Clone, Copy)]
pub struct Region<'a> {
    /// What stands above the header.
    pub preamble: &'a [Row],
    pub header: Option<&'a Row>,
    /// The bookings, and what stands between and below them.
    pub rows: &'a [Row],
}

impl<'a> Region<'a> {
    /// None where the rows have neither bookings nor a header that we know.
    pub fn of(grid: &'a Grid) -> Option<Region<'a>> {
        let rows = grid.rows.as_slice();
        let first = rows.iter().take(HEAD_ROWS).position(Row::is_booking);
        let above = &rows[..first.unwrap_or(rows.len().min(NEAR))];
        let header = header(above, first.is_some());
        match (header, first) {
            (Some(at), _) => {
                Some(Region { preamble: &rows[..at], header: Some(&rows[at]), rows: &rows[at + 1..] })
            }
            (None, Some(first)) => {
                // Rows like the first booking, only less complete, are no preamble.
                let width = rows[first].width();
                let alike = rows[..first].iter().rev().take_while(|row| row.width() == width).count();
                let start = first - alike;
                Some(Region { preamble: &rows[..start], header: None, rows: &rows[start..] })
            }
            (None, None) => None,
        }
    }

    /// The names of the columns; empty where there is no header.
    pub fn names(&self) -> Vec<String> {
        self.header.map_or_else(Vec::new, |row| row.cells().map(str::to_owned).collect())
    }

    /// The columns of the header, or of the widest booking.
    pub fn width(&self) -> usize {
        const MOST: usize = 60;
        let bookings = self.rows.iter().take(HEAD_ROWS).map(Row::width).max().unwrap_or_default();
        self.header.map_or(bookings, |row| row.width().max(bookings)).min(MOST)
    }
}

/// The place of the header among the rows above the first booking.
fn header(above: &[Row], has_bookings: bool) -> Option<usize> {
    let start = above.len().saturating_sub(NEAR);
    let known = |row: &Row| row.cells().filter(|text| meaning(text).is_some()).count();
    let best = (start..above.len()).map(|at| (known(&above[at]), at)).max()?;
    let needed = if has_bookings { 2 } else { 3 };
    if best.0 >= needed {
        return Some(best.1);
    }
    let width = above.last().filter(|_| has_bookings)?.width();
    let is_name = |text: &str| !text.is_empty() && !cell::is_amount(text) && !cell::is_date(text);
    let is_header = |row: &Row| width > 2 && row.width() == width && row.cells().take(width).all(is_name);
    let alike = above.iter().rev().take_while(|row| row.width() == width).count();
    (above.len() - alike..above.len()).find(|at| is_header(&above[*at]))
}
