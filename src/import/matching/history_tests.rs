//! Overlapping statements of one history, in any order and format, end in exactly that history.
//!
//! Banks that give a movement a new id in every export are among them: what is asked then is answered by the history.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::import::archive::tests::{row, workbook};
use crate::import::read;
use crate::ledger::{Times, Unwatched};

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
    /// Which of the exports it stands in: what some banks make their ids of.
    export: usize,
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
    ("reissued.ofx", |all| lines(OFX.0, all, |it| ofx(it, &format!("<FITID>{}", it.new_id("R"))), OFX.1)),
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
    ("reissued.xml", |all| {
        lines(
            CAMT.0,
            all,
            |it| camt(it, &format!("<AcctSvcrRef>{}</AcctSvcrRef>", it.new_id("2023-"))),
            CAMT.1,
        )
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

    /// What a bank calls it that calls it otherwise in every export.
    fn new_id(&self, scheme: &str) -> String {
        format!("{}{:03}", self.id(scheme), self.export + 1)
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
    known: HashMap<(String, Minor), Vec<KnownDay>>,
    claimed: Vec<Claimed<usize>>,
    /// The movements that some export brought: day and place.
    brought: BTreeSet<(i8, usize)>,
    asked: usize,
}

impl Book {
    /// `movements` are those of the file, in its order: by them its owner answers what is asked.
    fn import(&mut self, name: &str, bytes: &[u8], movements: &[Movement]) {
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
            covers: file.statements.iter().find_map(|statement| statement.covers()),
        };
        let verdicts = propose(&[account], &Unwatched).expect("nobody stops it").remove(0);
        assert_eq!(movements.len(), lines.len(), "or a line has the answer of another");
        let mut taken: BTreeSet<usize> = verdicts.iter().filter_map(|verdict| again(&verdict.fate)).collect();
        for ((line, verdict), movement) in lines.into_iter().zip(verdicts).zip(movements) {
            let claim = Claim {
                format: format.into(),
                layout: layout.clone(),
                bank_id: line.bank_id.clone(),
                payee: line.payee.clone(),
                date: Some(line.date),
                amount: line.amount,
            };
            let is_there = !self.brought.insert((movement.day, movement.rank));
            let seen = (line.date, line.amount);
            match self.answered(verdict.fate, is_there.then_some(seen), &mut taken) {
                Fate::Known => continue,
                Fate::New => {
                    let entry = entry(self.claimed.len(), &line);
                    self.claimed.push(Claimed { entry, by: vec![claim] });
                }
                Fate::Again(at) => self.claimed[at].by.push(claim),
                other => panic!("nothing was entered by hand: {other:?}"),
            }
            let once = KnownDay { date: Some(line.date), is_of_bank: true, times: Times::ONCE };
            self.known.entry((line.bank_id, line.amount)).or_default().push(once);
        }
    }

    /// What the owner says to a line in doubt: it is the first row of its day and amount that is free, or new.
    fn answered(
        &mut self,
        fate: Fate<usize>,
        is_there: Option<(Date, Minor)>,
        taken: &mut BTreeSet<usize>,
    ) -> Fate<usize> {
        let Fate::Doubtful(candidates) = fate else { return fate };
        self.asked += 1;
        let is_it = |entry: &Entered<usize>| Some((entry.date, entry.amount)) == is_there;
        let rows = candidates.iter().filter(|candidate| is_it(&candidate.entry));
        let mut rows = rows.map(|candidate| candidate.entry.reference);
        let row = rows.find(|row| !taken.contains(row));
        taken.extend(row);
        row.map_or(Fate::New, Fate::Again)
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

fn again(fate: &Fate<usize>) -> Option<usize> {
    if let Fate::Again(row) = fate { Some(*row) } else { None }
}

fn entry(reference: usize, line: &Incoming) -> Entered<usize> {
    let Incoming { date, amount, number, payee, memo, .. } = line.clone();
    Entered { reference, date, amount, number, payee, memo, far_side: None }
}

/// Some days, how the bank writes them, and how much of the last day was booked when it did.
#[derive(Debug, Clone, Copy)]
struct Export {
    from: i8,
    to: i8,
    writer: usize,
    of_last_day: usize,
}

const WHOLE_DAY: usize = usize::MAX;

impl Export {
    fn whole(days: (i8, i8), writer: usize) -> Export {
        Export { from: days.0, to: days.1, writer, of_last_day: WHOLE_DAY }
    }

    fn has(&self, movement: &Movement) -> bool {
        let is_booked = movement.day < self.to || movement.rank < self.of_last_day;
        (self.from..=self.to).contains(&movement.day) && is_booked
    }
}

/// The name, the bytes and the movements of an export; nothing where the days had none.
fn written(
    history: &[Movement],
    (nth, export): (usize, &Export),
) -> Option<(&'static str, Vec<u8>, Vec<Movement>)> {
    let movements = history.iter().filter(|movement| export.has(movement)).cloned();
    let movements: Vec<Movement> = movements.map(|movement| Movement { export: nth, ..movement }).collect();
    let (name, write) = WRITERS[export.writer];
    (!movements.is_empty()).then(|| (name, write(&movements.iter().collect::<Vec<_>>()), movements))
}

/// What the bank knows of the days that some statement covers.
fn covered(history: &[Movement], exports: &[Export]) -> BTreeMap<(Date, i64), u32> {
    let mut all = BTreeMap::new();
    for movement in history.iter().filter(|movement| exports.iter().any(|export| export.has(movement))) {
        *all.entry((jiff::civil::date(2024, 5, movement.day), movement.amount)).or_default() += 1;
    }
    all
}

/// In the order in which the bank booked them.
fn history(movements: impl IntoIterator<Item = (i8, i64, usize, Option<u16>)>) -> Vec<Movement> {
    let of = |(day, amount, payee, cheque)| Movement { day, amount, payee, cheque, rank: 0, export: 0 };
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
    for (name, bytes, movements) in exports.iter().enumerate().filter_map(|export| written(history, export)) {
        book.import(name, &bytes, &movements);
    }
    book
}

#[test]
fn every_writer_writes_what_is_read() {
    let history =
        history([(3, -250, 0, None), (3, -250, 0, None), (9, 400_00, 1, None), (13, -19_99, 2, Some(319))]);
    for (writer, (name, _)) in WRITERS.iter().enumerate() {
        let export = Export::whole((1, 31), writer);
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
            let exports = [((1, 3), *first), ((1, 31), *second), ((1, 31), *first)]
                .map(|(days, writer)| Export::whole(days, writer));
            assert_eq!(book_of(&history, &exports).days(), covered(&history, &exports), "{first} {second}");
        }
    }
}

#[test]
fn a_bank_that_calls_a_movement_otherwise_every_time_is_asked_about_it_and_twins_stay_two() {
    let history = history([(3, -250, 0, None), (3, -250, 0, None), (9, 400_00, 1, None)]);
    let named = |name: &str| WRITERS.iter().position(|(other, _)| *other == name).expect("is one of them");
    for writer in ["reissued.ofx", "reissued.xml"].map(named) {
        let exports = [((1, 3), writer), ((1, 9), writer), ((3, 31), writer)];
        let exports = exports.map(|(days, writer)| Export::whole(days, writer));
        let book = book_of(&history, &exports);
        assert_eq!((book.days(), book.asked), (covered(&history, &exports), 5));
    }
    let again = [Export::whole((1, 9), named("ids.ofx")); 2];
    assert_eq!(book_of(&history, &again).asked, 0, "an id that is known is not asked about");
}

fn movements() -> impl Strategy<Value = Vec<(i8, i64, usize, Option<u16>)>> {
    let amount = prop_oneof![3 => Just(-250_i64), 2 => Just(-999), 1 => Just(250), 3 => -5_000..5_000_i64];
    let cheque = proptest::option::weighted(0.2, 100..104_u16);
    let some = |amount: i64| if amount == 0 { 1 } else { amount };
    proptest::collection::vec((1..12_i8, amount.prop_map(some), 0..3_usize, cheque), 0..30)
}

fn exports() -> impl Strategy<Value = Vec<Export>> {
    let days = (1..12_i8, 0..8_i8).prop_map(|(from, days)| (from, from + days));
    let of_last_day = prop_oneof![3 => Just(WHOLE_DAY), 1 => 0..3_usize];
    let export = (days, 0..WRITERS.len(), of_last_day);
    let export =
        export.prop_map(|((from, to), writer, of_last_day)| Export { from, to, writer, of_last_day });
    proptest::collection::vec(export, 1..7)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_row_is_lost_and_none_is_doubled_in_any_order_and_format(movements in movements(), exports in exports()) {
        let history = history(movements);
        prop_assert_eq!(book_of(&history, &exports).days(), covered(&history, &exports));
    }
}
