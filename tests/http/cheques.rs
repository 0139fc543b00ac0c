//! Chequebooks, their cheques, and what of an account is free.

use serde_json::{Value, json};

use super::support::{House, Request};

struct Desk {
    house: House,
    account: i64,
}

impl Desk {
    fn new() -> Desk {
        let house = House::new();
        let account = house.account("Current");
        Desk { house, account }
    }

    fn of(&self, what: &str) -> String {
        format!("/api/v1/accounts/{}/{what}", self.account)
    }

    fn book(&self, first: &str, last: &str) -> i64 {
        let body = json!({"first": first, "last": last});
        self.house.client.done("POST", &self.of("chequebooks"), &body)["id"].as_i64().expect("an id")
    }

    fn refused(&self, method: &str, path: &str, body: &Value) -> (u64, String, String) {
        let answer = self.house.client.send(Request::new(method, path).json(body)).json();
        let text = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
        (answer["status"].as_u64().expect("a problem"), text("field"), text("title"))
    }

    fn enter(&self, number: Option<&str>, date: &str, payee: &str, units: i64) -> i64 {
        let body = json!({"date": date, "payee": payee, "number": number,
            "splits": [{"account": self.account, "amount": -units}, {"category": "Food", "amount": units}]});
        self.house.client.done("POST", "/api/v1/transactions", &body)["id"].as_i64().expect("an id")
    }

    fn clear(&self, transaction: i64) {
        let path = format!("/api/v1/transactions/{transaction}/splits/0/state");
        self.house.client.done("PUT", &path, &json!({"state": "cleared"}));
    }

    fn void(&self, transaction: i64) {
        let path = format!("/api/v1/transactions/{transaction}/void");
        self.house.client.done("POST", &path, &json!({"void": true}));
    }

    fn next(&self) -> Value {
        self.house.client.get(&self.of("cheque-number"))["number"].take()
    }

    fn report(&self, today: &str) -> Value {
        self.house.client.get(&self.of(&format!("cheques?today={today}")))
    }
}

#[test]
fn the_next_number_comes_from_the_book_in_use_and_undo_gives_it_back() {
    let desk = Desk::new();
    assert_eq!(desk.next(), Value::Null);
    desk.book("000101", "000125");
    let spare = desk.book("000201", "000225");
    assert_eq!(desk.next(), "000101");
    desk.enter(Some("000101"), "2026-10-01", "Grocer", 5_00);
    assert_eq!(desk.next(), "000102");
    desk.house.client.done("POST", "/api/v1/undo", &json!({}));
    assert_eq!(desk.next(), "000101");
    desk.house.client.done("PATCH", &format!("/api/v1/chequebooks/{spare}"), &json!({"in_use": true}));
    assert_eq!(desk.next(), "000201");
    let books = desk.house.client.get(&desk.of("chequebooks"));
    let in_use: Vec<_> =
        books["chequebooks"].as_array().expect("books").iter().map(|b| &b["in_use"]).collect();
    assert_eq!(in_use, [&json!(false), &json!(true)]);
    assert_eq!(books["chequebooks"][0]["left"], 25);
}

#[test]
fn what_makes_no_chequebook_is_said_beside_its_field() {
    let desk = Desk::new();
    let id = desk.book("101", "125");
    let refused = |first: &str, last: &str, next: Option<&str>| {
        let body = json!({"first": first, "last": last, "next": next});
        let (status, field, title) = desk.refused("POST", &desk.of("chequebooks"), &body);
        (status, field, title)
    };
    let overlaps = "Numbers of this book are in the chequebook 101–125 already.";
    assert_eq!(refused("120", "140", None), (409, "first".into(), overlaps.into()));
    assert_eq!(refused("090", "101", None), (409, "last".into(), overlaps.into()));
    assert_eq!(refused("225", "201", None).1, "last");
    assert_eq!(refused("201", "225", Some("300")).1, "next");
    assert_eq!(refused("1", "999999", None).1, "last");
    assert_eq!(
        refused("12a", "30", None),
        (422, "first".into(), "“12a”: a cheque's number is digits only.".into())
    );
    assert_eq!(refused("201", "12345678901234567890", None).1, "last");
    let path = format!("/api/v1/chequebooks/{id}");
    desk.enter(Some("110"), "2026-10-01", "Grocer", 5_00);
    assert_eq!(desk.refused("PATCH", &path, &json!({"next": "105"})).1, "next");
    assert_eq!(
        desk.house.client.get(&desk.of("chequebooks"))["chequebooks"].as_array().map(Vec::len),
        Some(1)
    );
    desk.house.client.done("DELETE", &path, &Value::Null);
    assert_eq!(desk.refused("DELETE", &path, &Value::Null).0, 404);
}

#[test]
fn the_report_tells_outstanding_void_missing_and_repeated_numbers() {
    let desk = Desk::new();
    desk.book("000101", "000125");
    let paid = desk.enter(Some("101"), "2026-03-01", "Grocer", 5_00);
    desk.clear(paid);
    desk.enter(Some("000102"), "2026-03-10", "Plumber", 80_00);
    let void = desk.enter(Some("103"), "2026-03-11", "Painter", 60_00);
    desk.void(void);
    desk.enter(Some("106"), "2026-09-01", "Baker", 4_00);
    let twin = desk.enter(Some("106"), "2026-09-02", "Butcher", 9_00);
    desk.clear(twin);
    desk.enter(Some("DEP"), "2026-09-02", "Somebody", 1_00);
    let report = desk.report("2026-09-10");
    let names = |list: &Value| -> Vec<String> {
        let rows = list.as_array().expect("a list").iter();
        rows.map(|row| {
            format!(
                "{} {}",
                row["number"].as_str().unwrap_or_default(),
                row["payee"].as_str().unwrap_or_default()
            )
        })
        .collect()
    };
    let outstanding = report["outstanding"].as_array().expect("a list");
    let told: Vec<_> = outstanding
        .iter()
        .map(|one| (one["cheque"]["number"].as_str(), one["age_days"].as_i64(), one["stale"].as_bool()))
        .collect();
    assert_eq!(told, [(Some("000102"), Some(184), Some(true)), (Some("000106"), Some(9), Some(false))]);
    assert_eq!(names(&report["void"]), ["000103 Painter"]);
    assert_eq!(report["void"][0]["amount"], -60_00, "a void cheque says what it was");
    let missing = &report["missing"][0];
    assert_eq!((missing["first"].as_str(), missing["last"].as_str()), (Some("000104"), Some("000105")));
    assert_eq!(names(&json!([missing["before"], missing["after"]])), ["000103 Painter", "000106 Baker"]);
    assert_eq!(names(&report["repeated"][0]["cheques"]), ["000106 Baker", "000106 Butcher"]);
}

#[test]
fn how_long_a_cheque_is_good_is_set_by_a_preference() {
    let desk = Desk::new();
    desk.book("101", "125");
    desk.enter(Some("101"), "2026-03-01", "Grocer", 5_00);
    let stale = || desk.report("2026-05-01")["outstanding"][0]["stale"].take();
    assert_eq!(stale(), false);
    let path = "/api/v1/preferences/cheques.stale_months";
    desk.house.client.done("PUT", path, &json!(2));
    assert_eq!(stale(), true);
    desk.house.client.done("PUT", path, &json!("nonsense"));
    assert_eq!(stale(), false);
}

#[test]
fn what_the_bank_has_and_what_is_free_add_up() {
    let desk = Desk::new();
    let funds = || desk.house.client.get(&desk.of("funds?today=2026-10-15"));
    let told = |funds: &Value| -> Vec<i64> {
        let names = ["cleared", "unpaid", "coming", "available", "balance"];
        names.iter().map(|name| funds[name].as_i64().expect("an amount")).collect()
    };
    assert_eq!(told(&funds()), [0, 0, 0, 0, 0]);
    let salary = desk.enter(None, "2026-10-01", "Employer", -1_000_00);
    desk.clear(salary);
    let cheque = desk.enter(Some("101"), "2026-10-02", "Plumber", 80_00);
    desk.enter(None, "2026-11-01", "Landlord", 300_00);
    desk.enter(None, "2026-10-15", "Friend", -20_00);
    desk.enter(None, "2026-10-31", "Employer", -1_000_00);
    assert_eq!(told(&funds()), [1_000_00, -80_00, 20_00, 920_00, 940_00]);
    desk.clear(cheque);
    assert_eq!(told(&funds()), [920_00, 0, 20_00, 920_00, 940_00]);
    desk.house.client.done("POST", "/api/v1/undo", &json!({}));
    desk.void(cheque);
    assert_eq!(told(&funds()), [1_000_00, 0, 20_00, 1_000_00, 1_020_00]);
}

#[test]
fn another_tab_hears_of_a_chequebook_at_once() {
    let desk = Desk::new();
    let mut events = desk.house.client.events("session=a", None);
    desk.book("101", "125");
    let topic = format!("chequebooks:{}", desk.account);
    assert_eq!(events.next_named("change").data["topics"], json!([topic]));
}

#[test]
fn numbered_payments_of_no_book_are_listed_with_the_book_they_look_like_until_there_is_one() {
    let desk = Desk::new();
    let report = || desk.house.client.get(&desk.of("cheques?today=2026-10-15"));
    for (number, day) in [("000103", "2026-10-05"), ("000101", "2026-10-01"), ("000102", "2026-10-03")] {
        desk.enter(Some(number), day, "Plumber", 80_00);
    }
    desk.enter(Some("900"), "2026-10-06", "Painter", 60_00);
    desk.enter(Some("104"), "2026-10-06", "Employer", -1_000_00);
    desk.enter(Some("DEP"), "2026-10-06", "Nobody", 1_00);
    let numbers = |page: &Value| -> Vec<String> {
        let loose = page["loose"].as_array().expect("a list").iter();
        loose.map(|one| one["number"].as_str().expect("a number").to_owned()).collect()
    };
    let page = report();
    assert_eq!(numbers(&page), ["900", "000103", "000102", "000101"], "a deposit and a word are no cheques");
    assert_eq!(
        page["proposed"][0],
        json!({"first": "000101", "last": "000125", "cheques": 3,
        "from": "2026-10-01", "until": "2026-10-05"})
    );
    assert_eq!(page["proposed"][1]["first"], "900");
    desk.book("000101", "000125");
    let page = report();
    assert_eq!(
        (numbers(&page), page["proposed"].as_array().map(Vec::len)),
        (vec!["900".to_owned()], Some(1))
    );
    assert_eq!(page["outstanding"].as_array().map(Vec::len), Some(3));
    desk.house.client.done("POST", "/api/v1/undo", &json!({}));
    assert_eq!(numbers(&report()).len(), 4);
}
