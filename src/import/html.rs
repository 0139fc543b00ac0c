//! Tables in web pages and in the XML of old Excel: banks name them `.xls`, and spreadsheet programs open them.
//!
//! Rows and cells are taken as the tags say; what stands between tables is
//! passed over. A page without a table of bookings is no statement, but perhaps
//! the bank's sign-in page.

mod cells;

use super::detect::{Found, Source};
use super::ofx::elements::unescape;
use super::ofx::tokens::{Token, Tokens};
use super::table::grid::{Grid, Row};
use super::workbook::read_sheets;
use super::{BankFile, Format, Unreadable};
use cells::Cells;

/// How much of a file is looked at for a table.
const HEAD_BYTES: usize = 64 * 1024;

/// The name space of workbooks that Excel writes as XML since 2002.
const SPREADSHEET: &str = "urn:schemas-microsoft-com:office:spreadsheet";

/// Whether the text is a web page, or a table of one, or a workbook in XML.
pub fn recognises(source: &Source) -> bool {
    let head = head(source.text);
    let starts = ["<!doctype html", "<html", "<table", "<head", "<body", "<meta", "<style", "<div"];
    starts.iter().any(|start| head.starts_with(start)) && head.contains("<t") || is_workbook(&head)
}

fn head(text: &str) -> String {
    let mut end = text.len().min(HEAD_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].trim_start().to_ascii_lowercase()
}

fn is_workbook(head: &str) -> bool {
    head.starts_with("<?xml") && head.contains(SPREADSHEET) && head.contains("workbook")
}

/// Reads the table with the most bookings.
pub fn read(source: &Source) -> Result<Found, Unreadable> {
    let is_workbook = is_workbook(&head(source.text));
    let mut tables = Tables { is_workbook, ..Tables::default() };
    let (mut tokens, mut steps) =
        (Tokens::of(source.text), source.progress.part(0, 2).steps(source.text.len()));
    while let Some((line, token)) = tokens.next() {
        steps.at(source.text.len() - tokens.ahead())?;
        tables.take(line, token, tokens.attributes());
    }
    tables.end_table();
    if !is_workbook && !tables.grids.iter().any(|grid| grid.rows.iter().any(Row::is_booking)) {
        return Err(Unreadable::WebPage);
    }
    if tables.grids.is_empty() {
        return Err(Unreadable::NoStatement { format: Format::Workbook.name() });
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
    cells: Cells,
    /// What the sheet of a workbook is called.
    name: Option<String>,
    /// Within a script or a style, whose text is none, or a comment on a cell.
    is_hidden: bool,
    is_workbook: bool,
}

impl Tables {
    fn take(&mut self, line: u64, token: Token, attributes: &str) {
        match token {
            Token::Open(name) => self.open(&name.to_ascii_lowercase(), line, attributes),
            Token::Close(name) => self.close(&name.to_ascii_lowercase()),
            Token::Empty(name) if is_cell(name) => {
                self.cells.begin(attributes);
                self.cells.end();
            }
            Token::Empty(name) if name.eq_ignore_ascii_case("br") => self.say(" "),
            Token::Text(text) | Token::Verbatim(text) => self.say(text),
            Token::Empty(_) => {}
        }
    }

    fn say(&mut self, text: &str) {
        if let Some(cell) = self.cells.open_text().filter(|_| !self.is_hidden) {
            unescape(text, cell);
        }
    }

    fn open(&mut self, name: &str, line: u64, attributes: &str) {
        match name {
            "worksheet" => self.name = cells::attribute(attributes, "name").map(str::to_owned),
            "table" => self.end_table(),
            "tr" | "row" => {
                self.end_row();
                // Pages often stand on one line; rows are known by theirs.
                let next = self.rows.last().map_or(0, |row| row.line + 1);
                self.cells.at_line = line.max(next);
            }
            "data" if self.is_workbook => {
                self.cells.is_number =
                    cells::attribute(attributes, "type").is_some_and(|kind| kind == "Number");
            }
            name if is_cell(name) => self.cells.begin(attributes),
            "br" | "p" | "div" => self.say(" "),
            "script" | "style" | "comment" => self.is_hidden = true,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "tr" | "row" => self.end_row(),
            "table" => self.end_table(),
            "script" | "style" | "comment" => self.is_hidden = false,
            name if is_cell(name) => self.cells.end(),
            _ => {}
        }
    }

    fn end_row(&mut self) {
        self.rows.extend(self.cells.end_row());
    }

    fn end_table(&mut self) {
        self.end_row();
        self.cells = Cells::default();
        let rows = std::mem::take(&mut self.rows);
        if !rows.is_empty() {
            let name = self.name.take().unwrap_or_else(|| format!("table {}", self.grids.len() + 1));
            self.grids.push(Grid::of_sheet(rows, Some(name)));
        }
    }
}

fn is_cell(name: &str) -> bool {
    ["td", "th", "cell"].iter().any(|one| name.eq_ignore_ascii_case(one))
}

#[cfg(test)]
mod tests {
    use crate::import::{BankFile, Format, Unreadable, read};

    const PAGE: &str = "<html><head><style>td { x: 1 }</style></head><body><table><tr><td>Menu</td></tr></table>\
        <table>\n<tr><th>Date</th><th>Description</th><th>Amount</th></tr>\n\
        <tr><td>14/02/2025</td><td>Kiosk &amp; Co<br>Paris</td><td align=right>-12.50</td></tr>\n\
        <tr><td>15/02/2025<td>Pay<td>900.00</table></body></html>";

    fn lines(file: &BankFile) -> Vec<String> {
        let lines = file.statements.iter().flat_map(|statement| &statement.lines);
        lines.map(|line| format!("{} {} {}", line.date, line.amount, line.payee)).collect()
    }

    #[test]
    fn a_table_of_a_web_page_named_xls_is_read() {
        let file = read("a.xls", PAGE.as_bytes()).expect("readable");
        assert_eq!(file.format, Format::Workbook);
        assert_eq!(lines(&file), ["2025-02-14 -12.5 Kiosk & Co Paris", "2025-02-15 900 Pay"]);
    }

    #[test]
    fn a_page_without_bookings_is_called_a_web_page() {
        let page = "<html><body><table><tr><td>Sign in</td></tr></table></body></html>";
        assert_eq!(read("a.xls", page.as_bytes()), Err(Unreadable::WebPage));
    }

    #[test]
    fn cells_over_several_columns_and_rows_keep_what_is_beside_them_in_its_column() {
        let page = "<table><tr><th rowspan=2>Date</th><th rowspan=2>Description</th><th colspan=2>Amount</th>\
            <th rowspan='2'>Balance</th></tr><tr><th>Debit</th><th>Credit</th></tr>\
            <tr><td rowspan=2>14/02/2025</td><td>Kiosk</td><td>12.50</td><td></td><td>87.50</td></tr>\
            <tr><td>Wages</td><td></td><td>900.00</td><td>987.50</td></tr>\
            <tr><td>15/02/2025</td><td>Rent</td><td>500.00</td><td></td><td>487.50</td></tr>\
            <tr><td colspan=5>All amounts in euro</td></tr></table>";
        let file = read("a.xls", page.as_bytes()).expect("readable");
        assert_eq!(lines(&file), ["2025-02-14 -12.5 Kiosk", "2025-02-14 900 Wages", "2025-02-15 -500 Rent"]);
        assert!(!file.readings[0].is_open(), "{:?}", file.readings[0].questions);
    }

    #[test]
    fn rows_that_stand_on_one_line_of_the_page_are_told_apart() {
        let row = |cells: [&str; 4]| format!("<tr><td>{}</tr>", cells.join("<td>"));
        let page = [
            ["Date", "Description", "Amount", "Balance"],
            ["14/02/2025", "Kiosk", "-12.50", "87.50"],
            ["15/02/2025", "Pay", "900.00", "987.50"],
            ["16/02/2025", "Rent", "-500.00", "487.50"],
        ];
        let page = format!("<table>{}</table>", page.map(row).concat());
        let file = read("a.xls", page.as_bytes()).expect("readable");
        assert_eq!(lines(&file).len(), 3);
        let [balance] = file.statements[0].balances.as_slice() else { panic!("one balance") };
        assert_eq!(
            (balance.date.map(|date| date.to_string()), balance.amount.to_string()),
            (Some("2025-02-16".into()), "487.5".into())
        );
    }

    #[test]
    fn a_workbook_in_xml_is_read() {
        let cell = |kind: &str, text: &str| format!("<Cell><Data ss:Type=\"{kind}\">{text}</Data></Cell>");
        let row = |cells: &[String]| format!("<Row>{}</Row>", cells.concat());
        let head = ["Date", "Payee", "Debit", "Credit"].map(|name| cell("String", name));
        let payment = [
            cell("DateTime", "2025-02-14T00:00:00.000"),
            cell("String", "Kiosk &amp; Co"),
            cell("Number", "1.234"),
        ];
        let deposit = [
            cell("DateTime", "2025-02-15T00:00:00.000"),
            cell("String", "Pay"),
            "<Cell ss:Index=\"4\"><Data ss:Type=\"Number\">900</Data></Cell>".to_owned(),
        ];
        let text = format!(
            "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook \
             xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
             xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"Giro\"><Table>\
             <Row><Cell ss:MergeAcross=\"3\"><Data ss:Type=\"String\">Movements</Data></Cell></Row>\
             {}{}{}</Table></Worksheet></Workbook>",
            row(&head),
            row(&payment),
            row(&deposit)
        );
        let file = read("a.xls", text.as_bytes()).expect("readable");
        assert_eq!(lines(&file), ["2025-02-14 -1.234 Kiosk & Co", "2025-02-15 900 Pay"]);
    }
}
