//! A disk that fails: what was refused stays refused, and only what was found out is said.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::json;

use super::ends::preview;
use super::support::Request;
use super::support::program::{Running, command, in_folder};

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

const QUOTA: &str = "your share of it is used up";

#[test]
fn a_used_up_share_of_the_disk_is_said_as_such_and_all_is_well_once_there_is_room() {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(shim) = shim(folder.path()) else { return };
    let failing = folder.path().join("failing");
    let running = start(folder.path(), Some(&shim));
    assert_eq!(add(&running, "Before").0, 200);
    fs::write(&failing, "quota 0").expect("writes");
    let (status, said) = add(&running, "Refused");
    assert_eq!(status, 507, "{said}");
    assert!(said.contains(QUOTA) && said.contains("Nothing was half written"), "{said}");
    assert!(running.client.get("/api/v1/accounts").to_string().contains("Before"), "it can be read");
    fs::remove_file(&failing).expect("was there");
    assert_eq!(add(&running, "After").0, 200);
    drop(running);
    assert!(has(folder.path(), "Before") && has(folder.path(), "After") && !has(folder.path(), "Refused"));
}

#[test]
fn a_share_that_is_too_small_for_one_long_step_is_said_and_short_ones_go_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(shim) = shim(folder.path()) else { return };
    let running = start(folder.path(), Some(&shim));
    assert_eq!(add(&running, "Before").0, 200);
    let many = json!({"preview": preview(&running.client, 3_000), "statements": [{"index": 0, "new_account": "Big"}]});
    fs::write(folder.path().join("failing"), "quota 400000").expect("writes");
    let refused = running.client.post("/api/v1/imports", &many);
    assert_eq!(refused.status, 507, "{}", refused.text());
    assert!(refused.text().contains(QUOTA), "{}", refused.text());
    assert_eq!(add(&running, "After").0, 200, "there is room for this one");
    drop(running);
    assert!(has(folder.path(), "After") && !has(folder.path(), "Big"));
}

/// Of the book's files only the index of the log lies in memory, where a disk that fails would end the program without
/// a word (SIGBUS).
#[test]
fn the_book_itself_never_lies_in_memory_and_its_index_only_once_there_is_room_for_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(shim) = shim(folder.path()) else { return };
    let running = start(folder.path(), Some(&shim));
    assert_eq!(add(&running, "Before").0, 200);
    preview(&running.client, 2_000);
    let maps = fs::read_to_string(format!("/proc/{}/maps", running.child.id())).expect("is ours");
    let in_memory: Vec<&str> = maps.lines().filter(|line| line.contains("b.counterfoil")).collect();
    assert!(!in_memory.is_empty() && in_memory.iter().all(|line| line.ends_with("-shm")), "{in_memory:?}");
    drop(running);
    fs::write(folder.path().join("failing"), "index").expect("writes");
    let _ = fs::remove_file(folder.path().join("b.counterfoil-shm"));
    let running = start(folder.path(), Some(&shim));
    assert!(running.client.get("/api/v1/accounts").to_string().contains("Before"), "it can be looked at");
    let (status, said) = add(&running, "Refused");
    assert_ne!(status, 200);
    assert!(said.contains("is full"), "{said}");
    drop(running);
    assert!(!has(folder.path(), "Refused"));
}

/// Another program that cuts off the index in the midst ends this one; what was confirmed is there.
#[test]
fn an_index_that_is_cut_off_while_the_book_is_open_takes_nothing_that_was_confirmed() {
    let folder = tempfile::tempdir().expect("a folder");
    let running = start(folder.path(), None);
    let mut confirmed = Vec::new();
    for n in 0..20 {
        if n == 10 {
            let index = fs::OpenOptions::new().write(true).open(folder.path().join("b.counterfoil-shm"));
            index.and_then(|index| index.set_len(0)).expect("cuts it off");
        }
        let name = format!("Cheque {n}");
        let answered = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| add(&running, &name).0));
        if matches!(answered, Ok(200)) {
            confirmed.push(name);
        }
    }
    assert!(confirmed.len() >= 10);
    drop(running);
    for name in &confirmed {
        assert!(has(folder.path(), name), "{name} was confirmed");
    }
}

#[test]
fn with_a_full_folder_for_temporary_files_the_book_is_read_and_written_all_the_same() {
    if !can_mount() {
        println!("skipped: this system lets nobody make a mount of his own (unshare -Urm)");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let running = without_room(folder.path());
    let many = json!({"preview": preview(&running.client, 2_000), "statements": [{"index": 0, "new_account": "Big"}]});
    let done = running.client.post("/api/v1/imports", &many);
    assert_eq!(done.status, 200, "{}", done.text());
    preview(&running.client, 2_000);
    assert_eq!(running.client.post("/api/v1/undo", &json!({})).status, 200);
    assert_eq!(add(&running, "After").0, 200);
    drop(running);
    assert!(has(folder.path(), "After") && !has(folder.path(), "Big"));
}

/// The reader sorts the rows of a whole book in memory as far as they fit, and then in that folder.
#[test]
fn a_long_sort_that_finds_no_room_names_the_folder_for_temporary_files_and_not_the_disk_with_the_book() {
    if !can_mount() {
        println!("skipped: this system lets nobody make a mount of his own (unshare -Urm)");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let running = without_room(folder.path());
    let line =
        |n: usize| format!("D05/{:02}/2024\nT-{n}.00\nPShop\nM{n} {}\n^\n", n % 28 + 1, "x".repeat(1_000));
    let qif = "!Type:Bank\n".to_owned() + &(1..=4_000).map(line).collect::<String>();
    let shown =
        running.client.send(Request::new("POST", "/api/v1/imports/previews?name=a.qif").body(qif)).json();
    let order = json!({"preview": shown["id"], "statements": [{"index": 0, "new_account": "Long"}]});
    assert_eq!(running.client.post("/api/v1/imports", &order).status, 200);
    let export = running.client.send(Request::get("/api/v1/export?format=json"));
    assert_eq!(export.status, 507, "{}", export.text().get(..300).unwrap_or_default());
    let full = folder.path().join("full");
    let words = format!("The folder for temporary files, {}, is full", full.display());
    assert!(export.text().contains(&words) && export.text().contains("SQLITE_TMPDIR"), "{}", export.text());
    assert_eq!(add(&running, "After").0, 200);
}

/// The program on a folder for temporary files, `full`, without any room, in a mount that only it sees.
fn without_room(folder: &Path) -> Running {
    let full = folder.join("full");
    fs::create_dir(&full).expect("makes");
    let script = r#"mount -t tmpfs -o size=64k tmpfs "$TMPDIR" || exit; dd if=/dev/zero of="$TMPDIR/fill" 2>/dev/null; exec "$0" "$@""#;
    let mut outside = Command::new("unshare");
    outside.args(["-Urm", "sh", "-c", script, env!("CARGO_BIN_EXE_counterfoil")]);
    let mut command = in_folder(outside, folder);
    command.arg("--no-browser").env("TMPDIR", &full).stderr(Stdio::null());
    Running::outside(command).let_in()
}

fn can_mount() -> bool {
    let tried = Command::new("unshare").args(["-Urm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).output();
    tried.is_ok_and(|output| output.status.success())
}
