//! Real bank files against what other readers agree on.
//!
//! The files are not part of the project. They are read from the folder that
//! `CORPUS` names, or else from `../shared/corpus` beside the project; where
//! neither exists, the tests say that they were skipped.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use counterfoil::import::{BalanceKind, BankFile, Decimal, Line, Unreadable, read};
use serde_json::Value;

/// Where this reader differs from the others, and is right.
const EXPLAINED: &[(&str, &str)] = &[
    (
        "ofx/fail_nice/date_missing.ofx",
        "none of its three transactions has a date that exists; each is named and left out, not imported on a day we made up",
    ),
    (
        "ofx/fail_nice/decimal_error.ofx",
        "its one transaction is dated in the twentieth month; it is named and left out",
    ),
];

/// What one file gave, in the terms of `expected.json`.
#[derive(Debug, PartialEq, Eq)]
struct Summary {
    lines: usize,
    sum: Option<Decimal>,
    ledger: Vec<String>,
}

fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folder = std::env::var_os("CORPUS").map_or(beside, PathBuf::from);
    if folder.join("expected.json").is_file() {
        return Some(folder);
    }
    eprintln!("skipped: there is no corpus of bank files at {}", folder.display());
    None
}

fn expected(folder: &Path, prefix: &str) -> BTreeMap<String, Value> {
    let text = std::fs::read_to_string(folder.join("expected.json")).expect("expected.json");
    let all: BTreeMap<String, Value> = serde_json::from_str(&text).expect("JSON");
    all.into_iter().filter(|(name, _)| name.starts_with(prefix)).collect()
}

fn read_file(folder: &Path, name: &str) -> Result<BankFile, Unreadable> {
    read(name, &std::fs::read(folder.join(name)).expect("the file"))
}

fn lines(file: &BankFile) -> impl Iterator<Item = &Line> {
    file.statements.iter().flat_map(|statement| &statement.lines)
}

fn summary(read: &Result<BankFile, Unreadable>) -> Summary {
    let Ok(file) = read else {
        return Summary { lines: 0, sum: Some(Decimal::ZERO), ledger: Vec::new() };
    };
    let balances = file.statements.iter().flat_map(|statement| &statement.balances);
    Summary {
        lines: lines(file).count(),
        sum: lines(file).try_fold(Decimal::ZERO, |sum, line| sum.plus(line.amount)),
        ledger: balances
            .filter(|balance| balance.kind == BalanceKind::Ledger)
            .map(|balance| balance.amount.to_string())
            .collect(),
    }
}

/// What the others agree on; where they give no sum, ours is taken.
fn agreed(value: &Value, count: &str, ours: &Summary) -> Summary {
    let number = |text: &str| {
        let digits: i128 = text.replace('.', "").parse().expect("digits");
        let decimals = text.split_once('.').map_or(0, |(_, after)| after.len());
        Decimal::new(digits, u32::try_from(decimals).expect("few"))
    };
    let balances = value["ledger_balances"].as_array().into_iter().flatten();
    Summary {
        lines: usize::try_from(value[count].as_u64().expect("a count")).expect("a count"),
        sum: value["amount_sum"].as_str().map_or(ours.sum, number),
        ledger: balances
            .filter_map(Value::as_str)
            .filter(|text| !text.is_empty())
            .map(|text| number(text).expect("few digits").to_string())
            .collect(),
    }
}

fn compare(prefix: &str, count: &str) {
    let Some(folder) = folder() else { return };
    let mut unexplained = Vec::new();
    for (name, value) in expected(&folder, prefix) {
        let read = read_file(&folder, &name);
        let ours = summary(&read);
        let theirs = agreed(&value, count, &ours);
        let why = EXPLAINED.iter().find(|(file, _)| *file == name).map(|(_, why)| *why);
        match (ours == theirs, why) {
            (true, None) => {}
            (false, Some(why)) => println!("{name} differs: {why}"),
            (true, Some(why)) => {
                unexplained.push(format!("{name} no longer differs, but is explained: {why}"))
            }
            (false, None) => unexplained.push(format!("{name}: {ours:?} instead of {theirs:?}")),
        }
        match read {
            Ok(file) => file.problems.iter().for_each(|problem| println!("{name}: {problem:?}")),
            Err(reason) => println!("{name}: {reason}"),
        }
    }
    assert!(unexplained.is_empty(), "{}", unexplained.join("\n"));
}

#[test]
fn ofx_files_agree_with_other_readers() {
    compare("ofx/", "statement_transactions");
}

#[test]
fn qif_files_agree_with_other_readers() {
    compare("qif/", "cash_transactions");
}

#[test]
fn no_file_is_an_empty_success() {
    let Some(folder) = folder() else { return };
    for name in expected(&folder, "ofx/").into_keys().chain(expected(&folder, "qif/").into_keys()) {
        if let Ok(file) = read_file(&folder, &name) {
            let has_balance = file.statements.iter().any(|statement| !statement.balances.is_empty());
            let says_something = lines(&file).next().is_some() || has_balance || !file.problems.is_empty();
            assert!(says_something, "{name} gave nothing and said nothing");
        }
    }
}

#[test]
fn a_line_is_where_it_says_it_is() {
    let Some(folder) = folder() else { return };
    let text = std::fs::read_to_string(folder.join("ofx/checking.ofx")).expect("the file");
    let file = read_file(&folder, "ofx/checking.ofx").expect("a statement");
    for line in lines(&file) {
        let index = usize::try_from(line.at_line).expect("a line") - 1;
        assert_eq!(text.lines().nth(index).map(str::trim), Some("<STMTTRN>"));
    }
}
