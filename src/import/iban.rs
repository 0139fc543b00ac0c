//! Account numbers that check themselves.
//!
//! An IBAN is the same in every format and at every bank, so it is the best
//! name for an account. This module knows no country's length and no bank.

/// Without white space, in upper case.
pub fn compact(text: &str) -> String {
    text.split_whitespace().collect::<String>().to_uppercase()
}

/// The IBAN that the text is, if its check digits say so (ISO 13616).
pub fn iban(text: &str) -> Option<String> {
    let text = compact(text);
    let bytes = text.as_bytes();
    let fits = (15..=34).contains(&bytes.len())
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit)
        && bytes.iter().all(u8::is_ascii_alphanumeric);
    let value =
        |byte: u8| if byte.is_ascii_digit() { u32::from(byte - b'0') } else { u32::from(byte - b'A') + 10 };
    let rest = || {
        bytes[4..].iter().chain(&bytes[..4]).map(|byte| value(*byte)).fold(0, |rest, value| {
            let shift = if value > 9 { 100 } else { 10 };
            (rest * shift + value) % 97
        })
    };
    (fits && rest() == 1).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_iban_is_known_by_its_check_digits() {
        assert_eq!(iban("de89 3704 0044 0532 0130 00"), Some("DE89370400440532013000".into()));
        assert_eq!(iban("GB82WEST12345698765432"), Some("GB82WEST12345698765432".into()));
        for text in ["DE88370400440532013000", "", "12345678/1020304050", "DE89", "ÄÖ89370400440532013000"]
        {
            assert_eq!(iban(text), None, "{text}");
        }
    }
}
