//! Which format a file has.
//!
//! [`FORMATS`] is the whole table: a new format is one line in it and one
//! module. The content decides; the name of the file only helps where the
//! content is not enough.

use super::encoding::decode;
use super::progress::Progress;
use super::text::{LineCounter, counted};
use super::{
    BankFile, Format, Layouts, Problem, Reading, Statement, Unreadable, archive, camt, fingerprint, mt940,
    ofx, qif, table, void, workbook,
};
use crate::ledger::Watch;

/// A file as its reader gets it.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The last part of the file's name, lower case.
    pub extension: &'a str,
    /// The file's name without its extension, for people.
    pub stem: &'a str,
    pub text: &'a str,
    /// What was settled before.
    pub layouts: &'a Layouts,
    pub progress: Progress<'a>,
}

/// What a reader found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub format: Format,
    pub statements: Vec<Statement>,
    /// How the file was understood; none where the format leaves nothing open.
    pub reading: Option<Reading>,
    pub problems: Vec<Problem>,
}

/// A format that can be read.
struct Reader {
    name: &'static str,
    recognises: fn(&Source) -> bool,
    read: fn(&Source) -> Result<Found, Unreadable>,
}

const FORMATS: &[Reader] = &[
    Reader { name: "OFX or QFX", recognises: ofx::recognises, read: ofx::read },
    Reader { name: "QIF", recognises: qif::recognises, read: qif::read },
    Reader { name: "CAMT", recognises: camt::recognises, read: camt::read },
    Reader { name: "MT940", recognises: mt940::recognises, read: mt940::read },
    // Last: a table is whatever has columns.
    Reader { name: "CSV", recognises: table::recognises, read: table::read },
];

/// How the other files begin that people drop on a ledger.
const OTHER_KINDS: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"{\\rtf", "an office document"),
    (b"SQLite format 3\0", "a database"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
];

/// Reads a bank file: what is in it, or why nothing is.
///
/// `name` is the file's name, for people and for its extension. The result is
/// the same for the same bytes, and never an empty success.
pub fn read(name: &str, bytes: &[u8]) -> Result<BankFile, Unreadable> {
    read_with(name, bytes, &Layouts::new(), Progress::unseen())
}

/// The same with what was settled about layouts before, see [`BankFile::readings`]; whoever watches is told how many
/// bytes are behind, and may stop it.
pub fn read_watched(
    name: &str,
    bytes: &[u8],
    layouts: &Layouts,
    watch: &dyn Watch,
) -> Result<BankFile, Unreadable> {
    read_with(name, bytes, layouts, Progress::through(watch, bytes.len()))
}

/// The same as a part of the way through a larger file.
pub(super) fn read_with(
    name: &str,
    bytes: &[u8],
    layouts: &Layouts,
    progress: Progress,
) -> Result<BankFile, Unreadable> {
    if bytes.iter().all(|byte| byte.is_ascii_whitespace()) {
        return Err(Unreadable::Empty);
    }
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let extension = extension.to_ascii_lowercase();
    if archive::is_one(bytes) {
        return archive::read(stem, bytes, layouts, progress);
    }
    if workbook::is_old(bytes) {
        return workbook::read(stem, bytes, layouts, progress);
    }
    let decoded = decode(bytes).ok_or_else(|| other_kind(bytes).unwrap_or(Unreadable::NoText))?;
    let source = Source { extension: &extension, stem, text: &decoded.text, layouts, progress };
    let Some(reader) = FORMATS.iter().find(|reader| (reader.recognises)(&source)) else {
        return Err(other_kind(bytes).unwrap_or_else(|| unknown(source.text)));
    };
    let Found { format, mut statements, reading, mut problems } = (reader.read)(&source)?;
    for statement in &mut statements {
        // By what the file says: an id stays the same however a line is understood.
        fingerprint::fill_in(&mut statement.lines);
        statement.lines.iter_mut().for_each(void::recognise);
    }
    problems.extend(unreadable_characters(source.text, decoded.encoding));
    problems.sort_by_key(|problem| problem.line);
    let readings = reading.into_iter().collect();
    Ok(BankFile { format, encoding: decoded.encoding, statements, readings, problems })
}

fn other_kind(bytes: &[u8]) -> Option<Unreadable> {
    let is_film_or_photo = bytes.get(4..8) == Some(b"ftyp") || bytes.starts_with(b"RIFF");
    if is_film_or_photo {
        return Some(Unreadable::OtherKind("a picture, film or sound"));
    }
    let (_, kind) = OTHER_KINDS.iter().find(|(start, _)| bytes.starts_with(start))?;
    Some(Unreadable::OtherKind(kind))
}

fn unknown(text: &str) -> Unreadable {
    let head: String = text.trim_start().chars().take(15).collect::<String>().to_ascii_lowercase();
    if head.starts_with("<!doctype html") || head.starts_with("<html") {
        return Unreadable::WebPage;
    }
    let known: Vec<&str> = FORMATS.iter().map(|reader| reader.name).collect();
    Unreadable::UnknownFormat { known: known.join(", ") }
}

/// Names the characters that the encoding could not give.
fn unreadable_characters(text: &str, encoding: &str) -> Option<Problem> {
    let first = text.find(char::REPLACEMENT_CHARACTER)?;
    let count = text[first..].chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).map(|_| 1).sum();
    let mut counter = LineCounter::new();
    counter.pass(&text[..first]);
    let count = counted(count, "character", "characters");
    let reason = format!(
        "{count} could not be read as {encoding} and are shown as “\u{fffd}”, here for the first time. \
         Names may be wrong; amounts and dates are not."
    );
    Some(Problem::at(counter.line(), reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(name: &str, bytes: &[u8]) -> Unreadable {
        read(name, bytes).expect_err("no statement")
    }

    #[test]
    fn an_empty_file_is_called_empty() {
        assert_eq!(reason("a.ofx", b""), Unreadable::Empty);
        assert_eq!(reason("a.qif", b" \r\n\n"), Unreadable::Empty);
    }

    #[test]
    fn a_photo_named_ofx_is_called_a_picture() {
        let photo = [b"\xff\xd8\xff\xe0\0\x10JFIF\0".as_slice(), &[7; 300]].concat();
        assert_eq!(reason("a.ofx", &photo), Unreadable::OtherKind("a picture"));
        let heic = [b"\0\0\0\x18ftypheic".as_slice(), &[0; 300]].concat();
        assert!(matches!(reason("a.ofx", &heic), Unreadable::OtherKind(_)));
    }

    #[test]
    fn other_documents_are_called_what_they_are() {
        assert_eq!(reason("a.qif", b"%PDF-1.7\n1 0 obj"), Unreadable::OtherKind("a PDF document"));
        assert!(matches!(reason("a.ofx", b"PK\x03\x04\x14\0\0\0\x08\0"), Unreadable::Archive(_)));
        assert_eq!(reason("a.ofx", b"\n<!DOCTYPE html><html><body>Sign in"), Unreadable::WebPage);
        assert_eq!(reason("a.dat", &[0; 64]), Unreadable::NoText);
        assert!(matches!(reason("a.txt", b"Dear diary,\n"), Unreadable::UnknownFormat { .. }));
    }

    #[test]
    fn characters_that_the_encoding_lacks_are_named_with_their_line() {
        let problem = unreadable_characters("a\nb\n\u{fffd}c\u{fffd}", "UTF-8").expect("two of them");
        assert_eq!(problem.line, Some(3));
        assert!(problem.reason.starts_with("2 characters could"), "{}", problem.reason);
        assert_eq!(unreadable_characters("plain", "UTF-8"), None);
    }

    #[test]
    fn a_name_that_was_cut_in_the_middle_of_a_character_is_named() {
        let mut text =
            "!Type:Bank\nD12/31/20\nT1\nPBäckerei Müller Möbelhaus Größe\nMHôtel ".as_bytes().to_vec();
        text.extend_from_slice(b"\xc3\n^\n");
        let file = read("a.qif", &text).expect("a statement");
        assert_eq!(file.problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [Some(5)]);
    }
}
