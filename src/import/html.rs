//! Tables in web pages: banks name them `.xls`, and spreadsheet programs open them.
//!
//! Rows and cells are taken as the tags say; what stands between tables is
//! passed over. A page without a table of bookings is no statement, but perhaps
//! the bank's sign-in page.

use csv::StringRecord;

use super::detect::{Found, Source};
use super::ofx::elements::unescape;
use super::ofx::tokens::{Token, Tokens};
use super::table::grid::{Grid, Row};
use super::text::tidy;
use super::workbook::read_sheets;
use super::{BankFile, Unreadable};

/// How much of a file is looked at for a table.
const HEAD_BYTES: usize = 64 * 1024;

/// Whether the text is a web page, or a table of one.
pub fn recognises(source: &Source) -> bool {
    let mut end = source.text.len().min(HEAD_BYTES);
    while !source.text.is_char_boundary(end) {
        end -= 1;
    }
    let head = source.text[..end].trim_start().to_ascii_lowercase();
    let starts = ["<!doctype html", "<html", "<table", "<head", "<body", "<meta", "<style", "<div"];
    starts.iter().any(|start| head.starts_with(start)) && head.contains("<t")
}

/// Reads the table with the most bookings.
pub fn read(source: &Source) -> Result<Found, Unreadable> {
    let mut tables = Tables::default();
    let (mut tokens, mut steps) =
        (Tokens::of(source.text), source.progress.part(0, 2).steps(source.text.len()));
    while let Some((line, token)) = tokens.next() {
        steps.at(source.text.len() - tokens.ahead())?;
        tables.take(line, token);
    }
    tables.end_row();
    tables.end_table();
    if !tables.grids.iter().any(|grid| grid.rows.iter().any(Row::is_booking)) {
        return Err(Unreadable::WebPage);
    }
    let BankFile { format, statements, readings, problems, .. } =
        read_sheets(tables.grids, source.stem, source.layouts, source.progress.part(1, 2))?;
    Ok(Found { format, statements, reading: readings.into_iter().next(), problems })
}

/// The tables that were passed, and what is open.
#[derive(Default)]
struct Tables {
    grids: Vec<Grid>,
    rows: Vec<Row>,
    cells: Vec<String>,
    cell: Option<String>,
    at_line: u64,
    /// Within a script or a style, whose text is none.
    is_hidden: bool,
}

impl Tables {
    fn take(&mut self, line: u64, token: Token) {
        match token {
            Token::Open(name) => self.open(&name.to_ascii_lowercase(), line),
            Token::Close(name) => self.close(&name.to_ascii_lowercase()),
            Token::Empty(name) if matches!(name.to_ascii_lowercase().as_str(), "td" | "th") => {
                self.end_cell();
                self.cells.push(String::new());
            }
            Token::Empty(name) if name.eq_ignore_ascii_case("br") => self.say(" "),
            Token::Text(text) | Token::Verbatim(text) => self.say(text),
            Token::Empty(_) => {}
        }
    }

    fn say(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|_| !self.is_hidden) {
            unescape(text, cell);
        }
    }

    fn open(&mut self, name: &str, line: u64) {
        match name {
            "table" => {
                self.end_row();
                self.end_table();
            }
            "tr" => {
                self.end_row();
                self.at_line = line;
            }
            "td" | "th" => {
                self.end_cell();
                self.cell = Some(String::new());
            }
            "br" | "p" | "div" => self.say(" "),
            "script" | "style" => self.is_hidden = true,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "td" | "th" => self.end_cell(),
            "tr" => self.end_row(),
            "table" => {
                self.end_row();
                self.end_table();
            }
            "script" | "style" => self.is_hidden = false,
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        self.cells.extend(self.cell.take().map(|text| {
            let words: Vec<&str> = text.split_whitespace().collect();
            tidy(&words.join(" "))
        }));
    }

    fn end_row(&mut self) {
        self.end_cell();
        let record: StringRecord = std::mem::take(&mut self.cells).into_iter().collect();
        if record.iter().any(|cell| !cell.is_empty()) {
            self.rows.push(Row::new(self.at_line, &record));
        }
    }

    fn end_table(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        if !rows.is_empty() {
            let sheet = Some(format!("table {}", self.grids.len() + 1));
            self.grids.push(Grid::of_sheet(rows, sheet));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::import::{Format, Unreadable, read};

    const PAGE: &str = "<html><head><style>td { x: 1 }</style></head><body><table><tr><td>Menu</td></tr></table>\
        <table>\n<tr><th>Date</th><th>Description</th><th>Amount</th></tr>\n\
        <tr><td>14/02/2025</td><td>Kiosk &amp; Co<br>Paris</td><td align=right>-12.50</td></tr>\n\
        <tr><td>15/02/2025<td>Pay<td>900.00</table></body></html>";

    #[test]
    fn a_table_of_a_web_page_named_xls_is_read() {
        let file = read("a.xls", PAGE.as_bytes()).expect("readable");
        assert_eq!(file.format, Format::Workbook);
        let lines = &file.statements[0].lines;
        let shown: Vec<String> =
            lines.iter().map(|line| format!("{} {} {}", line.date, line.amount, line.payee)).collect();
        assert_eq!(shown, ["2025-02-14 -12.5 Kiosk & Co Paris", "2025-02-15 900 Pay"]);
    }

    #[test]
    fn a_page_without_bookings_is_called_a_web_page() {
        let page = "<html><body><table><tr><td>Sign in</td></tr></table></body></html>";
        assert_eq!(read("a.xls", page.as_bytes()), Err(Unreadable::WebPage));
    }
}
