//! Workbooks: XLSX, XLSB, XLS and ODS, as the tables in their sheets.
//!
//! A date in a workbook is a count of days and is written out year first; a
//! number is written with a point and as many digits as spreadsheet programs
//! show. Of several sheets the one with the most bookings is read, and the
//! others are named. What is packed into the file is bounded before it is read.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Sheets, open_workbook_auto_from_rs};
use csv::StringRecord;

use super::progress::Progress;
use super::table::grid::{Grid, Row};
use super::table::read_grid;
use super::text::shown;
use super::{BankFile, Format, Layouts, Problem, Unreadable, fingerprint};

/// More cells than any statement has.
const MOST_CELLS: usize = 20_000_000;

/// How old Excel files begin: the container is shared with other office documents.
const OLD_OFFICE: &[u8] = b"\xd0\xcf\x11\xe0";

/// Whether the bytes could be a workbook that is no archive.
pub fn is_old(bytes: &[u8]) -> bool {
    bytes.starts_with(OLD_OFFICE)
}

/// Reads the sheet with the most bookings. The bytes were found to unpack to a bounded size.
pub fn read(stem: &str, bytes: &[u8], layouts: &Layouts, progress: Progress) -> Result<BankFile, Unreadable> {
    let unreadable = |_| Unreadable::OtherKind("an office document without readable sheets");
    let mut book: Sheets<_> = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(unreadable)?;
    let mut grids: Vec<Grid> = Vec::new();
    for name in book.sheet_names() {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        let (height, width) = range.get_size();
        if height.saturating_mul(width) <= MOST_CELLS {
            grids.push(grid(name, &range));
        }
    }
    let bookings = |grid: &Grid| grid.rows.iter().filter(|row| row.is_booking()).count();
    let nothing = || Unreadable::NoStatement { format: Format::Workbook.name() };
    // Of equals the first sheet is read.
    let best = (0..grids.len()).rev().max_by_key(|at| bookings(&grids[*at])).ok_or_else(nothing)?;
    let found = read_grid(&grids[best], stem, Format::Workbook, layouts, progress)?;
    let mut problems = found.problems;
    problems.extend(others(&grids, best));
    let mut statements = found.statements;
    for statement in &mut statements {
        fingerprint::fill_in(&mut statement.lines);
    }
    let readings = found.reading.into_iter().collect();
    Ok(BankFile { format: Format::Workbook, encoding: "UTF-8", statements, readings, problems })
}

/// Names the sheets that were not read.
fn others(grids: &[Grid], best: usize) -> Option<Problem> {
    let others = grids.iter().enumerate().filter(|(at, grid)| *at != best && !grid.rows.is_empty());
    let names: Vec<String> = others.filter_map(|(_, grid)| grid.sheet.as_deref().map(shown)).collect();
    let read = grids.get(best)?.sheet.as_deref().map(shown)?;
    (!names.is_empty()).then(|| {
        Problem::of_the_file(format!("Only the sheet “{read}” was read. Not read: “{}”.", names.join("”, “")))
    })
}

fn grid(name: String, range: &Range<Data>) -> Grid {
    let first = range.start().map_or(0, |(row, _)| u64::from(row)) + 1;
    let rows = range.rows().zip(first..).filter_map(|(cells, line)| {
        let record: StringRecord = cells.iter().map(text).collect();
        record.iter().any(|cell| !cell.trim().is_empty()).then(|| Row::new(line, &record))
    });
    Grid { rows: rows.collect(), parted_by: None, sheet: Some(name), unclosed: Vec::new() }
}

/// What a cell shows.
fn text(cell: &Data) -> String {
    match cell {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => decimal(*number),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTime(duration) => decimal(duration.as_f64()),
        Data::Bool(_) | Data::Error(_) | Data::Empty => String::new(),
    }
}

/// The number with the fifteen digits that spreadsheet programs keep, and never with exactly three
/// decimals: those could be taken for thousands.
fn decimal(number: f64) -> String {
    let scientific = format!("{number:.14e}");
    let Some((mantissa, exponent)) = scientific.split_once('e') else {
        return scientific;
    };
    let Ok(exponent) = exponent.parse::<i32>() else { return scientific };
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let digits = mantissa.replace('.', "");
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() || !(-20..=20).contains(&exponent) {
        return if digits.is_empty() { "0".into() } else { scientific };
    }
    let whole_digits = usize::try_from(exponent + 1).unwrap_or(0);
    let (whole, after) = match usize::try_from(-exponent - 1) {
        Ok(zeros) => ("0".to_owned(), format!("{}{digits}", "0".repeat(zeros))),
        Err(_) if digits.len() <= whole_digits => {
            (format!("{digits}{}", "0".repeat(whole_digits - digits.len())), String::new())
        }
        Err(_) => (digits[..whole_digits].to_owned(), digits[whole_digits..].to_owned()),
    };
    let pad = if after.len() == 3 { "0" } else { "" };
    let mark = if after.is_empty() { "" } else { "." };
    format!("{sign}{whole}{mark}{after}{pad}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_spreadsheet_programs_show_them() {
        for (number, text) in [
            (12.5, "12.5"),
            (-0.05, "-0.05"),
            (1234.0, "1234"),
            (1_000_000.0, "1000000"),
            (0.1 + 0.2, "0.3"),
            (-1234.56, "-1234.56"),
            (1.234, "1.2340"),
            (0.0, "0"),
            (-0.0, "0"),
        ] {
            assert_eq!(decimal(number), text);
        }
        assert!(!decimal(f64::NAN).contains(|c: char| c.is_ascii_digit()));
    }
}
