//! Overlapping statements of one history, in any order and format, end in exactly that history.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::import::read;
use crate::ledger::Unwatched;

/// A movement of the true history: day of May, minor units, payee.
type Movement = (i8, i64, usize);

const PAYEES: [&str; 3] = ["Corner Market", "REWE", ""];

/// How a bank writes the movements of some days.
type Writer = fn(&[&Movement]) -> String;

const WRITERS: [Writer; 4] = [qif, ofx, csv, camt];

fn money(amount: i64) -> String {
    format!("{}.{:02}", amount / 100, amount % 100)
}

/// QIF has no ids: twins are told by their count only.
fn qif(movements: &[&Movement]) -> String {
    let line = |(day, amount, payee): &&Movement| {
        format!("D05/{day:02}/2024\nT-{}\nP{}\n^\n", money(*amount), PAYEES[*payee])
    };
    format!("!Type:Bank\n{}", movements.iter().map(line).collect::<String>())
}

/// Twins have one id, as some banks do it.
fn ofx(movements: &[&Movement]) -> String {
    let line = |(day, amount, payee): &&Movement| {
        let (money, name) = (money(*amount), PAYEES[*payee]);
        format!(
            "<STMTTRN><DTPOSTED>202405{day:02}<TRNAMT>-{money}<FITID>{day}/{amount}/{payee}<NAME>{name}</STMTTRN>"
        )
    };
    format!(
        "OFXHEADER:100\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD<BANKACCTFROM><ACCTID>2</BANKACCTFROM>\
         <BANKTRANLIST>{}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>",
        movements.iter().map(line).collect::<String>()
    )
}

/// Other words for the payee than anywhere else.
fn csv(movements: &[&Movement]) -> String {
    let line = |(day, amount, payee): &&Movement| {
        format!("2024-05-{day:02},-{},Card payment {payee},\n", money(*amount))
    };
    format!("Date,Amount,Payee,Memo\n{}", movements.iter().map(line).collect::<String>())
}

/// The bank's own references, other ones than in OFX.
fn camt(movements: &[&Movement]) -> String {
    let entry = |(at, (day, amount, payee)): (usize, &&Movement)| {
        // The bank numbers the entries of a day, in the order of the history.
        let rank = movements[..at].iter().filter(|other| other.0 == *day).count();
        format!(
            "<Ntry><Amt Ccy=\"USD\">{}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>\
             <BookgDt><Dt>2024-05-{day:02}</Dt></BookgDt><AcctSvcrRef>2024{day:02}-{rank:06}</AcctSvcrRef>\
             <NtryDtls><TxDtls><RltdPties><Cdtr><Nm>{}</Nm></Cdtr></RltdPties></TxDtls></NtryDtls></Ntry>",
            money(*amount),
            PAYEES[*payee]
        )
    };
    format!(
        "<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\">\
         <BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><Othr><Id>2</Id></Othr></Id><Ccy>USD</Ccy></Acct>{}</Stmt>\
         </BkToCstmrStmt></Document>",
        movements.iter().enumerate().map(entry).collect::<String>()
    )
}

/// An account as the store keeps it.
#[derive(Default)]
struct Book {
    known: HashMap<(String, Minor), Times>,
    claimed: Vec<Claimed<usize>>,
}

impl Book {
    fn import(&mut self, text: &str) {
        let Ok(file) = read("a", text.as_bytes()) else { return };
        let usd = "USD".parse().expect("a currency");
        let lines = file.statements.iter().flat_map(|statement| &statement.lines);
        let lines: Vec<Incoming> = lines.map(|line| Incoming::of(line, usd).expect("small")).collect();
        let format = file.format.name();
        let account = Account {
            label: "a".into(),
            lines: lines.clone(),
            known: self.known.clone(),
            has_opening: false,
            entered: Vec::new(),
            decimals: 2,
            format: format.into(),
            claimed: self.claimed.clone(),
        };
        for (line, verdict) in
            lines.into_iter().zip(propose(&[account], &Unwatched).expect("nobody stops it").remove(0))
        {
            let claim = Claim { format: format.into(), bank_id: line.bank_id.clone() };
            match verdict.fate {
                Fate::Known => continue,
                Fate::New => {
                    let entry = entry(self.claimed.len(), &line);
                    self.claimed.push(Claimed { entry, by: vec![claim] });
                }
                Fate::Again(at) => self.claimed[at].by.push(claim),
                other => panic!("nothing was entered by hand: {other:?}"),
            }
            self.known.entry((line.bank_id, line.amount)).or_default().there += 1;
        }
    }

    /// How often the book has each day and amount.
    fn days(&self) -> BTreeMap<(Date, i64), u32> {
        let mut days = BTreeMap::new();
        for Claimed { entry, .. } in &self.claimed {
            *days.entry((entry.date, -entry.amount.units())).or_default() += 1;
        }
        days
    }
}

fn entry(reference: usize, line: &Incoming) -> Entered<usize> {
    let Incoming { date, amount, number, payee, memo, .. } = line.clone();
    Entered { reference, date, amount, number, payee, memo, is_transfer: false }
}

/// Some days, and how the bank writes them.
type Export = ((i8, i8), usize);

fn written(history: &[Movement], (days, writer): &Export) -> String {
    let of_days = |movement: &&Movement| (days.0..=days.1).contains(&movement.0);
    WRITERS[*writer](&history.iter().filter(of_days).collect::<Vec<_>>())
}

/// What the bank knows of the days that some statement covers.
fn covered(history: &[Movement], exports: &[Export]) -> BTreeMap<(Date, i64), u32> {
    let mut all = BTreeMap::new();
    for (day, amount, _) in history {
        if exports.iter().any(|(days, _)| (days.0..=days.1).contains(day)) {
            *all.entry((jiff::civil::date(2024, 5, *day), *amount)).or_default() += 1;
        }
    }
    all
}

#[test]
fn every_writer_writes_what_is_read() {
    let history = [(3, 250, 0), (3, 250, 0), (13, 1_999, 2)];
    for writer in 0..WRITERS.len() {
        let mut book = Book::default();
        let export = ((1, 31), writer);
        book.import(&written(&history, &export));
        assert_eq!(book.days(), covered(&history, &[export]), "{}", written(&history, &export));
    }
}

proptest! {
    #[test]
    fn no_row_is_lost_and_none_is_doubled_in_any_order_and_format(
        mut history in proptest::collection::vec((1..12_i8, prop_oneof![Just(250_i64), Just(999), 1..5_000_i64], 0..3_usize), 0..30),
        exports in proptest::collection::vec(
            ((1..12_i8, 0..8_i8).prop_map(|(from, days)| (from, from + days)), 0..WRITERS.len()),
            1..7,
        ),
    ) {
        history.sort_by_key(|(day, ..)| *day);
        let mut book = Book::default();
        for export in &exports {
            book.import(&written(&history, export));
        }
        prop_assert_eq!(book.days(), covered(&history, &exports));
    }
}
