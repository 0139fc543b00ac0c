//! The interface as the page uses it.

use serde_json::{Value, json};

use super::support::{House, Request};

fn payment(account: i64, date: &str, units: i64) -> Value {
    json!({
        "date": date, "number": "101", "payee": "Grocer", "memo": "m",
        "splits": [{"account": account, "amount": -units}, {"category": "Food", "amount": units}],
    })
}

fn add(house: &House, account: i64, date: &str, units: i64) -> i64 {
    house.client.done("POST", "/api/v1/transactions", &payment(account, date, units))["id"]
        .as_i64()
        .expect("an id")
}

fn rows(house: &House, account: i64) -> Vec<Value> {
    house.client.get(&format!("/api/v1/accounts/{account}/register"))["rows"]
        .as_array()
        .expect("rows")
        .clone()
}

#[test]
fn a_register_shows_rows_in_date_order_with_running_balances() {
    let house = House::new();
    let body = json!({"name": "Cheque", "kind": "asset", "currency": "EUR", "opening": {"date": "2024-01-01", "amount": 100_00}});
    let account = house.client.done("POST", "/api/v1/accounts", &body)["id"].as_i64().expect("an id");
    add(&house, account, "2024-03-02", 12_50);
    add(&house, account, "2024-02-01", 30_00);
    let shown: Vec<_> = rows(&house, account)
        .iter()
        .map(|row| {
            (row["date"].as_str().expect("a date").to_owned(), row["balance"].as_i64().expect("a balance"))
        })
        .collect();
    let expected = [("2024-01-01", 100_00), ("2024-02-01", 70_00), ("2024-03-02", 57_50)];
    assert_eq!(shown, expected.map(|(date, balance)| (date.to_owned(), balance)));
    assert_eq!(rows(&house, account)[2]["category"], "Food");
}

#[test]
fn a_transfer_stands_in_both_registers() {
    let house = House::new();
    let (cheque, savings) = (house.account("Cheque"), house.account("Savings"));
    let body = json!({"date": "2024-03-02", "splits": [{"account": cheque, "amount": -50}, {"account": savings, "amount": 50}]});
    house.client.done("POST", "/api/v1/transactions", &body);
    assert_eq!(rows(&house, cheque)[0]["category"], "[Savings]");
    assert_eq!(rows(&house, savings)[0]["category"], "[Cheque]");
    assert_eq!(rows(&house, savings)[0]["balance"], 50);
}

#[test]
fn change_delete_undo_and_redo() {
    let house = House::new();
    let account = house.account("Cheque");
    let id = add(&house, account, "2024-03-02", 1250);
    let path = format!("/api/v1/transactions/{id}");
    house.client.done("PUT", &path, &payment(account, "2024-03-03", 99));
    assert_eq!(rows(&house, account)[0]["amount"], -99);
    house.client.done("DELETE", &path, &Value::Null);
    assert_eq!(rows(&house, account).len(), 0);
    let history = house.client.get("/api/v1/history");
    assert_eq!(history["undo"], "Deleted Grocer −0.99");
    house.client.done("POST", "/api/v1/undo", &Value::Null);
    house.client.done("POST", "/api/v1/undo", &Value::Null);
    assert_eq!(rows(&house, account)[0]["amount"], -1250);
    house.client.done("POST", "/api/v1/redo", &Value::Null);
    assert_eq!(rows(&house, account)[0]["amount"], -99);
    assert_eq!(house.client.get("/api/v1/history")["redo"], "Deleted Grocer −0.99");
}

#[test]
fn a_change_on_what_somebody_else_changed_is_refused_with_409() {
    let house = House::new();
    let account = house.account("Cheque");
    let id = add(&house, account, "2024-03-02", 1250);
    let path = format!("/api/v1/transactions/{id}");
    let base = house.client.get(&path)["revision"].clone();
    let mut draft = payment(account, "2024-03-02", 5);
    draft["base"] = base;
    house.client.done("PUT", &path, &draft);
    let answer = house.client.send(Request::new("PUT", &path).json(&draft));
    assert_eq!(answer.status, 409);
    assert_eq!(answer.json()["type"], "urn:counterfoil:problem:changed-meanwhile");
}

#[test]
fn a_split_is_marked_and_balances_follow() {
    let house = House::new();
    let account = house.account("Cheque");
    let id = add(&house, account, "2024-03-02", 1250);
    let path = format!("/api/v1/transactions/{id}/splits/0/state");
    house.client.done("PUT", &path, &json!({"state": "cleared"}));
    assert_eq!(rows(&house, account)[0]["state"], "cleared");
    let accounts = house.client.get("/api/v1/accounts");
    assert_eq!(accounts["accounts"][0]["cleared_balance"], -1250);
    let refused = house.client.send(Request::new("PUT", &path).json(&json!({"state": "reconciled"})));
    assert_eq!(refused.status, 422);
}

/// Sends something wrong; what comes back must say what, and beside which field.
fn problem(house: &House, body: &Value) -> (u16, Option<String>) {
    let answer = house.client.post("/api/v1/transactions", body);
    assert_eq!(answer.header("Content-Type"), Some("application/problem+json"), "{}", answer.text());
    let problem = answer.json();
    for field in ["title", "detail", "advice"] {
        assert!(!problem[field].as_str().expect("text").is_empty(), "{field} in {problem}");
    }
    (answer.status, problem["field"].as_str().map(str::to_owned))
}

#[test]
fn what_is_wrong_is_said_beside_its_field_and_changes_nothing() {
    let house = House::new();
    let account = house.account("Cheque");
    let with = |change: &dyn Fn(&mut Value)| {
        let mut body = payment(account, "2024-03-02", 1250);
        change(&mut body);
        body
    };
    let field = |name: &str| (422, Some(name.to_owned()));
    for date in [
        "2024-02-30",
        "2023-02-29",
        "2024-13-01",
        "0000-00-00",
        "yesterday",
        "2024-1-1",
        "",
        "２０２４-01-01",
    ] {
        assert_eq!(problem(&house, &with(&|body| body["date"] = json!(date))), field("date"), "{date}");
    }
    assert_eq!(problem(&house, &with(&|body| body["date"] = json!("0202-01-01"))), field("date"));
    let most = json!(i64::MAX);
    assert_eq!(
        problem(&house, &with(&|body| body["splits"][1]["amount"] = most.clone())),
        field("splits.1.amount")
    );
    assert_eq!(problem(&house, &with(&|body| body["splits"][1]["amount"] = json!(1))), field("splits"));
    assert_eq!(
        problem(&house, &with(&|body| body["splits"][1]["category"] = json!("  "))),
        field("splits.1.category")
    );
    assert_eq!(problem(&house, &with(&|body| body["splits"][0]["account"] = json!(99))).0, 404);
    assert_eq!(problem(&house, &with(&|body| body["memo"] = json!("x".repeat(5_000)))), field("memo"));
    assert_eq!(problem(&house, &with(&|body| body["payee"] = json!("x".repeat(500)))), field("payee"));
    assert_eq!(problem(&house, &json!({"nonsense": true})).0, 400);
    assert_eq!(rows(&house, account).len(), 0);
    assert_eq!(house.client.get("/api/v1/app")["revision"], 1);
}

#[test]
fn what_the_page_remembers_outlasts_a_restart_and_is_not_in_the_history() {
    let house = House::new();
    house.account("Cheque");
    let columns = json!({"memo": {"width": 120}, "hidden": ["number"]});
    house.client.done("PUT", "/api/v1/preferences/columns", &columns);
    house.client.done("PUT", "/api/v1/preferences/density", &json!("compact"));
    let house = house.restarted();
    assert_eq!(house.client.get("/api/v1/preferences")["values"]["columns"], columns);
    house.client.done("DELETE", "/api/v1/preferences/columns", &Value::Null);
    assert_eq!(house.client.get("/api/v1/preferences")["values"], json!({"density": "compact"}));
    let history = house.client.get("/api/v1/history");
    assert_eq!(history["entries"].as_array().expect("entries").len(), 1);
    assert_eq!(history["undo"], "Opened the account Cheque");
    let long = Request::new("PUT", "/api/v1/preferences/x").json(&json!("x".repeat(70_000)));
    assert_eq!(house.client.send(long).status, 422);
}

#[test]
fn what_is_not_there_is_404_with_advice() {
    let house = House::new();
    for path in ["/api/v1/accounts/99/register", "/api/v1/transactions/99", "/api/v1/nothing"] {
        let answer = house.client.send(Request::get(path));
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.json()["advice"].as_str().expect("advice").is_empty());
    }
}
