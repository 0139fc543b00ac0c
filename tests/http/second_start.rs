//! A start while the program before it is just ending.

use std::net::TcpStream;
use std::process::{Command, Stdio};

use super::support::program::{Running, command};
use super::support::wait_for;

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
    let id = first.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill runs").success());
    let mut again = command(folder.path());
    again.arg("--no-browser");
    let second = Running::outside(again).let_in();
    let status = wait_for("the end of the first", || first.child.try_wait().expect("is ours"));
    assert_eq!(status.code(), Some(0));
    assert_eq!(second.client.get("/api/v1/app")["revision"], CHANGES);
}
