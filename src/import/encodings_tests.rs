//! Every encoding in every text format: the payee arrives as it was written.

use encoding_rs::*;

use super::{BankFile, Format, read};

/// A country's bytes, and a payee that it has.
const PAYEES: &[(&Encoding, &str)] = &[
    (UTF_8, "Bäckerei Łódź 東京 Ромашка"),
    (WINDOWS_1252, "Bäckerei Müller Größe Hôtel Señor"),
    (WINDOWS_1250, "Piekarnia Łódź Żółć i świeże bułki ąęśćź"),
    (WINDOWS_1251, "Пекарня Ромашка на Невском проспекте"),
    (WINDOWS_1253, "Αρτοποιείο Η Ωραία Ελλάς Θεσσαλονίκη"),
    (WINDOWS_1254, "Ekmek Fırını Şişli İstanbul Çağrı Güneş"),
    (WINDOWS_1255, "מאפיית השכונה ירושלים תל אביב"),
    (WINDOWS_1256, "مخبز الحي القديم في القاهرة"),
    (
        WINDOWS_1257,
        "Mokėjimas už elektros energiją, Šiaulių kepykla, Žvėryno gatvė, sąskaitų apmokėjimas per mėnesį",
    ),
    (ISO_8859_2, "Piekarnia Łódź Żółć i świeże bułki ąęśćź"),
    (GB18030, "支付宝转账给张三购买早餐和午餐的费用"),
    (GBK, "北京市朝阳区超市购物消费支出"),
    (BIG5, "電子支付購買早餐與午餐的費用轉帳給王先生"),
    (EUC_KR, "계좌에서 전기 요금이 출금되었습니다"),
    (EUC_JP, "振込手数料を口座から引き落としました"),
    (SHIFT_JIS, "振込手数料を口座から引き落としました"),
];

/// How a format writes one payment of 12.50 on 13 February 2024, and what its file is called.
type Writer = (&'static str, Format, fn(&str) -> String);

const WRITERS: &[Writer] = &[
    ("a.ofx", Format::OfxSgml, |payee| {
        // Banks send this header whatever follows.
        format!("OFXHEADER:100\nENCODING:USASCII\nCHARSET:1252\n\n{}", ofx(payee))
    }),
    ("b.ofx", Format::OfxSgml, ofx),
    ("c.ofx", Format::OfxXml, |payee| {
        format!("<?xml version=\"1.0\"?><?OFX OFXHEADER=\"200\"?>{}", ofx(payee))
    }),
    ("a.qif", Format::Qif, |payee| format!("!Type:Bank\nD02/13/2024\nT-12.50\nP{payee}\n^\n")),
    ("a.xml", Format::Camt053, |payee| camt("", payee)),
    ("b.xml", Format::Camt053, |payee| camt(" encoding=\"UTF-8\"", payee)),
    ("a.sta", Format::Mt940, |payee| {
        format!(
            ":20:A\n:25:1\n:28C:1\n:60F:C240201EUR100,\n:61:240213D12,50NTRFA//B\n:86:166?00X?20Y?32{payee}\n\
             :62F:C240213EUR87,50\n-\n"
        )
    }),
    ("a.csv", Format::Csv, |payee| format!("Date,Payee,Amount\n2024-02-13,\"{payee}\",-12.50\n")),
    ("a.tsv", Format::Csv, |payee| format!("Date\tPayee\tAmount\n2024-02-13\t{payee}\t-12.50\n")),
];

fn ofx(payee: &str) -> String {
    format!(
        "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>1</BANKACCTFROM><BANKTRANLIST>\
         <STMTTRN><DTPOSTED>20240213<TRNAMT>-12.50<FITID>A1<NAME>{payee}</STMTTRN>\
         </BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    )
}

fn camt(declaration: &str, payee: &str) -> String {
    format!(
        "<?xml version=\"1.0\"{declaration}?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\">\
         <BkToCstmrStmt><Stmt><Acct><Id><Othr><Id>1</Id></Othr></Id></Acct><Ntry><Amt Ccy=\"EUR\">12.50</Amt>\
         <CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2024-02-13</Dt></BookgDt><NtryDtls><TxDtls>\
         <RltdPties><Cdtr><Nm>{payee}</Nm></Cdtr></RltdPties></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>"
    )
}

/// The one line of a file: day, amount, payee; and what else is said.
fn told(file: &BankFile) -> String {
    let lines = file.statements.iter().flat_map(|statement| &statement.lines);
    let lines: Vec<_> = lines.map(|line| format!("{} {} {}", line.date, line.amount, line.payee)).collect();
    format!("{}{}", lines.join("\n"), if file.problems.is_empty() { "" } else { " with problems" })
}

/// Tries one manner of bytes in all formats, and shows all that failed at once.
fn try_all(payee: &str, manner: &str, bytes: impl Fn(&str) -> Vec<u8>) -> Vec<String> {
    let expected = format!("2024-02-13 -12.5 {payee}");
    let tries = WRITERS.iter().filter_map(|(name, format, write)| {
        let got = match read(name, &bytes(&write(payee))) {
            Ok(file) if file.format == *format => told(&file),
            Ok(file) => format!("read as {:?}", file.format),
            Err(why) => why.to_string(),
        };
        (got != expected).then(|| format!("{name} in {manner}: {got}"))
    });
    tries.collect()
}

fn none(failed: Vec<String>) {
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn the_encodings_of_all_countries_are_read_in_every_format_whatever_is_declared() {
    let failed = PAYEES.iter().flat_map(|(encoding, payee)| {
        try_all(payee, encoding.name(), |text| {
            let (bytes, _, is_lossy) = encoding.encode(text);
            assert!(!is_lossy, "{payee} is not {}", encoding.name());
            bytes.into_owned()
        })
    });
    none(failed.collect());
}

#[test]
fn a_byte_order_mark_is_no_part_of_any_file() {
    let payee = "Bäckerei Łódź 東京";
    none(try_all(payee, "UTF-8 with a mark", |text| format!("\u{feff}{text}").into_bytes()));
}

#[test]
fn utf_16_is_read_in_every_format_with_and_without_its_mark() {
    let payee = "Bäckerei Łódź 東京";
    let mut failed = Vec::new();
    for mark in ["", "\u{feff}"] {
        let units = |text: &str| format!("{mark}{text}").encode_utf16().collect::<Vec<_>>();
        let little = |text: &str| units(text).into_iter().flat_map(u16::to_le_bytes).collect();
        let big = |text: &str| units(text).into_iter().flat_map(u16::to_be_bytes).collect();
        failed.extend(try_all(payee, "UTF-16LE", little));
        failed.extend(try_all(payee, "UTF-16BE", big));
    }
    none(failed);
}

/// The text and the name of the encoding of bytes that declare nothing.
fn decoded(bytes: &[u8]) -> (String, &'static str) {
    let decoded = super::encoding::decode(bytes).expect("text");
    (decoded.text.into_owned(), decoded.encoding)
}

#[test]
fn the_table_of_letters_is_that_in_which_words_of_banks_are_found() {
    use super::encoding::charset::Charset;
    for (name, text) in [
        ("CP852", "Datum;Naziv;Znesek\n2024-11-28;končno stanje;12,00\n"),
        ("ISO-8859-5", "Дата;Получатель;Сумма\n2024-11-28;Tram;12,00\n"),
        ("IBM866", "Дата;Получатель;Сумма\n2024-11-28;Tram;12,00\n"),
        // Of these bytes many are whole characters of UTF-8 by chance.
        ("IBM866", "iban на сметка;дата;стойност;салдо\nHousehold;2024-11-28;12,00;\nначално салдо;;;1,00\n"),
        ("macintosh", "fecha;depósito;saldo\n2024-11-28;12,00;12,00\n"),
        ("CP850", "Datum;Empfänger;Währung\n2024-11-28;Kiosk;EUR\n"),
        ("EUC-KR", "2024-11-28|(대기) Garage|-12.00\n"),
    ] {
        let charset = Charset::named(name).expect("known");
        let bytes: Vec<u8> = match charset {
            Charset::Web(encoding) if !encoding.is_single_byte() => encoding.encode(text).0.into_owned(),
            _ => text.chars().map(|c| letter(charset, c)).collect(),
        };
        assert_eq!(decoded(&bytes).0, text, "{name}");
    }
    let euro = decoded(b"Date;Payee;Amount\n2024-11-28;Caf\xe9;12,00 \xa4\n");
    assert_eq!((euro.1, euro.0.contains("12,00 €")), ("ISO-8859-15", true));
}

/// The byte of a letter in a table with one byte for each.
fn letter(charset: super::encoding::charset::Charset, letter: char) -> u8 {
    let has = |byte: &u8| charset.decode(&[*byte]).starts_with(letter);
    (0..=255).find(has).expect("in the table")
}

#[test]
fn utf_16_without_its_mark_is_known_in_any_script() {
    let text = "дата;получатель;сумма\n13.02.2024;Пекарня;-12,50\n14.02.2024;Киоск;-3,00\n";
    let bytes = |of: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(of).collect::<Vec<u8>>();
    assert_eq!(decoded(&bytes(u16::to_le_bytes)), (text.to_owned(), "UTF-16LE"));
    assert_eq!(decoded(&bytes(u16::to_be_bytes)), (text.to_owned(), "UTF-16BE"));
}
