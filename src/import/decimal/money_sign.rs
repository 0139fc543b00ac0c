//! The currency that stands beside a number: `R$ 25`, `25 zł`, `CHF 1'204.50`.
//!
//! It parts the two by their looks and by the vocabulary. Which currency a sign
//! means that several use, it does not say.

use super::marks::{digit_or_mark, is_sign};
use crate::import::vocabulary::vocabulary;
use crate::ledger::Currency;

/// White space and the marks that say which way a text runs.
pub fn is_padding(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A number and the currency written before or behind it: `R$ 25`, `25 zł`, `CHF 1'204.50`.
pub fn parted(text: &str) -> (&str, Option<&str>) {
    let text = text.trim_matches(is_padding);
    let is_number = |c: char| digit_or_mark(c) || is_sign(c) || matches!(c, '(' | ')' | '\'' | '’');
    let start = text.find(is_number).unwrap_or(text.len());
    let (before, rest) = text.split_at(start);
    let before = before.trim_matches(is_padding);
    if !before.is_empty() {
        // “Rs.500” and “kr. 5”: the point of the word is no point of the number.
        let is_word = before.ends_with(char::is_alphabetic);
        let rest = rest.strip_prefix('.').filter(|_| is_word).unwrap_or(rest);
        return if is_currency(before) {
            (rest.trim_matches(is_padding), Some(before))
        } else {
            (text, None)
        };
    }
    let end = text.rfind(|c: char| c.is_ascii_digit() || is_sign(c) || matches!(c, '(' | ')'));
    let Some((at, last)) = end.and_then(|at| Some((at, text[at..].chars().next()?))) else {
        return (text, None);
    };
    let (number, behind) = text.split_at(at + last.len_utf8());
    let word = behind.trim_matches(is_padding);
    if is_currency(word) { (number.trim_matches(is_padding), Some(word)) } else { (text, None) }
}

/// The currency in an amount, also behind its sign: `-£8.00`.
pub fn currency_in(text: &str) -> Option<&str> {
    let mut rest = text.trim_matches(is_padding);
    loop {
        if let (_, Some(currency)) = parted(rest) {
            return Some(currency);
        }
        let is_around = |c: char| is_sign(c) || matches!(c, '(' | ')');
        let inner = rest.trim_matches(is_around).trim_matches(is_padding);
        if inner.len() == rest.len() {
            return None;
        }
        rest = inner;
    }
}

/// A sign for money, a word for it in some language, or a code by its look.
fn is_currency(word: &str) -> bool {
    const LONGEST: usize = 24;
    if word.is_empty() {
        return false;
    }
    let mut letters = word.chars();
    let is_symbol = |c: char| matches!(c, '$' | '£' | '¥' | '¤' | '￥' | '\u{20a0}'..='\u{20cf}');
    if letters.next().is_some_and(is_symbol) && letters.next().is_none() {
        return true;
    }
    let is_code = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    is_code && word.parse::<Currency>().is_ok() || word.len() <= LONGEST && vocabulary().is_money_sign(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_currency_stands_on_either_side_and_behind_the_sign() {
        for (text, currency) in [
            ("-£8.00", "£"),
            ("(£8.00)", "£"),
            ("R$ -25,50", "R$"),
            ("-25,50 kr.", "kr."),
            ("CHF 1'204.50", "CHF"),
            ("Rs.500", "Rs."),
            ("12.50 EUR", "EUR"),
        ] {
            assert_eq!(
                currency_in(text).map(|sign| sign.trim_end_matches('.')),
                Some(currency.trim_end_matches('.')),
                "{text}"
            );
        }
        for text in ["12.50", "-12.50", "", "VWZ1", "abc"] {
            assert_eq!(currency_in(text), None, "{text}");
        }
        assert_eq!(parted("Rs.500"), ("500", Some("Rs")));
    }
}
