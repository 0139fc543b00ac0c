//! Books of any size, the same in every run.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use counterfoil::book::Book;
use counterfoil::ledger::command::{
    AccountChoice, AddedLine, ImportDraft, LineDraft, LineFate, NewAccount, SplitDraft, StatementDraft,
    Target,
};
use counterfoil::ledger::{AccountId, AccountKind, Command, Minor, SplitState};
use jiff::civil::{Date, date};

/// How the rows lie in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spread {
    Years,
    OneDay,
}

impl Spread {
    pub fn words(self) -> &'static str {
        match self {
            Spread::Years => "over twenty years",
            Spread::OneDay => "all on one day",
        }
    }
}

/// The account that all rows are in.
pub const CHEQUE: AccountId = AccountId(1);

const CHUNK: usize = 10_000;

/// No row is later.
pub const LAST_DAY: &str = "2025-12-31";

/// So many rows at the end are not reconciled yet.
pub const OPEN_ROWS: usize = 5_000;

/// Makes a book; how long the last chunk took, in nanoseconds.
pub fn make(path: &Path, rows: usize, spread: Spread) -> u64 {
    let book = Book::open(path, "bench").expect("opens");
    for name in ["Cheque", "Savings"] {
        let currency = "EUR".parse().expect("a currency");
        let new = NewAccount { name: name.into(), kind: AccountKind::Asset, currency, opening: None };
        book.submit_blocking(Command::OpenAccount(new)).expect("opens an account");
    }
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut took = 0;
    for from in (0..rows).step_by(CHUNK) {
        let to = (from + CHUNK).min(rows);
        let is_old = |n: usize| n + OPEN_ROWS < rows;
        let lines = (from..to).map(|n| line(&mut dice, n, day(spread, n, rows), is_old(n))).collect();
        took = import(&book, lines);
    }
    book.close().expect("closes");
    took
}

/// Imports more rows as one step; how long that took, in nanoseconds.
pub fn add(path: &Path, rows: usize) -> u64 {
    let book = Book::open(path, "bench").expect("opens");
    let mut dice = Dice(77);
    let lines =
        (0..rows).map(|n| line(&mut dice, 10_000_000 + n, day(Spread::Years, n, rows), false)).collect();
    let took = import(&book, lines);
    book.close().expect("closes");
    took
}

fn import(book: &Arc<Book>, lines: Vec<LineDraft>) -> u64 {
    let statement = StatementDraft {
        account: AccountChoice::Existing(CHEQUE),
        bank_key: None,
        opening: None,
        closing: None,
        lines,
    };
    let draft = ImportDraft {
        file: "bench.ofx".into(),
        format: "OFX".into(),
        layout: String::new(),
        raw: None,
        base: book.log().head(),
        statements: vec![statement],
    };
    let begun = Instant::now();
    book.submit_blocking(Command::Import(draft)).expect("imports");
    u64::try_from(begun.elapsed().as_nanos()).expect("fits")
}

fn day(spread: Spread, n: usize, rows: usize) -> Date {
    match spread {
        Spread::OneDay => date(2024, 3, 9),
        Spread::Years => {
            let days = i64::try_from(n * 7_300 / rows).expect("fits");
            date(2005, 1, 1) + jiff::Span::new().days(days)
        }
    }
}

/// Numbers that look like chance and are not (xorshift, G. Marsaglia, 2003).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

pub const PAYEES: u64 = 2_000;
pub const CATEGORIES: u64 = 40;

pub fn payee(n: u64) -> String {
    let first = ["Corner", "Old", "Café", "Blue", "North", "Müller", "City", "Green", "Grand", "Little"];
    let second =
        ["Market", "Bakery", "Rentals", "Garage", "Books", "Pharmacy", "Power", "Diner", "Sport", "Deli"];
    let at = |list: [&'static str; 10], n: u64| list[usize::try_from(n % 10).expect("fits")];
    format!("{} {} {n}", at(first, n), at(second, n / 10))
}

pub fn category(n: u64) -> String {
    let groups = ["Food", "Home", "Car", "Leisure", "Health"];
    format!("{}:Kind {n}", groups[usize::try_from(n % 5).expect("fits")])
}

fn line(dice: &mut Dice, n: usize, date: Date, is_reconciled: bool) -> LineDraft {
    let units = 50 + i64::try_from(dice.below(1_000) * dice.below(200)).expect("fits");
    let payee = payee(dice.below(PAYEES));
    let memo = match dice.below(10) {
        0 | 1 => format!("order #{}", dice.below(1_000_000)),
        2 => "für Oma".to_owned(),
        3 => format!("card ending {}", dice.below(10_000)),
        _ => String::new(),
    };
    let side = |target, units| SplitDraft {
        target,
        amount: minor(units),
        memo: String::new(),
        state: None,
        bank_id: None,
    };
    let others = match dice.below(20) {
        0 => vec![side(Target::Account(AccountId(2)), units)],
        1 | 2 => vec![
            side(Target::Category(category(dice.below(CATEGORIES))), units - 20),
            side(Target::Category(category(dice.below(CATEGORIES))), 20),
        ],
        _ => vec![side(Target::Category(category(dice.below(CATEGORIES))), units)],
    };
    let marked = if is_reconciled { SplitState::Reconciled } else { SplitState::Cleared };
    let is_marked = dice.below(100) < 97 || is_reconciled;
    let state = if is_marked { marked } else { SplitState::Uncleared };
    let number = (dice.below(10) == 0).then(|| (1_000 + n).to_string());
    let (payee, tags) = (Some(payee), Vec::new());
    let (void, enters) = (false, None);
    let added = AddedLine { date, number, payee, memo, state, void, others, tags, enters };
    LineDraft {
        bank_id: format!("B{n}"),
        amount: minor(-units),
        date,
        payee: None,
        fate: LineFate::Add(added),
    }
}

fn minor(units: i64) -> Minor {
    Minor::amount(units).expect("within")
}
