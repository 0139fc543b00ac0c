//! One history in layouts drawn at random, compared with the truth: read right, asked about, or refused, never wrong.
//!
//! `LAYOUTS=20000 LAYOUTS_FROM=1 cargo test --lib any_layout -- --nocapture` tries more of them and shows what is open.

mod bytes;
mod dice;
mod history;
mod layout;
mod written;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::import::vocabulary::vocabulary;
use crate::import::{BankFile, Decimal, Statement, read};
use dice::Dice;
use history::Movement;
use layout::{ACCOUNTS, Column, Layout, Manner};

/// What the reader made of the file.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Right,
    Asked(String),
    /// Rows are left out, and named.
    Named(String),
    Refused(String),
    /// The money is right, and letters of the names are not: nothing tells their encoding.
    Garbled(String),
    Wrong(String),
}

/// What a line has to be: its day, its amount, its text, and of which account and currency.
type Told = (Date, String, String);

fn judged(file: &BankFile, truth: &[Movement], layout: &Layout) -> Outcome {
    let mut questions = file.readings.iter().flat_map(|reading| &reading.questions);
    if let Some(question) = questions.find(|question| !question.answered) {
        return Outcome::Asked(question.text.clone());
    }
    let amount = |cents: i64| Decimal::new(cents.into(), 2).expect("small").to_string();
    let told = |one: &Movement| (one.date, amount(one.cents), one.payee.clone());
    let mut left: Vec<(Told, usize)> = truth.iter().map(|one| (told(one), one.account)).collect();
    let mut garbled = None;
    for statement in &file.statements {
        for line in &statement.lines {
            let has_text = |text: &str| line.payee.contains(text) || line.memo.contains(text);
            let is_it = |((day, amount, text), account): &(Told, usize)| {
                *day == line.date
                    && *amount == line.amount.to_string()
                    && is_of(statement, *account, layout)
                    && (has_text(text) || !text.is_ascii())
            };
            let with_text = |one: &(Told, usize)| is_it(one) && has_text(&one.0.2);
            match left.iter().position(with_text).or_else(|| left.iter().position(is_it)) {
                Some(at) => {
                    let (_, _, text) = left.swap_remove(at).0;
                    garbled = garbled.or((!has_text(&text)).then(|| format!("{text} is {}", line.payee)));
                }
                None => {
                    return Outcome::Wrong(format!(
                        "{} {} {}|{} of {:?} {:?} is not in the history",
                        line.date,
                        line.amount,
                        line.payee,
                        line.memo,
                        statement.account.label,
                        statement.currency
                    ));
                }
            }
        }
    }
    let first = file.problems.first();
    match (left.is_empty(), first) {
        (true, _) => garbled.map_or(Outcome::Right, Outcome::Garbled),
        (false, Some(_)) => {
            Outcome::Named(file.problems.iter().map(|one| one.reason.clone()).collect::<Vec<_>>().join(" / "))
        }
        (false, None) => Outcome::Wrong(format!("{} rows are missing and nothing is said", left.len())),
    }
}

/// Whether a statement is that of an account of the layout.
fn is_of(statement: &Statement, account: usize, layout: &Layout) -> bool {
    let label = &statement.account.label;
    let is_account = layout.accounts == 0 || label.starts_with(ACCOUNTS[account]);
    is_account && statement.currency.as_deref() == layout.currency_of(account)
}

/// Whether the file holds all that is needed: a person who knows the language would not have to ask.
fn can_be_known(layout: &Layout, truth: &[Movement]) -> bool {
    let is_proved = layout.balance > 0;
    let amounts = match layout.manner {
        Manner::Turned => is_proved,
        Manner::Sides | Manner::NegativeSides => layout.has_header || is_proved,
        Manner::Signed | Manner::Words | Manner::Behind => true,
    };
    let fees = !layout.has(Column::Fee) || is_proved || truth.iter().all(|one| one.fee == 0);
    let is_telling = truth.iter().any(|one| one.date.day() > 12);
    let dates = !matches!(layout.dates, 2 | 3 | 5 | 10) || is_telling;
    // Between commas a comma within an amount can be either.
    let parted = !(layout.unquoted && layout.delimiter == ',' && layout.comma);
    amounts && fees && dates && parted && !layout.once_a_day && !(layout.unquoted && layout.grouping)
}

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

#[test]
fn one_history_in_any_layout_is_read_right_or_asked_and_never_wrong() {
    let (layouts, from) = (number("LAYOUTS", 1_000), number("LAYOUTS_FROM", 1));
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    let (mut wrong, mut open, mut known) = (Vec::new(), Vec::new(), 0u64);
    for seed in from..from + layouts {
        let mut dice = Dice::new(seed);
        let layout = layout::draw(&mut dice);
        let history = history::history(layout.language, &mut dice);
        let text = layout.text(&history, &mut dice);
        let truth = layout.truth(&history);
        let (bytes, encoding) = bytes::bytes(&text, layout.language, layout.encoding);
        let head = || text.lines().take(9).collect::<Vec<_>>().join("\n");
        let outcome = match read("sample.csv", &bytes) {
            Ok(file) => judged(&file, &truth, &layout),
            Err(why) => Outcome::Refused(why.to_string()),
        };
        let (count, why) = match &outcome {
            Outcome::Right => ("right", None),
            Outcome::Asked(why) => ("asked", Some(why)),
            Outcome::Named(why) => ("named", Some(why)),
            Outcome::Refused(why) => ("refused", Some(why)),
            Outcome::Garbled(why) => ("garbled", Some(why)),
            Outcome::Wrong(why) => ("wrong", Some(why)),
        };
        *counts.entry(count).or_default() += 1;
        let can_be_known = can_be_known(&layout, &truth);
        known += u64::from(can_be_known);
        let Some(why) = why else { continue };
        let shown = format!("== {seed} {count} ({encoding}): {why}\n{layout:?}\n{}\n", head());
        if count == "wrong" {
            wrong.push(shown);
        } else if can_be_known {
            open.push(shown);
        }
    }
    println!("{counts:?}; of {known} that can be known {} are asked, named or refused", open.len());
    println!("{}", open.join("\n"));
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    let open = u64::try_from(open.len()).expect("small");
    assert!(open * 20 <= known, "{open} of {known} are not read without a question");
    assert!(vocabulary().languages() >= 20);
}
