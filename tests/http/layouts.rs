//! What a table cannot tell: asked over the interface, answered, remembered.

use serde_json::{Value, json};

use super::support::{House, Request};

fn preview(house: &House, name: &str, bytes: &[u8]) -> Value {
    let answer =
        house.client.send(Request::new("POST", &format!("/api/v1/imports/previews?name={name}")).body(bytes));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

const CARD: &str = "Date,Description,Amount\n01/02/2024,CORNER MARKET,12.50\n03/02/2024,AIRWEST,250.00\n";

fn questions(preview: &Value) -> Vec<(&str, bool)> {
    let questions = preview["readings"][0]["questions"].as_array().expect("questions");
    questions.iter().map(|one| (one["about"].as_str().expect("about"), one["answered"] == true)).collect()
}

#[test]
fn what_a_table_cannot_tell_is_asked_once_and_remembered() {
    let house = House::new();
    let shown = preview(&house, "card.csv", CARD.as_bytes());
    assert_eq!(questions(&shown), [("date_order", false), ("amount_sense", false)]);
    let order =
        json!({"preview": shown["id"], "statements": [{"index": 0, "account": null, "new_account": "Card"}]});
    let refused = house.client.send(Request::new("POST", "/api/v1/imports").json(&order));
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert_eq!(house.client.get("/api/v1/app")["revision"], 0);

    let answers = json!({"layouts": [{"layout": shown["readings"][0]["layout"], "date_order": "day_first", "amount_sense": "money_out"}]});
    let address = format!("/api/v1/imports/previews/{}/layouts", shown["id"].as_str().expect("an id"));
    let told = house.client.done("POST", &address, &answers);
    assert_eq!(questions(&told), [("date_order", true), ("amount_sense", true)]);
    let line = &told["statements"][0]["lines"][0];
    assert_eq!((&line["date"], &line["amount"]), (&json!("2024-02-01"), &json!(-12_50)));
    house.client.done("POST", "/api/v1/imports", &order);

    let next = preview(&house, "next.csv", CARD.replace("12.50", "13.75").as_bytes());
    assert_eq!(questions(&next), [("date_order", true), ("amount_sense", true)]);
    assert_eq!(next["statements"][0]["lines"][0]["amount"], json!(-13_75));
}

#[test]
fn a_preset_that_was_shared_answers_for_a_book_that_never_saw_the_layout() {
    let house = House::new();
    let shown = preview(&house, "card.csv", CARD.as_bytes());
    let settings = json!({"layout": shown["readings"][0]["layout"], "date_order": "day_first", "amount_sense": "money_in"});
    house.client.done(
        "PUT",
        "/api/v1/preferences/import.presets",
        &json!([{"name": "Their bank", "settings": settings}]),
    );
    let told = preview(&house, "card.csv", CARD.as_bytes());
    assert_eq!(questions(&told), [("date_order", true), ("amount_sense", true)]);
    assert_eq!(told["statements"][0]["lines"][0]["amount"], json!(12_50));
}

/// Headings that nobody knows, and dates in nobody's manner.
const UNKNOWN: &str = "Moment;Whom;Worth\n14~02~2025;Kiosk;-12.50\n15~02~2025;Pay;900.00\n";

#[test]
fn what_the_columns_are_can_be_said_of_any_table() {
    let house = House::new();
    let shown = preview(&house, "unknown.csv", UNKNOWN.as_bytes());
    assert_eq!(shown["statements"], json!([]));
    assert_eq!(shown["readings"][0]["table"]["columns"][0]["name"], "Moment");
    let reason = shown["problems"][0]["reason"].as_str().expect("a reason");
    assert!(reason.contains("Say below what the columns are"), "{reason}");
    let columns = json!(["date", "payee", "amount"]);
    let layout = &shown["readings"][0]["layout"];
    let said = json!({"layouts": [{"layout": layout, "columns": columns, "date_pattern": "DD~MM~YYYY"}]});
    let address = format!("/api/v1/imports/previews/{}/layouts", shown["id"].as_str().expect("an id"));
    let told = house.client.done("POST", &address, &said);
    let line = &told["statements"][0]["lines"][1];
    assert_eq!((&line["date"], &line["amount"]), (&json!("2025-02-15"), &json!(900_00)));
    assert_eq!(told["statements"][0]["lines"][0]["payee"], "Kiosk");
}
