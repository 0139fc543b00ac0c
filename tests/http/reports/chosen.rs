//! Reports of chosen categories.

use serde_json::json;

use super::furnished;

#[test]
fn a_category_has_all_below_it_and_none_that_only_begins_alike() {
    let (house, cheque, _) = furnished();
    let body = json!({"date": "2026-11-05", "payee": "Somebody", "splits": [
        {"account": cheque, "amount": -700}, {"category": "Foodstuff", "amount": 700}]});
    house.client.done("POST", "/api/v1/transactions", &body);
    let accounts = house.client.get("/api/v1/accounts");
    let accounts = accounts["accounts"].as_array().expect("a list");
    let food = accounts.iter().find(|one| one["name"] == "Food").expect("is there")["id"].clone();
    let of_food = house.client.get(&format!("/api/v1/reports/spending?span=2026-11&categories={food}"));
    assert_eq!(of_food["sections"][0]["total"]["figures"], json!([12_00]));
}
