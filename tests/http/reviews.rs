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

fn giro(house: &House) -> i64 {
    let body = json!({"name": "Giro", "kind": "asset", "currency": "EUR"});
    house.client.done("POST", "/api/v1/accounts", &body)["id"].as_i64().expect("an id")
}

/// A payment out of the account, and the place of its row.
fn payment(house: &House, account: i64, date: &str, amount: i64) -> Value {
    let draft = json!({"date": date,
        "splits": [{"account": account, "amount": -amount}, {"category": "Food", "amount": amount}]});
    let made = house.client.done("POST", "/api/v1/transactions", &draft);
    json!({"transaction": made["id"], "split": 0})
}

/// What the program says to these answers, before anything is written.
fn checked(house: &House, preview: &Value, account: i64, answers: &Value) -> Value {
    let path = format!("/api/v1/imports/previews/{}/decisions", preview["id"].as_str().expect("an id"));
    let body = json!({"statements": [{"index": 0, "account": account, "answers": answers}]});
    house.client.done("POST", &path, &body)["statements"][0].clone()
}

fn ordered(preview: &Value, account: i64, answers: &Value) -> Value {
    json!({"preview": preview["id"], "statements": [{"index": 0, "account": account, "answers": answers}]})
}

#[test]
fn a_match_is_made_new_by_hand_and_a_new_line_is_matched_by_hand() {
    let house = House::new();
    let account = giro(&house);
    let near = payment(&house, account, "2024-05-03", 1250);
    let far = payment(&house, account, "2024-02-11", 8000);
    let shown = preview(&house, "may.ofx", STATEMENT.as_bytes());
    let path = format!("/api/v1/imports/previews/{}", shown["id"].as_str().expect("an id"));
    let choice = json!({"statements": [{"index": 0, "account": account}]});
    assert_eq!(fates(&house.client.done("POST", &path, &choice)), ["linked", "new", "new"]);

    let answers = json!([{"index": 0, "entry": null}, {"index": 1, "entry": far}]);
    let told = checked(&house, &shown, account, &answers);
    let fates: Vec<_> = (0..2).map(|at| told["lines"][at]["line"]["fate"].clone()).collect();
    assert_eq!(fates, ["new", "linked"]);
    assert_eq!(
        (&told["lines"][0]["line"]["reason"], &told["lines"][0]["problem"]),
        (&json!("As you said."), &Value::Null)
    );

    let revision = house.client.get("/api/v1/app")["revision"].clone();
    let done = house.client.done("POST", "/api/v1/imports", &ordered(&shown, account, &answers));
    assert_eq!((&done["added"], &done["linked"]), (&json!(2), &json!(1)));
    let rows = house.client.get(&format!("/api/v1/accounts/{account}/register"))["rows"].clone();
    assert_eq!((&rows[0]["date"], &rows[0]["state"]), (&json!("2024-02-11"), &json!("cleared")));
    assert_eq!((&rows[1]["transaction"], &rows[1]["state"]), (&near["transaction"], &json!("uncleared")));
    house.client.done("POST", "/api/v1/undo", &Value::Null);
    assert!(house.client.get("/api/v1/app")["revision"].as_i64() > revision.as_i64(), "one step back");
    let rows = house.client.get(&format!("/api/v1/accounts/{account}/register"))["rows"].clone();
    assert_eq!((rows.as_array().map(Vec::len), &rows[0]["state"]), (Some(2), &json!("uncleared")));
}

#[test]
fn a_decision_that_cannot_be_is_said_beside_its_line_and_nothing_is_written() {
    let house = House::new();
    let account = giro(&house);
    let same = payment(&house, account, "2024-05-03", 1250);
    let other_amount = payment(&house, account, "2024-05-06", 7000);
    let elsewhere = payment(&house, house.account("Savings"), "2024-05-07", 8000);
    let gone = payment(&house, account, "2024-05-07", 8000);
    house.client.done("DELETE", &format!("/api/v1/transactions/{}", gone["transaction"]), &Value::Null);
    let shown = preview(&house, "may.ofx", STATEMENT.as_bytes());
    let revision = house.client.get("/api/v1/app")["revision"].clone();
    for (row, words) in [
        (&same, "That row is over -12.50 and this line over -80.00"),
        (&other_amount, "That row is over -70.00 and this line over -80.00"),
        (&elsewhere, "That row is in Savings, and this line is of Giro."),
        (&gone, "That row is not in your book any more."),
    ] {
        let answers = json!([{"index": 1, "entry": row}]);
        let told = checked(&house, &shown, account, &answers);
        let problem = told["lines"][0]["problem"].as_str().expect("is said");
        assert!(problem.starts_with(words), "{problem}");
        let refused = house.client.post("/api/v1/imports", &ordered(&shown, account, &answers));
        let problem = refused.json();
        assert_eq!((refused.status, &problem["field"]), (422, &json!("statements.0.lines.1")));
        assert!(problem["title"].as_str().is_some_and(|title| title.starts_with(words)), "{problem}");
    }
    assert_eq!(house.client.get("/api/v1/app")["revision"], revision);
}

const TWINS: &str = "!Type:Bank\nD05/13/2024\nT-12.50\nPREWE\n^\nD05/13/2024\nT-12.50\nPEdeka\n^\n";

#[test]
fn a_row_goes_with_one_line_only() {
    let house = House::new();
    let account = giro(&house);
    let row = payment(&house, account, "2024-05-13", 1250);
    let shown = preview(&house, "twins.qif", TWINS.as_bytes());
    let both = json!([{"index": 0, "entry": row}, {"index": 1, "entry": row}]);
    let told = checked(&house, &shown, account, &both);
    assert_eq!(told["lines"][0]["problem"], Value::Null);
    let problem = told["lines"][1]["problem"].as_str().expect("is said");
    assert!(problem.starts_with("That row is the line of 2024-05-13, REWE, already"), "{problem}");
    let swapped = json!([{"index": 0, "entry": null}, {"index": 1, "entry": row}]);
    let done = house.client.done("POST", "/api/v1/imports", &ordered(&shown, account, &swapped));
    assert_eq!((&done["added"], &done["linked"]), (&json!(1), &json!(1)));
}

#[test]
fn what_is_known_is_taken_in_once_more_when_it_is_asked_for() {
    let house = House::new();
    let first = preview(&house, "may.ofx", STATEMENT.as_bytes());
    let account = import(&house, &first, None)["account"].as_i64().expect("there");
    let again = preview(&house, "may.ofx", STATEMENT.as_bytes());
    assert_eq!(fates(&again), ["known", "known", "known"]);
    let rows = house.client.get(&format!("/api/v1/accounts/{account}/register"))["rows"].clone();
    let row = json!({"transaction": rows[1]["transaction"], "split": rows[1]["split"]});
    let told = checked(&house, &again, account, &json!([{"index": 0, "entry": row}]));
    assert!(
        told["lines"][0]["problem"]
            .as_str()
            .is_some_and(|words| words.starts_with("This line was imported before"))
    );
    let done = house.client.done(
        "POST",
        "/api/v1/imports",
        &ordered(&again, account, &json!([{"index": 0, "entry": null}])),
    );
    assert_eq!(done["added"], 1);
    assert_eq!(balance(&house, account), 3407_50 - 12_50);
}

#[test]
fn the_register_is_compared_with_the_bank_by_what_was_decided() {
    let house = House::new();
    let account = giro(&house);
    payment(&house, account, "2024-05-03", 1250);
    let shown = preview(&house, "may.ofx", STATEMENT.as_bytes());
    let register =
        |answers: &Value| checked(&house, &shown, account, answers)["agreement"]["register"].as_i64();
    let before = register(&json!([])).expect("is compared");
    assert_eq!(register(&json!([{"index": 0, "entry": null}])), Some(before - 1250));
}

#[test]
fn a_movement_under_a_new_id_of_the_bank_is_asked_about_and_known_by_both_ids_then() {
    let house = House::new();
    let first = preview(&house, "may.ofx", STATEMENT.as_bytes());
    let account = import(&house, &first, None)["account"].as_i64().expect("there");
    let before = balance(&house, account);
    let renamed = STATEMENT.replace("<FITID>A", "<FITID>B");
    let shown = preview(&house, "again.ofx", renamed.as_bytes());
    assert_eq!(fates(&shown), ["doubtful", "doubtful", "doubtful"]);
    let candidate = |at: usize| {
        let candidate = &shown["statements"][0]["lines"][at]["candidates"][0];
        json!({"index": at, "entry": {"transaction": candidate["transaction"], "split": candidate["split"]}})
    };
    let answers = json!([candidate(0), candidate(1), candidate(2)]);
    let done = house.client.done("POST", "/api/v1/imports", &ordered(&shown, account, &answers));
    assert_eq!((&done["added"], &done["linked"]), (&json!(0), &json!(3)));
    assert_eq!(balance(&house, account), before);
    assert_eq!(fates(&preview(&house, "again.ofx", renamed.as_bytes())), ["known", "known", "known"]);
    assert_eq!(fates(&preview(&house, "may.ofx", STATEMENT.as_bytes())), ["known", "known", "known"]);
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
