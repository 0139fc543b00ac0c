//! Overlapping statements of one history, in any order, end in exactly that history.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::import::read;

/// A movement of the true history: day of May, minor units, payee.
type Movement = (i8, i64, usize);

const PAYEES: [&str; 3] = ["Corner Market", "REWE", ""];

/// The statement of some days as QIF, which has no ids: twins are told by their count only.
fn qif(history: &[Movement], days: (i8, i8)) -> String {
    let lines = history.iter().filter(|(day, ..)| (days.0..=days.1).contains(day));
    let line = |(day, amount, payee): &Movement| {
        let (whole, rest) = (amount / 100, amount % 100);
        format!("D05/{day:02}/2024\nT-{whole}.{rest:02}\nP{}\n^\n", PAYEES[*payee])
    };
    format!("!Type:Bank\n{}", lines.map(line).collect::<String>())
}

/// The same as OFX. Twins have one id, as some banks do it.
fn ofx(history: &[Movement], days: (i8, i8)) -> String {
    let lines = history.iter().filter(|(day, ..)| (days.0..=days.1).contains(day));
    let line = |(day, amount, payee): &Movement| {
        let (whole, rest) = (amount / 100, amount % 100);
        format!(
            "<STMTTRN><DTPOSTED>202405{day:02}<TRNAMT>-{whole}.{rest:02}<FITID>{day}/{amount}/{payee}<NAME>{}</STMTTRN>",
            PAYEES[*payee]
        )
    };
    format!(
        "OFXHEADER:100\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD<BANKACCTFROM><ACCTID>2</BANKACCTFROM>\
         <BANKTRANLIST>{}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>",
        lines.map(line).collect::<String>()
    )
}

/// How often the book has each day and amount after these files, one after the other.
fn imported(files: &[String]) -> BTreeMap<(Date, i64), u32> {
    let mut known: HashMap<(String, Minor), Times> = HashMap::new();
    let mut book = BTreeMap::new();
    for text in files {
        let Ok(file) = read("a", text.as_bytes()) else { continue };
        let usd = "USD".parse().expect("a currency");
        let lines = file.statements.iter().flat_map(|statement| &statement.lines);
        let lines: Vec<Incoming> = lines.map(|line| Incoming::of(line, usd).expect("small")).collect();
        let account: Account<()> = Account {
            label: "a".into(),
            lines: lines.clone(),
            known: known.clone(),
            has_opening: false,
            entered: Vec::new(),
        };
        for (line, verdict) in lines.iter().zip(propose(&[account]).remove(0)) {
            if verdict.fate == Fate::New {
                known.entry((line.bank_id.clone(), line.amount)).or_default().there += 1;
                *book.entry((line.date, -line.amount.units())).or_default() += 1;
            }
        }
    }
    book
}

/// What the bank knows of the days that some statement covers.
fn covered(history: &[Movement], exports: &[(i8, i8)]) -> BTreeMap<(Date, i64), u32> {
    let mut all = BTreeMap::new();
    for (day, amount, _) in history {
        if exports.iter().any(|days| (days.0..=days.1).contains(day)) {
            *all.entry((jiff::civil::date(2024, 5, *day), *amount)).or_default() += 1;
        }
    }
    all
}

proptest! {
    #[test]
    fn no_row_is_lost_and_none_is_doubled(
        mut history in proptest::collection::vec((1..12_i8, prop_oneof![Just(250_i64), Just(999), 1..5_000_i64], 0..3_usize), 0..30),
        exports in proptest::collection::vec((1..12_i8, 0..8_i8).prop_map(|(from, days)| (from, from + days)), 1..6),
    ) {
        history.sort_by_key(|(day, ..)| *day);
        let expected = covered(&history, &exports);
        for format in [qif, ofx] {
            let files: Vec<String> = exports.iter().map(|days| format(&history, *days)).collect();
            prop_assert_eq!(imported(&files), expected.clone());
        }
    }
}
