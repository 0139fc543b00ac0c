//! The information to the account owner, field 86.
//!
//! Four manners of writing it are known: fields of a mark and two digits
//! (`166?00TRANSFER?20…`, German banks and many eastern ones), codes between
//! slashes (`/NAME/…/REMI/…/`, SWIFT's own and the Dutch, see [`slashes`]), words
//! with a colon (`NAAM: …`, see [`labels`]), and the lines of the `:NS:` field.
//! Anything else is free text and is taken as it is. No text is lost: what is no
//! name is in the memo.

mod labels;
mod slashes;

/// What the details say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    pub payee: String,
    pub memo: String,
}

/// As many characters as a line of the field has, or one less: the next line goes on in the middle of a word.
const FULL_LINE: usize = 64;

/// Some banks count the tag as a part of the line.
const NEARLY_FULL_LINE: usize = FULL_LINE - 4;

/// As many characters as a `?20` field has.
const FULL_PART: usize = 27;

/// The codes of SEPA within the purpose, each followed by `+` (German banking industry, DFÜ agreement, annex 3).
const SEPA: &[&str] =
    &["EREF", "KREF", "MREF", "CRED", "DEBT", "COAM", "OAMT", "SVWZ", "ABWA", "ABWE", "PURP", "IBAN", "BIC"];

/// Reads the lines of a field 86, joined by `\n`.
pub fn read(text: &str) -> Details {
    let start = text.trim_start();
    if let Some(mark) = structure(start) {
        return marked(start, mark);
    }
    slashes::read(start)
        .or_else(|| labels::read(start))
        .unwrap_or_else(|| Details { payee: String::new(), memo: one_line(&joined(text.lines(), FULL_LINE)) })
}

/// The text with one blank where it has several: banks fill columns up with them.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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

/// The parts of `166?00…?20…?32…`. A line that is full was cut anywhere; a shorter one ended where a word ends.
fn marked(text: &str, mark: char) -> Details {
    let parts: Vec<(u8, String)> = unwrapped(text, mark).split(mark).skip(1).filter_map(part).collect();
    let join = |wanted: fn(u8) -> bool| {
        let parts = parts.iter().filter(|(code, _)| wanted(*code));
        joined(parts.map(|(_, text)| text.as_str()), FULL_PART)
    };
    let purpose = join(|code| matches!(code, 20..=29 | 60..=63));
    let memo = sepa(&purpose, "SVWZ").unwrap_or(&purpose).trim();
    let payee = join(|code| matches!(code, 32 | 33));
    let memo = if memo.is_empty() { join(|code| code == 0) } else { memo.to_owned() };
    Details { payee: one_line(&payee), memo }
}

/// The lines as one text: with a blank where one was shorter than a line and than a part.
fn unwrapped(text: &str, mark: char) -> String {
    let mut whole = String::new();
    let mut lines = text.split('\n').peekable();
    while let Some(line) = lines.next() {
        whole.push_str(line);
        let Some(next) = lines.peek() else { break };
        let in_part = whole.rsplit(mark).next().map_or(0, |part| part.chars().count());
        // The two digits of the part count, too.
        let is_cut = line.chars().count() >= NEARLY_FULL_LINE || in_part >= FULL_PART + 2 || in_part <= 2;
        if !is_cut && !next.starts_with(mark) && !whole.ends_with(' ') {
            whole.push(' ');
        }
    }
    whole
}

/// The two digits and the text of a part.
fn part(text: &str) -> Option<(u8, String)> {
    let (code, rest) = text.split_at_checked(2)?;
    let is_code = code.bytes().all(|byte| byte.is_ascii_digit());
    Some((code.parse().ok().filter(|_| is_code)?, rest.to_owned()))
}

/// What follows `CODE+`, up to the next code.
fn sepa<'a>(text: &'a str, wanted: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(&format!("{wanted}+"))?;
    let next = SEPA.iter().filter_map(|code| rest.find(&format!("{code}+")));
    Some(&rest[..next.min().unwrap_or(rest.len())])
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
    fn a_line_that_ends_within_a_part_ends_a_word_unless_it_is_full() {
        assert_eq!(
            of("~20usluga~32OFFICE GROUP\nUL. SPOKOJNA 3"),
            told("OFFICE GROUP UL. SPOKOJNA 3", "usluga")
        );
        assert_eq!(of("105?20one\ntwo?21three?32A\n?33B"), told("A B", "one two three"));
        assert_eq!(
            of("105?20abcdefghijklmnopqrstuvwxyz1\n23?32A"),
            told("A", "abcdefghijklmnopqrstuvwxyz123")
        );
    }

    #[test]
    fn a_text_behind_an_empty_or_cut_code_is_kept() {
        assert_eq!(
            of("/EREF/2024-22/ORDP//NAME/SAMPLE PAY/REMI//REMI/AFREK. H6 AANT. 11"),
            told("SAMPLE PAY", "AFREK. H6 AANT. 11")
        );
        assert_eq!(of("/NAME/A B/RE\nMI/TWO LOAVES"), told("A B", "TWO LOAVES"));
        assert_eq!(of("/BENM/BAKERY NORTH/REMI/LOAVES"), told("BAKERY NORTH", "LOAVES"));
        assert_eq!(
            of("Card payment /ORDP//NAME/BAKERY/REMI/LOAVES"),
            told("BAKERY", "Card payment · LOAVES")
        );
        assert_eq!(of("/ORDP/NL20INGB0001234567/BAKERY NORTH/REMI/LOAVES"), told("BAKERY NORTH", "LOAVES"));
    }

    #[test]
    fn a_name_behind_its_word_is_the_payee() {
        let abn = "SEPA OVERBOEKING                 IBAN: NL20INGB0001234567\n\
                   BIC: INGBNL2A                    NAAM: BAKKERIJ NOORD\n\
                   OMSCHRIJVING: TWEE BRODEN\nKENMERK: 7541410";
        assert_eq!(
            of(abn),
            told(
                "BAKKERIJ NOORD",
                "SEPA OVERBOEKING IBAN: NL20INGB0001234567 BIC: INGBNL2A OMSCHRIJVING: TWEE BRODEN KENMERK: 7541410"
            )
        );
        assert_eq!(
            of("WATER MAART\nREK: NL02ABNA0123456789/NAAM: WATERBEDRIJF"),
            told("WATERBEDRIJF", "WATER MAART REK: NL02ABNA0123456789")
        );
        assert_eq!(of("NAAM: BAKKERIJ\nTWEE BRODEN"), told("BAKKERIJ", "TWEE BRODEN"));
        assert_eq!(of("Surname: unknown"), told("", "Surname: unknown"));
    }

    #[test]
    fn free_text_is_taken_as_it_is() {
        assert_eq!(of("DBT.DB  - 70201234"), told("", "DBT.DB - 70201234"));
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
