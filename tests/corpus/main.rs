//! Real bank files against what other readers agree on.
//!
//! The files are not part of the project. They are read from the folder that
//! `CORPUS` names, or else from `../shared/corpus` beside the project; where
//! neither exists, the tests say that they were skipped.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

mod cases;
mod figures;
mod tables;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use counterfoil::import::{BalanceKind, BankFile, Decimal, Line, Unreadable, read};
use serde_json::Value;

const PENDING: &str = "its entry is pending: it is named and left out until the bank has booked it";
const UNDATED: &str =
    "its entry has no date at all; it is named and left out, not imported on a day we made up";
const CURRENCIES: &str = "balances in currencies that the account has no entry in are named and left out";

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
    (
        "mt940/mt940/full/betterplace/sepa_mt9401.sta",
        "two entries are reversals of a credit (RC) of 204.88, so money went: only so do its balances add up",
    ),
    ("camt/camt052.v4.xml", PENDING),
    ("camt/camt052.v6.xml", PENDING),
    ("camt/camt052.v6.Amt-zero.xml", PENDING),
    ("camt/camt053.v2.minimal.xml", CURRENCIES),
    ("camt/camt053.v2.minimal.ultimate.xml", CURRENCIES),
    ("camt/camt053.v2.with-account-name.xml", CURRENCIES),
    ("camt/camt053.v2.with-party-ids.xml", CURRENCIES),
    ("camt/camt053.v3.xml", CURRENCIES),
    ("camt/camt053.v4.xml", CURRENCIES),
    ("camt/camt053.v8.xml", CURRENCIES),
    ("camt/camt052.v2.with-account-name.xml", UNDATED),
    ("camt/camt054.v2.with-account-name.xml", UNDATED),
    ("camt/camt054.v8-with-UETR.xml", UNDATED),
    ("camt/camt054.v8-with-financial-institution.xml", UNDATED),
];

/// What one file gave, in the terms of `expected.json`.
#[derive(Debug, PartialEq, Eq)]
struct Summary {
    lines: usize,
    sum: Option<Decimal>,
    balances: Vec<String>,
}

/// The words of `expected.json` for one family of formats, and which balances it gives.
struct Terms {
    prefix: &'static str,
    count: &'static str,
    sum: &'static str,
    balances: &'static str,
    has: fn(BalanceKind) -> bool,
}

const OFX: Terms = Terms {
    prefix: "ofx/",
    count: "statement_transactions",
    sum: "amount_sum",
    balances: "ledger_balances",
    has: |kind| kind == BalanceKind::Ledger,
};
const QIF: Terms = Terms { prefix: "qif/", count: "cash_transactions", ..OFX };
const CAMT: Terms =
    Terms { prefix: "camt/", count: "entries", sum: "entry_sum", balances: "balances", has: |_| true };
const MT940: Terms =
    Terms { prefix: "mt940/", count: "transactions", balances: "none", has: |_| false, ..OFX };
const ALL: &[Terms] = &[OFX, QIF, CAMT, MT940];

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

fn summary(read: &Result<BankFile, Unreadable>, terms: &Terms) -> Summary {
    let Ok(file) = read else {
        return Summary { lines: 0, sum: Some(Decimal::ZERO), balances: Vec::new() };
    };
    let balances = file.statements.iter().flat_map(|statement| &statement.balances);
    Summary {
        lines: lines(file).count(),
        sum: lines(file).try_fold(Decimal::ZERO, |sum, line| sum.plus(line.amount)),
        balances: balances
            .filter(|balance| (terms.has)(balance.kind))
            .map(|balance| balance.amount.to_string())
            .collect(),
    }
}

/// What the others agree on; where they give no sum, ours is taken.
fn agreed(value: &Value, terms: &Terms, ours: &Summary) -> Summary {
    let balances = value[terms.balances].as_array().into_iter().flatten();
    Summary {
        lines: usize::try_from(value[terms.count].as_u64().expect("a count")).expect("a count"),
        sum: value[terms.sum].as_str().map_or(ours.sum, number),
        balances: balances.filter_map(balance).collect(),
    }
}

fn number(text: &str) -> Option<Decimal> {
    let digits: i128 = text.replace('.', "").parse().expect("digits");
    let decimals = text.split_once('.').map_or(0, |(_, after)| after.len());
    Decimal::new(digits, u32::try_from(decimals).expect("few"))
}

/// `"12.50"`, or with its code and direction: `["CLBD", "12.50", "DBIT"]`.
fn balance(value: &Value) -> Option<String> {
    let text = value.as_str().or_else(|| value[1].as_str()).filter(|text| !text.is_empty())?;
    let amount = number(text).expect("few digits");
    let is_owed = value[2] == "DBIT";
    Some(if is_owed { Decimal::ZERO.minus(amount).expect("small") } else { amount }.to_string())
}

fn compare(terms: &Terms) {
    let Some(folder) = folder() else { return };
    let mut unexplained = Vec::new();
    for (name, value) in expected(&folder, terms.prefix) {
        let read = read_file(&folder, &name);
        let ours = summary(&read, terms);
        let theirs = agreed(&value, terms, &ours);
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
    compare(&OFX);
}

#[test]
fn qif_files_agree_with_other_readers() {
    compare(&QIF);
}

#[test]
fn camt_files_agree_with_other_readers() {
    compare(&CAMT);
}

#[test]
fn mt940_files_agree_with_other_readers() {
    compare(&MT940);
}

#[test]
fn no_file_is_an_empty_success() {
    let Some(folder) = folder() else { return };
    for name in ALL.iter().flat_map(|terms| expected(&folder, terms.prefix).into_keys()) {
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
