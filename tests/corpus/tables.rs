//! The tables of the corpus: exports of other programs. What is right was added up from their cells, not by a reader.

use std::path::Path;

use counterfoil::import::{BalanceKind, BankFile, Decimal, Reading, read};

use super::figures::Outcome;

/// An account of a file: its name, how many rows are of it, and what they add up to.
type Account = (&'static str, usize, &'static str);

const HOUSEHOLD: &[Account] = &[
    ("Checking", 9, "2937.07"),
    ("Card", 3, "-1234.56"),
    ("Savings", 3, "4520"),
    ("Brokerage (off budget)", 1, "500"),
];

const TABLES: &[(&str, &[Account])] = &[
    ("firefly/gomoney-ff_open_balance.csv", &[]),
    ("firefly/gomoney-ff_reconciliation.csv", &[("Account USD", 1, "-296")]),
    ("firefly/gomoney-ff_transfer.csv", &[("Account USD", 1, "-1000"), ("Broker1 USD", 1, "1000")]),
    ("firefly/gomoney-ff_withdrawal.csv", &[("Account UAH", 1, "-964.44")]),
    (
        "firefly/made-6.2-transactions.csv",
        &[
            ("Giro", 8, "2246.96"),
            ("Karte", 2, "-268.4"),
            ("Tagesgeld", 1, "300"),
            ("Dollar purse", 2, "87.5"),
            ("Car loan", 2, "-2800"),
        ],
    ),
    ("ynab/igab-register.csv", &[("Checking", 3, "2755"), ("Savings", 1, "200")]),
    ("ynab/made-usd-register.csv", HOUSEHOLD),
    ("ynab/made-ynab4-register.csv", HOUSEHOLD),
];

/// What became of each file.
pub fn outcomes(folder: &Path) -> Vec<(&'static str, Outcome)> {
    let outcome = |(name, right): &(&'static str, &[Account])| {
        let bytes = std::fs::read(folder.join("books").join(name)).expect("the file");
        let name_alone = name.rsplit('/').next().unwrap_or(name);
        (*name, read(name_alone, &bytes).map_or(Outcome::Refused, |file| judged(&file, right)))
    };
    TABLES.iter().map(outcome).collect()
}

fn judged(file: &BankFile, right: &[Account]) -> Outcome {
    if file.readings.iter().any(Reading::is_open) {
        return Outcome::Asked;
    }
    let mut ours: Vec<(String, usize, String)> = file.statements.iter().map(account).collect();
    let mut right: Vec<(String, usize, String)> =
        right.iter().map(|(name, rows, sum)| ((*name).to_owned(), *rows, (*sum).to_owned())).collect();
    ours.sort_unstable();
    right.sort_unstable();
    match () {
        () if ours != right => Outcome::Wrong(format!("{ours:?} instead of {right:?}")),
        () if ours.is_empty() => Outcome::Refused,
        () => Outcome::Right,
    }
}

/// A row that states what was there at first is the account's opening balance and counts as a row.
fn account(statement: &counterfoil::import::Statement) -> (String, usize, String) {
    let openings = statement.balances.iter().filter(|balance| balance.kind == BalanceKind::Opening);
    let amounts: Vec<Decimal> = statement
        .lines
        .iter()
        .map(|line| line.amount)
        .chain(openings.map(|balance| balance.amount))
        .collect();
    let sum = amounts.iter().try_fold(Decimal::ZERO, |sum, amount| sum.plus(*amount)).expect("small");
    (statement.account.label.clone(), amounts.len(), sum.to_string())
}

#[test]
fn no_table_of_another_program_is_read_wrong() {
    let Some(folder) = super::folder() else { return };
    let wrong: Vec<_> =
        outcomes(&folder).into_iter().filter(|(_, outcome)| matches!(outcome, Outcome::Wrong(_))).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
