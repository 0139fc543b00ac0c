//! A disk that fails: what was refused stays refused, and only what was found out is said.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::json;

use super::support::program::{Running, command};

/// A library between the program and the system. While the file in `FAILING_DISK` is there, what is brought to the disk
/// for a log fails; with `once` in it, only the first time. None where there is no C compiler.
fn shim(folder: &Path) -> Option<PathBuf> {
    let library = folder.join("failing.so");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/http/support/failing_disk.c");
    let built = Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source).status();
    built.is_ok_and(|status| status.success()).then_some(library)
}

fn start(folder: &Path, shim: Option<&Path>) -> Running {
    let mut command = command(folder);
    command.arg("--no-browser").stderr(Stdio::null());
    if let Some(shim) = shim {
        command.env("LD_PRELOAD", shim).env("FAILING_DISK", folder.join("failing"));
    }
    Running::outside(command).let_in()
}

fn add(running: &Running, name: &str) -> (u16, String) {
    let body = json!({"name": name, "kind": "expense", "currency": "USD"});
    let answer = running.client.post("/api/v1/accounts", &body);
    (answer.status, answer.text())
}

fn has(folder: &Path, name: &str) -> bool {
    let running = start(folder, None);
    let accounts = running.client.get("/api/v1/accounts");
    accounts["accounts"].as_array().expect("accounts").iter().any(|one| one["name"] == name)
}

fn said_is_true(how: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(shim) = shim(folder.path()) else { return String::new() };
    let running = start(folder.path(), Some(&shim));
    assert_eq!(add(&running, "Before").0, 200);
    fs::write(folder.path().join("failing"), how).expect("writes");
    let (status, said) = add(&running, "Refused");
    assert_eq!(status, 500, "{said}");
    let next = add(&running, "Next");
    assert_ne!(next.0, 200, "nothing is written after an error of the disk: {}", next.1);
    let _ = fs::remove_file(folder.path().join("failing"));
    drop(running);
    assert!(has(folder.path(), "Before"));
    assert!(!has(folder.path(), "Next"));
    assert_eq!(has(folder.path(), "Refused"), said.contains("This change is in your book"), "{said}");
    said
}

#[test]
fn a_change_that_was_refused_because_the_disk_failed_once_stays_refused_after_the_restart() {
    let said = said_is_true("once");
    assert!(said.is_empty() || said.contains("This change was not made"), "{said}");
}

#[test]
fn what_is_said_of_a_change_while_the_disk_goes_on_failing_is_what_the_next_start_finds() {
    let said = said_is_true("always");
    assert!(said.is_empty() || said.contains("This change"), "{said}");
}
