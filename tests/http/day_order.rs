//! The order of rows within a day: as the bank has it, as somebody moved it, and so again elsewhere.

use serde_json::{Value, json};

use super::exports::{exported, imported};
use super::imports::{import, preview};
use super::support::{House, Request};

fn payees(house: &House, account: i64) -> Vec<String> {
    let page = house.client.get(&format!("/api/v1/accounts/{account}/register?offset=0&limit=100"));
    let rows = page["rows"].as_array().expect("rows").iter();
    rows.map(|row| row["payee"].as_str().unwrap_or_default().to_owned()).collect()
}

fn balances(house: &House, account: i64) -> Vec<i64> {
    let page = house.client.get(&format!("/api/v1/accounts/{account}/register?offset=0&limit=100"));
    page["rows"].as_array().expect("rows").iter().filter_map(|row| row["balance"].as_i64()).collect()
}

fn add(house: &House, account: i64, date: &str, payee: &str, other: Value, units: i64) -> i64 {
    let mut other = other;
    other["amount"] = json!(-units);
    let splits = json!([{"account": account, "amount": units}, other]);
    let body = json!({"date": date, "payee": payee, "splits": splits});
    house.client.done("POST", "/api/v1/transactions", &body)["id"].as_i64().expect("an id")
}

fn shop(house: &House, account: i64, payee: &str, units: i64) -> i64 {
    add(house, account, "2024-05-03", payee, json!({"category": "Food"}), units)
}

fn moved(house: &House, id: i64, account: i64, by: i64) -> Value {
    house.client.done(
        "POST",
        &format!("/api/v1/transactions/{id}/place"),
        &json!({"account": account, "by": by}),
    )
}

#[test]
fn a_row_moves_within_its_day_and_the_balances_follow() {
    let house = House::new();
    let giro = house.account("Giro");
    add(&house, giro, "2024-05-02", "Before", json!({"category": "Food"}), -1);
    let [a, _, c] =
        ["A", "B", "C"].map(|payee| shop(&house, giro, payee, -(i64::from(payee.as_bytes()[0]) - 60)));
    add(&house, giro, "2024-05-04", "After", json!({"category": "Food"}), -1);
    assert_eq!(balances(&house, giro), [-1, -6, -12, -19, -20]);
    let done = moved(&house, c, giro, -1);
    assert_eq!(done["words"], "Moved C −0.07 up within 2024-05-03");
    assert_eq!(payees(&house, giro), ["Before", "A", "C", "B", "After"]);
    assert_eq!(balances(&house, giro), [-1, -6, -13, -19, -20]);
    moved(&house, a, giro, 99);
    assert_eq!(payees(&house, giro), ["Before", "C", "B", "A", "After"]);
    let revision = house.client.get("/api/v1/app")["revision"].clone();
    assert_eq!(moved(&house, a, giro, 1)["revision"], revision, "it is the last of its day");
    let found = house.client.get(&format!("/api/v1/accounts/{giro}/register?search=cat:food&offset=0"));
    let found: Vec<&Value> =
        found["rows"].as_array().expect("rows").iter().map(|row| &row["payee"]).collect();
    assert_eq!(found, ["Before", "C", "B", "A", "After"], "a search has the same order");
    let place = house.client.get(&format!("/api/v1/accounts/{giro}/register/place?transaction={a}"));
    assert_eq!(place["offset"], 3);
    for _ in 0..2 {
        house.client.done("POST", "/api/v1/undo", &Value::Null);
    }
    assert_eq!(payees(&house, giro), ["Before", "A", "B", "C", "After"]);
    let gone =
        Request::new("POST", "/api/v1/transactions/999/place").json(&json!({"account": giro, "by": 1}));
    assert_eq!(house.client.send(gone).status, 404);
    let elsewhere = house.account("Other");
    let other = Request::new("POST", &format!("/api/v1/transactions/{a}/place"))
        .json(&json!({"account": elsewhere, "by": 1}));
    assert_eq!(house.client.send(other).status, 404);
}

#[test]
fn the_order_of_a_day_outlasts_every_export() {
    let house = House::new();
    let (giro, saved) = (house.account("Giro"), house.account("Savings"));
    let to_savings = add(&house, giro, "2024-05-03", "Transfer", json!({"account": saved}), -50);
    let a = shop(&house, giro, "A", -1);
    shop(&house, giro, "B", -2);
    shop(&house, saved, "C", -3);
    shop(&house, saved, "D", -4);
    moved(&house, to_savings, giro, 2);
    moved(&house, a, giro, 1);
    let was = [payees(&house, giro), payees(&house, saved)];
    assert_eq!(was[0], ["B", "A", "Transfer"]);
    for format in ["qif", "csv", "json"] {
        let file = exported(&house, &format!("format={format}"));
        let after = match format {
            "json" => {
                let after = House::new();
                let answer = after.client.send(Request::new("POST", "/api/v1/contents").body(file.clone()));
                assert_eq!(answer.status, 200, "{}", answer.text());
                assert_eq!(exported(&after, "format=json"), file, "what is exported again is the same file");
                after
            }
            _ => imported(&format!("book.{format}"), &file),
        };
        let accounts = after.client.get("/api/v1/accounts")["accounts"].clone();
        let id = |name: &str| {
            let found = accounts.as_array().expect("accounts").iter().find(|row| row["name"] == name);
            found.expect("there")["id"].as_i64().expect("an id")
        };
        assert_eq!([payees(&after, id("Giro")), payees(&after, id("Savings"))], was, "{format}");
    }
}

#[test]
fn a_file_with_the_newest_first_keeps_the_order_of_the_bank() {
    let rows = [
        ("2024-05-04", "D"),
        ("2024-05-03", "C"),
        ("2024-05-03", "B"),
        ("2024-05-03", "A"),
        ("2024-05-01", "0"),
    ];
    let qif = |rows: &[(&str, &str)]| {
        let record = |(date, payee): &(&str, &str)| format!("D{date}\nT-1.00\nP{payee}\n^\n");
        format!("!Type:Bank\n{}", rows.iter().map(record).collect::<String>())
    };
    let mut oldest_first = rows;
    oldest_first.reverse();
    for file in [qif(&rows), qif(&oldest_first)] {
        let house = House::new();
        let shown = preview(&house, "a.qif", file.as_bytes());
        let account = import(&house, &shown, None)["account"].as_i64().expect("was made");
        assert_eq!(payees(&house, account), ["0", "A", "B", "C", "D"]);
    }
}
