//! Overlapping statements of one history, in any order and format, end in exactly that history.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::import::archive::tests::{row, workbook};
use crate::import::read;
use crate::ledger::Unwatched;

/// A movement of the true history.
#[derive(Debug, Clone)]
struct Movement {
    /// Of May 2024.
    day: i8,
    /// In minor units; what went out is negative.
    amount: i64,
    payee: usize,
    cheque: Option<u16>,
    /// Its place among the movements of its day, as the bank counts them.
    rank: usize,
}

const PAYEES: [&str; 3] = ["Corner Market", "REWE", ""];

/// How a bank writes the movements of some days, and the name of its files.
type Writer = (&'static str, fn(&[&Movement]) -> Vec<u8>);

const WRITERS: &[Writer] = &[
    ("a.qif", |all| lines("!Type:Bank\n", all, qif, "")),
    ("a.ofx", |all| {
        lines(OFX.0, all, |it| ofx(it, &format!("<FITID>{}/{}/{}", it.day, it.amount, it.payee)), OFX.1)
    }),
    ("ids.ofx", |all| lines(OFX.0, all, |it| ofx(it, &format!("<FITID>{}", it.id("O"))), OFX.1)),
    ("bare.ofx", |all| lines(OFX.0, all, |it| ofx(it, ""), OFX.1)),
    ("a.csv", |all| lines("Date,Amount,Payee,Memo\n", all, csv, "")),
    ("ids.csv", |all| {
        lines("Date;Description;Debit;Credit;Transaction ID;Cheque number\n", all, csv_of_two_columns, "")
    }),
    ("a.tsv", |all| lines("Booking date\tReference\tAmount\tD/C\tText\n", all, tsv, "")),
    ("a.xlsx", sheet),
    ("a.xml", |all| {
        lines(CAMT.0, all, |it| camt(it, &format!("<AcctSvcrRef>{}</AcctSvcrRef>", it.id("2024-"))), CAMT.1)
    }),
    ("bare.xml", |all| lines(CAMT.0, all, |it| camt(it, ""), CAMT.1)),
    ("a.sta", |all| lines(SWIFT, all, |it| swift(it, &it.id("BANK")), "-\n")),
    ("bare.sta", |all| lines(SWIFT, all, |it| swift(it, ""), "-\n")),
];

const OFX: (&str, &str) = (
    "OFXHEADER:100\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD<BANKACCTFROM><ACCTID>2</BANKACCTFROM><BANKTRANLIST>",
    "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>",
);
const CAMT: (&str, &str) = (
    "<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><Stmt>\
     <Id>1</Id><Acct><Id><Othr><Id>2</Id></Othr></Id><Ccy>USD</Ccy></Acct>",
    "</Stmt></BkToCstmrStmt></Document>",
);
const SWIFT: &str = ":20:A\n:25:2\n:28C:1\n";

fn lines(head: &str, all: &[&Movement], line: fn(&Movement) -> String, tail: &str) -> Vec<u8> {
    let lines = all.iter().map(|it| line(it)).collect::<String>();
    format!("{head}{lines}{tail}").into_bytes()
}

impl Movement {
    /// `-12.50`
    fn money(&self) -> String {
        format!("{}{}", if self.amount < 0 { "-" } else { "" }, self.plain())
    }

    /// `12.50`
    fn plain(&self) -> String {
        format!("{}.{:02}", self.amount.abs() / 100, self.amount.abs() % 100)
    }

    /// What the bank calls it in files that have ids.
    fn id(&self, scheme: &str) -> String {
        format!("{scheme}{:02}{:05}", self.day, self.rank + 1)
    }

    fn payee(&self) -> &'static str {
        PAYEES[self.payee]
    }

    /// The number of its cheque, as a field; nothing where there is none.
    fn number(&self, field: fn(u16) -> String) -> String {
        self.cheque.map(field).unwrap_or_default()
    }
}

/// QIF has no ids: twins are told by their count only.
fn qif(it: &Movement) -> String {
    let number = it.number(|number| format!("N{number}\n"));
    format!("D05/{:02}/2024\nT{}\n{number}P{}\n^\n", it.day, it.money(), it.payee())
}

/// With one id for twins, as some banks do it, with an id for each, and with none.
fn ofx(it: &Movement, id: &str) -> String {
    let number = it.number(|number| format!("<CHECKNUM>{number}"));
    format!(
        "<STMTTRN><DTPOSTED>202405{:02}<TRNAMT>{}{id}{number}<NAME>{}</STMTTRN>",
        it.day,
        it.money(),
        it.payee()
    )
}

/// Other words for the payee than anywhere else, and no numbers of cheques.
fn csv(it: &Movement) -> String {
    format!("2024-05-{:02},{},Payment {},\n", it.day, it.money(), it.payee)
}

/// The same bank's other page: other columns, other words, and ids.
fn csv_of_two_columns(it: &Movement) -> String {
    let (debit, credit) =
        if it.amount < 0 { (it.plain(), String::new()) } else { (String::new(), it.plain()) };
    let number = it.number(|number| number.to_string());
    format!("{:02}.05.2024;{} {};{debit};{credit};{};{number}\n", it.day, it.payee(), it.payee, it.id("C"))
}

/// A flag for what went out, and no ids.
fn tsv(it: &Movement) -> String {
    let flag = if it.amount < 0 { "D" } else { "C" };
    format!("2024-05-{:02}\tno. {}\t{}\t{flag}\tvia branch\n", it.day, it.payee, it.plain())
}

/// Days as the serial numbers of a spreadsheet.
fn sheet(all: &[&Movement]) -> Vec<u8> {
    const LAST_OF_APRIL: i32 = 45_412;
    let head = row(1, &["Date", "Payee", "Amount", "Cheque number"]);
    let line = |(at, it): (usize, &&Movement)| {
        let (day, number) =
            (format!("#{}", LAST_OF_APRIL + i32::from(it.day)), it.number(|number| number.to_string()));
        row(at + 2, &[&day, it.payee(), &it.money(), &number])
    };
    workbook(&[("Account", &(head + &all.iter().enumerate().map(line).collect::<String>()))])
}

/// The bank's own references, other ones than in OFX; or none.
fn camt(it: &Movement, reference: &str) -> String {
    let direction = if it.amount < 0 { "DBIT" } else { "CRDT" };
    let other = if it.amount < 0 { "Cdtr" } else { "Dbtr" };
    let number = it.number(|number| format!("<Refs><ChqNb>{number}</ChqNb></Refs>"));
    format!(
        "<Ntry><Amt Ccy=\"USD\">{}</Amt><CdtDbtInd>{direction}</CdtDbtInd><Sts>BOOK</Sts>\
         <BookgDt><Dt>2024-05-{:02}</Dt></BookgDt>{reference}<NtryDtls><TxDtls>{number}\
         <RltdPties><{other}><Nm>{}</Nm></{other}></RltdPties></TxDtls></NtryDtls></Ntry>",
        it.plain(),
        it.day,
        it.payee()
    )
}

/// Amounts have a comma; a cheque's number is the owner's reference.
fn swift(it: &Movement, reference: &str) -> String {
    let mark = if it.amount < 0 { "D" } else { "C" };
    let (kind, own) = it.cheque.map_or(("NTRF", "NONREF".to_owned()), |number| ("NCHK", number.to_string()));
    let reference = if reference.is_empty() { String::new() } else { format!("//{reference}") };
    let amount = it.plain().replace('.', ",");
    format!(":61:2405{:02}{mark}{amount}{kind}{own}{reference}\n:86:?20Thanks?32{}\n", it.day, it.payee())
}

/// An account as the store keeps it.
#[derive(Default)]
struct Book {
    known: HashMap<(String, Minor), Times>,
    claimed: Vec<Claimed<usize>>,
}

impl Book {
    fn import(&mut self, name: &str, bytes: &[u8]) {
        let Ok(file) = read(name, bytes) else { return };
        let usd = "USD".parse().expect("a currency");
        let lines = file.statements.iter().flat_map(|statement| &statement.lines);
        let lines: Vec<Incoming> = lines.map(|line| Incoming::of(line, usd).expect("small")).collect();
        let (format, layout) = (file.format.name(), file.layout());
        let account = Account {
            label: "a".into(),
            lines: lines.clone(),
            known: self.known.clone(),
            has_opening: false,
            entered: Vec::new(),
            decimals: 2,
            format: format.into(),
            layout: layout.clone(),
            claimed: self.claimed.clone(),
        };
        for (line, verdict) in
            lines.into_iter().zip(propose(&[account], &Unwatched).expect("nobody stops it").remove(0))
        {
            let claim =
                Claim { format: format.into(), layout: layout.clone(), bank_id: line.bank_id.clone() };
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
            *days.entry((entry.date, entry.amount.units())).or_default() += 1;
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

/// The name and the bytes of an export; nothing where the days had no movement.
fn written(history: &[Movement], (days, writer): &Export) -> Option<(&'static str, Vec<u8>)> {
    let of_days = |movement: &&Movement| (days.0..=days.1).contains(&movement.day);
    let movements: Vec<&Movement> = history.iter().filter(of_days).collect();
    let (name, write) = WRITERS[*writer];
    (!movements.is_empty()).then(|| (name, write(&movements)))
}

/// What the bank knows of the days that some statement covers.
fn covered(history: &[Movement], exports: &[Export]) -> BTreeMap<(Date, i64), u32> {
    let mut all = BTreeMap::new();
    for Movement { day, amount, .. } in history {
        if exports.iter().any(|(days, _)| (days.0..=days.1).contains(day)) {
            *all.entry((jiff::civil::date(2024, 5, *day), *amount)).or_default() += 1;
        }
    }
    all
}

/// In the order in which the bank booked them.
fn history(movements: impl IntoIterator<Item = (i8, i64, usize, Option<u16>)>) -> Vec<Movement> {
    let of = |(day, amount, payee, cheque)| Movement { day, amount, payee, cheque, rank: 0 };
    let mut history: Vec<Movement> = movements.into_iter().map(of).collect();
    history.sort_by_key(|movement| movement.day);
    let mut of_day = BTreeMap::new();
    for movement in &mut history {
        let next = of_day.entry(movement.day).or_insert(0);
        movement.rank = *next;
        *next += 1;
    }
    history
}

fn book_of(history: &[Movement], exports: &[Export]) -> Book {
    let mut book = Book::default();
    for (name, bytes) in exports.iter().filter_map(|export| written(history, export)) {
        book.import(name, &bytes);
    }
    book
}

#[test]
fn every_writer_writes_what_is_read() {
    let history =
        history([(3, -250, 0, None), (3, -250, 0, None), (9, 400_00, 1, None), (13, -19_99, 2, Some(319))]);
    for (writer, (name, _)) in WRITERS.iter().enumerate() {
        let export = ((1, 31), writer);
        assert_eq!(book_of(&history, &[export]).days(), covered(&history, &[export]), "{name}");
    }
}

#[test]
fn two_layouts_of_one_bank_s_tables_do_not_double_a_row() {
    let history = history([(3, -250, 0, None), (3, -250, 0, None), (4, -19_99, 1, None), (4, 5_00, 2, None)]);
    let tables: Vec<usize> = (0..WRITERS.len()).filter(|writer| WRITERS[*writer].0.ends_with("sv")).collect();
    assert_eq!(tables.len(), 3);
    for first in &tables {
        for second in &tables {
            let exports = [((1, 3), *first), ((1, 31), *second), ((1, 31), *first)];
            assert_eq!(book_of(&history, &exports).days(), covered(&history, &exports), "{first} {second}");
        }
    }
}

fn movements() -> impl Strategy<Value = Vec<(i8, i64, usize, Option<u16>)>> {
    let amount = prop_oneof![3 => Just(-250_i64), 2 => Just(-999), 1 => Just(250), 3 => -5_000..5_000_i64];
    let cheque = proptest::option::weighted(0.2, 100..104_u16);
    let some = |amount: i64| if amount == 0 { 1 } else { amount };
    proptest::collection::vec((1..12_i8, amount.prop_map(some), 0..3_usize, cheque), 0..30)
}

/// A bank has one way to give ids in OFX: the same movement never has two.
const WAYS_IN_OFX: std::ops::Range<usize> = 1..3;

fn exports() -> impl Strategy<Value = Vec<Export>> {
    let days = (1..12_i8, 0..8_i8).prop_map(|(from, days)| (from, from + days));
    let exports = proptest::collection::vec((days, 0..WRITERS.len()), 1..7);
    (exports, WAYS_IN_OFX).prop_map(|(mut exports, way)| {
        exports
            .iter_mut()
            .filter(|(_, writer)| WAYS_IN_OFX.contains(writer))
            .for_each(|(_, writer)| *writer = way);
        exports
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_row_is_lost_and_none_is_doubled_in_any_order_and_format(movements in movements(), exports in exports()) {
        let history = history(movements);
        prop_assert_eq!(book_of(&history, &exports).days(), covered(&history, &exports));
    }
}
