//! `counterfoil export`, by the real program, and the way back.

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

use super::support::Request;
use super::support::program::{Running, command};

const QIF: &str = "!Type:Bank\nD2024-01-05\nT-12.50\nCX\nN101\nPMarket\nLFood\n^\n!Account\nNSavings\nTBank\n^\n!Type:Bank\nD2024-01-06\nT7.00\nPInterest\nLInterest\n^\n";

/// Runs it in folders of its own to its end.
fn run(folder: &Path, args: &[&str]) -> Output {
    command(folder).args(args).output().expect("runs")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("was not killed")
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What an export prints; it must go well.
fn printed(folder: &Path, args: &[&str]) -> Vec<u8> {
    let output = run(folder, &[&["export"], args].concat());
    assert_eq!(code(&output), 0, "{}", errors(&output));
    output.stdout
}

/// A folder with a book that has two accounts.
fn furnished() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("giro.qif");
    fs::write(&file, QIF).expect("writes");
    let output = run(folder.path(), &["import", &file.display().to_string()]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    folder
}

#[test]
fn an_export_is_what_the_page_downloads_whether_the_program_runs_or_not() {
    let folder = furnished();
    let alone: Vec<Vec<u8>> = ["qif", "csv", "ofx", "journal", "beancount", "json"]
        .map(|name| printed(folder.path(), &["--format", name]))
        .into();
    let mut program = command(folder.path());
    program.arg("--no-browser");
    let running = Running::outside(program).let_in();
    for (format, alone) in ["qif", "csv", "ofx", "journal", "beancount", "json"].iter().zip(alone) {
        let page = running.client.send(Request::get(&format!("/api/v1/export?format={format}")));
        assert_eq!((page.status, &page.body), (200, &alone), "{format} with no program");
        assert_eq!(printed(folder.path(), &["--format", format]), alone, "{format} by the running program");
    }
    assert!(running.client.get("/api/v1/app")["book"].is_object(), "it still runs");
}

#[test]
fn the_ending_of_the_file_is_its_format_and_json_is_the_usual_one() {
    let folder = furnished();
    let book: Value = serde_json::from_slice(&printed(folder.path(), &[])).expect("JSON");
    assert_eq!(book["format"], "counterfoil-book");
    let path = folder.path().join("all.QIF");
    fs::write(&path, "what was there before").expect("writes");
    let silent = printed(folder.path(), &["--output", &path.display().to_string()]);
    assert_eq!(silent, b"");
    assert_eq!(fs::read(&path).expect("is there"), printed(folder.path(), &["--format", "qif"]));
    let left = fs::read_dir(folder.path())
        .expect("a folder")
        .filter_map(|one| one.expect("a file").file_name().into_string().ok());
    assert!(left.into_iter().all(|name| !name.ends_with(".unfinished")));
}

#[test]
fn one_account_is_named_without_regard_to_case() {
    let folder = furnished();
    let csv =
        String::from_utf8(printed(folder.path(), &["--format=csv", "--account", "savings"])).expect("UTF-8");
    assert!(csv.contains("Savings,") && !csv.contains("Market"), "{csv}");
}

#[test]
fn what_cannot_be_exported_says_why_and_leaves_nothing_behind() {
    let folder = furnished();
    let file = folder.path().join("out.csv").display().to_string();
    let book = folder.path().join("b.counterfoil");
    let (before, book) = (printed(folder.path(), &[]), book.display().to_string());
    let nowhere = folder.path().join("none").join("out.csv").display().to_string();
    for (args, expected, words) in [
        (&["--format", "docx", "--output", &file][..], 2, "“docx” is no format"),
        (&["--output", "a.docx"], 2, "by the ending “.docx”"),
        (
            &["--format", "json", "--account", "Savings", "--output", &file],
            2,
            "JSON always holds the whole book",
        ),
        (
            &["--account", "Nobody", "--output", &file],
            1,
            "There is no account “Nobody”. Nothing was written.",
        ),
        (&["--format", "csv", "--output", &nowhere], 1, "cannot be written"),
        (&["--format", "csv", "--output", &book], 1, "is the book itself"),
    ] {
        let output = run(folder.path(), &[&["export"], args].concat());
        assert_eq!((code(&output), output.stdout.len()), (expected, 0), "{args:?}: {}", errors(&output));
        assert!(errors(&output).contains(words), "{args:?}: {}", errors(&output));
        assert!(!Path::new(&file).exists());
    }
    assert!(printed(folder.path(), &[]) == before, "the book is as it was");
    let empty = tempfile::tempdir().expect("a folder");
    let output = run(empty.path(), &["export"]);
    assert!(code(&output) == 1 && errors(&output).contains("There is no book"), "{}", errors(&output));
    assert!(!empty.path().join("b.counterfoil").exists(), "none is made for it");
}

#[test]
fn a_whole_book_goes_from_one_file_to_another() {
    let folder = furnished();
    let file = folder.path().join("mine.json");
    let path = file.display().to_string();
    printed(folder.path(), &["--output", &path]);
    let other = tempfile::tempdir().expect("a folder");
    let told = run(other.path(), &["import", "--dry-run", "--json", &path]);
    let told: Value = serde_json::from_slice(&told.stdout).expect("JSON");
    let line = &told["files"][0]["statements"][0]["transactions"][0];
    assert_eq!(
        (&line["amount"], &line["number"], &line["payee"]),
        (&"-12.50".into(), &"101".into(), &"Market".into())
    );
    assert!(!other.path().join("b.counterfoil").exists(), "a dry run makes nothing");

    let taken = run(other.path(), &["import", "--json", &path]);
    let outcome: Value = serde_json::from_slice(&taken.stdout).expect("JSON");
    assert_eq!((code(&taken), &outcome["files"][0]["imported"]["added"]), (0, &2.into()), "{outcome}");
    assert_eq!(printed(other.path(), &[]), fs::read(&file).expect("is there"), "it is the same book");

    let again = run(other.path(), &["import", &path]);
    let words = String::from_utf8_lossy(&again.stdout).into_owned();
    assert!(code(&again) == 1 && words.contains("This book holds something already"), "{words}");
}
