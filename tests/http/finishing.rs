//! The end in the middle of a long import: it is told, waited for, and given up only when that is asked for.

use std::process::Stdio;
use std::thread::{JoinHandle, spawn};

use serde_json::json;

use super::ends::{account, preview};
use super::support::program::{Running, command};
use super::support::{Client, Request, wait_for};

/// Lines of the file; more where the import was over before it could be told.
const LINES: usize = 20_000;
const TRIES: usize = 4;

fn started(folder: &std::path::Path) -> Running {
    let mut command = command(folder);
    command.args(["--no-browser"]).stderr(Stdio::null());
    Running::outside(command).let_in()
}

/// The import that is under way; its answer's status.
fn import(client: &Client, lines: usize) -> JoinHandle<u16> {
    let order =
        json!({"preview": preview(client, lines), "statements": [{"index": 0, "new_account": "Big"}]});
    let importer = client.clone();
    let import = spawn(move || importer.post("/api/v1/imports?task=big", &order).status);
    wait_for("the import to begin", || {
        let percent = client.send(Request::get("/api/v1/imports/progress/big"));
        (percent.status == 200).then_some(())
    });
    import
}

fn quit(client: &Client, how: &str) {
    let quit = client.send(Request::new("POST", &format!("/api/v1/app/quit{how}")).body(""));
    assert_eq!(quit.status, 202);
}

fn has_account(folder: &std::path::Path, name: &str) -> bool {
    let again = started(folder);
    again.client.done("POST", "/api/v1/accounts", &account("Next"));
    let accounts = again.client.get("/api/v1/accounts");
    accounts["accounts"].as_array().expect("a list").iter().any(|row| row["name"] == name)
}

/// Ends the program in the middle of an import. Whether it said what it finishes, or was too quick for that.
fn quit_during_an_import(lines: usize) -> bool {
    let folder = tempfile::tempdir().expect("a folder");
    let mut running = started(folder.path());
    let mut stream = running.client.events("session=a", None);
    let import = import(&running.client, lines);
    quit(&running.client, "");
    let mut is_told = false;
    while let Some(event) = stream.next() {
        if event.name == "status" && event.data["finishing"] == "an import" {
            assert!(event.data["status"].as_str().expect("words").starts_with("Finishing an import, "));
            // To ask again is no order to drop it.
            if !std::mem::replace(&mut is_told, true) {
                quit(&running.client, "");
            }
        }
    }
    assert_eq!(import.join().expect("is answered"), 200);
    assert_eq!(wait_for("the end", || running.child.try_wait().expect("is ours")).code(), Some(0));
    assert!(has_account(folder.path(), "Big"));
    is_told
}

#[test]
fn quit_during_an_import_says_what_is_finished_and_loses_nothing() {
    let told = (0..TRIES).any(|tries| quit_during_an_import(LINES << (2 * tries)));
    assert!(told, "no import took long enough");
}

#[test]
fn given_up_the_import_is_answered_so_and_nothing_of_it_is_in_the_book() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut running = started(folder.path());
    let import = import(&running.client, LINES);
    quit(&running.client, "?give_up=true");
    assert_eq!(import.join().expect("is answered"), 409);
    assert_eq!(wait_for("the end", || running.child.try_wait().expect("is ours")).code(), Some(0));
    assert!(!has_account(folder.path(), "Big"));
}

#[test]
fn a_preview_under_way_is_answered() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut running = started(folder.path());
    let client = running.client.clone();
    let line = |n: usize| format!("D05/{:02}/2024\nT-{n}.00\nPShop {}\n^\n", n % 28 + 1, n % 50);
    let qif = "!Type:Bank\n".to_owned() + &(0..10 * LINES).map(line).collect::<String>();
    let preview = spawn(move || {
        client.send(Request::new("POST", "/api/v1/imports/previews?name=big.qif&task=look").body(qif)).status
    });
    wait_for("the preview to begin", || {
        (running.client.send(Request::get("/api/v1/imports/progress/look")).status == 200).then_some(())
    });
    quit(&running.client, "");
    assert!(preview.join().is_ok(), "it is answered");
    assert_eq!(wait_for("the end", || running.child.try_wait().expect("is ours")).code(), Some(0));
}
