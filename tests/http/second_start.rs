//! A start while the place is taken: by a program that is just ending, one that hangs, an import.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use super::start::page_of;
use super::support::program::{Bound, Running, command};
use super::support::wait_for;

fn signal(name: &str, process: u32) {
    let status = Command::new("kill").args([format!("-{name}"), process.to_string()]).status();
    assert!(status.expect("kill runs").success());
}

/// Changes that a reader does not take, so that the end takes its half second.
const CHANGES: usize = 400;

/// A program with a reader that takes nothing.
fn with_a_stalled_reader(folder: &std::path::Path) -> (Running, TcpStream) {
    let mut command = command(folder);
    command.arg("--no-browser").stderr(Stdio::null());
    let running = Running::outside(command).let_in();
    let client = &running.client;
    for n in 0..CHANGES {
        let account = serde_json::json!({"name": format!("{n:0>190}"), "kind": "expense", "currency": "USD"});
        client.done("POST", "/api/v1/accounts", &account);
    }
    let stalled = client.stalled("session=stalled&after=0");
    wait_for("the session", || (client.get("/api/v1/app")["life"]["open_sessions"] == 1).then_some(()));
    (running, stalled)
}

#[test]
fn it_waits_for_the_end_and_then_begins() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut first, _stalled) = with_a_stalled_reader(folder.path());
    signal("TERM", first.child.id());
    let mut again = command(folder.path());
    again.arg("--no-browser");
    let second = Running::outside(again).let_in();
    let status = wait_for("the end of the first", || first.child.try_wait().expect("is ours"));
    assert_eq!(status.code(), Some(0));
    assert_eq!(second.client.get("/api/v1/app")["revision"], CHANGES);
}

#[test]
fn a_first_that_hangs_is_told_of_on_the_terminal_and_when_it_was_waited_for_on_a_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut first = command(folder.path());
    let first = Running::outside({
        first.args(["--no-browser", "--keep-running"]).stderr(Stdio::null());
        first
    });
    signal("STOP", first.child.id());
    let (page, code) = page_of(command(folder.path()), folder.path());
    assert!(page.contains(&format!("number {}", first.child.id())), "{page}");
    assert!(page.contains("does not answer") && page.contains("nothing was changed"), "{page}");
    assert_eq!(code, Some(1));
    let said = fs::read_to_string(folder.path().join("said")).expect("reads");
    assert!(said.contains("does not answer. This start waits for 10 seconds"), "{said}");
}

#[test]
fn an_import_that_was_stopped_is_named_and_the_program_starts_once_it_is_done() {
    let folder = tempfile::tempdir().expect("a folder");
    let line = |n: usize| format!("D05/{:02}/2024\nT-{n}.00\nPShop\n^\n", n % 28 + 1);
    let file = folder.path().join("bank.qif");
    fs::write(&file, "!Type:Bank\n".to_owned() + &(1..2_000).map(line).collect::<String>()).expect("writes");
    let mut import = command(folder.path());
    import.args(["import"]).arg(&file).stdout(Stdio::null()).stderr(Stdio::null());
    let mut import = Bound(import.spawn().expect("starts"));
    wait_for("the import to take its place", || {
        let state = folder.path().join("state/counterfoil/books");
        let notes = fs::read_dir(state).into_iter().flatten().flatten().map(|book| book.path());
        notes.flat_map(fs::read_dir).flatten().flatten().find(|file| file.file_name() == "instance.json")
    });
    signal("STOP", import.0.id());
    let mut start = command(folder.path());
    let start = start.args(["--no-browser"]).stderr(Stdio::piped()).spawn();
    let mut start = Bound(start.expect("starts"));
    let mut said = BufReader::new(start.0.stderr.take().expect("piped")).lines().map_while(Result::ok);
    let told = format!("(number {}) is at work on this book", import.0.id());
    assert!(said.any(|line| line.contains(&told)), "nothing was said of {told}");
    signal("CONT", import.0.id());
    let mut address = String::new();
    BufReader::new(start.0.stdout.take().expect("piped")).read_line(&mut address).expect("reads");
    assert!(address.starts_with("http://127.0.0.1:"), "{address}");
    assert_eq!(import.0.wait().expect("is ours").code(), Some(0));
}
