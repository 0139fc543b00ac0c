//! Cases of `../shared/cases/import` that come in pairs: one file after the other, into the same book.
//!
//! They are read from there, or from the folder that `CASES` names; where neither is there, it is said.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::imports::{balance, fates, import, preview};
use super::support::{House, Request};

fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases/import");
    let folder = std::env::var_os("CASES").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: there are no cases at {}", folder.display());
    None
}

/// The book with the first file in it, its account, and what the second file would do there.
fn second_of(folder: &Path, first: &str, second: &str) -> (House, i64, Value) {
    let shown = |house: &House, file: &str| {
        let name = file.rsplit('/').next().unwrap_or(file);
        preview(house, name, &std::fs::read(folder.join(file)).expect("the file"))
    };
    let house = House::new();
    let told = shown(&house, first);
    assert!(told["statements"][0]["account"].is_null(), "{told:#}");
    let account = import(&house, &told, None)["account"].as_i64().expect("an account");
    let told = shown(&house, second);
    (house, account, told)
}

/// What a file that says nothing of its account would do in one that is named, as on the page.
fn into_account(house: &House, told: &Value, account: i64) -> Value {
    let address = format!("/api/v1/imports/previews/{}", told["id"].as_str().expect("an id"));
    house.client.done("POST", &address, &json!({"statements": [{"index": 0, "account": account}]}))
}

fn numbers(house: &House, account: i64) -> Vec<Value> {
    let register = house.client.get(&format!("/api/v1/accounts/{account}/register"));
    register["rows"].as_array().expect("rows").iter().map(|row| row["number"].clone()).collect()
}

#[test]
fn a_number_that_counts_the_rows_of_each_download_makes_no_row_new() {
    let Some(folder) = folder() else { return };
    let (house, account, told) = second_of(&folder, "f3a.csv", "f3b.csv");
    assert_eq!(told["statements"][0]["account"], account);
    assert_eq!(fates(&told), ["known", "new"]);
    import(&house, &told, Some(account));
    assert_eq!(balance(&house, account), 884_70);
    let numbers = numbers(&house, account);
    assert!(numbers.len() >= 3 && numbers.iter().all(Value::is_null), "{numbers:?}");
}

#[test]
fn another_format_a_day_or_two_earlier_with_more_words_is_asked_and_doubles_nothing() {
    let Some(folder) = folder() else { return };
    let (house, account, told) = second_of(&folder, "f7a.ofx", "f7b.csv");
    let told = into_account(&house, &told, account);
    assert_eq!(fates(&told), ["doubtful", "doubtful"]);
    let order = json!({"preview": told["id"], "statements": [{"index": 0, "account": account}]});
    let refused = house.client.send(Request::new("POST", "/api/v1/imports").json(&order));
    assert_eq!(refused.status, 422, "it is asked first: {}", refused.text());
    assert_eq!(balance(&house, account), -16_84);
}

#[test]
fn a_second_layout_of_the_same_rows_is_asked_about_and_adds_nothing() {
    let Some(folder) = folder() else { return };
    let (house, account, told) = second_of(&folder, "f7c.csv", "f7d.csv");
    let told = into_account(&house, &told, account);
    // The day of the posting is all that the register knows of it: that it is the same, a person says, for each once.
    assert_eq!(fates(&told), ["doubtful", "doubtful"]);
    let rows = told["statements"][0]["lines"].as_array().expect("lines");
    let entry = |line: &Value| {
        let candidate = &line["candidates"][0];
        json!({"transaction": candidate["transaction"], "split": candidate["split"]})
    };
    let answers: Vec<Value> =
        (0..).zip(rows).map(|(index, line)| json!({"index": index, "entry": entry(line)})).collect();
    let order =
        json!({"preview": told["id"], "statements": [{"index": 0, "account": account, "answers": answers}]});
    let done = house.client.done("POST", "/api/v1/imports", &order);
    assert_eq!((&done["added"], balance(&house, account)), (&json!(0), 895_50));
}

#[test]
fn a_row_that_the_bank_moved_is_proposed_as_the_one_that_is_there() {
    let Some(folder) = folder() else { return };
    let (_, account, told) = second_of(&folder, "f8a.csv", "f8b.csv");
    assert_eq!(told["statements"][0]["account"], account);
    assert_eq!(fates(&told), ["known", "known", "doubtful"]);
    let moved = &told["statements"][0]["lines"][2];
    assert_eq!(moved["candidates"][0]["date"], "2025-03-03", "{moved:#}");
}

#[test]
fn a_file_of_another_bank_with_the_same_name_does_not_go_to_the_account_of_the_first() {
    let Some(folder) = folder() else { return };
    let (_, account, told) = second_of(&folder, "f16/bank1/transactions.csv", "f16/bank2/transactions.csv");
    let statement = &told["statements"][0];
    assert!(statement["account"].is_null(), "{} is not {account}", statement["account"]);
    assert_ne!(statement["label"], "transactions");
}
