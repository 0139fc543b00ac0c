//! What is looked for in registers, and the model's own filter for it.

use super::book::{Book, Class, State, Transaction};
use super::registers::memo;
use super::world::{TODAY, World};

/// Small letters without the accents that the model's words have.
pub fn fold(text: &str) -> String {
    let plain = |c: char| match c {
        'é' => 'e',
        'ł' => 'l',
        'ó' => 'o',
        'ź' => 'z',
        'ü' => 'u',
        other => other,
    };
    text.to_lowercase().chars().map(plain).collect()
}

#[derive(Debug, Clone)]
enum Term {
    Any(&'static str),
    In(&'static str, &'static str),
    /// A comparison with a whole number of the currency's units.
    Size(char, i64),
    /// An amount as it is shown, of the row or of a part.
    Amount(i64),
    Month(i8),
    From(i8, i8),
    Is(&'static str),
}

#[derive(Debug)]
pub struct Search {
    terms: Vec<(bool, Term)>,
}

const WORDS: [&str; 10] =
    ["groc", "baker", "cafe", "lodz", "food", "savings", "week", "zurich", "trip", "uber"];
const FIELDS: [(&str, &str); 10] = [
    ("payee", "grocer"),
    ("payee", "a"),
    ("memo", "bags"),
    ("cat", "food"),
    ("cat", "[savings]"),
    ("cat", "bread"),
    ("tag", "work"),
    ("tag", "ubung"),
    ("no", "1"),
    ("memo", "opening"),
];
const TRAITS: [&str; 8] =
    ["uncleared", "cleared", "reconciled", "void", "split", "transfer", "imported", "future"];

impl Search {
    pub fn any(world: &mut World) -> Search {
        let mut terms = Vec::new();
        for _ in 0..=world.dice.below(2) {
            let negated = world.one_in(4);
            let term = Search::term(world);
            // Two numbers beside one another may be one that is written with a space.
            let is_number = |term: &Term| matches!(term, Term::Size(..) | Term::Amount(_));
            if !(is_number(&term) && terms.iter().any(|(_, known)| is_number(known))) {
                terms.push((negated, term));
            }
        }
        Search { terms }
    }

    fn term(world: &mut World) -> Term {
        match world.dice.below(7) {
            0 => Term::Any(world.pick(&WORDS)),
            1 => {
                let (field, words) = world.pick(&FIELDS);
                Term::In(field, words)
            }
            2 => Term::Size(world.pick(&['>', '<']), world.pick(&[5, 10, 42, 100, 1_000])),
            3 => {
                let known = world.row().map(|(id, at)| world.book.transactions[&id].sides[at].amount.abs());
                Term::Amount(known.unwrap_or(1_250))
            }
            4 => Term::Month(world.pick(&[1, 2, 3, 4, 5, 6])),
            5 => Term::From(world.pick(&[1, 2, 3]), world.pick(&[4, 5, 6])),
            _ => Term::Is(world.pick(&TRAITS)),
        }
    }

    /// As it is typed, in an address.
    pub fn query(&self) -> String {
        let mut words = Vec::new();
        for (negated, term) in &self.terms {
            let sign = if *negated { "-" } else { "" };
            let text = match term {
                Term::Any(words) => (*words).to_owned(),
                Term::In(field, words) => format!("{field}:{words}"),
                Term::Size(sign, size) => format!("{sign}{size}"),
                Term::Amount(amount) => format!("{}.{:02}", amount / 100, amount % 100),
                Term::Month(month) => format!("2026-{month:02}"),
                Term::From(from, to) => format!("2026-{from:02}..2026-{to:02}"),
                Term::Is(what) => format!("is:{what}"),
            };
            words.push(format!("{sign}{text}"));
        }
        let text = words.join(" ");
        text.bytes()
            .map(|byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            })
            .collect()
    }

    pub fn finds(&self, book: &Book, id: i64, at: usize) -> bool {
        let one = &*book.transactions[&id];
        self.terms.iter().all(|(negated, term)| term.fits(book, one, at) != *negated)
    }
}

impl Term {
    fn fits(&self, book: &Book, one: &Transaction, at: usize) -> bool {
        let own = &one.sides[at];
        let currency = book.accounts[&own.account].currency;
        let unit = if super::files::decimals(currency) == 0 { 1 } else { 100 };
        let others = || one.sides.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, side)| side);
        let in_month = |month: i8| one.date.year() == 2026 && one.date.month() == month;
        match self {
            Term::Any(words) => {
                ["payee", "memo", "cat", "tag", "no"].iter().any(|field| has(book, one, at, field, words))
            }
            Term::In(field, words) => has(book, one, at, field, words),
            Term::Size('>', size) => own.amount.abs() > size * unit,
            Term::Size(_, size) => own.amount.abs() < size * unit,
            Term::Amount(amount) => {
                // Yen have no hundredths: 12.50 is none of theirs, and 12.00 is twelve.
                let wanted = if unit == 1 && amount % 100 != 0 { None } else { Some(amount * unit / 100) };
                let is_it = |amount: i64| wanted == Some(amount.abs());
                is_it(own.amount) || (one.sides.len() > 2 && others().any(|side| is_it(side.amount)))
            }
            Term::Month(month) => in_month(*month),
            Term::From(from, to) => (*from..=*to).any(in_month),
            Term::Is(what) => match *what {
                "uncleared" => own.state == State::Uncleared,
                "cleared" => own.state == State::Cleared,
                "reconciled" => own.state == State::Reconciled,
                "void" => one.void.is_some(),
                "split" => one.sides.len() > 2,
                "transfer" => others().any(|side| book.class(side.account) == Class::Register),
                "imported" => own.bank_id.is_some(),
                _ => one.date > TODAY,
            },
        }
    }
}

/// Whether the words stand in that part of the row.
fn has(book: &Book, one: &Transaction, at: usize, field: &str, words: &str) -> bool {
    let is_in = |text: &str| fold(text).contains(words);
    let others = || one.sides.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, side)| side);
    match field {
        "payee" => one.payee.is_some_and(|payee| is_in(&book.payees[&payee])),
        "memo" => {
            let own = if one.memo.is_empty() { "" } else { &one.sides[at].memo };
            is_in(memo(one, at)) || is_in(own) || others().any(|side| is_in(&side.memo))
        }
        "cat" => others().any(|side| {
            let account = &book.accounts[&side.account];
            match account.kind.class() {
                Class::Register => is_in(&format!("[{}]", account.name)),
                _ => is_in(&account.name),
            }
        }),
        "tag" => one.tags.iter().any(|tag| is_in(&book.tags[tag])),
        _ => one.number.as_deref().is_some_and(is_in),
    }
}
