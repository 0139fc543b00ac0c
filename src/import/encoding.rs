//! Bytes to text.
//!
//! What the bytes show counts before what the file says of itself, for banks
//! send `CHARSET:1252` whatever follows: first a byte order mark, then whether
//! the bytes are UTF-8, then what the file declares if that fits, and last the
//! guess of `chardetng`. Whatever that is, its words have to look like words
//! (see [`shape`]), or else the tables that `chardetng` does not know are tried:
//! those of DOS and of old Macs; and where another table gives more words that
//! banks write (see [`known`]), it is that one. Nothing here fails on any bytes:
//! what is no text at all is none, and what cannot be decoded becomes U+FFFD for
//! others to name.

pub mod charset;
mod known;
mod shape;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, ISO_2022_JP, ISO_8859_7, ISO_8859_15, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252,
    WINDOWS_1253,
};

use charset::{Charset, DosPage};
use shape::Shape;

/// How much of a file is looked at for its kind and for what it declares.
const HEAD_BYTES: usize = 4096;

/// How many bytes of lines with characters beyond ASCII are looked at for words.
const SAMPLE_BYTES: usize = 64 * 1024;

/// How many bytes beyond ASCII within words a guess needs before it overrules a declaration.
const ENOUGH_EVIDENCE: usize = 8;

/// The text of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'a> {
    pub text: Cow<'a, str>,
    /// The name in the WHATWG Encoding Standard, or a code page's.
    pub encoding: &'static str,
}

/// The text of `bytes`, or none where they are no text.
pub fn decode(bytes: &[u8]) -> Option<Decoded<'_>> {
    let encoding =
        Encoding::for_bom(bytes).map(|(encoding, _)| encoding).or_else(|| utf_16_without_mark(bytes));
    let charset = match encoding {
        Some(encoding) => Charset::Web(encoding),
        None if is_binary(bytes) => Charset::Web(utf_16_of_any_script(bytes)?),
        None => without_mark(bytes),
    };
    Some(decode_as(bytes, charset))
}

/// The text as a person says that it is to be read.
pub fn decode_as(bytes: &[u8], charset: Charset) -> Decoded<'_> {
    Decoded { text: charset.decode(bytes), encoding: charset.name() }
}

/// UTF-16 of a text that begins with Latin letters: every other byte of the head is NUL.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(64)];
    let nuls = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (nuls(0), nuls(1), head.len() / 2);
    match (even, odd) {
        (0, odd) if odd > 3 && odd * 4 >= half * 3 => Some(UTF_16LE),
        (even, 0) if even > 3 && even * 4 >= half * 3 => Some(UTF_16BE),
        _ => None,
    }
}

/// UTF-16 of a text in other letters: read so it has lines of letters, digits and signs, and nothing else.
fn utf_16_of_any_script(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD_BYTES) & !1];
    let is_text = |encoding: &&'static Encoding| {
        let (text, _) = encoding.decode_without_bom_handling(head);
        let is_sign = |c: char| {
            c.is_alphanumeric() || c.is_whitespace() || c.is_ascii_punctuation() || "€£¥（）“”".contains(c)
        };
        let (signs, all) = (text.chars().filter(|c| is_sign(*c)).count(), text.chars().count());
        text.contains('\n') && text.contains(|c: char| c.is_ascii_digit()) && signs * 50 >= all * 49
    };
    [UTF_16LE, UTF_16BE].into_iter().find(is_text)
}

/// Whether there are more control characters in the head than a text has.
fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let controls = head.iter().filter(|byte| matches!(byte, 0..=8 | 14..=25 | 28..=31)).count();
    controls * 50 > head.len()
}

fn without_mark(bytes: &[u8]) -> Charset {
    if switches_to_japanese(bytes) {
        return Charset::Web(ISO_2022_JP);
    }
    if bytes.is_ascii() {
        return Charset::Web(UTF_8);
    }
    let (guess, sample) = (guess(bytes), sample(bytes));
    if is_nearly_utf_8(bytes, guess, &sample) {
        return Charset::Web(UTF_8);
    }
    let is_western =
        || bytes_in_words(bytes) >= ENOUGH_EVIDENCE && shape::is_western(&WINDOWS_1252.decode(&sample).0);
    // Any two letters of western Europe are a sign in Chinese.
    let guess = if !guess.is_single_byte() && is_western() { WINDOWS_1252 } else { guess };
    let found = looks_like_words(Charset::Web(declared_or(guess, bytes)), &sample);
    let found = known::better(found, &sample).unwrap_or(found);
    with_old_euro(found, bytes)
}

/// The table of ISO 8859 where the sign stands that is its euro: nobody writes the `¤` that it is in those of Windows.
fn with_old_euro(found: Charset, bytes: &[u8]) -> Charset {
    const SIGN: u8 = 0xa4;
    const EURO_OF_WINDOWS: u8 = 0x80;
    let has_sign = bytes.contains(&SIGN) && !bytes.contains(&EURO_OF_WINDOWS);
    let tables = [(WINDOWS_1252, ISO_8859_15), (WINDOWS_1253, ISO_8859_7)];
    let other = tables.into_iter().find(|(windows, _)| found == Charset::Web(windows));
    other.filter(|_| has_sign).map_or(found, |(_, iso)| Charset::Web(iso))
}

/// What the file declares, where it fits and the bytes do not say otherwise.
fn declared_or(guess: &'static Encoding, bytes: &[u8]) -> &'static Encoding {
    let Some(declared) = declared(bytes).filter(|declared| fits(declared, bytes)) else {
        return guess;
    };
    // Windows-1252 is what programs declare that have not thought about it; who names another has.
    let is_default = declared == WINDOWS_1252 || declared.is_single_byte() && !guess.is_single_byte();
    let overruled = is_default && bytes_in_words(bytes) >= ENOUGH_EVIDENCE && fits(guess, bytes);
    if overruled { guess } else { declared }
}

/// Tables of letters that are tried where words do not look like words.
const OTHER_TABLES: &[Charset] = &[
    Charset::Web(WINDOWS_1252),
    Charset::Web(MACINTOSH),
    Charset::Dos(DosPage::Cp850),
    Charset::Dos(DosPage::Cp437),
    Charset::Dos(DosPage::Cp852),
];

/// `found`, or the table that gives words where it does not.
fn looks_like_words(found: Charset, sample: &[u8]) -> Charset {
    let shape = Shape::of(&found.decode(sample));
    if !shape.is_odd() {
        return found;
    }
    let rank = |charset: &Charset| {
        let shape = Shape::of(&charset.decode(sample));
        (shape.odd, usize::MAX - shape.common)
    };
    let best = OTHER_TABLES.iter().copied().min_by_key(rank).unwrap_or(found);
    if rank(&best).0 * 2 <= shape.odd { best } else { found }
}

/// The lines that have bytes beyond ASCII, as far as they tell enough.
fn sample(bytes: &[u8]) -> Vec<u8> {
    let mut sample = Vec::new();
    for line in bytes.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.is_ascii()) {
        sample.extend_from_slice(&line[..line.len().min(SAMPLE_BYTES)]);
        sample.push(b'\n');
        if sample.len() >= SAMPLE_BYTES {
            break;
        }
    }
    sample
}

/// How many bytes beyond ASCII stand beside a letter or one another: a `£` before an amount tells no language.
fn bytes_in_words(bytes: &[u8]) -> usize {
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
    let touches = |at: usize| {
        at.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(is_letter)
            || bytes.get(at + 1).is_some_and(is_letter)
    };
    bytes.iter().enumerate().filter(|(at, byte)| !byte.is_ascii() && touches(*at)).count()
}

/// ISO-2022-JP is all ASCII bytes; the escape sequences that switch to Kanji tell it.
fn switches_to_japanese(bytes: &[u8]) -> bool {
    bytes.is_ascii() && bytes.windows(3).any(|three| matches!(three, [0x1b, b'$', b'@' | b'B']))
}

/// Whether the bytes are UTF-8, but for a few characters that were cut in the
/// middle or came from elsewhere: banks shorten names to so many bytes, and put
/// together what came in several encodings. Bytes of other encodings are hardly
/// ever whole characters of UTF-8, but for those of East Asia.
fn is_nearly_utf_8(bytes: &[u8], guess: &'static Encoding, sample: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        // Three bytes that fit together by chance are far rarer than two.
        let weight = |c: char| [0, 0, 1, 3, 3][c.len_utf8()];
        whole += chunk.valid().chars().map(weight).sum::<usize>();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    let is_east_asian = || {
        let shape = Shape::of(&guess.decode(sample).0);
        !guess.is_single_byte() && shape.odd * 2 < shape.beyond
    };
    // By chance the letters of one table of DOS are whole characters here and there, and words nowhere.
    let has_words_elsewhere = || known::better(Charset::Web(UTF_8), sample).is_some();
    broken == 0 || whole > broken * 4 || whole >= broken && !is_east_asian() && !has_words_elsewhere()
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether the bytes mean something in `encoding`; control characters beyond ASCII mean nothing.
fn fits(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .is_some_and(|text| !text.chars().any(|c| matches!(c, '\u{80}'..='\u{9f}')))
}

/// The encoding that the header names: `CHARSET:1252`, `ENCODING:UTF-8`, `<?xml encoding="…"?>`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD_BYTES)]).to_ascii_uppercase();
    ["CHARSET:", "ENCODING=\"", "ENCODING='", "ENCODING:", "<CPAGE>", "CHARSET=\"", "CHARSET="]
        .iter()
        .find_map(|key| {
            let (_, after) = head.split_once(key)?;
            let label = after
                .trim_start()
                .split(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c)))
                .next()?;
            named(label)
        })
}

/// The encoding of a label, as the web or as a code page number.
fn named(label: &str) -> Option<&'static Encoding> {
    let alias = match label {
        "932" => "shift_jis",
        "936" | "54936" => "gb18030",
        "949" => "euc-kr",
        "950" => "big5",
        "866" => "ibm866",
        "65001" => "utf-8",
        number if number.starts_with("8859-") => {
            return Encoding::for_label(format!("iso-{number}").as_bytes());
        }
        number if number.bytes().all(|byte| byte.is_ascii_digit()) => {
            return Encoding::for_label(format!("windows-{number}").as_bytes());
        }
        label => label,
    };
    Encoding::for_label(alias.as_bytes()).filter(|encoding| encoding.is_ascii_compatible())
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, EUC_KR, GB18030, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251};

    const HEADER: &str = "OFXHEADER:100\nENCODING:USASCII\nCHARSET:1252\n<OFX><MEMO>";

    fn read(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes).expect("text");
        (decoded.text.into_owned(), decoded.encoding)
    }

    fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
        encoding.encode(text).0.into_owned()
    }

    fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn utf_8_is_seen_whatever_the_header_says() {
        let text = format!("{HEADER}Café Zoë");
        assert_eq!(read(text.as_bytes()), (text.clone(), "UTF-8"));
        assert_eq!(read(format!("\u{feff}{text}").as_bytes()), (text, "UTF-8"));
    }

    #[test]
    fn a_name_that_was_cut_in_the_middle_of_a_character_stays_utf_8() {
        let mut bytes = "Bäckerei Müller Möbelhaus Nördlingen Grün, Hôtel".as_bytes().to_vec();
        bytes.extend_from_slice(b"\xc3<MEMO>");
        let (text, encoding) = read(&bytes);
        assert_eq!(encoding, "UTF-8");
        assert!(text.ends_with("Hôtel\u{fffd}<MEMO>"), "{text}");
    }

    #[test]
    fn utf_16_is_read_with_and_without_its_mark() {
        let text = "OFXHEADER:100\r\n<OFX>Łódź";
        assert_eq!(read(&utf_16(text, u16::to_le_bytes)), (text.into(), "UTF-16LE"));
        assert_eq!(read(&utf_16(text, u16::to_be_bytes)), (text.into(), "UTF-16BE"));
        let marked = format!("\u{feff}{text}");
        assert_eq!(read(&utf_16(&marked, u16::to_le_bytes)), (text.into(), "UTF-16LE"));
        assert_eq!(read(&utf_16(&marked, u16::to_be_bytes)), (text.into(), "UTF-16BE"));
    }

    #[test]
    fn what_the_header_declares_is_used_where_it_fits() {
        for (charset, encoding) in [("1252", WINDOWS_1252), ("1250", WINDOWS_1250), ("1251", WINDOWS_1251)] {
            let text =
                format!("CHARSET:{charset}\n<NAME>{}", if charset == "1251" { "Жёлтый" } else { "Möbel" });
            assert_eq!(read(&encoded(encoding, &text)), (text.clone(), encoding.name()));
        }
        let text = "<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?><NAME>Łódź";
        assert_eq!(read(&encoded(encoding_rs::ISO_8859_2, text)), (text.into(), "ISO-8859-2"));
        let text = "CHARSET:8859-15\n<MEMO>5 €, 10 €, 15 €, 20 €, 25 €, 30 €, 35 €, 40 €";
        assert_eq!(read(&encoded(encoding_rs::ISO_8859_15, text)), (text.into(), "ISO-8859-15"));
    }

    #[test]
    fn a_header_that_is_wrong_is_overruled_by_the_bytes() {
        for (encoding, words) in [
            (GB18030, "支付宝转账给张三购买早餐和午餐的费用"),
            (SHIFT_JIS, "振込手数料を口座から引き落としました"),
            (BIG5, "電子支付購買早餐與午餐的費用轉帳給王先生"),
            (EUC_KR, "계좌에서 전기 요금이 출금되었습니다"),
        ] {
            let text = format!("{HEADER}{words}");
            let (read, name) = read(&encoded(encoding, &text));
            assert_eq!(read, text, "{name}");
        }
    }

    #[test]
    fn western_names_under_a_western_header_are_not_guessed_away() {
        for words in [
            "Bäckerei Müller Größe Straße Köln Düsseldorf für Übung",
            "Boulangerie Hôtel Café Prélèvement à Orléans échéance août Noël reçu",
            "Panadería Señor Peña Cañón Año Niño España Nómina Teléfono",
            "Padaria São João Pão Açúcar Coração Transferência Eletrônica Débito Crédito Câmbio",
            "Caffè Libertà Perché Città Università più lunedì martedì",
            "Bageri Smørrebrød København Ærø Øresund Århus rød grød",
            "Bageri Göteborg Malmö Räkning Överföring Uttag Länsförsäkringar",
            "Leipomo Jyväskylä Hämeenlinna Sähkölasku Tilisiirto Pääsykoe",
            "Bakarí Reykjavík Þjónusta Íslandsbanki Greiðsla Hafnarfjörður",
            "Café één geïnd coöperatie België creëren",
            "Peña",
            "Café",
            "Zoë",
            "Gruß",
            "São",
            "Città",
            "Blå",
            "Lidl Köln",
            "Société Générale",
            "Crédit",
            "Niño",
            "5 £ 6 £ 7 £",
            "5 € 6 €",
            "§ 5 ° 7 ½",
        ] {
            let text = format!("{HEADER}{}", format!("{words}<MEMO>").repeat(20));
            assert_eq!(read(&encoded(WINDOWS_1252, &text)).0, text);
        }
    }

    #[test]
    fn without_a_header_the_bytes_are_guessed() {
        let text = "!Type:Bank\nPBäckerei Müller\nMfür Oma\n^\n";
        assert_eq!(read(&encoded(WINDOWS_1252, text)), (text.into(), "windows-1252"));
        let text = "!Type:Bank\nPПродукты Магазин Перекрёсток\n^\n";
        assert_eq!(read(&encoded(WINDOWS_1251, text)), (text.into(), "windows-1251"));
    }

    #[test]
    fn iso_2022_jp_is_told_by_its_escapes() {
        let text = "!Type:Bank\nP振込手数料\n^\n";
        assert_eq!(read(&encoded(ISO_2022_JP, text)), (text.into(), "ISO-2022-JP"));
    }

    #[test]
    fn tables_of_dos_and_of_old_macs_are_told_by_the_words_they_give() {
        for (bytes, text, encoding) in [
            (&b"M\x81ller, Gr\x94\xe1e"[..], "Müller, Größe", "CP850"),
            (b"caf\x82 cr\x8ame", "café crème", "CP850"),
            (b"\x9c12.10 out, \x9c3.50 in", "£12.10 out, £3.50 in", "CP850"),
            (b"M\x9fller, Stra\xa7e", "Müller, Straße", "macintosh"),
            (b"Cr\x8ederie l'\x8et\x8e", "Créderie l'été", "macintosh"),
            (b"\x9d\xa2d\xab, \xbe\xa2\x88ty", "Łódź, żółty", "CP852"),
        ] {
            assert_eq!(read(bytes), (text.into(), encoding));
        }
    }

    #[test]
    fn a_pound_sign_alone_is_western() {
        for text in ["\"£12.10\",\"\",\"£987.90\"", "T£12.10\n^\nT£3.00", "paid £ 5", "£"] {
            assert_eq!(read(&encoded(WINDOWS_1252, text)), (text.into(), "windows-1252"));
        }
    }

    #[test]
    fn one_stray_byte_spoils_one_letter() {
        for (bytes, text) in [
            (&b"Caf\xc3\xa9 R\xc3\xaave,Zo\xeb pays"[..], "Café Rêve,Zo\u{fffd} pays"),
            (b"Caf\xc3\xa9,Zo\xeb pays", "Café,Zo\u{fffd} pays"),
            (b"\xd0\x9f\xd0\xb5\xd0\xba\xd0,Zo\xeb", "Пек\u{fffd},Zo\u{fffd}"),
            ("支付宝转账".as_bytes().split_last().expect("bytes").1, "支付宝转\u{fffd}"),
        ] {
            assert_eq!(read(bytes), (text.into(), "UTF-8"));
        }
    }

    #[test]
    fn accents_side_by_side_are_not_chinese() {
        for names in ["Accents (ÇçÈèÉéÊêÎîÔôÛû)", "ÄÖÜäöüß", "àéèùâêîôûëïü", "ÅÄÖåäö ÆØÅæøå"]
        {
            for header in ["CHARSET:8859-1\n", "CHARSET:1252\n"] {
                let text = format!("{header}<NAME>{names}");
                assert_eq!(read(&encoded(WINDOWS_1252, &text)), (text.clone(), "windows-1252"));
            }
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_none() {
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0"), None);
        assert_eq!(decode(&[0; 100]), None);
        assert!(decode(b"").is_some());
    }
}
