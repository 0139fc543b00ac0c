//! Text as it is compared: without case and without accents.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Small letters, accents taken off, compatible forms made equal (Unicode NFKD),
/// and what cannot be seen made a space: `Café` and `CAFE` are the same.
///
/// Letters that Unicode does not take apart but people do are replaced as they
/// are on keyboards that lack them: `Łódź` is found by `lodz`.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.chars().map(|c| if c.is_control() { ' ' } else { c.to_ascii_lowercase() }).collect();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match plain(c) {
            Some(letters) => folded.push_str(letters),
            None if c.is_control() => folded.push(' '),
            // A small letter can have an accent of its own again (İ).
            None if is_combining_mark(c) => {}
            None => folded.push(c),
        }
    }
    folded
}

fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ς' => "σ",
        '’' => "'",
        _ => return None,
    })
}
