//! Account numbers that check themselves.
//!
//! An IBAN is the same in every format and at every bank, so it is the best
//! name for an account. Its length is the country's (the registry of ISO 13616):
//! digits that check over more or less are words behind it. It knows no bank.

/// How many characters the IBANs of each country have.
#[rustfmt::skip]
const LENGTHS: &[(&str, usize)] = &[
    ("AD", 24), ("AE", 23), ("AL", 28), ("AT", 20), ("AZ", 28), ("BA", 20), ("BE", 16), ("BG", 22), ("BH", 22),
    ("BI", 27), ("BR", 29), ("BY", 28), ("CH", 21), ("CR", 22), ("CY", 28), ("CZ", 24), ("DE", 22), ("DJ", 27),
    ("DK", 18), ("DO", 28), ("EE", 20), ("EG", 29), ("ES", 24), ("FI", 18), ("FK", 18), ("FO", 18), ("FR", 27),
    ("GB", 22), ("GE", 22), ("GI", 23), ("GL", 18), ("GR", 27), ("GT", 28), ("HN", 28), ("HR", 21), ("HU", 28),
    ("IE", 22), ("IL", 23), ("IQ", 23), ("IS", 26), ("IT", 27), ("JO", 30), ("KW", 30), ("KZ", 20), ("LB", 28),
    ("LC", 32), ("LI", 21), ("LT", 20), ("LU", 20), ("LV", 21), ("LY", 25), ("MC", 27), ("MD", 24), ("ME", 22),
    ("MK", 19), ("MN", 20), ("MR", 27), ("MT", 31), ("MU", 30), ("NI", 28), ("NL", 18), ("NO", 15), ("OM", 23),
    ("PK", 24), ("PL", 28), ("PS", 29), ("PT", 25), ("QA", 29), ("RO", 24), ("RS", 22), ("RU", 33), ("SA", 24),
    ("SC", 31), ("SD", 18), ("SE", 24), ("SI", 19), ("SK", 24), ("SM", 27), ("SO", 23), ("ST", 25), ("SV", 28),
    ("TL", 23), ("TN", 24), ("TR", 26), ("UA", 29), ("VA", 22), ("VG", 24), ("XK", 20), ("YE", 30),
];

/// Without white space, in upper case.
pub fn compact(text: &str) -> String {
    text.split_whitespace().collect::<String>().to_uppercase()
}

/// The IBAN that the text is, if its check digits say so (ISO 13616).
pub fn iban(text: &str) -> Option<String> {
    let text = compact(text);
    let fits = (15..=34).contains(&text.len()) && length_of(&text).is_none_or(|length| length == text.len());
    (fits && is_checked(&text)).then_some(text)
}

/// The IBAN that a text begins with, whatever stands behind it.
pub fn at_start(text: &str) -> Option<&str> {
    text.get(..length_of(text)?).filter(|iban| is_checked(iban))
}

/// Only of what goes on with two digits: every text has many places where an IBAN could begin.
fn length_of(text: &str) -> Option<usize> {
    let country = text.get(..2)?;
    let is_digit = |at| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    if !is_digit(2) || !is_digit(3) {
        return None;
    }
    LENGTHS.iter().find(|(code, _)| *code == country).map(|(_, length)| *length)
}

fn is_checked(text: &str) -> bool {
    let bytes = text.as_bytes();
    let has_its_shape = bytes.len() > 4
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit)
        && bytes.iter().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    let value =
        |byte: u8| if byte.is_ascii_digit() { u32::from(byte - b'0') } else { u32::from(byte - b'A') + 10 };
    let rest = || {
        bytes[4..].iter().chain(&bytes[..4]).map(|byte| value(*byte)).fold(0, |rest, value| {
            let shift = if value > 9 { 100 } else { 10 };
            (rest * shift + value) % 97
        })
    };
    has_its_shape && rest() == 1
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

    #[test]
    fn the_words_behind_an_iban_are_no_part_of_it() {
        assert_eq!(at_start("DE02120300000000202051ALLTAG"), Some("DE02120300000000202051"));
        assert_eq!(at_start("DE0212030000000020205"), None);
        assert_eq!(at_start("ZZ02120300000000202051"), None);
    }
}
