//! The encodings that text can be read with, by their names.
//!
//! Those of the web, and the code pages of DOS that the web never had. A
//! reader decodes here and nowhere else; nothing is guessed.

use std::borrow::Cow;

use encoding_rs::Encoding;
use yore::CodePage;
use yore::code_pages::{CP437, CP737, CP850, CP852};

/// One encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    Web(&'static Encoding),
    Dos(DosPage),
}

/// A code page of DOS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DosPage {
    Cp437,
    Cp737,
    Cp850,
    Cp852,
}

/// What a person may choose from, the most common first.
pub const OFFERED: &[&str] = &[
    "UTF-8",
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "ISO-8859-2",
    "ISO-8859-5",
    "ISO-8859-7",
    "ISO-8859-13",
    "ISO-8859-15",
    "macintosh",
    "x-mac-cyrillic",
    "CP850",
    "CP437",
    "CP852",
    "CP737",
    "IBM866",
    "KOI8-R",
    "KOI8-U",
    "UTF-16LE",
    "UTF-16BE",
    "gb18030",
    "GBK",
    "Big5",
    "Shift_JIS",
    "EUC-JP",
    "EUC-KR",
];

const DOS_PAGES: &[(DosPage, &str)] = &[
    (DosPage::Cp437, "CP437"),
    (DosPage::Cp737, "CP737"),
    (DosPage::Cp850, "CP850"),
    (DosPage::Cp852, "CP852"),
];

impl Charset {
    /// The encoding of one of the names in [`OFFERED`], in any case.
    pub fn named(name: &str) -> Option<Charset> {
        let page = DOS_PAGES.iter().find(|(_, page)| page.eq_ignore_ascii_case(name.trim()));
        let dos = page.map(|(page, _)| Charset::Dos(*page));
        dos.or_else(|| Encoding::for_label(name.as_bytes()).map(Charset::Web))
    }

    pub fn name(self) -> &'static str {
        match self {
            Charset::Web(encoding) => encoding.name(),
            Charset::Dos(page) => {
                DOS_PAGES.iter().find(|(one, _)| *one == page).map_or("CP850", |(_, name)| name)
            }
        }
    }

    /// The text, a byte order mark taken off; what cannot be decoded becomes U+FFFD.
    pub fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Charset::Web(encoding) => encoding.decode_with_bom_removal(bytes).0,
            Charset::Dos(DosPage::Cp437) => CP437.decode_lossy(bytes),
            Charset::Dos(DosPage::Cp737) => CP737.decode_lossy(bytes),
            Charset::Dos(DosPage::Cp850) => CP850.decode_lossy(bytes),
            Charset::Dos(DosPage::Cp852) => CP852.decode_lossy(bytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_that_is_offered_is_known_by_its_name() {
        for name in OFFERED {
            assert_eq!(Charset::named(name).map(Charset::name), Some(*name));
        }
        assert_eq!(Charset::named("no such"), None);
    }

    #[test]
    fn code_pages_of_dos_have_their_letters() {
        let read = |name: &str, bytes: &[u8]| Charset::named(name).expect("known").decode(bytes).into_owned();
        assert_eq!(read("CP850", b"M\x81ller \x9c5"), "Müller £5");
        assert_eq!(read("CP852", b"\x9d\xa2d\xab"), "Łódź");
        assert_eq!(read("macintosh", b"M\x9fller"), "Müller");
    }
}
