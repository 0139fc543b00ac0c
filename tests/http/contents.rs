//! A whole book as JSON, and another one that is filled with it.

pub mod any;
mod any_budget;
mod any_reports;
mod any_schedules;
mod attached;
mod reachable;

use std::collections::HashMap;

use counterfoil::book::Book;
use counterfoil::export::json;
use counterfoil::ledger::{Command, Contents};
use proptest::prelude::*;
use serde_json::json;

use super::exports::{exported, furnished};
use super::support::{Answer, House, Request};

fn as_json(contents: &Contents) -> String {
    let mut text = String::new();
    json::write(contents, None, &mut text).expect("writes");
    text
}

/// What a new book holds when it was filled.
fn filled(contents: Contents) -> Contents {
    let folder = tempfile::tempdir().expect("a folder");
    let book = Book::open(&folder.path().join("b.counterfoil"), "book-of-a-test").expect("opens");
    book.submit_blocking(Command::Fill(Box::new(contents))).expect("is filled");
    let mut held = book.read(|view| view.contents()).expect("reads");
    // They are shown in an order of their own.
    held.accounts.sort_by_key(|account| account.id);
    book.finish();
    book.close().expect("is one file");
    held
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// A random book → JSON → an empty book: it holds the same, whatever it is.
    #[test]
    fn a_book_comes_back_whole_from_its_json(
        book in any::contents(),
        files in proptest::collection::vec(proptest::collection::vec(proptest::num::u8::ANY, 0..200), 0..3),
        receipts in proptest::collection::vec(proptest::collection::vec(proptest::num::u8::ANY, 0..200), 0..3),
    ) {
        let book = attached::with_attachments(any::with_files(book, &files), &receipts);
        let read = json::read(as_json(&book).as_bytes()).expect("is read");
        prop_assert_eq!(&read, &book);
        prop_assert_eq!(filled(read), book);
    }
}

fn send(house: &House, path: &str, body: &[u8]) -> Answer {
    let request = Request::new("POST", path).header("Content-Type", "application/octet-stream").body(body);
    house.client.send(request)
}

/// What every page shows, and what may be asked of it.
fn shown(house: &House) -> HashMap<String, serde_json::Value> {
    let paths = ["/api/v1/accounts", "/api/v1/payees", "/api/v1/tags", "/api/v1/preferences"];
    let mut all: HashMap<String, _> =
        paths.iter().map(|path| ((*path).into(), house.client.get(path))).collect();
    let accounts = all["/api/v1/accounts"]["accounts"].as_array().expect("accounts").clone();
    for account in accounts {
        for what in ["register", "statements"] {
            let path = format!("/api/v1/accounts/{}/{what}", account["id"]);
            if account["kind"] == "asset" {
                all.insert(path.clone(), house.client.get(&path));
            }
        }
    }
    all.values_mut()
        .for_each(|value| drop(value.as_object_mut().and_then(|object| object.remove("revision"))));
    all
}

#[test]
fn an_exported_book_fills_an_empty_one_in_one_step_and_no_other() {
    let before = furnished();
    before.client.done("PUT", "/api/v1/preferences/columns", &json!({"memo": false}));
    let file = exported(&before, "format=json");
    let after = House::new();
    let told = send(&after, "/api/v1/contents/preview", &file).json();
    assert_eq!((&told["accounts"], &told["transactions"]), (&json!(2), &json!(7)), "{told}");
    assert_eq!((&told["first"], &told["last"]), (&json!("2024-01-01"), &json!("2024-01-09")));
    assert_eq!(after.client.get("/api/v1/accounts")["revision"], 0, "a preview writes nothing");
    let answer = send(&after, "/api/v1/contents", &file);
    assert_eq!((answer.status, &answer.json()["revision"]), (200, &json!(1)), "{}", answer.text());
    assert_eq!(shown(&after), shown(&before));
    assert_eq!(exported(&after, "format=json"), file, "what is exported again is the same file");

    for path in ["/api/v1/contents", "/api/v1/contents/preview"] {
        let again = send(&after, path, &file);
        assert_eq!(
            (again.status, again.json()["type"].as_str()),
            (409, Some("urn:counterfoil:problem:book-not-empty"))
        );
    }
    after.client.done("POST", "/api/v1/undo", &json!({}));
    assert_eq!(after.client.get("/api/v1/accounts")["accounts"], json!([]), "one undo takes all of it back");
}

#[test]
fn a_file_that_was_imported_before_the_export_is_known_after_it() {
    let qif = b"!Type:Bank\nD2024-01-05\nT-5.00\nPMarket\n^\nD2024-01-05\nT-5.00\nPMarket\n^\n";
    let before = House::new();
    let shown = super::imports::preview(&before, "a.qif", qif);
    let order = json!({"preview": shown["id"], "statements": [{"index": 0, "new_account": "Giro", "with_opening": false}]});
    before.client.done("POST", "/api/v1/imports", &order);
    let after = House::new();
    send(&after, "/api/v1/contents", &exported(&before, "format=json"));
    let again = super::imports::preview(&after, "a.qif", qif);
    assert_eq!(super::imports::fates(&again), ["known", "known"], "{again}");
}

#[test]
fn a_bank_file_that_is_kept_comes_with_the_book_and_one_that_was_let_go_of_does_not() {
    let qif = b"!Type:Bank\nD2024-01-05\nT-5.00\nPMarket\n^\n";
    let before = House::new();
    for (name, bytes) in [("a.qif", &qif[..]), ("b.qif", b"!Type:Bank\nD2024-02-05\nT-6.00\n^\n")] {
        let shown = super::imports::preview(&before, name, bytes);
        let order = json!({"preview": shown["id"], "statements": [{"index": 0, "new_account": name}]});
        before.client.done("POST", "/api/v1/imports", &order);
    }
    before.client.done("DELETE", "/api/v1/imports/2/file", &json!(null));
    let file = exported(&before, "format=json");
    let after = House::new();
    let told = send(&after, "/api/v1/contents/preview", &file).json();
    assert_eq!((&told["imports"], &told["files"]), (&json!(2), &json!(1)));
    assert_eq!(send(&after, "/api/v1/contents", &file).status, 200);
    assert_eq!(after.client.send(Request::new("GET", "/api/v1/imports/1/file")).body, qif);
    assert_eq!(after.client.send(Request::new("GET", "/api/v1/imports/2/file")).status, 404);
    assert_eq!(exported(&after, "format=json"), file, "what is exported again is the same file");

    let text = String::from_utf8(file).expect("JSON");
    let forged = text.replace("\"size\":40", "\"size\":39");
    assert_ne!(forged, text, "or nothing is forged");
    let refused = send(&House::new(), "/api/v1/contents", forged.as_bytes());
    assert_eq!(refused.status, 422);
    assert!(
        refused.json()["title"].as_str().is_some_and(|title| title.contains("changed on its way")),
        "{}",
        refused.text()
    );
}

#[test]
fn a_file_that_is_no_book_changes_nothing_and_says_why() {
    let house = House::new();
    for (body, code) in [
        (&b"{\"format\":\"counterfoil-book\",\"version\":1"[..], "unreadable-book"),
        (b"!Type:Bank\n", "unreadable-book"),
        (b"", "unreadable-book"),
        (b"{\"format\":\"counterfoil-book\",\"version\":7}", "unreadable-book"),
    ] {
        let answer = send(&house, "/api/v1/contents", body);
        let problem = answer.json();
        assert_eq!(
            (answer.status, problem["type"].as_str()),
            (422, Some(format!("urn:counterfoil:problem:{code}").as_str())),
            "{problem}"
        );
        assert!(problem["advice"].as_str().is_some_and(|advice| !advice.is_empty()));
    }
    assert_eq!(house.client.get("/api/v1/accounts")["revision"], 0);
}
