//! Cells in rows: what a text with delimiters or a sheet is, before any meaning.
//!
//! The delimiter is the one whose rows have a date in one cell and a number in
//! another, most often; only where no row has both does the count of cells decide.

use csv::StringRecord;

use super::cell;
use crate::import::progress::Progress;
use crate::import::text::LineCounter;
use crate::ledger::Stopped;

/// How much of a file is looked at for its delimiter and its header.
pub const HEAD_ROWS: usize = 300;
const HEAD_BYTES: usize = 128 * 1024;

/// A quoted cell of more lines than this is a quotation mark that nobody closed.
const MOST_LINES_IN_A_CELL: usize = 30;

const DELIMITERS: [(u8, &str); 6] = [
    (b',', "commas"),
    (b';', "semicolons"),
    (b'\t', "tabs"),
    (b'|', "bars"),
    (b'^', "carets"),
    (b'~', "tildes"),
];

/// A row and where it stands in its file, from 1.
#[derive(Debug, Clone)]
pub struct Row {
    pub line: u64,
    /// The cells, one after the other. A file may have a million rows: a row holds no more than its text.
    text: Box<str>,
    /// Where each of them ends.
    ends: Box<[u32]>,
}

impl Row {
    pub fn new(line: u64, cells: &StringRecord) -> Row {
        let ends = (0..cells.len()).filter_map(|column| cells.range(column));
        let ends = ends.map(|range| u32::try_from(range.end).unwrap_or(u32::MAX)).collect();
        Row { line, text: cells.as_slice().into(), ends }
    }

    /// The text of a cell as it was written.
    fn written(&self, column: usize) -> Option<&str> {
        let end = self.ends.get(column)?;
        let begin = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(begin as usize..*end as usize)
    }

    /// The text of a cell; empty where the row is too short.
    pub fn cell(&self, column: usize) -> &str {
        cell::bare(self.written(column).unwrap_or_default())
    }

    /// How many cells there are up to the last that holds something.
    pub fn width(&self) -> usize {
        (0..self.ends.len()).rev().find(|column| !self.cell(*column).is_empty()).map_or(0, |last| last + 1)
    }

    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|column| self.cell(column))
    }

    /// Whether one cell is a date and another is a number.
    pub fn is_booking(&self) -> bool {
        let date = self.cells().position(cell::is_date);
        date.is_some_and(|date| {
            self.cells().enumerate().any(|(column, text)| column != date && cell::is_amount(text))
        })
    }
}

/// All rows of a table, and what parts their cells.
#[derive(Debug, Clone)]
pub struct Grid {
    pub rows: Vec<Row>,
    /// "semicolons"; none for a sheet.
    pub parted_by: Option<&'static str>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The lines in which a quotation mark is opened and never closed.
    pub unclosed: Vec<u64>,
}

impl Grid {
    /// A sheet of a workbook, or a table of a page.
    pub fn of_sheet(rows: Vec<Row>, sheet: Option<String>) -> Grid {
        Grid { rows, parted_by: None, sheet, unclosed: Vec::new() }
    }
}

/// The text as rows; none where no delimiter parts it.
pub fn of_text(text: &str, progress: Progress) -> Result<Option<Grid>, Stopped> {
    let (text, skipped, hint) = without_hint(text);
    let Some((delimiter, name)) = hint.or_else(|| delimiter(text)) else {
        return Ok(None);
    };
    let (rows, unclosed) = rows(text, delimiter, skipped, progress)?;
    Ok(Some(Grid { rows, parted_by: Some(name), sheet: None, unclosed }))
}

/// Whether some of the first rows look like bookings: cheap, for any text.
pub fn has_bookings(text: &str) -> bool {
    let (text, _, _) = without_hint(text);
    delimiter(text).is_some_and(|(delimiter, _)| score(head(text), delimiter).0 > 0)
}

/// Spreadsheet programs begin a file with `sep=;`: its delimiter, and the text without it.
fn without_hint(text: &str) -> (&str, u64, Option<(u8, &'static str)>) {
    let rest = text.strip_prefix("sep=").or_else(|| text.strip_prefix("SEP="));
    let Some((first, rest)) = rest.and_then(|rest| rest.split_once('\n')) else {
        return (text, 0, None);
    };
    let hint =
        DELIMITERS.iter().find(|(delimiter, _)| first.trim_end_matches('\r').as_bytes() == [*delimiter]);
    hint.map_or((text, 0, None), |hint| (rest, 1, Some(*hint)))
}

fn head(text: &str) -> &str {
    let mut end = text.len().min(HEAD_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn delimiter(text: &str) -> Option<(u8, &'static str)> {
    let head = head(text);
    let scored = DELIMITERS.iter().map(|(delimiter, name)| (score(head, *delimiter), (*delimiter, *name)));
    // Of equals the first is kept: commas are what the format is named after.
    let best = scored.rev().max_by_key(|(score, _)| *score)?;
    (best.0.2 > 1).then_some(best.1)
}

/// Rows that look like bookings, rows of the usual width (if that is two or more), and that width.
fn score(head: &str, delimiter: u8) -> (usize, usize, usize) {
    let (rows, _) = rows(head, delimiter, 0, Progress::unseen()).unwrap_or_default();
    let rows = &rows[..rows.len().min(HEAD_ROWS)];
    let bookings = rows.iter().filter(|row| row.is_booking()).count();
    let mut widths: Vec<usize> = rows.iter().map(|row| row.ends.len()).filter(|width| *width > 1).collect();
    widths.sort_unstable();
    let most = widths.chunk_by(|one, other| one == other).max_by_key(|chunk| chunk.len());
    let (count, width) = most.map_or((0, 0), |chunk| (chunk.len(), chunk[0]));
    (bookings, count, width)
}

/// The rows, and the lines whose quotation mark nobody closed: such a line is read as it stands, the rest as before.
fn rows(
    text: &str,
    delimiter: u8,
    skipped: u64,
    progress: Progress,
) -> Result<(Vec<Row>, Vec<u64>), Stopped> {
    /// Each costs another way through the text behind it.
    const MOST_UNCLOSED: usize = 10;
    let (mut rows, mut unclosed) = (Vec::new(), Vec::new());
    let (mut rest, mut before) = (text, skipped);
    loop {
        let mut read = parse(rest, delimiter, before, true, progress)?;
        let Some(at) = read.iter().position(|row| swallows_rows(row, delimiter)) else {
            rows.append(&mut read);
            return Ok((rows, unclosed));
        };
        if unclosed.len() == MOST_UNCLOSED {
            rows.append(&mut parse(rest, delimiter, before, false, progress)?);
            return Ok((rows, unclosed));
        }
        let line = read[at].line;
        rows.extend(read.drain(..at));
        let (begin, end) = span_of_line(rest, line - before);
        let own = rest.get(begin..end).unwrap_or_default();
        rows.append(&mut parse(own, delimiter, line - 1, false, Progress::unseen())?);
        unclosed.push(line);
        rest = rest.get(end..).unwrap_or_default();
        before = line;
    }
}

/// Where a line, counted from 1, begins and where the next one does.
fn span_of_line(text: &str, line: u64) -> (usize, usize) {
    let (mut at, mut number) = (0, 1);
    for piece in text.split_inclusive('\n') {
        if number == line {
            return (at, at + piece.len());
        }
        at += piece.len();
        number += 1;
    }
    (at, text.len())
}

/// Whether a cell of the row holds other rows of the table, or more lines than any text has.
fn swallows_rows(row: &Row, delimiter: u8) -> bool {
    let cells = (0..row.ends.len()).filter_map(|column| row.written(column));
    let mut long = cells.filter(|cell| cell.contains('\n'));
    long.any(|cell| {
        let mut lines = cell.lines();
        let is_row = |line: &str| {
            let cells: StringRecord =
                line.split(char::from(delimiter)).map(|cell| cell.trim_matches('"')).collect();
            Row::new(0, &cells).is_booking()
        };
        cell.lines().take(MOST_LINES_IN_A_CELL + 2).count() > MOST_LINES_IN_A_CELL
            || lines.nth(1).is_some_and(is_row)
    })
}

fn parse(
    text: &str,
    delimiter: u8,
    skipped: u64,
    quoting: bool,
    progress: Progress,
) -> Result<Vec<Row>, Stopped> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .quoting(quoting)
        .from_reader(text.as_bytes());
    let (mut rows, mut passed, mut counter) = (Vec::new(), 0, LineCounter::new());
    let (mut record, mut steps) = (StringRecord::new(), progress.steps(text.len()));
    // Reading text from memory cannot fail: it is UTF-8 and rows may have any width.
    while reader.read_record(&mut record).unwrap_or(false) {
        let at =
            record.position().map_or(passed, |position| usize::try_from(position.byte()).unwrap_or(passed));
        // Line ends left over from the row before stand in front of this one.
        let at =
            at + text.get(at..).map_or(0, |rest| rest.len() - rest.trim_start_matches(['\r', '\n']).len());
        counter.pass(text.get(passed..at).unwrap_or_default());
        passed = at.max(passed);
        steps.at(passed)?;
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push(Row::new(counter.line() + skipped, &record));
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> (Option<&'static str>, Vec<String>) {
        let grid = of_text(text, Progress::unseen()).expect("is wanted").expect("a table");
        let row = |row: &Row| format!("{}:{}", row.line, row.cells().collect::<Vec<_>>().join("/"));
        (grid.parted_by, grid.rows.iter().map(row).collect())
    }

    #[test]
    fn the_delimiter_is_the_one_that_parts_dates_from_numbers() {
        for (text, name) in [
            ("Date,Text,Amount\n2024-01-02,\"a;b;c\",1.50\n", "commas"),
            ("Datum;Text;Betrag\n02.01.2024;a, b, c;1,50\n", "semicolons"),
            ("Date\tText\tAmount\n2024-01-02\ta,b\t1,50\n", "tabs"),
            ("Date|Text|Amount\n2024-01-02|a,b|1,50\n", "bars"),
        ] {
            assert_eq!(shown(text).0, Some(name));
        }
        assert!(
            of_text("Dear diary,\nnothing happened.\n", Progress::unseen())
                .expect("is wanted")
                .is_none_or(|grid| !grid.rows.iter().any(Row::is_booking))
        );
    }

    #[test]
    fn the_hint_of_a_spreadsheet_program_is_no_row() {
        assert_eq!(
            shown("sep=;\r\na;b\r\nc;d\r\n"),
            (Some("semicolons"), vec!["2:a/b".into(), "3:c/d".into()])
        );
    }

    #[test]
    fn rows_know_their_line_with_every_kind_of_line_end() {
        assert_eq!(shown("a,b\r\n\r\n\"c\nd\",e\nf,g\n").1, ["1:a/b", "3:c\nd/e", "5:f/g"]);
        assert_eq!(shown("a,b\rc,d\re,f").1, ["1:a/b", "2:c/d", "3:e/f"]);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_does_not_swallow_the_file() {
        let text = format!("a,\"b\n{}", "c,d\n".repeat(100));
        assert_eq!(shown(&text).1.len(), 101);
    }

    #[test]
    fn what_a_spreadsheet_puts_around_a_number_is_taken_off() {
        assert_eq!(shown("=\"0012\",b\n").1, ["1:0012/b"]);
    }
}
