//! Schedules over the interface: what comes again, what is due, what is ahead.

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde_json::{Value, json};

use super::support::{House, Request, clock};

struct Desk {
    house: House,
    account: i64,
}

/// The day that the server goes by.
fn day(days: i64) -> Date {
    clock().today().checked_add(days.days()).expect("a date")
}

fn monthly(first: Date) -> Value {
    json!({"first": first.to_string(), "unit": "months", "interval": 1, "on": {"kind": "day", "day": first.day()}})
}

impl Desk {
    fn new() -> Desk {
        let house = House::new();
        let account = house.account("Current");
        Desk { house, account }
    }

    fn draft(&self, rule: Value) -> Value {
        json!({"account": self.account, "payee": "City Power",
            "splits": [{"category": "Power", "amount": 45_00}],
            "amount": {"kind": "fixed", "amount": -45_00}, "rule": rule})
    }

    fn add(&self, draft: &Value) -> i64 {
        self.house.client.done("POST", "/api/v1/schedules", draft)["id"].as_i64().expect("an id")
    }

    fn act(&self, id: i64, what: &str, body: &Value) -> Value {
        self.house.client.post(&format!("/api/v1/schedules/{id}/{what}"), body).json()
    }

    fn list(&self) -> Value {
        self.house.client.get("/api/v1/schedules")["schedules"].clone()
    }

    fn refused(&self, draft: &Value) -> (String, String) {
        let problem = self.house.client.post("/api/v1/schedules", draft).json();
        let text = |key: &str| problem[key].as_str().unwrap_or_default().to_owned();
        (text("field"), text("title"))
    }

    fn pay(&self, date: Date, payee: &str, units: i64) {
        let body = json!({"date": date.to_string(), "payee": payee,
            "splits": [{"account": self.account, "amount": -units}, {"category": "Food", "amount": units}]});
        self.house.client.done("POST", "/api/v1/transactions", &body);
    }

    fn rows(&self) -> Vec<Value> {
        let page = self.house.client.get(&format!("/api/v1/accounts/{}/register", self.account));
        page["rows"].as_array().expect("rows").clone()
    }

    fn undo(&self) {
        self.house.client.done("POST", "/api/v1/undo", &json!({}));
    }
}

#[test]
fn an_occurrence_is_entered_once_and_undo_gives_it_back() {
    let desk = Desk::new();
    let id = desk.add(&desk.draft(monthly(day(0))));
    let next = desk.list()[0]["next"].clone();
    assert_eq!(
        (next["date"].as_str(), next["amount"].as_i64()),
        (Some(day(0).to_string().as_str()), Some(-45_00))
    );
    let entered = desk.act(id, "enter", &json!({"occurrence": 0}));
    assert_eq!(entered["words"], "Entered City Power −45.00");
    assert_eq!(desk.act(id, "enter", &json!({"occurrence": 0}))["status"], 409);
    assert_eq!((desk.rows().len(), desk.list()[0]["next"]["occurrence"].as_i64()), (1, Some(1)));
    desk.undo();
    assert_eq!((desk.rows().len(), desk.list()[0]["next"].clone()), (0, next));
}

#[test]
fn one_is_skipped_and_the_next_moved_and_all_outlasts_a_restart() {
    let desk = Desk::new();
    let id = desk.add(&desk.draft(json!({"first": day(1).to_string(), "unit": "weeks", "interval": 2})));
    desk.act(id, "skip", &json!({"occurrence": 0}));
    desk.act(id, "move", &json!({"occurrence": 1, "date": day(17).to_string()}));
    let before = desk.list();
    let next = &before[0]["next"];
    assert_eq!(
        (next["date"].as_str(), next["moved"].as_bool()),
        (Some(day(17).to_string().as_str()), Some(true))
    );
    let desk = Desk { account: desk.account, house: desk.house.restarted() };
    assert_eq!(desk.list(), before);
}

#[test]
fn what_enters_by_itself_is_in_the_register_when_its_day_is_there() {
    let desk = Desk::new();
    let mut draft = desk.draft(json!({"first": day(-9).to_string(), "unit": "weeks", "interval": 1}));
    draft["enter_days_before"] = json!(5);
    desk.add(&draft);
    // Nine and two days ago, and in five days: entered ahead.
    assert_eq!(desk.rows().len(), 3);
    assert_eq!(desk.house.client.get("/api/v1/due")["count"], 0);
}

#[test]
fn what_is_due_is_told_with_its_amount() {
    let desk = Desk::new();
    desk.add(&desk.draft(monthly(day(0))));
    let mut late = desk.draft(json!({"first": day(-3).to_string(), "unit": "days", "interval": 30}));
    late["payee"] = json!("Rent");
    late["amount"] = json!({"kind": "asked", "deposit": false});
    desk.add(&late);
    desk.add(&desk.draft(monthly(day(1))));
    let due = desk.house.client.get("/api/v1/due");
    assert_eq!(due["count"], 2);
    let line = |at: usize| {
        let line = &due["lines"][at];
        (line["title"].as_str(), line["overdue"].as_bool(), line["amount_text"].as_str())
    };
    assert_eq!(line(0), (Some("Rent"), Some(true), Some("")));
    assert_eq!(line(1), (Some("City Power"), Some(false), Some("−45.00 USD")));
}

#[test]
fn what_is_ahead_leads_to_a_balance_and_names_the_lowest() {
    let desk = Desk::new();
    desk.pay(day(-2), "Grocer", 10_00);
    desk.pay(day(20), "Dentist", 80_00);
    let mut wages = desk.draft(json!({"first": day(7).to_string(), "unit": "weeks", "interval": 2}));
    wages["amount"] = json!({"kind": "fixed", "amount": 100_00});
    wages["splits"] = json!([{"category": "Wages", "amount": -100_00}]);
    desk.add(&wages);
    desk.add(&desk.draft(json!({"first": day(-1).to_string(), "unit": "weeks", "interval": 1, "end": {"kind": "count", "count": 1}})));
    let ahead = desk.house.client.get(&format!("/api/v1/accounts/{}/ahead?days=25", desk.account));
    let rows = ahead["rows"].as_array().expect("rows").iter();
    let told: Vec<_> =
        rows.map(|row| (row["date"].clone(), row["balance"].as_i64(), row["next"].as_bool())).collect();
    let at = |days: i64| json!(day(days).to_string());
    assert_eq!(
        told,
        [
            (at(-1), Some(-55_00), Some(true)),
            (at(7), Some(45_00), Some(true)),
            // After the dentist of the day before.
            (at(21), Some(65_00), Some(false)),
        ]
    );
    assert_eq!(ahead["balance"], -10_00);
    assert_eq!(ahead["lowest"], json!({"date": day(0).to_string(), "balance": -55_00}));
}

#[test]
fn a_transfer_is_ahead_on_both_sides() {
    let desk = Desk::new();
    let savings = desk.house.account("Savings");
    let mut draft = desk.draft(monthly(day(3)));
    draft["splits"] = json!([{"account": savings, "amount": 45_00}]);
    desk.add(&draft);
    let ahead = desk.house.client.get(&format!("/api/v1/accounts/{savings}/ahead"));
    let row = &ahead["rows"][0];
    assert_eq!((row["amount"].as_i64(), row["category"].as_str()), (Some(45_00), Some("[Current]")));
}

#[test]
fn bad_input_is_said_beside_its_field() {
    let desk = Desk::new();
    let today = day(0).to_string();
    let ruled = |rule: Value| desk.refused(&desk.draft(rule));
    let (field, words) = ruled(json!({"first": today, "unit": "days", "interval": 0}));
    assert_eq!((field.as_str(), words.as_str()), ("interval", "The interval must be from 1 to 1000."));
    assert_eq!(ruled(json!({"first": today, "unit": "days", "interval": -3})).0, "interval");
    assert_eq!(ruled(json!({"first": "2026-02-30", "unit": "days", "interval": 1})).0, "first");
    let until = json!({"kind": "until", "date": day(-1).to_string()});
    let (field, words) = ruled(json!({"first": today, "unit": "days", "interval": 1, "end": until}));
    assert_eq!((field.as_str(), words.as_str()), ("end", "The rule ends before its first date."));
    for count in [0, -1] {
        let end = json!({"kind": "count", "count": count});
        assert_eq!(ruled(json!({"first": today, "unit": "days", "interval": 1, "end": end})).0, "end");
    }
    let nth = json!({"kind": "nth", "nth": 5, "weekday": 1});
    assert_eq!(ruled(json!({"first": today, "unit": "months", "interval": 1, "on": nth})).0, "on");
    let mut draft = desk.draft(monthly(day(0)));
    draft["amount"] = json!({"kind": "fixed", "amount": 0});
    assert_eq!(desk.refused(&draft).0, "amount");
    draft["amount"] = json!({"kind": "asked", "deposit": false});
    draft["enter_days_before"] = json!(0);
    assert_eq!(desk.refused(&draft).0, "mode");
    draft["enter_days_before"] = json!(-1);
    assert_eq!(desk.refused(&draft).0, "enter_days_before");
    draft["splits"] = json!([{"category": " ", "amount": 0}]);
    assert_eq!(desk.refused(&draft).0, "category");
    assert_eq!(desk.list().as_array().map(Vec::len), Some(0));
}

#[test]
fn a_schedule_is_changed_and_deleted_and_undo_brings_it_back() {
    let desk = Desk::new();
    let id = desk.add(&desk.draft(monthly(day(2))));
    let mut draft = desk.list()[0]["draft"].clone();
    draft["memo"] = json!("Meter 4");
    let path = format!("/api/v1/schedules/{id}");
    desk.house.client.done("PUT", &path, &draft);
    let changed = desk.list();
    assert_eq!(changed[0]["draft"], draft);
    assert!(desk.house.client.send(Request::new("DELETE", &path)).json()["revision"].is_u64());
    assert_eq!(desk.list(), json!([]));
    desk.undo();
    assert_eq!(desk.list(), changed);
}

#[test]
fn a_transfer_of_each_month_is_proposed_once_and_refused_once() {
    let desk = Desk::new();
    let savings = desk.house.account("Savings");
    for months in 1..=4 {
        let date = day(-3).checked_sub(Span::new().months(months)).expect("a date");
        let body = json!({"date": date.to_string(), "payee": "Saving",
            "splits": [{"account": desk.account, "amount": -100_00}, {"account": savings, "amount": 100_00}]});
        desk.house.client.done("POST", "/api/v1/transactions", &body);
    }
    let proposals = || desk.house.client.get("/api/v1/schedules/proposals")["proposals"].clone();
    let found = proposals();
    let drafts: Vec<_> =
        found.as_array().expect("a list").iter().map(|one| one["draft"]["account"].clone()).collect();
    assert_eq!(drafts, [json!(desk.account)], "from the account that pays");
    let dismissed = json!([found[0]["key"]]);
    desk.house.client.done("PUT", "/api/v1/preferences/schedules.dismissed", &dismissed);
    assert_eq!(proposals(), json!([]));
}

#[test]
fn what_was_paid_each_month_is_proposed_until_it_is_dismissed_or_scheduled() {
    let desk = Desk::new();
    for months in 1..=4 {
        let date = day(-3).checked_sub(Span::new().months(months)).expect("a date");
        desk.pay(date, "City Power", 45_00);
        desk.pay(date, "Club", 9_00 + months);
    }
    let proposals = || desk.house.client.get("/api/v1/schedules/proposals")["proposals"].clone();
    let found = proposals();
    let told =
        |at: usize| (found[at]["title"].as_str(), found[at]["times"].as_u64(), found[at]["exact"].as_bool());
    assert_eq!(told(0), (Some("City Power"), Some(4), Some(true)));
    assert_eq!(told(1), (Some("Club"), Some(4), Some(false)));
    assert_eq!(found[1]["draft"]["amount"], json!({"kind": "estimated", "deposit": false}));
    assert_eq!(desk.list(), json!([]), "nothing is made silently");
    desk.add(&found[0]["draft"]);
    assert_eq!(proposals()[0]["title"], "Club");
    let dismissed = json!([found[1]["key"]]);
    desk.house.client.done("PUT", "/api/v1/preferences/schedules.dismissed", &dismissed);
    assert_eq!(proposals(), json!([]));
}

#[test]
fn several_days_of_a_month_are_one_schedule() {
    let desk = Desk::new();
    let rule = json!({"first": "2026-01-01", "unit": "months", "interval": 1,
        "on": {"kind": "day", "day": 1}, "also_on": [{"kind": "day", "day": 15}]});
    let id = desk.add(&desk.draft(rule.clone()));
    for expected in ["2026-01-01", "2026-01-15", "2026-02-01"] {
        assert_eq!(desk.list()[0]["next"]["date"], expected);
        desk.act(id, "enter", &json!({}));
    }
    let shown = &desk.list()[0]["draft"]["rule"];
    assert_eq!((&shown["on"], &shown["also_on"]), (&rule["on"], &rule["also_on"]));
    let weekly =
        json!({"first": "2026-01-01", "unit": "weeks", "interval": 1, "also_on": [{"kind": "last"}]});
    assert_eq!(desk.refused(&desk.draft(weekly)).0, "also_on");
    let twice = json!({"first": "2026-01-01", "unit": "months", "interval": 1, "also_on": [{"kind": "day", "day": 1}]});
    assert_eq!(desk.refused(&desk.draft(twice)).0, "also_on");
}

#[test]
fn an_account_that_is_used_is_closed_only_when_it_is_meant() {
    let desk = Desk::new();
    desk.add(&desk.draft(monthly(day(3))));
    let path = format!("/api/v1/accounts/{}", desk.account);
    let close = |body: Value| desk.house.client.send(Request::new("PATCH", &path).json(&body));
    let refused = close(json!({"closed": true}));
    let problem = refused.json();
    assert_eq!(
        (refused.status, &problem["type"]),
        (409, &json!("urn:counterfoil:problem:account-still-used"))
    );
    assert!(problem["title"].as_str().is_some_and(|title| title.contains("“City Power”")), "{problem}");
    assert_eq!(desk.house.client.get("/api/v1/accounts")["accounts"][0]["closed"], false);
    assert_eq!(close(json!({"closed": true, "close_anyway": true})).status, 200);
    assert_eq!(close(json!({"closed": false})).status, 200);
}
