//! A text in the bytes that programs of its language write.

use std::collections::HashMap;

use crate::import::encoding::charset::Charset;

/// The encodings that are seen beside UTF-8, by language.
fn pages(language: &str) -> &'static [&'static str] {
    match language {
        "pl" | "cs" | "sk" | "hu" | "ro" | "hr" | "sl" => &["windows-1250", "ISO-8859-2", "CP852"],
        "sr" => &["windows-1250", "windows-1251"],
        "et" | "lv" | "lt" => &["windows-1257", "ISO-8859-13"],
        "ru" | "uk" | "bg" => &["windows-1251", "KOI8-R", "IBM866", "ISO-8859-5"],
        "el" => &["windows-1253", "ISO-8859-7", "CP737"],
        "tr" => &["windows-1254"],
        "ja" => &["Shift_JIS", "EUC-JP"],
        "zh" => &["gb18030", "Big5"],
        "ko" => &["EUC-KR"],
        _ => &["windows-1252", "ISO-8859-15", "macintosh", "CP850", "CP437"],
    }
}

/// The bytes and what they are called; UTF-8 where the page lacks a letter of the text.
pub fn bytes(text: &str, language: &str, which: usize) -> (Vec<u8>, &'static str) {
    let utf_16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    match which {
        0 | 1 => (text.as_bytes().to_vec(), "UTF-8"),
        2 => (format!("\u{feff}{text}").into_bytes(), "UTF-8"),
        3 => ([vec![0xff, 0xfe], utf_16(u16::to_le_bytes)].concat(), "UTF-16LE"),
        4 => (utf_16(u16::to_be_bytes), "UTF-16BE"),
        other => {
            let pages = pages(language);
            let name = pages[other % pages.len()];
            match in_page(text, name) {
                Some(bytes) => (bytes, name),
                None => (text.as_bytes().to_vec(), "UTF-8"),
            }
        }
    }
}

fn in_page(text: &str, name: &str) -> Option<Vec<u8>> {
    let charset = Charset::named(name).expect("known");
    if let Charset::Web(encoding) = charset
        && !encoding.is_single_byte()
    {
        let (bytes, _, is_lossy) = encoding.encode(text);
        return (!is_lossy).then(|| bytes.into_owned());
    }
    let table: HashMap<char, u8> =
        (0..=255).filter_map(|byte| Some((charset.decode(&[byte]).chars().next()?, byte))).collect();
    text.chars().map(|c| table.get(&c).copied()).collect()
}
