//! What the formats do to texts.
//!
//! No text of a book may become more than one line of a file, or a line that
//! means something else.

/// In one line: line breaks and other control characters become spaces, and outer space goes.
pub fn one_line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if breaks(c) { ' ' } else { c }).collect();
    plain.trim().to_owned()
}

/// Control characters, and what some programs take for the end of a line.
fn breaks(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// In one line and with no two spaces in a row.
pub fn single_spaced(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || breaks(c)).filter(|w| !w.is_empty()).collect();
    words.join(" ")
}

/// Those that say something, with a mark between.
pub fn joined(texts: &[&str], mark: &str) -> String {
    let said: Vec<&str> = texts.iter().copied().filter(|text| !text.trim().is_empty()).collect();
    said.join(mark)
}
