//! `counterfoil import`, by the real program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use counterfoil::import::read;
use serde_json::{Value, json};

use super::support::program::{Running, command};

/// Runs it in folders of its own to its end.
pub fn import(folder: &Path, args: &[&str]) -> Output {
    command(folder).arg("import").args(args).output().expect("runs")
}

/// The document of a dry run, and the exit code.
fn dry_run(folder: &Path, files: &[&str]) -> (Value, i32) {
    let output = import(folder, &[&["--dry-run", "--json"], files].concat());
    let document = serde_json::from_slice(&output.stdout).expect("one JSON document");
    (document, output.status.code().expect("was not killed"))
}

fn fixture(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name).display().to_string()
}

fn fixtures() -> Vec<String> {
    let folder = fs::read_dir(fixture("")).expect("the fixtures");
    let mut all: Vec<String> =
        folder.map(|file| file.expect("a file").path().display().to_string()).collect();
    all.sort();
    all
}

fn strs(all: &[String]) -> Vec<&str> {
    all.iter().map(String::as_str).collect()
}

fn is_amount(value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    let digits = text.strip_prefix('-').unwrap_or(text).replacen('.', "", 1);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Every field is there, and of its kind.
fn assert_shape(file: &Value) {
    let text_or_null = |value: &Value| value.is_null() || value.is_string();
    assert!(file["file"].is_string() && text_or_null(&file["format"]) && text_or_null(&file["encoding"]));
    for problem in file["problems"].as_array().expect("problems") {
        assert!(problem["reason"].as_str().is_some_and(|reason| !reason.is_empty()), "{problem}");
        assert!(problem.get("line").is_some_and(|line| line.is_null() || line.is_u64()), "{problem}");
    }
    for statement in file["statements"].as_array().expect("statements") {
        assert!(text_or_null(&statement["account"]) && text_or_null(&statement["currency"]));
        for line in statement["transactions"].as_array().expect("transactions") {
            let date = line["date"].as_str().expect("a date");
            assert!(date.parse::<jiff::civil::Date>().is_ok() && date.len() == 10, "{line}");
            assert!(is_amount(&line["amount"]), "{line}");
            assert!(line["payee"].is_string() && line["memo"].is_string(), "{line}");
            assert!(line.get("number").is_some_and(text_or_null) && line.get("id").is_some_and(text_or_null));
        }
        for balance in statement["balances"].as_array().expect("balances") {
            assert!(balance["kind"].is_string() && is_amount(&balance["amount"]), "{balance}");
            assert!(balance.get("date").is_some_and(text_or_null), "{balance}");
        }
    }
}

#[test]
fn a_dry_run_prints_every_format_as_one_document_and_makes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = fixtures();
    let (document, code) = dry_run(folder.path(), &strs(&files));
    assert_eq!(code, 0);
    let told = document["files"].as_array().expect("files");
    assert_eq!(told.len(), files.len());
    for (file, name) in told.iter().zip(&files) {
        assert_shape(file);
        assert_eq!(file["file"], json!(name));
        assert!(file["format"].is_string(), "{file}");
        assert!(!file["statements"][0]["transactions"].as_array().expect("lines").is_empty(), "{file}");
    }
    assert_eq!(fs::read_dir(folder.path()).expect("is there").count(), 0, "something was made");
}

#[test]
fn amounts_keep_their_sign_and_decimals_and_what_is_not_said_is_null() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.qif");
    fs::write(&path, "!Type:Bank\nD12/31/2024\nT-12.5\nPGrocer\n^\n").expect("writes");
    let (document, code) = dry_run(folder.path(), &[path.to_str().expect("text")]);
    assert_eq!(code, 0);
    let file = &document["files"][0];
    assert_eq!((&file["format"], &file["encoding"]), (&json!("QIF"), &json!("UTF-8")));
    let statement = json!({
        "account": null, "currency": null, "balances": [],
        "transactions": [{"date": "2024-12-31", "amount": "-12.50", "number": null, "payee": "Grocer", "memo": "", "id": null}],
    });
    assert_eq!(file["statements"], json!([statement]));
}

#[test]
fn what_cannot_be_read_has_no_format_and_a_reason_and_the_others_are_still_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).display().to_string();
    fs::write(at("empty.ofx"), "").expect("writes");
    fs::write(at("photo.ofx"), b"\xff\xd8\xff\xe0\0\x10JFIF\0").expect("writes");
    fs::write(at("letter.txt"), "Dear diary,\n").expect("writes");
    fs::File::create(at("film.ofx")).and_then(|film| film.set_len(2 << 30)).expect("makes");
    let bad = [at("none.ofx"), at(""), at("empty.ofx"), at("photo.ofx"), at("letter.txt"), at("film.ofx")];
    let good = fixture("card.ofx");
    let files: Vec<&str> = strs(&bad).into_iter().chain([good.as_str()]).collect();
    let (document, code) = dry_run(folder.path(), &files);
    assert_eq!(code, 1);
    let told = document["files"].as_array().expect("files");
    for file in &told[..bad.len()] {
        assert_shape(file);
        assert!(file["format"].is_null() && file["statements"] == json!([]), "{file}");
        let reason = file["problems"][0]["reason"].as_str().expect("a reason");
        assert!(reason.contains("Nothing was imported"), "{reason}");
    }
    assert_eq!(told[bad.len()]["format"], "OFX");
    let alone = import(folder.path(), &["--dry-run", &good, &at("none.ofx")]);
    let said = String::from_utf8_lossy(&alone.stdout);
    assert!(said.contains("none.ofx: not readable") && said.contains("no such file"), "{said}");
    assert_eq!(alone.status.code(), Some(1));
}

/// All files of the corpus, where there is one: see `tests/corpus`.
fn corpus() -> Vec<(String, PathBuf)> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folder = std::env::var_os("CORPUS").map_or(beside, PathBuf::from);
    let Ok(text) = fs::read_to_string(folder.join("expected.json")) else {
        eprintln!("skipped: there is no corpus of bank files at {}", folder.display());
        return Vec::new();
    };
    let all: serde_json::Map<String, Value> = serde_json::from_str(&text).expect("JSON");
    all.into_iter().map(|(name, _)| (name.clone(), folder.join(name))).collect()
}

#[test]
fn real_files_are_printed_as_the_reader_gives_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let corpus = corpus();
    if corpus.is_empty() {
        return;
    }
    let files: Vec<String> = corpus.iter().map(|(_, path)| path.display().to_string()).collect();
    let (document, code) = dry_run(folder.path(), &strs(&files));
    let told = document["files"].as_array().expect("files");
    assert_eq!(told.len(), corpus.len());
    let mut unreadable = 0;
    for (file, (name, path)) in told.iter().zip(&corpus) {
        assert_shape(file);
        let Ok(ours) = read(name, &fs::read(path).expect("the file")) else {
            unreadable += 1;
            assert!(file["format"].is_null(), "{name}");
            continue;
        };
        let statements = file["statements"].as_array().expect("statements");
        let told = statements.iter().flat_map(|one| one["transactions"].as_array().expect("lines"));
        let told: Vec<String> = told.map(|line| bare(line["amount"].as_str().expect("an amount"))).collect();
        let lines = ours.statements.iter().flat_map(|one| &one.lines);
        assert_eq!(told, lines.map(|line| line.amount.to_string()).collect::<Vec<_>>(), "{name}");
    }
    assert_eq!(code, i32::from(unreadable > 0), "{unreadable} could not be read");
}

/// Without the zeros that follow the currency.
fn bare(amount: &str) -> String {
    if amount.contains('.') {
        amount.trim_end_matches('0').trim_end_matches('.').into()
    } else {
        amount.into()
    }
}

/// What an import printed, and its exit code.
pub fn imported(folder: &Path, args: &[&str]) -> (Value, i32) {
    let output = import(folder, &[&["--json"], args].concat());
    let said = String::from_utf8_lossy(&output.stderr);
    let document = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("no document: {said}"));
    (document, output.status.code().expect("was not killed"))
}

fn counts(file: &Value) -> [&Value; 3] {
    ["added", "matched", "known"].map(|count| &file["imported"][count])
}

/// The program on the same book, let in.
pub fn running(folder: &Path) -> Running {
    let mut command = command(folder);
    command.arg("--no-browser");
    Running::outside(command).let_in()
}

#[test]
fn without_a_program_the_book_is_opened_and_the_same_file_twice_adds_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = fixture("checking.ofx");
    let (first, code) = imported(folder.path(), &[&file]);
    assert_eq!((counts(&first["files"][0]), code), ([&json!(6), &json!(0), &json!(0)], 0), "{first}");
    let (again, code) = imported(folder.path(), &[&file]);
    assert_eq!((counts(&again["files"][0]), code), ([&json!(0), &json!(0), &json!(6)], 0), "{again}");
    let program = running(folder.path());
    let history = program.client.get("/api/v1/history");
    assert!(history.to_string().contains("\"origin\":\"command line\""), "{history}");
}

#[test]
fn a_program_that_runs_is_asked_and_its_pages_have_the_lines() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = running(folder.path());
    let files = fixtures();
    // Two of the files are of one bank account, and each states a balance of its own.
    let disagree = |told: &Value| told["files"].to_string().matches("\"since\"").count();
    let (told, code) = imported(folder.path(), &strs(&files));
    assert_eq!((code, disagree(&told)), (3, 1), "{told}");
    let accounts = program.client.get("/api/v1/accounts");
    let names = accounts["accounts"].as_array().expect("accounts").iter();
    let names: Vec<&str> = names.filter_map(|account| account["name"].as_str()).collect();
    assert!(names.contains(&"Everyday") && names.contains(&"Rainy Day"), "{names:?}");
    let (again, code) = imported(folder.path(), &strs(&files));
    assert_eq!((code, disagree(&again)), (3, 1), "{again}");
    for file in again["files"].as_array().expect("files") {
        assert_eq!(file["imported"]["added"], 0, "{file}");
    }
}

#[test]
fn an_account_is_chosen_by_its_name_and_an_unknown_one_is_told_with_those_there_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = running(folder.path());
    let account = json!({"name": "Household", "kind": "asset", "currency": "USD"});
    program.client.done("POST", "/api/v1/accounts", &account);
    let file = fixture("checking.ofx");
    let refused = import(folder.path(), &["--account", "Houshold", &file]);
    let said = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said.contains("no account “Houshold”") && said.contains("There are: Household"), "{said}");
    let (told, code) = imported(folder.path(), &["--account", "household", &file]);
    let file = &told["files"][0];
    assert_eq!((&file["imported"]["added"], code), (&json!(6), 3), "the bank had something before");
    assert_eq!(file["disagreements"][0]["account"], "Household");
    let accounts = program.client.get("/api/v1/accounts");
    let registers = accounts["accounts"].as_array().expect("accounts").iter();
    let registers: Vec<_> = registers.filter(|account| account["kind"] == "asset").collect();
    assert_eq!(registers.len(), 1, "another account was made");
}

#[test]
fn what_a_file_leaves_open_is_not_guessed_and_a_file_that_fails_keeps_no_other_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let card = folder.path().join("card.csv").display().to_string();
    fs::write(&card, "Date,Description,Amount\n01/02/2024,CORNER MARKET,12.50\n03/02/2024,AIRWEST,250.00\n")
        .expect("writes");
    let (told, code) = imported(folder.path(), &[&card]);
    assert_eq!(code, 3, "{told}");
    let file = &told["files"][0];
    assert!(file["imported"].is_null() && file["questions"][0].is_string(), "{file}");
    let output = import(folder.path(), &["nowhere.ofx", &card, &fixture("card.ofx")]);
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("nowhere.ofx: not imported") && said.contains("card.ofx: 1 added"), "{said}");
    assert!(said.contains("it is asked only once"), "{said}");
}

#[test]
fn a_line_that_could_be_one_of_two_entries_stays_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = running(folder.path());
    let account = json!({"name": "Bank", "kind": "asset", "currency": "USD"});
    let id = program.client.done("POST", "/api/v1/accounts", &account)["id"].clone();
    // Equally far from the bank's day.
    for date in ["2024-12-30", "2025-01-01"] {
        let splits = [json!({"account": id, "amount": -12_50}), json!({"category": "Food", "amount": 12_50})];
        let entry = json!({"date": date, "splits": splits});
        program.client.done("POST", "/api/v1/transactions", &entry);
    }
    let path = folder.path().join("a.qif").display().to_string();
    fs::write(&path, "!Type:Bank\nD12/31/2024\nT-12.50\nPGrocer\n^\n").expect("writes");
    let (told, code) = imported(folder.path(), &["--account", "Bank", &path]);
    let file = &told["files"][0];
    assert_eq!((&file["in_doubt"], &file["imported"]["added"], code), (&json!(1), &json!(0), 3), "{file}");
}
