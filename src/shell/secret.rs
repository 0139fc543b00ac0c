//! Secrets that let somebody in.
//!
//! A [`Secret`] is made from random bytes that the caller brings, is compared
//! in constant time, and never shows itself in a log.

use subtle::{Choice, ConstantTimeEq};

/// 256 random bits, as 64 hexadecimal digits. Compared in constant time, shown to nobody.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// From random bytes; see [`random`](super::random).
    pub fn from_bytes(random: [u8; 32]) -> Self {
        Self(random.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Reads what [`text`](Self::text) wrote; `None` for anything else.
    pub fn from_text(text: &str) -> Option<Self> {
        let digits = |text: &str| text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        (text.len() == 64 && digits(text)).then(|| Self(text.to_owned()))
    }

    /// The secret itself, for the one place that must keep or send it.
    pub fn text(&self) -> &str {
        &self.0
    }

    pub(super) fn matches(&self, other: &str) -> Choice {
        self.0.as_bytes().ct_eq(other.as_bytes())
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_survives_being_written_down() {
        let text = Secret::from_bytes([0xab; 32]).text().to_owned();
        let read = Secret::from_text(&text).expect("the same text");
        assert_eq!(read.text(), text);
        for bad in ["", &text[1..], &text.to_uppercase(), &format!("{text}0")] {
            assert!(Secret::from_text(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn it_shows_itself_to_nobody() {
        let secret = Secret::from_bytes([0xab; 32]);
        assert_eq!(format!("{secret:?}"), "Secret(…)");
    }
}
