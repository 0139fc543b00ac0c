//! Finding rows and places in a register, completion and recall.

use serde_json::{Value, json};

use super::support::{House, Request};

/// A payment of so many minor units; what is left out is what most rows have.
fn pay(house: &House, account: i64, date: &str, payee: &str, category: &str, units: i64) -> i64 {
    let body = json!({
        "date": date, "payee": payee, "memo": format!("für {payee}"),
        "splits": [{"account": account, "amount": -units}, {"category": category, "amount": units}],
    });
    house.client.done("POST", "/api/v1/transactions", &body)["id"].as_i64().expect("an id")
}

fn some(house: &House) -> i64 {
    let account = house.account("Cheque");
    pay(house, account, "2024-01-05", "Café Zoë", "Food:Coffee", 3_50);
    pay(house, account, "2024-02-05", "Grocer", "Food:Groceries", 120_00);
    pay(house, account, "2024-03-05", "Oak Street Rentals", "Rent", 900_00);
    pay(house, account, "2024-03-15", "Grocer", "Food:Groceries", 12_34);
    account
}

fn read(house: &House, account: i64, query: &str) -> Value {
    house.client.get(&format!("/api/v1/accounts/{account}/register?{query}"))
}

/// Positions of the found rows in the whole register, and their balances.
fn found(house: &House, account: i64, search: &str) -> Vec<(u64, i64)> {
    let page = read(house, account, &format!("search={search}"));
    let rows = page["rows"].as_array().expect("rows");
    assert_eq!(page["total"], rows.len());
    rows.iter()
        .map(|row| (row["index"].as_u64().expect("an index"), row["balance"].as_i64().expect("one")))
        .collect()
}

#[test]
fn found_rows_keep_their_place_and_balance() {
    let house = House::new();
    let account = some(&house);
    let all = [(0, -3_50), (1, -123_50), (2, -1_023_50), (3, -1_035_84)];
    assert_eq!(found(&house, account, ""), all);
    for (search, expected) in [
        ("cafe", vec![0]),
        ("GROCER", vec![1, 3]),
        ("cat:food", vec![0, 1, 3]),
        ("-cat:food", vec![2]),
        ("%3E100", vec![1, 2]),
        ("%3E100%20-rent", vec![1]),
        ("12.34", vec![3]),
        ("2024-03", vec![2, 3]),
        ("2024-02..2024-03-05", vec![1, 2]),
        ("2024", vec![0, 1, 2, 3]),
        ("memo:fur", vec![0, 1, 2, 3]),
        ("is:uncleared", vec![0, 1, 2, 3]),
        ("is:future", vec![]),
        ("%22oak%20street%22", vec![2]),
        ("oak%20grocer", vec![]),
    ] {
        let expected: Vec<_> = expected.into_iter().map(|at: usize| all[at]).collect();
        assert_eq!(found(&house, account, search), expected, "{search}");
    }
}

#[test]
fn another_order_keeps_places_and_balances_and_finds_a_row_in_it() {
    let house = House::new();
    let account = some(&house);
    let places = |query: &str| -> Vec<u64> {
        let page = read(&house, account, query);
        page["rows"].as_array().expect("rows").iter().map(|row| row["index"].as_u64().expect("one")).collect()
    };
    assert_eq!(places("sort=payment&descending=true"), [2, 1, 3, 0]);
    assert_eq!(places("sort=payee"), [0, 1, 3, 2]);
    assert_eq!(places("sort=payee&descending=true&search=cat:food"), [1, 3, 0]);
    assert_eq!(places("descending=true&limit=2&offset=1"), [2, 1]);
    assert_eq!(places("sort=tags"), [0, 1, 2, 3], "without tags as they were");
    let largest = &read(&house, account, "sort=payment&descending=true&limit=1&offset=0")["rows"][0];
    assert_eq!(largest["balance"], -1_023_50);
    let id = &largest["transaction"];
    let path = format!("/api/v1/accounts/{account}/register/place?transaction={id}&sort=payee");
    assert_eq!(house.client.get(&path)["offset"], 3);
    let wrong = Request::get(&format!("/api/v1/accounts/{account}/register?sort=mood"));
    assert_eq!(house.client.send(wrong).status, 400);
}

#[test]
fn what_changed_is_found_and_what_went_is_not() {
    let house = House::new();
    let account = some(&house);
    assert_eq!(found(&house, account, "grocer").len(), 2);
    let id = pay(&house, account, "2024-02-01", "Grocer", "Food", 1_00);
    assert_eq!(found(&house, account, "grocer"), [(1, -4_50), (2, -124_50), (4, -1_036_84)]);
    house.client.done("DELETE", &format!("/api/v1/transactions/{id}"), &Value::Null);
    assert_eq!(found(&house, account, "grocer"), [(1, -123_50), (3, -1_035_84)]);
    house.client.done("POST", "/api/v1/undo", &Value::Null);
    assert_eq!(found(&house, account, "grocer").len(), 3);
}

#[test]
fn pages_go_through_what_is_found() {
    let house = House::new();
    let account = some(&house);
    let page = read(&house, account, "search=grocer&offset=1&limit=1");
    assert_eq!((page["total"].as_u64(), page["offset"].as_u64()), (Some(2), Some(1)));
    assert_eq!(page["rows"][0]["index"], 3);
    let last = read(&house, account, "search=grocer&limit=1");
    assert_eq!(last["rows"][0]["index"], 3);
    let past = read(&house, account, "search=grocer&offset=99");
    assert_eq!(past["rows"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_search_that_says_nothing_is_said_beside_its_field() {
    let house = House::new();
    let account = house.account("Cheque");
    for search in ["%3E", "is:nice", "2024-02-30", "cat:", &"x".repeat(600)] {
        let path = format!("/api/v1/accounts/{account}/register?search={search}");
        let answer = house.client.send(Request::get(&path));
        assert_eq!((answer.status, answer.json()["field"].as_str()), (422, Some("search")), "{search}");
    }
}

#[test]
fn a_place_is_the_position_of_its_row() {
    let house = House::new();
    let account = some(&house);
    let id = pay(&house, account, "2024-02-05", "Newsagent", "Books", 2_00);
    let place = |query: &str| {
        let place = house.client.get(&format!("/api/v1/accounts/{account}/register/place?{query}"));
        (place["offset"].as_u64().expect("an offset"), place["total"].as_u64().expect("a total"))
    };
    assert_eq!(place(&format!("transaction={id}")), (2, 5));
    assert_eq!(place(&format!("transaction={id}&split=0")), (2, 5));
    assert_eq!(place("date=2024-02-05"), (1, 5));
    assert_eq!(place("date=2024-02-06"), (3, 5));
    assert_eq!(place("date=1999-01-01"), (0, 5));
    assert_eq!(place("date=2199-12-31"), (5, 5));
    assert_eq!(place("date=2024-03-06&search=grocer"), (1, 2));
    for (query, status) in [("", 422), ("date=2024-02-30", 422), ("transaction=99", 404)] {
        let path = format!("/api/v1/accounts/{account}/register/place?{query}");
        assert_eq!(house.client.send(Request::get(&path)).status, status, "{query}");
    }
    let split = format!("/api/v1/accounts/{account}/register/place?transaction={id}&split=1");
    assert_eq!(house.client.send(Request::get(&split)).status, 404, "that side is in another account");
}

#[test]
fn completions_begin_so_before_they_have_it_within_and_the_used_come_first() {
    let house = House::new();
    let account = some(&house);
    let names = |text: &str| -> Vec<String> {
        let found = house.client.get(&format!("/api/v1/accounts/{account}/completions?text={text}"));
        let names = found.as_array().expect("a list").iter().map(|one| one["name"].as_str().expect("a name"));
        names.map(str::to_owned).collect()
    };
    assert_eq!(names("caf"), ["Café Zoë"]);
    assert_eq!(names("r"), ["Oak Street Rentals", "Grocer"], "a word's beginning goes before its middle");
    assert_eq!(names("gcr"), ["Grocer"]);
    assert_eq!(names("zzz"), Vec::<String>::new());
    assert_eq!(names("")[0], "Grocer", "used lately and often");
    let grocer = house.client.get(&format!("/api/v1/accounts/{account}/completions?text=groc"))[0].clone();
    assert_eq!((&grocer["uses"], &grocer["last_date"]), (&json!(2), &json!("2024-03-15")));
}

#[test]
fn a_payee_recalls_what_it_had_last_time_in_this_account() {
    let house = House::new();
    let (account, cash) = (some(&house), house.account("Cash"));
    pay(&house, cash, "2024-05-01", "Grocer", "Sweets", 1_00);
    let payee =
        house.client.get(&format!("/api/v1/accounts/{account}/completions?text=grocer"))[0]["payee"].clone();
    let recall = |from: i64| house.client.get(&format!("/api/v1/accounts/{from}/recall?payee={payee}"));
    let here = recall(account);
    assert_eq!((&here["category"], &here["amount"]), (&json!("Food:Groceries"), &json!(-12_34)));
    assert_eq!(here["splits"][0]["amount"], 12_34);
    assert_eq!(recall(cash)["category"], "Sweets");
    let other = house.account("Savings");
    assert_eq!(recall(other)["category"], "Sweets", "the newest of any account");
    let path = format!("/api/v1/accounts/{account}/recall?payee=99");
    assert_eq!(house.client.send(Request::get(&path)).status, 404);
}

#[test]
fn a_search_understands_what_the_page_shows_or_says_what_it_did_not() {
    let house = House::new();
    let account = some(&house);
    let savings = house.client.done(
        "POST",
        "/api/v1/accounts",
        &json!({"name": "Łódź Savings", "kind": "asset", "currency": "USD"}),
    )["id"]
        .clone();
    let add = |splits: Value, memo: &str| {
        let body = json!({"date": "2024-05-17", "payee": "Bank", "memo": memo, "splits": splits});
        house.client.done("POST", "/api/v1/transactions", &body);
    };
    add(json!([{"account": account, "amount": -1_234_50}, {"account": savings, "amount": 1_234_50}]), "");
    add(
        json!([{"account": account, "amount": -60_00}, {"category": "Food:Greens", "amount": 47_11}, {"category": "Tax", "amount": 12_89}]),
        "2.5 kg",
    );
    let count = |query: &str| {
        let page = read(&house, account, query);
        (page["total"].as_u64().expect("a total"), page["not_understood"].as_array().expect("a list").len())
    };
    for query in [
        "search=%5BLodz%20Savings%5D",
        "search=%5B%C5%81%C3%93D%C5%B9",
        "search=1%2C234.50",
        "search=1.234%2C50",
        "search=%E2%88%921%2C234.50",
        "search=47.11",
        "search=Food:Greens",
        "search=2.5%20kg",
        "search=%3E1%2C200%20bank",
        "search=%3E1.200%20bank&decimal=comma",
        "search=%3D1%20234%2C50",
        "search=split",
    ] {
        assert_eq!(count(query), (1, 0), "{query}");
    }
    for query in [
        "search=17.05.2024",
        "search=17.05.2024&dates=day_first",
        "search=05/17/2024&dates=month_first",
        "search=2024-05-17",
    ] {
        assert_eq!(count(query), (2, 0), "{query}");
    }
    for query in ["search=paye:Bank", "search=1.2.3", "search=1%2C23%2C4"] {
        assert_eq!(count(query), (0, 1), "{query}");
    }
    assert_eq!(count("search=nothing-like-it"), (0, 0));
    let said = read(&house, account, "search=paye:Bank");
    assert!(
        said["not_understood"][0].as_str().is_some_and(|text| text.contains("“paye” is no field")),
        "{said}"
    );
    for query in ["search=17.17.2024", "search=%3E1%2C23%2C4", "search=is:odd"] {
        let path = format!("/api/v1/accounts/{account}/register?{query}");
        assert_eq!(house.client.send(Request::get(&path)).status, 422, "{query}");
    }
}
