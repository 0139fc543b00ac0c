//! Words as they are compared.
//!
//! Banks write `Buchungs-Datum`, `buchungsdatum` and `BuchungsDatum` for one
//! thing. Here is the one form of all of them; it says nothing of what it means.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most words that belong together.
const LONGEST_PHRASE: usize = 8;

/// Lower case without accents, one space where words part: also between `CheckNumber`'s and before `VWZ1`'s number.
pub fn plain(text: &str) -> String {
    let text = text.trim();
    // Most text has no accents to take off, and the tables of Unicode cost more than all else here.
    let parted = match text.is_ascii() {
        true => parted(text.chars()),
        false => parted(text.nfkd().filter(|c| !is_combining_mark(*c)).nfc()),
    };
    let plain = parted.trim_end();
    match plain.len() {
        0 => signs(text),
        all if all == parted.len() => parted,
        _ => plain.to_owned(),
    }
}

/// In lower case, with a space where words part.
fn parted(letters: impl Iterator<Item = char>) -> String {
    let mut plain = String::with_capacity(letters.size_hint().0 + 8);
    let mut letters = letters.peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        let begins = before.is_lowercase() && letter.is_uppercase()
            || before.is_uppercase()
                && letter.is_uppercase()
                && letters.peek().is_some_and(|next| next.is_lowercase())
            || before.is_alphabetic() && letter.is_ascii_digit()
            || before.is_ascii_digit() && letter.is_alphabetic() && letter.is_uppercase();
        if begins && !plain.is_empty() && !plain.ends_with(' ') {
            plain.push(' ');
        }
        push(&mut plain, letter);
        before = letter;
    }
    plain
}

fn push(plain: &mut String, letter: char) {
    for c in letter.to_lowercase() {
        match c {
            'ø' => plain.push('o'),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'ß' => plain.push_str("ss"),
            'ł' => plain.push('l'),
            'đ' | 'ð' => plain.push('d'),
            'ı' => plain.push('i'),
            'þ' => plain.push_str("th"),
            c if is_combining_mark(c) => {}
            c if c.is_alphanumeric() || matches!(c, '#' | '*') => plain.push(c),
            _ if !plain.is_empty() && !plain.ends_with(' ') => plain.push(' '),
            _ => {}
        }
    }
}

/// A text without letters and digits: a sign for plus or minus.
fn signs(text: &str) -> String {
    let sign = |c: char| match c {
        '−' | '\u{2010}'..='\u{2015}' => Some('-'),
        c if c.is_whitespace() || c == '/' => None,
        c => Some(c),
    };
    text.chars().filter_map(sign).collect()
}

/// All runs of whole words in a plain text; of scripts that part no words, all runs of letters.
pub fn phrases(plain: &str) -> impl Iterator<Item = &str> {
    let mut starts: Vec<usize> = Vec::new();
    let mut ends: Vec<usize> = Vec::new();
    let mut before = ' ';
    for (at, c) in plain.char_indices() {
        if c != ' ' && (before == ' ' || is_unparted(c) || is_unparted(before)) {
            starts.push(at);
        }
        if c != ' ' {
            let rest = &plain[at + c.len_utf8()..];
            let next = rest.chars().next();
            if next.is_none_or(|next| next == ' ' || is_unparted(c) || is_unparted(next)) {
                ends.push(at + c.len_utf8());
            }
        }
        before = c;
    }
    starts.into_iter().flat_map(move |start| {
        let behind: Vec<usize> =
            ends.iter().copied().filter(|end| *end > start).take(LONGEST_PHRASE).collect();
        behind.into_iter().filter_map(move |end| plain.get(start..end))
    })
}

/// Those of the [`phrases`] that a plain text begins with, the longest last.
pub fn beginnings(plain: &str) -> impl Iterator<Item = &str> {
    let mut letters = plain.char_indices().peekable();
    let ends = std::iter::from_fn(move || {
        loop {
            let (at, c) = letters.next()?;
            let next = letters.peek().map(|(_, next)| *next);
            if c != ' ' && next.is_none_or(|next| next == ' ' || is_unparted(c) || is_unparted(next)) {
                return Some(at + c.len_utf8());
            }
        }
    });
    ends.take(LONGEST_PHRASE).filter_map(|end| plain.get(..end))
}

/// Chinese, Japanese and Korean part no words.
fn is_unparted(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '々')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_has_one_form_however_it_is_written() {
        for (text, form) in [
            ("Buchungs-Datum", "buchungs datum"),
            ("CheckNumber", "check number"),
            ("transaction_date", "transaction date"),
            ("VWZ1", "vwz 1"),
            ("IBANNumber", "iban number"),
            ("Libellé de l'opération", "libelle de l operation"),
            ("Beløb", "belob"),
            ("Kwota zł", "kwota zl"),
            ("+/-", "+-"),
            ("−", "-"),
            (" D/K ", "d k"),
        ] {
            assert_eq!(plain(text), form, "{text}");
        }
    }

    #[test]
    fn phrases_are_runs_of_whole_words() {
        assert_eq!(phrases("a bc d").collect::<Vec<_>>(), ["a", "a bc", "a bc d", "bc", "bc d", "d"]);
        for text in
            ["a bc d", "a", "", "one two three four five six seven eight nine ten", "取引日 a", "입출금구분"]
        {
            let text = plain(text);
            let first = phrases(&text).filter(|phrase| text.starts_with(phrase));
            assert!(beginnings(&text).eq(first), "{text}");
        }
        assert_eq!(plain("입출금구분").chars().count(), 5, "a syllable is one letter");
        assert!(phrases("取引日").any(|phrase| phrase == "取引"));
    }
}
