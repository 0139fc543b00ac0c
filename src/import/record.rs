//! One line of a bank file as the file has it, to look at.
//!
//! Pure. It cuts the text where the readers say that lines begin; it reads nothing anew.

use super::BankFile;
use super::encoding::decode;

/// The most lines and characters that are shown of one record.
const MOST_LINES: usize = 40;
const MOST_CHARS: usize = 4_000;

/// How OFX begins a movement; some banks write the whole file on one line.
const OFX_RECORD: &str = "<STMTTRN>";

/// The text of a line's record; none where the file is no text, or has no such line.
pub fn record(bytes: &[u8], file: &BankFile, statement: usize, line: usize) -> Option<String> {
    let at_line = file.statements.get(statement)?.lines.get(line)?.at_line;
    let text = decode(bytes)?.text;
    let begins = file.statements.iter().flat_map(|statement| &statement.lines).map(|line| line.at_line);
    let next = begins.filter(|other| *other > at_line).min().unwrap_or(u64::MAX);
    let first = usize::try_from(at_line.checked_sub(1)?).ok()?;
    let length = usize::try_from(next - at_line).unwrap_or(MOST_LINES).min(MOST_LINES);
    let cut: Vec<&str> = text_lines(&text).skip(first).take(length).collect();
    let cut = cut.join("\n");
    let before = file.statements.iter().take(statement).flat_map(|statement| &statement.lines);
    let own = file.statements[statement].lines.iter().take(line);
    let rank = before.chain(own).filter(|other| other.at_line == at_line).count();
    let shown = nth_movement(&cut, rank).unwrap_or(&cut);
    Some(shown.trim().chars().take(MOST_CHARS).collect())
}

/// Lines by any of the three line ends, as [`super::text::LineCounter`] counts them.
fn text_lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

/// Of several movements on one line of the file, one.
fn nth_movement(text: &str, rank: usize) -> Option<&str> {
    let upper = text.to_ascii_uppercase();
    let mut starts = upper.match_indices(OFX_RECORD).map(|(at, _)| at).skip(rank);
    let start = starts.next()?;
    let end = starts.next().unwrap_or(text.len());
    text.get(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::read;

    fn records(name: &str, text: &str) -> Vec<String> {
        let file = read(name, text.as_bytes()).expect("a statement");
        let lines = 0..file.statements[0].lines.len();
        lines.map(|line| record(text.as_bytes(), &file, 0, line).expect("a record")).collect()
    }

    #[test]
    fn a_record_goes_to_where_the_next_begins() {
        let told = records("a.qif", "!Type:Bank\r\nD1/2/24\r\nT1\r\nPA\r\n^\r\nD1/3/24\r\nT2\r\nPB\r\n^\r\n");
        assert_eq!(told, ["D1/2/24\nT1\nPA\n^", "D1/3/24\nT2\nPB\n^"]);
    }

    #[test]
    fn records_on_one_line_are_told_apart() {
        let movement = |id: &str| format!("<STMTTRN><DTPOSTED>20240501<TRNAMT>-1.00<FITID>{id}</STMTTRN>");
        let text = format!(
            "OFXHEADER:100<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD<BANKACCTFROM><ACCTID>2</BANKACCTFROM>\
             <BANKTRANLIST>{}{}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>",
            movement("a"),
            movement("b")
        );
        let told = records("a.ofx", &text);
        assert_eq!(told[0], movement("a"));
        assert!(told[1].starts_with(&movement("b")));
    }
}
