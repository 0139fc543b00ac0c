//! The information to the account owner, field 86.
//!
//! Three manners of writing it are known: fields of a mark and two digits
//! (`166?00TRANSFER?20…`, German banks and many eastern ones), codes between
//! slashes (`/NAME/…/REMI/…/`, SWIFT's own and the Dutch), and the lines of the
//! `:NS:` field. Anything else is free text and is taken as it is.

/// What the details say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    pub payee: String,
    pub memo: String,
}

/// As many characters as a line of the field has, or one less: the next line goes on in the middle of a word.
const FULL_LINE: usize = 64;

/// As many characters as a `?20` field has.
const FULL_PART: usize = 27;

/// The codes of SEPA within the purpose, each followed by `+` (German banking industry, DFÜ agreement, annex 3).
const SEPA: &[&str] =
    &["EREF", "KREF", "MREF", "CRED", "DEBT", "COAM", "OAMT", "SVWZ", "ABWA", "ABWE", "PURP", "IBAN", "BIC"];

/// The codes between slashes.
const SLASHED: &[&str] = &[
    "ADDR", "BENM", "BIC", "CNTP", "CSID", "EREF", "EXCH", "IBAN", "ID", "ISDT", "MARF", "NAME", "ORDP",
    "PREF", "PURP", "REMI", "RTRN", "SVCL", "TRCD", "TRTP", "ULTB", "ULTC", "ULTD",
];

/// Reads the lines of a field 86, joined by `\n`.
pub fn read(text: &str) -> Details {
    let start = text.trim_start();
    if let Some(mark) = structure(start) {
        return marked(start, mark);
    }
    if start.starts_with('/') && SLASHED.iter().any(|code| slashed(start, code).is_some()) {
        return between_slashes(&joined(text.lines(), FULL_LINE));
    }
    Details { payee: String::new(), memo: joined(text.lines(), FULL_LINE) }
}

/// Reads the lines of a field NS: each begins with two digits.
pub fn read_ns(text: &str) -> Details {
    let part = |wanted: fn(u8) -> bool, full| {
        let lines = text.lines().filter_map(|line| {
            let (code, rest) = line.split_at_checked(2)?;
            wanted(code.parse().ok()?).then_some(rest)
        });
        joined(lines, full)
    };
    let purpose = part(|code| (1..=14).contains(&code), FULL_PART);
    let memo = if purpose.is_empty() { part(|code| code == 17, FULL_PART) } else { purpose };
    Details { payee: part(|code| matches!(code, 15 | 16), FULL_PART), memo }
}

/// The mark before each part, where the text begins with one: `166?00` or `?00`.
fn structure(text: &str) -> Option<char> {
    let after_code = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let code_length = text.len() - after_code.len();
    let mut chars = after_code.chars();
    let mark = chars.next().filter(|c| matches!(c, '?' | '>' | '<' | '~' | '^' | '|' | '@'))?;
    let has_code = chars.next()?.is_ascii_digit() && chars.next()?.is_ascii_digit();
    (matches!(code_length, 0 | 3) && has_code).then_some(mark)
}

/// The parts of `166?00…?20…?32…`. Lines are cut anywhere, so their ends mean nothing.
fn marked(text: &str, mark: char) -> Details {
    let text: String = text.split('\n').collect();
    let parts: Vec<(u8, &str)> = text.split(mark).skip(1).filter_map(part).collect();
    let join = |wanted: fn(u8) -> bool| {
        let parts = parts.iter().filter(|(code, _)| wanted(*code));
        joined(parts.map(|(_, text)| *text), FULL_PART)
    };
    let purpose = join(|code| matches!(code, 20..=29 | 60..=63));
    let memo = sepa(&purpose, "SVWZ").unwrap_or(&purpose).trim();
    let payee = join(|code| matches!(code, 32 | 33));
    let memo = if memo.is_empty() { join(|code| code == 0) } else { memo.to_owned() };
    Details { payee: payee.split_whitespace().collect::<Vec<_>>().join(" "), memo }
}

/// The two digits and the text of a part.
fn part(text: &str) -> Option<(u8, &str)> {
    let (code, rest) = text.split_at_checked(2)?;
    let is_code = code.bytes().all(|byte| byte.is_ascii_digit());
    Some((code.parse().ok().filter(|_| is_code)?, rest))
}

/// What follows `CODE+`, up to the next code.
fn sepa<'a>(text: &'a str, wanted: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(&format!("{wanted}+"))?;
    let next = SEPA.iter().filter_map(|code| rest.find(&format!("{code}+")));
    Some(&rest[..next.min().unwrap_or(rest.len())])
}

/// What follows `/CODE/`, up to the next code.
fn slashed<'a>(text: &'a str, wanted: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(&format!("/{wanted}/"))?;
    let next = SLASHED.iter().filter_map(|code| rest.find(&format!("/{code}/")));
    Some(rest[..next.min().unwrap_or(rest.len())].trim_matches(['/', ' ']))
}

fn between_slashes(text: &str) -> Details {
    // `/CNTP/account/BIC/name/city`
    let counterparty = slashed(text, "CNTP").and_then(|text| text.split('/').nth(2));
    let payee = slashed(text, "NAME").or(counterparty).unwrap_or_default();
    let remittance = slashed(text, "REMI").unwrap_or_default();
    let remittance =
        ["USTD//", "STRD/CUR/"].iter().find_map(|kind| remittance.strip_prefix(kind)).unwrap_or(remittance);
    let reason = slashed(text, "RTRN").unwrap_or_default();
    let memo: Vec<&str> = [remittance, reason].into_iter().filter(|text| !text.is_empty()).collect();
    let memo = if memo.is_empty() && payee.is_empty() { text.to_owned() } else { memo.join(" · ") };
    Details { payee: payee.trim().to_owned(), memo }
}

/// Texts as one: with a space between, but where one is full and so was cut in the middle of a word.
fn joined<'a>(texts: impl Iterator<Item = &'a str>, full: usize) -> String {
    let mut whole = String::new();
    let mut goes_on = true;
    for text in texts {
        let next_goes_on = text.chars().count() >= full;
        let text = if goes_on { text } else { text.trim_start() };
        if text.trim().is_empty() {
            continue;
        }
        if !goes_on && !whole.ends_with(' ') {
            whole.push(' ');
        }
        whole.push_str(if next_goes_on { text } else { text.trim_end() });
        goes_on = next_goes_on;
    }
    whole.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (String, String) {
        let Details { payee, memo } = read(text);
        (payee, memo)
    }

    fn told(payee: &str, memo: &str) -> (String, String) {
        (payee.into(), memo.into())
    }

    #[test]
    fn parts_of_a_mark_and_two_digits_are_put_together() {
        let text = "166?00GUTSCHRIFT?100399?20EREF+EndToEndId TFNR 22 004?21 00001?22\n\
            SVWZ+Verw CTSc-01 BC-PPP TF?23Nr 22 004?30DRESDEFF508?31DE1450880\n\
            0500194785000?32KARL?33        KAUFMANN";
        assert_eq!(of(text), told("KARL KAUFMANN", "Verw CTSc-01 BC-PPP TFNr 22 004"));
        assert_eq!(of("805?00ENTGELTABSCHLUSS?106666?34000"), told("", "ENTGELTABSCHLUSS"));
        assert_eq!(of("?20Miete?21November?32MUELLER"), told("MUELLER", "Miete November"));
        assert_eq!(
            of("000>100133967858\n>20 HUUR>21 KANTOOR - FEB 2010"),
            told("", "HUUR KANTOOR - FEB 2010")
        );
        assert_eq!(of("1?0"), told("", "1?0"));
    }

    #[test]
    fn a_name_that_was_cut_is_put_together_again() {
        assert_eq!(
            of("105?20x?32Finanzamt Muenchen Abteilun?33g Erhebung").0,
            "Finanzamt Muenchen Abteilung Erhebung"
        );
    }

    #[test]
    fn codes_between_slashes_are_told_apart() {
        assert_eq!(
            of("/BENM//NAME/JOHN DOE/REMI/Reference 201301234/ISDT/2013-01-02"),
            told("JOHN DOE", "Reference 201301234")
        );
        assert_eq!(
            of(
                "/EREF/01-01-2013 12:00 0030000987654321/BENM//NAME/CONTRA ACCOUN\nT HOLDER/REMI//ISDT/2013-07-11"
            ),
            told("CONTRA ACCOUNT HOLDER", "")
        );
        assert_eq!(
            of("/CNTP/NL47INGB9999999999/INGBNL2A/ING BANK N.V./ALMERE/REMI/USTD//EV10001/"),
            told("ING BANK N.V.", "EV10001")
        );
        assert_eq!(of("/TRCD/00100/"), told("", "/TRCD/00100/"));
    }

    #[test]
    fn free_text_is_taken_as_it_is() {
        assert_eq!(of("DBT.DB  - 70201234"), told("", "DBT.DB  - 70201234"));
        assert_eq!(of(" first line \nsecond line\n\n"), told("", "first line second line"));
        assert_eq!(of(""), told("", ""));
    }

    #[test]
    fn the_lines_of_ns_have_codes_of_their_own() {
        let details = read_ns("01Purpose one\n02and two\n15ERGO Eletbiztosito Zrt.\n17SALARY\nx\n");
        assert_eq!(
            (details.payee.as_str(), details.memo.as_str()),
            ("ERGO Eletbiztosito Zrt.", "Purpose one and two")
        );
        assert_eq!(read_ns("17SALARY").memo, "SALARY");
    }
}
