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
use crate::import::decimal::marks::mark_of;
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
    // Also a row whose last cell is empty has one more than there are names.
    let is_wide = |row: &&Row| row.cells().count() > named && row.is_booking();
    let wide: Vec<&Row> = region.rows.iter().filter(is_wide).collect();
    if wide.is_empty() {
        return None;
    }
    let bookings = region.rows.iter().filter(|row| row.is_booking()).count();
    // A comma before decimals cuts nearly every row, one within thousands only those of large amounts.
    let is_rest = if wide.len() * 2 < bookings { is_group } else { is_rest };
    let amounts = amount_columns(&region.names());
    let rows = grid.rows.iter().map(|row| {
        let cells = row.cells().count();
        if row.line <= header || row.width() <= named && cells <= named {
            return Some(row.clone());
        }
        whole(row, cells - named, &amounts, is_rest)
    });
    let rows: Vec<Row> = rows.collect::<Option<_>>()?;
    Some(Grid { rows, ..grid.clone() })
}

/// Whether amounts seem to be cut in most rows that have more cells than the header names. Where none names them: in
/// nearly all rows, or in those that have more cells than the others. What was not put together again is then not to be read.
pub fn is_cut(grid: &Grid, region: &Region) -> bool {
    let named = region.names().len();
    if grid.parted_by != Some("commas") {
        return false;
    }
    let could_be = |row: &&Row| row.cells().count() > named && row.is_booking();
    let wide: Vec<&Row> = region.rows.iter().filter(could_be).collect();
    let (cut, others): (Vec<&Row>, Vec<&Row>) = wide.iter().partition(|row| has_pair(row));
    if named > 1 {
        return cut.len() > others.len();
    }
    // Without a header also “year, month” is such a pair: it is none where other amounts have decimals.
    let is_whole = |row: &&Row| row.cells().any(|text| !cell::is_date(text) && mark_of(text).is_some());
    let all_are = cut.len() * 10 > wide.len() * 9 && !wide.iter().any(is_whole);
    all_are || usual_width(&others).is_some_and(|usual| has_more_cells(&cut, usual))
}

/// Whether the row has two cells, side by side, that could be one amount.
fn has_pair(row: &Row) -> bool {
    let cells: Vec<&str> = row.cells().collect();
    cells.windows(2).any(|pair| is_whole_part(pair[0]) && is_rest(pair[1]))
}

/// Whether most of the rows have more cells than is usual.
fn has_more_cells(rows: &[&Row], usual: usize) -> bool {
    rows.iter().filter(|row| row.cells().count() > usual).count() * 2 > rows.len()
}

/// The count of cells that most rows have; none where there is no row.
fn usual_width(rows: &[&Row]) -> Option<usize> {
    let mut widths: Vec<usize> = rows.iter().map(|row| row.cells().count()).collect();
    widths.sort_unstable();
    widths.chunk_by(|one, other| one == other).max_by_key(|alike| alike.len()).map(|alike| alike[0])
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
fn whole(row: &Row, extra: usize, amounts: &[usize], is_rest: fn(&str) -> bool) -> Option<Row> {
    if extra > MOST_AMOUNTS {
        return None;
    }
    let cells: Vec<&str> = row.cells().collect();
    let mut joined: Vec<String> = Vec::new();
    let (mut at, mut left) = (0, extra);
    while at < cells.len() {
        let next = cells.get(at + 1).copied().unwrap_or_default();
        let is_cut = amounts.contains(&joined.len()) && is_whole_part(cells[at]) && is_rest(next);
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

/// What a comma can have cut off an amount.
fn is_rest(text: &str) -> bool {
    is_decimals(text) || is_group(text)
}

/// Two digits, and perhaps a currency behind them.
fn is_decimals(text: &str) -> bool {
    digits(text) == 2 && ends(&text[2..])
}

/// Three digits and decimals, and perhaps a currency behind them.
fn is_group(text: &str) -> bool {
    let (group, behind) = text.split_at(digits(text));
    let decimals = behind.strip_prefix('.').unwrap_or_default();
    group.len() == 3 && digits(decimals) == 2 && ends(&decimals[2..])
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn ends(text: &str) -> bool {
    !text.contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | '/' | '-'))
}
