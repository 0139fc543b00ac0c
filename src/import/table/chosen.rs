//! A table taken apart as somebody said: by this delimiter, with these quotation marks.
//!
//! What it means is found out as for any other; nothing here is guessed.

use super::grid::{Grid, Row};
use super::{read_grid, sheets};
use crate::import::detect::{Found, Source};
use crate::import::layout::{Delimiter, Quote, TextForm};
use crate::import::{Format, Layouts, Unreadable};

/// Each delimiter, its byte, and what people call it.
const DELIMITERS: [(Delimiter, u8, &str); 6] = [
    (Delimiter::Comma, b',', "commas"),
    (Delimiter::Semicolon, b';', "semicolons"),
    (Delimiter::Tab, b'\t', "tabs"),
    (Delimiter::Bar, b'|', "bars"),
    (Delimiter::Caret, b'^', "carets"),
    (Delimiter::Tilde, b'~', "tildes"),
];

/// How a table was taken apart that was found to be parted so.
pub fn form_of(grid: &Grid) -> TextForm {
    let delimiter = DELIMITERS.iter().find(|(_, _, name)| grid.parted_by == Some(*name));
    let delimiter = delimiter.map(|(delimiter, _, _)| *delimiter);
    TextForm { encoding: None, delimiter, quote: delimiter.map(|_| Quote::Double) }
}

/// Reads the text as it was said of tables like `found`; none where nothing was said that differs.
pub fn read(source: &Source, found: &Grid) -> Option<Result<Found, Unreadable>> {
    let layout = sheets::layout_of(found)?;
    let settled = source.layouts.get(&layout)?;
    let inferred = form_of(found);
    let delimiter = settled.form.delimiter.or(inferred.delimiter)?;
    let quote = settled.form.quote.unwrap_or(Quote::Double);
    if Some(delimiter) == inferred.delimiter && quote == Quote::Double {
        return None;
    }
    let grid = grid(source.text, delimiter, quote);
    // What was said is kept under the layout that was found first: that is what the next file will show.
    let mut layouts: Layouts = source.layouts.clone();
    layouts.extend(sheets::layout_of(&grid).map(|own| (own, settled.clone())));
    let read = read_grid(&grid, source.stem, Format::Csv, &layouts, source.progress.part(1, 2));
    Some(read.map(|mut read| {
        if let Some(reading) = &mut read.reading {
            reading.layout = layout;
            reading.found.form = TextForm { encoding: None, delimiter: Some(delimiter), quote: Some(quote) };
        }
        read
    }))
}

fn grid(text: &str, delimiter: Delimiter, quote: Quote) -> Grid {
    let (byte, name) = DELIMITERS
        .iter()
        .find(|(one, _, _)| *one == delimiter)
        .map_or((b',', "commas"), |(_, byte, name)| (*byte, *name));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(byte)
        .quoting(quote != Quote::None)
        .quote(if quote == Quote::Single { b'\'' } else { b'"' })
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    // Reading text from memory cannot fail: it is UTF-8 and rows may have any width.
    while reader.read_record(&mut record).unwrap_or(false) {
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push(Row::new(record.position().map_or(0, csv::Position::line), &record));
        }
    }
    Grid { parted_by: Some(name), ..Grid::of_sheet(rows, None) }
}

#[cfg(test)]
mod tests {
    use crate::import::layout::{Delimiter, Layout, Quote, TextForm};
    use crate::import::{BankFile, Layouts, detect};
    use crate::ledger::Unwatched;

    fn again(text: &[u8], form: TextForm) -> (BankFile, BankFile) {
        let first = detect::read("a.csv", text).expect("readable");
        let layout = first.readings[0].layout.clone();
        let layouts = Layouts::from([(layout, Layout { form, ..Layout::default() })]);
        let second = detect::read_watched("a.csv", text, &layouts, &Unwatched).expect("readable");
        (first, second)
    }

    #[test]
    fn a_delimiter_and_a_quotation_mark_that_were_chosen_count_and_are_remembered_with_the_layout() {
        let text =
            "Date;Payee, who;Amount\n2024-02-01;'Bakery; North';-3.00\n2024-02-02;'Water; Works';-4.00\n";
        let form =
            TextForm { quote: Some(Quote::Single), delimiter: Some(Delimiter::Semicolon), encoding: None };
        let (first, second) = again(text.as_bytes(), form);
        assert_eq!(second.statements[0].lines[0].payee, "Bakery; North");
        assert_eq!(second.readings[0].layout, first.readings[0].layout, "what was said stays with it");
        assert_eq!(second.readings[0].found.form.quote, Some(Quote::Single));
    }

    #[test]
    fn an_encoding_that_was_chosen_counts() {
        let form = TextForm { encoding: Some("CP850"), ..TextForm::default() };
        let (first, second) = again(b"Date,Payee,Amount\n2024-02-01,K\x94ln,-3.00\n", form);
        assert_eq!((second.encoding, second.statements[0].lines[0].payee.as_str()), ("CP850", "K\u{f6}ln"));
        assert_eq!(second.readings[0].layout, first.readings[0].layout);
        assert_eq!(second.readings[0].found.form.encoding, Some("CP850"));
    }
}
