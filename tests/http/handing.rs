//! Files that are opened from outside of the page, as by a double click; and what an earlier run left to be told.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};

use super::support::Request;
use super::support::program::{Running, command};

fn bank_file() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/checking.ofx").display().to_string()
}

/// The program, started to show this file, and let in by the address that it printed.
fn opened(folder: &Path, file: &str) -> Running {
    let mut start = command(folder);
    start.args(["--no-browser", "open", file]);
    let mut running = Running::outside(start);
    running.launch = running.launch.strip_suffix("#/import").expect("the page that shows it").to_owned();
    running.let_in()
}

fn waiting(running: &Running) -> Vec<Value> {
    let document = running.client.get("/api/v1/imports/handed");
    document["files"].as_array().expect("files").clone()
}

#[test]
fn a_file_that_is_opened_waits_for_a_page_and_is_in_no_book() {
    let folder = tempfile::tempdir().expect("a folder");
    let running = opened(folder.path(), &bank_file());
    let [file] = &waiting(&running)[..] else { panic!("one file waits") };
    assert_eq!(file["name"], "checking.ofx");
    assert_eq!(running.client.get("/api/v1/accounts")["accounts"], json!([]));

    let take = format!("/api/v1/imports/handed/{}", file["id"]);
    let taken = running.client.send(Request::new("DELETE", &take));
    assert_eq!(taken.body, fs::read(bank_file()).expect("is there"), "byte for byte");
    assert_eq!(running.client.send(Request::new("DELETE", &take)).status, 404, "once");
    assert!(waiting(&running).is_empty());
}

#[test]
fn a_file_that_is_opened_while_the_program_runs_goes_to_that_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let running = opened(folder.path(), &bank_file());
    let mut second = command(folder.path());
    let output = second.args(["--no-browser", "open", &bank_file(), &bank_file()]).output().expect("runs");
    assert!(output.status.success(), "{output:?}");
    let address = String::from_utf8(output.stdout).expect("text");
    assert!(address.contains(&format!(":{}/open/", running.client.port)), "{address}");
    assert!(address.trim().ends_with("#/import"), "{address}");
    assert_eq!(waiting(&running).len(), 3);
}

#[test]
fn what_cannot_be_read_is_told_and_makes_no_book() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut start = command(folder.path());
    let output =
        start.args(["--no-browser", "open", "nowhere.qif"]).stderr(Stdio::piped()).output().expect("runs");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("nowhere.qif cannot be read. Nothing was opened or changed"), "{said}");
    assert!(!folder.path().join("b.counterfoil").exists());
}

#[test]
fn a_book_that_is_opened_takes_the_place_of_the_usual_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut first = opened(folder.path(), &bank_file());
    assert!(first.client.post("/api/v1/app/quit", &Value::Null).status < 300);
    assert!(first.child.wait().expect("ends").success());
    let other = folder.path().join("House.counterfoil");
    fs::copy(folder.path().join("b.counterfoil"), &other).expect("copies");
    let mut start = command(folder.path());
    start.args(["--no-browser", "open"]).arg(&other);
    let running = Running::outside(start).let_in();
    assert_eq!(running.client.get("/api/v1/app")["book"]["name"], "House");
}

#[test]
fn a_part_that_failed_is_told_by_the_next_start_and_only_that() {
    let folder = tempfile::tempdir().expect("a folder");
    let reports = folder.path().join("state/counterfoil/reports");
    fs::create_dir_all(&reports).expect("made");
    let report = reports.join("20270131T120000Z-1-0.txt");
    fs::write(&report, "A part of Counterfoil failed.").expect("written");
    let found = || {
        let mut start = command(folder.path());
        start.arg("--no-browser");
        let running = Running::outside(start).let_in();
        running.client.get("/api/v1/app")["book"]["found"].to_string()
    };
    assert!(found().contains(&report.display().to_string()));
    assert_eq!(found(), "[]");
}

#[test]
fn about_says_which_program_it_is_and_where_everything_lies() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut start = command(folder.path());
    start.arg("--no-browser");
    let running = Running::outside(start).let_in();
    let about = running.client.get("/api/v1/app/about");
    assert_eq!(about["version"], env!("CARGO_PKG_VERSION"));
    assert!(about["licence"].as_str().is_some_and(|text| text.starts_with("MIT License")));
    let places = about["places"].as_array().expect("places");
    let path = |name: &str| places.iter().find(|place| place["name"] == name).expect(name)["path"].clone();
    assert_eq!(path("Book"), folder.path().join("b.counterfoil").display().to_string());
    for name in ["Backups", "Settings", "Log", "Reports of faults", "Program"] {
        assert!(path(name).as_str().is_some_and(|path| path.starts_with('/')), "{name}");
    }
}
