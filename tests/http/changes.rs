//! Many rows at once, names that merge, and the history, as the page uses them.

use serde_json::{Value, json};

use super::support::{House, Request};

fn add(house: &House, account: i64, payee: &str, category: &str, units: i64) -> i64 {
    let body = json!({
        "date": "2024-03-02", "payee": payee, "tags": ["Home"],
        "splits": [{"account": account, "amount": -units}, {"category": category, "amount": units}],
    });
    house.client.done("POST", "/api/v1/transactions", &body)["id"].as_i64().expect("an id")
}

fn rows(house: &House, account: i64) -> Vec<Value> {
    let page = house.client.get(&format!("/api/v1/accounts/{account}/register"));
    page["rows"].as_array().expect("rows").clone()
}

fn bulk(ids: &[i64], change: &Value) -> Value {
    let selection: Vec<Value> = ids.iter().map(|id| json!({"transaction": id, "split": 0})).collect();
    json!({"selection": selection, "base": null, "change": change})
}

fn account(house: &House, name: &str) -> i64 {
    let all = house.client.get("/api/v1/accounts");
    let all = all["accounts"].as_array().expect("accounts").clone();
    all.iter().find(|a| a["name"] == name).and_then(|a| a["id"].as_i64()).expect("is there")
}

#[test]
fn many_rows_are_looked_at_before_and_changed_as_one_step() {
    let house = House::new();
    let cheque = house.account("Cheque");
    let ids = [("Grocer", 10), ("Baker", 20)].map(|(payee, units)| add(&house, cheque, payee, "Food", units));
    let body = bulk(&ids, &json!({"category": "Treats"}));
    let seen = house.client.done("POST", "/api/v1/transactions/bulk/preview", &body);
    assert_eq!((&seen["total"], &seen["words"]), (&json!(2), &json!("Put 2 transactions under Treats")));
    assert_eq!(seen["rows"][0]["before"]["category"], "Food");
    assert_eq!(seen["rows"][0]["after"]["category"], "Treats");
    assert_eq!(rows(&house, cheque)[0]["category"], "Food", "a look changes nothing");
    house.client.done("POST", "/api/v1/transactions/bulk", &body);
    assert!(rows(&house, cheque).iter().all(|row| row["category"] == "Treats"));
    house.client.done("POST", "/api/v1/undo", &Value::Null);
    assert!(rows(&house, cheque).iter().all(|row| row["category"] == "Food"));
    let changes = [
        json!("delete"),
        json!({"payee": "Q"}),
        json!({"state": "cleared"}),
        json!({"shift_days": 3}),
        json!({"date": "2024-01-01"}),
        json!({"tags_add": ["x"]}),
        json!({"tags_remove": ["home"]}),
        json!({"memo": "m"}),
    ];
    for change in changes {
        let before = rows(&house, cheque);
        let body = bulk(&ids, &change);
        let preview = house.client.done("POST", "/api/v1/transactions/bulk/preview", &body);
        assert_eq!(preview["total"], 2, "{change}");
        house.client.done("POST", "/api/v1/transactions/bulk", &body);
        assert_ne!(rows(&house, cheque), before, "{change}");
        house.client.done("POST", "/api/v1/undo", &Value::Null);
        assert_eq!(rows(&house, cheque), before, "{change}");
    }
}

#[test]
fn a_row_is_void_valid_duplicated_and_moved() {
    let house = House::new();
    let (cheque, savings) = (house.account("Cheque"), house.account("Savings"));
    let id = add(&house, cheque, "Grocer", "Food", 10);
    let path = |what: &str| format!("/api/v1/transactions/{id}/{what}");
    house.client.done("POST", &path("void"), &json!({"void": true}));
    let row = rows(&house, cheque)[0].clone();
    assert_eq!((&row["void"], &row["amount"], &row["tags"]), (&json!(true), &json!(0), &json!(["Home"])));
    house.client.done("POST", &path("void"), &json!({"void": false}));
    assert_eq!(rows(&house, cheque)[0]["amount"], -10);
    house.client.done("POST", &path("duplicate"), &json!({"date": "2024-04-02"}));
    assert_eq!(rows(&house, cheque)[1]["date"], "2024-04-02");
    house.client.done("POST", &path("move"), &json!({"split": 0, "account": savings}));
    assert_eq!((rows(&house, cheque).len(), rows(&house, savings).len()), (1, 1));
}

#[test]
fn categories_payees_and_tags_are_renamed_and_merged_in_place() {
    let house = House::new();
    let cheque = house.account("Cheque");
    add(&house, cheque, "Grocer", "Food:Bread", 10);
    add(&house, cheque, "Baker", "Treats", 20);
    let before = rows(&house, cheque);
    let to = json!({"name": "Food", "currency": "USD", "to": "House:Kitchen"});
    house.client.done("POST", "/api/v1/categories/rename", &to);
    let (bread, treats) = (account(&house, "House:Kitchen:Bread"), account(&house, "Treats"));
    let taken =
        Request::new("PATCH", &format!("/api/v1/categories/{bread}")).json(&json!({"name": "treats"}));
    let taken = house.client.send(taken);
    assert_eq!(
        (taken.status, &taken.json()["type"]),
        (409, &json!("urn:counterfoil:problem:category-taken"))
    );
    house.client.done("POST", &format!("/api/v1/categories/{bread}/merge"), &json!({"into": treats}));
    assert!(rows(&house, cheque).iter().all(|row| row["category"] == "Treats"));
    let accounts = house.client.get("/api/v1/accounts")["accounts"].clone();
    let merged =
        accounts.as_array().expect("accounts").iter().find(|a| a["id"] == treats).expect("Treats").clone();
    assert_eq!((&merged["rows"], &merged["balance"]), (&json!(2), &json!(30)));
    let payees = house.client.get("/api/v1/payees");
    let (baker, grocer) = (payees["payees"][0]["id"].clone(), payees["payees"][1]["id"].clone());
    house.client.done("POST", &format!("/api/v1/payees/{baker}/merge"), &json!({"into": grocer}));
    house.client.done("PATCH", &format!("/api/v1/payees/{grocer}"), &json!({"name": "Market"}));
    assert!(rows(&house, cheque).iter().all(|row| row["payee"] == "Market"));
    let tag = house.client.get("/api/v1/tags")["tags"][0].clone();
    assert_eq!((&tag["name"], &tag["uses"]), (&json!("Home"), &json!(2)));
    house.client.done("PATCH", &format!("/api/v1/tags/{}", tag["id"]), &json!({"name": "House"}));
    assert_eq!(rows(&house, cheque)[0]["tags"], json!(["House"]));
    for _ in 0..5 {
        house.client.done("POST", "/api/v1/undo", &Value::Null);
    }
    assert_eq!(rows(&house, cheque), before);
}

#[test]
fn the_history_says_who_did_it_and_takes_back_what_still_can_be() {
    let house = House::new();
    let cheque = house.account("Cheque");
    let first = add(&house, cheque, "Grocer", "Food", 10);
    add(&house, cheque, "Grocer", "Food", 20);
    let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    let memo = Request::new("POST", "/api/v1/transactions/bulk").json(&bulk(&[first], &json!({"memo": "m"})));
    assert_eq!(house.client.send(memo.header("User-Agent", firefox)).status, 200);
    let history = house.client.get("/api/v1/history?limit=2");
    assert_eq!((&history["more"], history["entries"].as_array().map(Vec::len)), (&json!(true), Some(2)));
    assert_eq!(history["entries"][0]["origin"], "Firefox 140 on Linux");
    let found = house.client.get("/api/v1/history?search=firefox");
    assert_eq!(found["entries"].as_array().map(Vec::len), Some(1));
    assert_eq!(house.client.get("/api/v1/history?before=3")["entries"][0]["revision"], 2);
    let refused = house.client.post("/api/v1/history/2/undo", &Value::Null);
    assert_eq!(refused.status, 409);
    assert!(refused.json()["title"].as_str().expect("words").contains("Changed the memo of 1 transaction"));
    house.client.done("POST", "/api/v1/history/4/undo", &Value::Null);
    house.client.done("POST", "/api/v1/history/2/undo", &Value::Null);
    assert_eq!(rows(&house, cheque).len(), 1);
    let entries = house.client.get("/api/v1/history")["entries"].clone();
    let undone = |revision: u64| {
        entries.as_array().expect("entries").iter().any(|e| e["revision"] == revision && e["undone"] == true)
    };
    assert!(undone(2) && undone(4) && !undone(3));
    house.client.done("POST", "/api/v1/history/2/redo", &Value::Null);
    assert_eq!(rows(&house, cheque).len(), 2);
}

#[test]
fn an_account_has_its_group_order_kind_note_and_opening_balance() {
    let house = House::new();
    let (a, b) = (house.account("A"), house.account("B"));
    let patch = json!({"group": "House", "subkind": "savings", "note": "n", "kind": "liability",
        "opening": {"date": "2024-01-01", "amount": -500}});
    house.client.done("PATCH", &format!("/api/v1/accounts/{a}"), &patch);
    house.client.done("PATCH", &format!("/api/v1/accounts/{a}"), &json!({"kind": "asset"}));
    house.client.done("PUT", "/api/v1/accounts/order", &json!({"accounts": [b, a]}));
    let accounts = house.client.get("/api/v1/accounts")["accounts"].clone();
    assert_eq!((&accounts[0]["name"], &accounts[1]["name"]), (&json!("B"), &json!("A")));
    assert_eq!((&accounts[1]["group"], &accounts[1]["subkind"]), (&json!("House"), &json!("savings")));
    let order = json!({"accounts": [a, b], "moved": {"account": b, "group": "Away"}});
    house.client.done("PUT", "/api/v1/accounts/order", &order);
    let first = &house.client.get("/api/v1/accounts")["accounts"];
    assert_eq!((&first[0]["name"], &first[1]["group"]), (&json!("A"), &json!("Away")));
    house.client.done("POST", "/api/v1/undo", &Value::Null);
    assert_eq!(house.client.get("/api/v1/accounts")["accounts"], accounts, "order and heading are one step");
    assert_eq!(accounts[1]["balance"], -500);
    let opening = house.client.get(&format!("/api/v1/accounts/{a}/opening"));
    assert_eq!(opening["opening"], json!({"date": "2024-01-01", "amount": -500}));
    let other = Request::new("PATCH", &format!("/api/v1/accounts/{a}")).json(&json!({"kind": "expense"}));
    assert_eq!(house.client.send(other).status, 422);
}

#[test]
fn an_account_is_opened_with_all_that_is_said_of_it_as_one_step() {
    let house = House::new();
    let new = json!({"name": "Visa", "kind": "liability", "currency": "USD", "subkind": "credit_card",
        "group": "House", "note": "4 digits", "opening": {"date": "2024-01-01", "amount": -500}});
    house.client.done("POST", "/api/v1/accounts", &new);
    let account = house.client.get("/api/v1/accounts")["accounts"][0].clone();
    for field in ["subkind", "group", "note"] {
        assert_eq!(account[field], new[field]);
    }
    assert_eq!(account["balance"], -500);
    house.client.done("POST", "/api/v1/undo", &Value::Null);
    assert_eq!(house.client.get("/api/v1/accounts")["accounts"], json!([]));
}

#[test]
fn a_search_finds_what_a_very_long_change_wrote() {
    let house = House::new();
    let cheque = house.account("Cheque");
    let ids: Vec<i64> = (0..40).map(|units| add(&house, cheque, "Grocer", "Food", units + 1)).collect();
    let found = |text: &str| {
        house.client.get(&format!("/api/v1/accounts/{cheque}/register?search={text}"))["total"].clone()
    };
    assert_eq!(found("needle"), 0);
    let memo = format!("needle {}", "x".repeat(3_000));
    house.client.done("POST", "/api/v1/transactions/bulk", &bulk(&ids, &json!({"memo": memo})));
    assert_eq!(found("needle"), 40);
}
