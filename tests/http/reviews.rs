//! What a person says about the lines of a bank file, and what is kept of it.

use serde_json::{Value, json};

use super::imports::{STATEMENT, balance, fates, import, preview};
use super::support::{House, Request};

#[test]
fn a_deleted_row_comes_back_when_it_is_asked_for() {
    let house = House::new();
    let first = preview(&house, "may.ofx", STATEMENT.as_bytes());
    let account = import(&house, &first, None)["account"].as_i64();
    let register = house.client.get(&format!("/api/v1/accounts/{}/register", account.expect("there")));
    let id = register["rows"][1]["transaction"].as_i64().expect("an id");
    house.client.done("DELETE", &format!("/api/v1/transactions/{id}"), &Value::Null);
    let again = preview(&house, "may.ofx", STATEMENT.as_bytes());
    let order =
        json!({"preview": again["id"], "statements": [{"index": 0, "account": account, "bring_back": [0]}]});
    assert_eq!(house.client.done("POST", "/api/v1/imports", &order)["added"], 1);
    assert_eq!(balance(&house, account.expect("there")), 3407_50);
    assert_eq!(fates(&preview(&house, "may.ofx", STATEMENT.as_bytes())), ["known", "known", "known"]);
}

#[test]
fn a_tie_is_asked_and_the_answer_is_taken() {
    let house = House::new();
    let body = json!({"name": "Giro", "kind": "asset", "currency": "EUR"});
    let account = house.client.done("POST", "/api/v1/accounts", &body)["id"].as_i64().expect("an id");
    for date in ["2024-05-02", "2024-05-04"] {
        let draft = json!({"date": date,
            "splits": [{"account": account, "amount": -1250}, {"category": "Food", "amount": 1250}]});
        house.client.done("POST", "/api/v1/transactions", &draft);
    }
    let first = preview(&house, "may.ofx", STATEMENT.as_bytes());
    let choice = json!({"statements": [{"index": 0, "account": account}]});
    let path = format!("/api/v1/imports/previews/{}", first["id"].as_str().expect("an id"));
    let chosen = house.client.done("POST", &path, &choice);
    assert_eq!(fates(&chosen), ["doubtful", "new", "new"]);
    let candidate = &chosen["statements"][0]["lines"][0]["candidates"][1];
    assert_eq!(candidate["date"], "2024-05-04");
    let mut order = json!({"preview": first["id"], "statements": [{"index": 0, "account": account}]});
    let refused = house.client.send(Request::new("POST", "/api/v1/imports").json(&order));
    assert_eq!(
        (refused.status, refused.json()["type"].as_str()),
        (422, Some("urn:counterfoil:problem:unanswered"))
    );
    let entry = json!({"transaction": candidate["transaction"], "split": candidate["split"]});
    order["statements"][0]["answers"] = json!([{"index": 0, "entry": entry}]);
    let done = house.client.done("POST", "/api/v1/imports", &order);
    assert_eq!((&done["added"], &done["linked"]), (&json!(2), &json!(1)));
    let rows = house.client.get(&format!("/api/v1/accounts/{account}/register"))["rows"].clone();
    let states: Vec<_> = rows.as_array().expect("rows").iter().map(|row| row["state"].clone()).collect();
    assert_eq!(states[..2], ["uncleared", "cleared"]);
}

#[test]
fn an_import_is_listed_with_its_file_until_the_file_is_let_go() {
    let house = House::new();
    let first = preview(&house, "may.ofx", STATEMENT.as_bytes());
    let account = import(&house, &first, None)["account"].clone();
    let batch = house.client.get("/api/v1/imports")["batches"][0].clone();
    assert_eq!(
        (&batch["file"], &batch["step"], &batch["kept"]),
        (&json!("may.ofx"), &json!(1), &json!(STATEMENT.len()))
    );
    assert_eq!(batch["accounts"], json!([{"account": account, "lines": 3, "deleted": 0}]));
    let path = format!("/api/v1/imports/{}", batch["id"]);
    let lines = house.client.get(&path)["lines"].clone();
    assert_eq!((&lines[1]["bank_payee"], &lines[1]["date"]), (&json!("CHEQUE"), &json!("2024-05-07")));
    let file = house.client.send(Request::new("GET", &format!("{path}/file")));
    assert_eq!(file.body, STATEMENT.as_bytes());
    assert!(file.header("content-disposition").is_some_and(|header| header.contains("may.ofx")));

    let undoable = house.client.get("/api/v1/history")["undo"].clone();
    house.client.done("DELETE", &format!("{path}/file"), &Value::Null);
    assert_eq!(house.client.send(Request::new("GET", &format!("{path}/file"))).status, 404);
    assert_eq!(house.client.get("/api/v1/imports")["batches"][0]["kept"], Value::Null);
    assert_eq!(house.client.get("/api/v1/history")["undo"], undoable, "it is no step of undo");
    house.client.done("POST", "/api/v1/undo", &Value::Null);
    assert_eq!(house.client.get("/api/v1/imports")["batches"], json!([]));
}
