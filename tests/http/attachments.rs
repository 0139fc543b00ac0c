//! Receipts and other files of rows: kept byte for byte, shown safely, undone, exported, and let go of only when told.

use serde_json::{Value, json};

use super::support::{Answer, House, Request};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR not much of a picture";
const PDF: &[u8] = b"%PDF-1.7\n% a receipt over 12.50\n%%EOF";

fn row(house: &House, account: i64, units: i64) -> i64 {
    let body = json!({"date": "2024-05-17", "payee": "Market",
        "splits": [{"account": account, "amount": -units}, {"category": "Food", "amount": units}]});
    house.client.done("POST", "/api/v1/transactions", &body)["id"].as_i64().expect("an id")
}

fn send(house: &House, transaction: i64, name: &str, bytes: &[u8]) -> Answer {
    let path = format!("/api/v1/transactions/{transaction}/attachments?name={name}");
    let request = Request::new("POST", &path).header("Content-Type", "application/octet-stream").body(bytes);
    house.client.send(request)
}

fn attach(house: &House, transaction: i64, name: &str, bytes: &[u8]) -> i64 {
    let done = send(house, transaction, name, bytes);
    assert_eq!(done.status, 200, "{}", done.text());
    done.json()["id"].as_i64().expect("an id")
}

fn list(house: &House, transaction: i64) -> Vec<Value> {
    let list = house.client.get(&format!("/api/v1/transactions/{transaction}/attachments"));
    list["attachments"].as_array().expect("attachments").clone()
}

fn names(house: &House, transaction: i64) -> Vec<String> {
    list(house, transaction).iter().map(|one| one["name"].as_str().expect("a name").to_owned()).collect()
}

fn file(house: &House, id: i64, query: &str) -> Answer {
    house.client.send(Request::get(&format!("/api/v1/attachments/{id}/file{query}")))
}

fn counts(house: &House, account: i64) -> Vec<i64> {
    let page = house.client.get(&format!("/api/v1/accounts/{account}/register"));
    let rows = page["rows"].as_array().expect("rows").iter();
    rows.map(|row| row["attachments"].as_i64().expect("a count")).collect()
}

fn undo(house: &House) {
    assert_eq!(house.client.post("/api/v1/undo", &json!({})).status, 200);
}

#[test]
fn a_receipt_is_kept_byte_for_byte_with_its_row_also_over_a_restart() {
    let house = House::new();
    let account = house.account("Giro");
    let (one, other) = (row(&house, account, 1250), row(&house, account, 300));
    let id = attach(&house, one, "receipt%20M%C3%BCller.pdf", PDF);
    attach(&house, one, "a.png", PNG);
    assert_eq!(names(&house, one), ["receipt Müller.pdf", "a.png"]);
    assert_eq!(counts(&house, account), [2, 0]);
    let first = &list(&house, one)[0];
    assert_eq!((first["kind"].clone(), first["size"].clone()), (json!("pdf"), json!(PDF.len())));
    let house = house.restarted();
    let mut house = house;
    house.client.cookie = Some(house.let_in());
    assert_eq!(file(&house, id, "").body, PDF);
    assert_eq!(names(&house, other), Vec::<String>::new());
    let history = house.client.get("/api/v1/history").to_string();
    assert!(history.contains("Attached receipt Müller.pdf to"), "{history}");
}

#[test]
fn only_pictures_and_pdf_are_shown_and_what_is_shown_is_in_a_box() {
    let house = House::new();
    let account = house.account("Giro");
    let transaction = row(&house, account, 1250);
    let files: [(&str, &[u8], &str, &str); 5] = [
        ("a.pdf", PDF, "application/pdf", "inline"),
        ("a.png", PNG, "image/png", "inline"),
        ("page.pdf", b"<html><script>alert(1)</script></html>", "application/octet-stream", "attachment"),
        (
            "picture.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "application/octet-stream",
            "attachment",
        ),
        ("a.txt", b"plain text", "application/octet-stream", "attachment"),
    ];
    for (name, bytes, kind, how) in files {
        let id = attach(&house, transaction, name, bytes);
        let answer = file(&house, id, "");
        assert_eq!(answer.header("content-type"), Some(kind), "{name}");
        let disposition = answer.header("content-disposition").expect("is there").to_owned();
        assert!(disposition.starts_with(how) && disposition.contains(name), "{disposition}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        let policy = answer.header("content-security-policy").expect("is there");
        assert!(policy.contains("default-src 'none'") && policy.contains("sandbox"), "{policy}");
        assert_eq!(answer.body, bytes);
        let saved = file(&house, id, "?download=true");
        assert_eq!(saved.header("content-type"), Some("application/octet-stream"));
        assert!(saved.header("content-disposition").is_some_and(|how| how.starts_with("attachment")));
    }
}

#[test]
fn what_cannot_be_attached_is_said_and_changes_nothing() {
    let house = House::new();
    let account = house.account("Giro");
    let transaction = row(&house, account, 1250);
    attach(&house, transaction, "a.pdf", PDF);
    let before = house.client.get("/api/v1/history")["revision"].clone();
    let refused = |transaction: i64, name: &str, bytes: &[u8]| {
        let answer = send(&house, transaction, name, bytes);
        let said = answer.json();
        let code = said["type"].as_str().expect("a type").trim_start_matches("urn:counterfoil:problem:");
        assert!(!said["advice"].as_str().expect("advice").is_empty());
        (answer.status, code.to_owned())
    };
    let too_large = vec![0; 25 * 1024 * 1024 + 1];
    assert_eq!(refused(transaction, "b.pdf", &too_large), (413, "file-too-large".into()));
    assert_eq!(refused(transaction, "b.pdf", b""), (422, "file-empty".into()));
    assert_eq!(refused(transaction, "%2F", PDF), (422, "file-without-name".into()));
    assert_eq!(refused(transaction, &"n".repeat(201), PDF), (422, "file-name-too-long".into()));
    assert_eq!(refused(transaction, "other.pdf", PDF), (409, "attached-already".into()));
    assert_eq!(refused(999, "b.pdf", PDF), (404, "no-such-transaction".into()));
    assert_eq!(house.client.send(Request::new("DELETE", "/api/v1/attachments/999")).status, 404);
    assert_eq!(file(&house, 999, "").status, 404);
    assert_eq!(house.client.get("/api/v1/history")["revision"], before);
    assert_eq!(send(&house, transaction, "largest.bin", &too_large[1..]).status, 200, "25 MB are taken");
}

#[test]
fn undo_and_redo_take_files_along_whether_they_or_their_row_were_removed() {
    let house = House::new();
    let account = house.account("Giro");
    let transaction = row(&house, account, 1250);
    let id = attach(&house, transaction, "a.pdf", PDF);
    undo(&house);
    assert_eq!(counts(&house, account), [0]);
    assert_eq!(file(&house, id, "").status, 404);
    assert_eq!(house.client.post("/api/v1/redo", &json!({})).status, 200);
    assert_eq!(file(&house, id, "").body, PDF);
    house.client.done("DELETE", &format!("/api/v1/attachments/{id}"), &json!({}));
    assert!(names(&house, transaction).is_empty());
    undo(&house);
    house.client.done("DELETE", &format!("/api/v1/transactions/{transaction}"), &json!({}));
    assert_eq!(file(&house, id, "").status, 404, "its row is gone");
    undo(&house);
    assert_eq!((names(&house, transaction), file(&house, id, "").body), (vec!["a.pdf".into()], PDF.to_vec()));
}

#[test]
fn two_rows_that_become_one_have_the_files_of_both_and_undo_gives_each_its_own_back() {
    let house = House::new();
    let account = house.account("Giro");
    let (one, other) = (row(&house, account, 1250), row(&house, account, 1250));
    attach(&house, one, "a.pdf", PDF);
    attach(&house, other, "b.png", PNG);
    let two = json!({"rows": [{"transaction": one, "split": 0}, {"transaction": other, "split": 0}]});
    let kept = house.client.done("POST", "/api/v1/transactions/merge", &two)["id"].as_i64().expect("an id");
    let mut all = names(&house, kept);
    all.sort();
    assert_eq!(all, ["a.pdf", "b.png"]);
    undo(&house);
    assert_eq!((names(&house, one), names(&house, other)), (vec!["a.pdf".into()], vec!["b.png".into()]));
}

#[test]
fn files_that_nothing_shows_are_kept_for_undo_until_they_are_let_go_of() {
    let house = House::new();
    let account = house.account("Giro");
    let (one, other) = (row(&house, account, 1250), row(&house, account, 300));
    let id = attach(&house, one, "a.pdf", PDF);
    attach(&house, one, "b.png", PNG);
    attach(&house, other, "twice.png", PNG);
    let sizes = || house.client.get("/api/v1/attachments");
    assert_eq!(
        (sizes()["files"].clone(), sizes()["removed_files"].clone()),
        (json!(2), json!(0)),
        "one is kept once"
    );
    house.client.done("DELETE", &format!("/api/v1/transactions/{one}"), &json!({}));
    assert_eq!((sizes()["files"].clone(), sizes()["removed_files"].clone()), (json!(1), json!(1)));
    assert!(sizes()["removed_bytes"].as_u64().is_some_and(|bytes| bytes > 0));
    house.client.done("POST", "/api/v1/attachments/let-go", &json!({}));
    assert_eq!(sizes()["removed_files"], json!(0));
    undo(&house);
    let back = list(&house, one);
    assert_eq!((back[0]["is_kept"].clone(), back[1]["is_kept"].clone()), (json!(false), json!(true)));
    let gone = file(&house, id, "");
    assert!(gone.status == 404 && gone.text().contains("let go of"), "{}", gone.text());
    let again = house.client.done("POST", "/api/v1/attachments/let-go", &json!({}));
    assert_eq!(again["words"], "Let go of 0 files that were removed");
}

#[test]
fn attachments_go_with_the_json_of_the_book_and_come_back_with_it() {
    let house = House::new();
    let account = house.account("Giro");
    let (one, other) = (row(&house, account, 1250), row(&house, account, 300));
    attach(&house, one, "a.pdf", PDF);
    attach(&house, other, "gone.png", PNG);
    house.client.done("DELETE", &format!("/api/v1/transactions/{other}"), &json!({}));
    let whole = house.client.send(Request::get("/api/v1/export?format=json")).text();
    assert!(!whole.contains("gone.png"), "what was removed is of the history");
    let fill = |text: &str| {
        let empty = House::new();
        let answer = empty.client.send(Request::new("POST", "/api/v1/contents").body(text));
        (empty, answer)
    };
    let (empty, filled) = fill(&whole);
    assert_eq!(filled.status, 200, "{}", filled.text());
    let attached = list(&empty, one);
    assert_eq!(attached[0]["name"], "a.pdf");
    assert_eq!(file(&empty, attached[0]["id"].as_i64().expect("an id"), "").body, PDF);
    assert_eq!(empty.client.send(Request::get("/api/v1/export?format=json")).text(), whole);
    for (from, to) in [
        ("\"type\":\"application/pdf\",\"size\":37", "\"type\":\"application/pdf\",\"size\":38"),
        (&*format!("\"transaction\":{one},\"name\""), "\"transaction\":99,\"name\""),
    ] {
        assert!(whole.contains(from), "{from}: {whole}");
        let (_, refused) = fill(&whole.replace(from, to));
        assert_eq!(refused.status, 422, "{}", refused.text());
        assert!(refused.text().contains("attachment 1"), "{}", refused.text());
    }
}
