//! Reports kept by name: steps like any other, in an order of their own, and true to what they name.

use serde_json::{Value, json};

use super::support::{House, Request};

fn furnished() -> House {
    let house = House::at("2026-11-30T12:00[Europe/London]");
    let cheque = house.account("Cheque");
    for (day, category, amount) in
        [("2026-10-03", "Food:Bread", 10_00), ("2026-11-02", "Meals", 12_00), ("2026-11-29", "Car", 30_00)]
    {
        let body = json!({"date": day, "payee": "Somebody", "splits": [
            {"account": cheque, "amount": -amount}, {"category": category, "amount": amount}]});
        house.client.done("POST", "/api/v1/transactions", &body);
    }
    house
}

fn id_of(house: &House, name: &str) -> i64 {
    let accounts = house.client.get("/api/v1/accounts");
    let found = accounts["accounts"].as_array().expect("accounts").iter().find(|one| one["name"] == name);
    found.and_then(|one| one["id"].as_i64()).unwrap_or_else(|| panic!("no {name}"))
}

fn keep(house: &House, name: &str, report: &Value) -> i64 {
    let body = json!({"name": name, "report": report});
    house.client.done("POST", "/api/v1/reports/kept", &body)["id"].as_i64().expect("an id")
}

fn names(house: &House) -> Vec<String> {
    let kept = house.client.get("/api/v1/reports/kept");
    let all = kept["reports"].as_array().expect("reports").iter();
    all.map(|one| one["name"].as_str().unwrap_or("").to_owned()).collect()
}

fn newest(house: &House) -> String {
    let history = house.client.get("/api/v1/history");
    history["entries"][0]["words"].as_str().unwrap_or("").to_owned()
}

#[test]
fn a_report_is_kept_by_name_and_every_change_to_it_is_undone_in_words() {
    let house = furnished();
    let food =
        keep(&house, "Food by month", &json!({"what": "spending", "span": "2026", "interval": "month"}));
    let car =
        keep(&house, "The car", &json!({"what": "spending", "search": "category:Car", "span": "2026-11"}));
    assert_eq!(newest(&house), "Kept the report The car");
    assert_eq!(names(&house), ["Food by month", "The car"]);
    let read = house.client.get("/api/v1/reports/the%20car");
    assert_eq!(read["sections"][0]["total"]["figures"], json!([30_00]));
    let other = house.client.get("/api/v1/reports/The%20car?span=2026-10");
    assert_eq!(other["sections"], json!([]), "what is given goes before what is kept");
    house.client.done("PUT", "/api/v1/reports/order", &json!({"order": [car]}));
    assert_eq!(names(&house), ["The car", "Food by month"]);
    house.client.done("PATCH", &format!("/api/v1/reports/kept/{food}"), &json!({"name": "Eating"}));
    assert_eq!(newest(&house), "Renamed the report Food by month to Eating");
    house.client.done("PATCH", &format!("/api/v1/reports/kept/{food}"), &json!({"chart": "treemap"}));
    assert_eq!(newest(&house), "Changed the report Eating");
    house.client.done("DELETE", &format!("/api/v1/reports/kept/{car}"), &Value::Null);
    assert_eq!(names(&house), ["Eating"]);
    let seen = house.client.get("/api/v1/reports/kept");
    for _ in 0..4 {
        house.client.done("POST", "/api/v1/undo", &Value::Null);
    }
    assert_eq!(names(&house), ["Food by month", "The car"]);
    for _ in 0..4 {
        house.client.done("POST", "/api/v1/redo", &Value::Null);
    }
    assert_eq!(house.client.get("/api/v1/reports/kept")["reports"], seen["reports"]);
}

#[test]
fn what_has_no_answer_is_not_kept() {
    let house = furnished();
    keep(&house, "Mine", &json!({"what": "spending"}));
    for (body, status, field) in [
        (json!({"name": "mine", "report": {"what": "income"}}), 409, "name"),
        (json!({"name": "Spending", "report": {"what": "income"}}), 409, "name"),
        (json!({"name": " ", "report": {"what": "income"}}), 422, "name"),
        (json!({"name": "A", "report": {"what": "spending", "categories": [999]}}), 422, "categories"),
        (json!({"name": "A", "report": {"what": "spending", "span": "2024-02-01..2024-01-01"}}), 422, "span"),
        (json!({"name": "A", "report": {"what": "spending", "span": "soon"}}), 422, "span"),
    ] {
        let answer = house.client.post("/api/v1/reports/kept", &body);
        assert_eq!((answer.status, answer.json()["field"].as_str()), (status, Some(field)), "{body}");
    }
    let unknown = house
        .client
        .post("/api/v1/reports/kept", &json!({"name": "A", "report": {"what": "spending"}, "x": 1}));
    assert_eq!(unknown.status, 400);
    assert_eq!(house.client.send(Request::get("/api/v1/reports/Nobody's")).status, 404);
    assert_eq!(names(&house), ["Mine"]);
}

#[test]
fn a_kept_report_follows_its_category_when_that_is_renamed_or_merged() {
    let house = furnished();
    let (meals, bread) = (id_of(&house, "Meals"), id_of(&house, "Food:Bread"));
    let report =
        json!({"what": "spending", "span": "2026", "interval": "none", "categories": [meals, bread]});
    keep(&house, "Eating", &report);
    let spent = || house.client.get("/api/v1/reports/eating")["sections"][0]["total"]["whole"].clone();
    assert_eq!(spent(), 22_00);
    let renamed = json!({"name": "Lunch"});
    house.client.done("PATCH", &format!("/api/v1/categories/{meals}"), &renamed);
    assert_eq!(spent(), 22_00);
    house.client.done("POST", &format!("/api/v1/categories/{meals}/merge"), &json!({"into": bread}));
    assert_eq!(spent(), 22_00);
    let kept = house.client.get("/api/v1/reports/kept");
    assert_eq!(kept["reports"][0]["report"]["categories"], json!([bread]));
    house.client.done("POST", "/api/v1/undo", &Value::Null);
    let kept = house.client.get("/api/v1/reports/kept");
    assert_eq!(kept["reports"][0]["report"]["categories"], json!([meals, bread]));
    assert_eq!(spent(), 22_00);
}
