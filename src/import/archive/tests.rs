//! Archives and workbooks, made here and read back.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::import::{BankFile, Format, Unreadable, read};

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        writer.start_file(*name, options).expect("a name");
        writer.write_all(content).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

const MAY: &[u8] = b"Account,Date,Payee,Amount\nDE89370400440532013000,2024-05-02,Baker,-1.00\nDE89370400440532013000,2024-05-02,Baker,-1.00\nDE89370400440532013000,2024-05-03,Miller,-2.00\n";
const LATE_MAY: &[u8] = b"Account,Date,Payee,Amount\nDE89370400440532013000,2024-05-02,Baker,-1.00\nDE89370400440532013000,2024-05-03,Miller,-2.00\nDE89370400440532013000,2024-05-09,Smith,-4.00\n";

fn payees(file: &BankFile) -> Vec<&str> {
    file.statements.iter().flat_map(|statement| &statement.lines).map(|line| line.payee.as_str()).collect()
}

#[test]
fn files_of_one_account_that_overlap_are_put_together_and_nothing_doubles() {
    let archive = zipped(&[
        ("2024/may.csv", MAY),
        ("2024/late.csv", LATE_MAY),
        ("__MACOSX/._may.csv", b"x"),
        ("readme.txt", b"Hello."),
    ]);
    let file = read("year.zip", &archive).expect("two files");
    assert_eq!(payees(&file), ["Baker", "Baker", "Miller", "Smith"]);
    assert_eq!((file.statements.len(), file.format, file.readings.len()), (1, Format::Csv, 2));
    assert_eq!(file.readings[0].file.as_deref(), Some("may.csv"));
    assert!(
        file.problems.len() == 1 && file.problems[0].reason.starts_with("readme.txt: "),
        "{:?}",
        file.problems
    );
}

#[test]
fn archives_within_archives_and_bombs_are_refused_in_words() {
    let inner = zipped(&[("may.csv", MAY)]);
    let error = read("a.zip", &zipped(&[("inner.zip", &inner)])).expect_err("nothing to read");
    assert!(error.to_string().contains("archive within the archive"), "{error}");
    let bomb = zipped(&[("bomb.csv", &vec![b'0'; 32 * 1024 * 1024])]);
    assert!(bomb.len() < 100_000);
    assert!(matches!(read("a.zip", &bomb), Err(Unreadable::Archive(_))));
    let many: Vec<(String, &[u8])> = (0..201).map(|at| (format!("{at}.csv"), MAY)).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, content)| (name.as_str(), *content)).collect();
    assert!(matches!(read("a.zip", &zipped(&many)), Err(Unreadable::Archive(_))));
    assert!(matches!(read("a.zip", &zipped(&[])), Err(Unreadable::NothingInArchive { .. })));
}

/// A workbook as small as it can be: the sheets by name, each the XML of its rows.
pub fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let relation = |at: usize| {
        format!(
            r#"<Relationship Id="r{at}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{at}.xml"/>"#
        )
    };
    let entry =
        |at: usize, name: &str| format!(r#"<sheet name="{name}" sheetId="{}" r:id="r{at}"/>"#, at + 1);
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let mut files = vec![
        ("_rels/.rels".to_owned(), r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#.to_owned()),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                r#"<workbook xmlns="{main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{}</sheets></workbook>"#,
                sheets.iter().enumerate().map(|(at, (name, _))| entry(at, name)).collect::<String>()
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>"#,
                (0..sheets.len()).map(relation).collect::<String>()
            ),
        ),
        (
            "xl/styles.xml".to_owned(),
            format!(
                r#"<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#
            ),
        ),
    ];
    for (at, (_, rows)) in sheets.iter().enumerate() {
        files.push((
            format!("xl/worksheets/sheet{at}.xml"),
            format!(r#"<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>"#),
        ));
    }
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    zipped(&files)
}

pub fn row(number: usize, cells: &[&str]) -> String {
    let cell = |(column, text): (usize, &&str)| {
        let place = format!("{}{number}", char::from(b'A' + u8::try_from(column).expect("few")));
        match text.strip_prefix('#') {
            Some(serial) => format!(r#"<c r="{place}" s="1"><v>{serial}</v></c>"#),
            None if text.parse::<f64>().is_ok() => format!(r#"<c r="{place}"><v>{text}</v></c>"#),
            None => format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#),
        }
    };
    format!(r#"<row r="{number}">{}</row>"#, cells.iter().enumerate().map(cell).collect::<String>())
}

#[test]
fn a_workbook_is_the_table_in_the_sheet_that_has_bookings() {
    let notes = row(1, &["Notes", "about", "this"]);
    let bookings = [
        row(3, &["Date", "Description", "Amount", "Balance"]),
        row(4, &["#45324", "CORNER MARKET", "-12.5", "987.5"]),
        row(5, &["#45325", "ACME PAYROLL", "2500", "3487.5"]),
    ]
    .concat();
    let file = read("book.xlsx", &workbook(&[("Notes", &notes), ("Account", &bookings)])).expect("a sheet");
    let lines: Vec<String> = file.statements[0]
        .lines
        .iter()
        .map(|line| format!("{} {} {} {}", line.at_line, line.date, line.amount, line.payee))
        .collect();
    assert_eq!(lines, ["4 2024-02-02 -12.5 CORNER MARKET", "5 2024-02-03 2500 ACME PAYROLL"]);
    assert_eq!((file.format, file.statements[0].balances.len()), (Format::Workbook, 1));
    assert!(file.problems[0].reason.contains("Not read: “Notes”"), "{:?}", file.problems);
    assert!(file.readings[0].questions.is_empty());
}

#[test]
fn other_office_documents_and_damaged_archives_are_called_what_they_are() {
    let letter = zipped(&[("word/document.xml", b"<w/>")]);
    assert_eq!(read("a.docx", &letter), Err(Unreadable::OtherKind("a Word or PowerPoint document")));
    let archive = zipped(&[("may.csv", MAY)]);
    for end in [4, 30, archive.len() / 2, archive.len() - 1] {
        assert!(read("a.zip", &archive[..end]).is_err(), "{end}");
    }
    assert!(matches!(
        read("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and no more"),
        Err(Unreadable::OtherKind(_))
    ));
}
