//! The cells of one row of marked-up text, each in its column.
//!
//! A cell over several columns or rows keeps the others where they belong. A text
//! goes on over the rows that its cell covers; an amount does not, or it would be
//! booked twice.

use csv::StringRecord;

use crate::import::table::cell as shape;
use crate::import::table::grid::Row;
use crate::import::text::tidy;

/// More columns and rows than a cell of any statement covers.
const MOST_COVERED: usize = 60;

/// What is open, and what cells of rows above still cover.
#[derive(Debug, Default)]
pub struct Cells {
    pub at_line: u64,
    /// The open cell holds a number as a program writes it, with a decimal point.
    pub is_number: bool,
    cells: Vec<String>,
    open: Option<String>,
    across: usize,
    down: usize,
    /// By column: how many more rows a cell covers, and its text.
    covered: Vec<(usize, String)>,
}

impl Cells {
    pub fn open_text(&mut self) -> Option<&mut String> {
        self.open.as_mut()
    }

    /// Begins a cell with its attributes as they stand.
    pub fn begin(&mut self, attributes: &str) {
        self.end();
        let number = |name: &str| {
            let text = attribute(attributes, name)?;
            text.trim().parse::<usize>().ok().map(|number| number.min(MOST_COVERED))
        };
        // Columns of a workbook are told where they do not follow.
        if let Some(index) = number("index") {
            while self.cells.len() + 1 < index {
                let text = self.covered.get(self.cells.len()).filter(|(rows, _)| *rows > 0);
                let text = text.map(|(_, text)| text.clone()).unwrap_or_default();
                self.cells.push(text);
            }
        }
        let more = |pages: &str, workbooks: &str| {
            number(pages).map(|cells| cells.saturating_sub(1)).or_else(|| number(workbooks))
        };
        self.across = more("colspan", "mergeacross").unwrap_or_default();
        self.down = more("rowspan", "mergedown").unwrap_or_default();
        self.is_number = false;
        self.open = Some(String::new());
    }

    /// Ends the open cell, if there is one.
    pub fn end(&mut self) {
        let Some(text) = self.open.take() else { return };
        self.fill_covered();
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut text = tidy(&words.join(" "));
        // Three decimals could be taken for thousands.
        if self.is_number && text.rsplit_once('.').is_some_and(|(_, decimals)| decimals.len() == 3) {
            text.push('0');
        }
        let at = self.cells.len();
        for column in at..=at + self.across {
            if self.down > 0 {
                let goes_on = column == at && (!shape::is_amount(&text) || shape::is_date(&text));
                self.cover(column, if goes_on { text.clone() } else { String::new() });
            }
            self.cells.push(if column == at { text.clone() } else { String::new() });
        }
    }

    fn cover(&mut self, column: usize, text: String) {
        if self.covered.len() <= column {
            self.covered.resize(column + 1, (0, String::new()));
        }
        // The row that it stands in is counted down at its end, too.
        self.covered[column] = (self.down + 1, text);
    }

    /// Columns that a cell of a row above covers.
    fn fill_covered(&mut self) {
        while let Some((1.., text)) = self.covered.get(self.cells.len()) {
            self.cells.push(text.clone());
        }
    }

    /// The row, if it holds anything.
    pub fn end_row(&mut self) -> Option<Row> {
        self.end();
        if self.cells.is_empty() {
            return None;
        }
        self.fill_covered();
        for (rows, _) in &mut self.covered {
            *rows = rows.saturating_sub(1);
        }
        let record: StringRecord = std::mem::take(&mut self.cells).into_iter().collect();
        record.iter().any(|cell| !cell.is_empty()).then(|| Row::new(self.at_line, &record))
    }
}

/// The value of an attribute, whatever stands before its name and around it: `ss:Index="4"`, `colspan=2`.
pub fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = attributes;
    while let Some((before, behind)) = rest.split_once('=') {
        let own = before.rsplit(|c: char| c.is_whitespace() || c == ':').find(|part| !part.is_empty());
        let behind = behind.trim_start();
        let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => behind[1..].split_once(quote).unwrap_or((&behind[1..], "")),
            None => behind.split_once(char::is_whitespace).unwrap_or((behind, "")),
        };
        if own.is_some_and(|own| own.eq_ignore_ascii_case(name)) {
            return Some(value);
        }
        rest = after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_is_found_however_it_is_quoted() {
        let text = " class='a b' ss:Index=\"4\" colspan=2 rowspan = '3'";
        let read = |name: &str| attribute(text, name);
        assert_eq!((read("index"), read("colspan"), read("rowspan")), (Some("4"), Some("2"), Some("3")));
        assert_eq!((read("a"), attribute("", "a"), attribute(" nowrap", "nowrap")), (None, None, None));
    }
}
