//! Workbooks: XLSX, XLSB, XLS and ODS, as the tables in their sheets.
//!
//! A date in a workbook is a count of days and is written out year first; a
//! number is written with a point and as many digits as spreadsheet programs
//! show. Of several sheets the one with the most bookings is read, with those that
//! have the same columns, and the others are named. What is packed into the file is bounded before it is read.

use std::collections::HashSet;
use std::io::Cursor;

use calamine::{Data, Range, Reader, Sheets, Xls, XlsOptions, open_workbook_auto_from_rs};
use csv::StringRecord;
use jiff::civil::Date;

use super::detect::Found;
use super::progress::Progress;
use super::statements::Statements;
use super::table::grid::{Grid, Row};
use super::table::{read_grid, sheets};
use super::text::shown;
use super::{BankFile, Decimal, Format, Layouts, Problem, Reading, Unreadable, fingerprint};

/// More cells than any statement has.
const MOST_CELLS: usize = 20_000_000;

/// The number of the code page that is UTF-16.
const UTF_16: u16 = 1200;

/// How old Excel files begin: the container is shared with other office documents.
const OLD_OFFICE: &[u8] = b"\xd0\xcf\x11\xe0";

/// Whether the bytes could be a workbook that is no archive.
pub fn is_old(bytes: &[u8]) -> bool {
    bytes.starts_with(OLD_OFFICE)
}

/// Reads the sheet with the most bookings. The bytes were found to unpack to a bounded size.
pub fn read(stem: &str, bytes: &[u8], layouts: &Layouts, progress: Progress) -> Result<BankFile, Unreadable> {
    let mut book = open(bytes).ok_or_else(|| Unreadable::OtherKind(office_document(bytes)))?;
    let mut grids: Vec<Grid> = Vec::new();
    for name in book.sheet_names() {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        let (height, width) = range.get_size();
        if height.saturating_mul(width) <= MOST_CELLS {
            grids.push(grid(name, &range));
        }
    }
    read_sheets(grids, stem, layouts, progress)
}

/// Since 1997 strings of Excel say themselves how they are written; the code page beside them counts only before.
fn open(bytes: &[u8]) -> Option<Sheets<Cursor<&[u8]>>> {
    if is_old(bytes) && is_since_1997(bytes) {
        let mut options = XlsOptions::default();
        options.force_codepage = Some(UTF_16);
        let book = Xls::new_with_options(Cursor::new(bytes), options);
        return book.ok().map(Sheets::Xls);
    }
    open_workbook_auto_from_rs(Cursor::new(bytes)).ok()
}

/// Whether a record begins that only BIFF8 has: parts of the container begin at multiples of 64 bytes.
fn is_since_1997(bytes: &[u8]) -> bool {
    bytes.chunks(64).any(|part| part.starts_with(b"\x09\x08\x10\0\0\x06"))
}

/// What else the container of old Excel files holds, by the names of its parts.
fn office_document(bytes: &[u8]) -> &'static str {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &wide).is_some()
    };
    match () {
        () if has("WordDocument") => "a Word document",
        () if has("PowerPoint Document") => "a PowerPoint document",
        () if has("__properties_version1.0") => "an e-mail of Outlook",
        () => "an office document without readable sheets",
    }
}

/// Reads the sheet with the most bookings, and those with the same columns.
pub fn read_sheets(
    grids: Vec<Grid>,
    stem: &str,
    layouts: &Layouts,
    progress: Progress,
) -> Result<BankFile, Unreadable> {
    let bookings = |grid: &Grid| grid.rows.iter().filter(|row| row.is_booking()).count();
    let nothing = || Unreadable::NoStatement { format: Format::Workbook.name() };
    // Of equals the first sheet is read.
    let best = (0..grids.len()).rev().max_by_key(|at| bookings(&grids[*at])).ok_or_else(nothing)?;
    let alike = alike(&grids, best);
    let found = if let [_, _, ..] = alike.as_slice() {
        read_alike(&grids, &alike, stem, layouts, progress)?
    } else {
        read_grid(&grids[best], stem, Format::Workbook, layouts, progress)?
    };
    let mut problems = found.problems;
    problems.extend(others(&grids, &alike, best));
    let mut statements = found.statements;
    for statement in &mut statements {
        fingerprint::fill_in(&mut statement.lines);
    }
    let readings = found.reading.into_iter().collect();
    Ok(BankFile { format: Format::Workbook, encoding: "UTF-8", statements, readings, problems })
}

/// The sheets with bookings in the columns of the best one, itself among them.
fn alike(grids: &[Grid], best: usize) -> Vec<usize> {
    let layout = sheets::layout_of(&grids[best]);
    let is_alike = |at: &usize| {
        let grid = &grids[*at];
        *at == best
            || layout.is_some() && grid.rows.iter().any(Row::is_booking) && sheets::layout_of(grid) == layout
    };
    (0..grids.len()).filter(is_alike).collect()
}

/// Sheets with the same columns: one table where their days follow one another, and else an account each.
fn read_alike(
    grids: &[Grid],
    alike: &[usize],
    stem: &str,
    layouts: &Layouts,
    progress: Progress,
) -> Result<Found, Unreadable> {
    let mut read: Vec<SheetRead> = Vec::new();
    for at in alike {
        let name = grids[*at].sheet.as_deref().unwrap_or(stem);
        let found = read_grid(&grids[*at], name, Format::Workbook, layouts, Progress::unseen())?;
        let days = found.statements.iter().flat_map(|statement| &statement.lines).map(|line| line.date);
        let span = days.clone().min().zip(days.max());
        read.push((*at, span, found));
    }
    forget_repeated(&mut read);
    read.sort_by_key(|(_, span, _)| *span);
    let follows = |pair: &[SheetRead]| match (&pair[0].1, &pair[1].1) {
        (Some((_, end)), Some((begin, _))) => end <= begin,
        _ => true,
    };
    if read.windows(2).all(follows) {
        let parts: Vec<&Grid> = read.iter().map(|(at, _, _)| &grids[*at]).collect();
        let whole = sheets::put_together(&parts)
            .ok_or(Unreadable::NoStatement { format: Format::Workbook.name() })?;
        return read_grid(&whole, stem, Format::Workbook, layouts, progress);
    }
    let (mut statements, mut reading, mut problems) = (Statements::default(), None, Vec::new());
    for (_, _, found) in read {
        found.statements.into_iter().for_each(|statement| statements.add(statement));
        problems.extend(found.problems);
        let is_open = |reading: &Option<Reading>| reading.as_ref().is_some_and(Reading::is_open);
        if reading.is_none() || is_open(&found.reading) && !is_open(&reading) {
            reading = found.reading;
        }
    }
    Ok(Found { format: Format::Workbook, statements: statements.into_vec(), reading, problems })
}

/// A sheet's place, its first and last day, and what was found in it.
type SheetRead = (usize, Option<(Date, Date)>, Found);

/// Takes out the sheets whose lines are all in a larger one: “All” beside the months.
fn forget_repeated(read: &mut Vec<SheetRead>) {
    let lines = |found: &Found| -> HashSet<(Date, Decimal, String)> {
        let lines = found.statements.iter().flat_map(|statement| &statement.lines);
        lines.map(|line| (line.date, line.amount, line.payee.clone())).collect()
    };
    let sets: Vec<_> = read.iter().map(|(_, _, found)| lines(found)).collect();
    let is_repeated = |at: usize| {
        let (own, others) = (&sets[at], sets.iter().enumerate().filter(|(other, _)| *other != at));
        others.into_iter().any(|(_, other)| own.len() < other.len() && own.is_subset(other))
    };
    let mut place = 0;
    read.retain(|_| {
        place += 1;
        !is_repeated(place - 1)
    });
}

/// Names the sheets that were not read.
fn others(grids: &[Grid], read: &[usize], best: usize) -> Option<Problem> {
    let others = grids.iter().enumerate().filter(|(at, grid)| !read.contains(at) && !grid.rows.is_empty());
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
    Grid::of_sheet(rows.collect(), Some(name))
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

    fn sheet(name: &str, rows: &[[&str; 3]]) -> Grid {
        let head = [["Date", "Payee", "Amount"]];
        let rows = head
            .iter()
            .chain(rows)
            .zip(1..)
            .map(|(cells, line)| Row::new(line, &StringRecord::from(cells.to_vec())));
        Grid::of_sheet(rows.collect(), Some(name.to_owned()))
    }

    fn told(grids: Vec<Grid>) -> Vec<(String, usize)> {
        let file = read_sheets(grids, "household", &Layouts::new(), Progress::unseen()).expect("readable");
        file.statements.iter().map(|one| (one.account.label.clone(), one.lines.len())).collect()
    }

    #[test]
    fn sheets_of_months_are_one_account_and_sheets_of_the_same_days_are_several() {
        let (may, june) = (["2024-05-02", "Shop", "-3.00"], ["2024-06-02", "Shop", "-4.00"]);
        let months = vec![sheet("June", &[june]), sheet("May", &[may, ["2024-05-30", "Rent", "-500.00"]])];
        assert_eq!(told(months), [("household".to_owned(), 3)]);
        let other = ["2024-05-03", "Bakery", "-5.00"];
        let accounts =
            vec![sheet("Giro", &[may, june]), sheet("Card", &[other, ["2024-07-01", "Fuel", "-9.00"]])];
        assert_eq!(told(accounts).len(), 2);
        let repeated = vec![sheet("All", &[may, june]), sheet("May", &[may])];
        assert_eq!(told(repeated), [("household".to_owned(), 2)]);
    }

    #[test]
    fn strings_of_excel_since_1997_are_not_read_by_their_code_page() {
        let mut bytes = vec![0; 512];
        bytes.extend_from_slice(b"\x09\x08\x10\0\0\x06\x05\0");
        assert!(is_since_1997(&bytes) && !is_since_1997(&bytes[..512]));
    }

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
