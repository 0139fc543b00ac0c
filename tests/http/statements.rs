//! Reconciling over the interface.

use serde_json::{Value, json};

use super::imports::{STATEMENT, import, preview};
use super::support::{House, Request};

pub struct Desk {
    pub house: House,
    pub account: i64,
}

impl Desk {
    pub fn new() -> Desk {
        let house = House::new();
        let account = house.account("Current");
        Desk { house, account }
    }

    pub fn pay(&self, date: &str, payee: &str, units: i64) -> i64 {
        let body = json!({"date": date, "payee": payee,
            "splits": [{"account": self.account, "amount": -units}, {"category": "Food", "amount": units}]});
        self.house.client.done("POST", "/api/v1/transactions", &body)["id"].as_i64().expect("an id")
    }

    pub fn start(&self, date: &str, closing: i64) -> i64 {
        let path = format!("/api/v1/accounts/{}/statements", self.account);
        let body = json!({"date": date, "closing": closing});
        self.house.client.done("POST", &path, &body)["id"].as_i64().expect("an id")
    }

    pub fn tick(&self, statement: i64, transactions: &[i64]) {
        let rows: Vec<Value> = transactions.iter().map(|id| json!({"transaction": id, "split": 0})).collect();
        let path = format!("/api/v1/statements/{statement}/ticks");
        self.house.client.done("PUT", &path, &json!({"rows": rows, "ticked": true}));
    }

    pub fn finish(&self, statement: i64) -> Value {
        self.house.client.post(&format!("/api/v1/statements/{statement}/finish"), &json!({})).json()
    }

    pub fn page(&self, statement: i64) -> Value {
        self.house.client.get(&format!("/api/v1/statements/{statement}"))
    }

    pub fn delete(&self, transaction: i64) -> Value {
        let request = Request::new("DELETE", &format!("/api/v1/transactions/{transaction}"));
        self.house.client.send(request).json()
    }
}

#[test]
fn a_statement_is_ticked_until_it_adds_up() {
    let desk = Desk::new();
    let (grocer, baker) = (desk.pay("2026-10-03", "Grocer", 12_50), desk.pay("2026-10-09", "Baker", 4_00));
    desk.pay("2026-11-02", "Butcher", 9_00);
    let statement = desk.start("2026-10-31", -16_50);
    desk.tick(statement, &[grocer]);
    let page = desk.page(statement);
    assert_eq!(page["statement"]["difference"], -4_00);
    assert_eq!(page["rows"].as_array().expect("rows").len(), 3);
    assert_eq!(page["explanations"][0]["kind"], "toggle");
    assert_eq!(page["explanations"][0]["rows"][0]["transaction"], baker);
    let refused = desk.finish(statement);
    assert_eq!((refused["status"].as_u64(), refused["field"].as_str()), (Some(409), Some("closing")));
    desk.tick(statement, &[baker]);
    desk.finish(statement);
    let page = desk.page(statement);
    assert_eq!(
        (page["statement"]["finished"].as_bool(), page["statement"]["difference"].as_i64()),
        (Some(true), Some(0))
    );
    assert_eq!(page["rows"].as_array().expect("rows").len(), 2);
}

#[test]
fn a_locked_row_names_its_statement_and_is_free_when_that_is_opened_again() {
    let desk = Desk::new();
    let grocer = desk.pay("2026-10-03", "Grocer", 12_50);
    let statement = desk.start("2026-10-31", -12_50);
    desk.tick(statement, &[grocer]);
    desk.finish(statement);
    let refused = desk.delete(grocer);
    assert_eq!(refused["statement"], statement);
    assert_eq!(refused["title"], "The row belongs to the reconciled statement of 2026-10-31.");
    desk.house.client.done("POST", &format!("/api/v1/statements/{statement}/reopen"), &json!({}));
    assert!(desk.delete(grocer)["revision"].is_u64());
}

#[test]
fn an_old_statement_names_the_row_and_the_change_that_broke_it() {
    let desk = Desk::new();
    let grocer = desk.pay("2026-10-03", "Grocer", 12_50);
    let statement = desk.start("2026-10-31", -12_50);
    desk.tick(statement, &[grocer]);
    desk.finish(statement);
    let path = format!("/api/v1/transactions/{grocer}/splits/0/state");
    desk.house.client.done("PUT", &path, &json!({"state": "cleared", "unreconcile": true}));
    let page = desk.page(statement);
    assert_eq!(page["statement"]["difference"], -12_50);
    assert_eq!(page["statement"]["changed"], true);
    let cause = &page["drift"][0];
    let row = &cause["rows"][0];
    assert_eq!((row["transaction"].as_i64(), row["held"].as_i64()), (Some(grocer), Some(-12_50)));
    assert_eq!(cause["changes"][0]["words"], "Un-reconciled Grocer −12.50");
    assert_eq!(
        row["fields"],
        json!([{"field": "state", "from": "reconciled", "to": "cleared"},
        {"field": "statement", "from": "2026-10-31", "to": null}])
    );
}

#[test]
fn ticks_stay_over_a_restart() {
    let desk = Desk::new();
    let grocer = desk.pay("2026-10-03", "Grocer", 12_50);
    let statement = desk.start("2026-10-31", -20_00);
    desk.tick(statement, &[grocer]);
    let before = desk.page(statement);
    let desk = Desk { account: desk.account, house: desk.house.restarted() };
    assert_eq!(desk.page(statement), before);
}

#[test]
fn one_statement_at_a_time_and_none_before_the_last() {
    let desk = Desk::new();
    let statement = desk.start("2026-10-31", 0);
    let path = format!("/api/v1/accounts/{}/statements", desk.account);
    let again = desk.house.client.post(&path, &json!({"date": "2026-11-30", "closing": 0})).json();
    assert_eq!(again["title"], "The statement of 2026-10-31 is being reconciled.");
    desk.finish(statement);
    let early = desk.house.client.post(&path, &json!({"date": "2026-10-01", "closing": 0})).json();
    assert_eq!(early["field"], "date");
    let entry = &desk.house.client.get(&path)["statements"][0];
    assert_eq!((entry["id"].as_i64(), entry["rows"].as_u64()), (Some(statement), Some(0)));
}

#[test]
fn what_is_done_to_a_statement_can_be_undone() {
    let desk = Desk::new();
    let grocer = desk.pay("2026-10-03", "Grocer", 12_50);
    let statement = desk.start("2026-10-31", -12_50);
    desk.tick(statement, &[grocer]);
    let mut before = desk.page(statement);
    desk.finish(statement);
    desk.house.client.done("POST", "/api/v1/undo", &json!({}));
    let mut after = desk.page(statement);
    before["revision"] = after["revision"].take();
    assert_eq!((&before["rows"], &before["statement"]), (&after["rows"], &after["statement"]));
}

#[test]
fn an_imported_statement_brings_its_date_its_balance_and_its_ticks() {
    let house = House::new();
    let account = import(&house, &preview(&house, "may.ofx", STATEMENT.as_bytes()), None)["account"]
        .as_i64()
        .expect("made");
    let path = format!("/api/v1/accounts/{account}/statements");
    let brought = &house.client.get(&path)["brought"];
    assert_eq!((&brought["file"], &brought["date"]), (&json!("may.ofx"), &json!("2024-05-31")));
    let body = json!({"date": brought["date"], "closing": brought["closing"], "batch": brought["batch"]});
    let statement = house.client.done("POST", &path, &body)["id"].as_i64().expect("an id");
    let page = house.client.get(&format!("/api/v1/statements/{statement}"));
    assert_eq!((&page["statement"]["rows"], &page["statement"]["difference"]), (&json!(4), &json!(0)));
    assert_eq!(house.client.get(&path)["brought"], Value::Null, "one at a time");
    house.client.done("POST", &format!("/api/v1/statements/{statement}/finish"), &json!({}));
    assert_eq!(house.client.get(&path)["brought"], Value::Null, "it is done");
}

#[test]
fn an_import_that_was_undone_offers_no_statement() {
    let house = House::new();
    let shown = preview(&house, "may.ofx", STATEMENT.as_bytes());
    let account = import(&house, &shown, None)["account"].as_i64().expect("made");
    let brought = |house: &House| {
        house.client.get(&format!("/api/v1/accounts/{account}/statements"))["brought"].clone()
    };
    house.client.done("POST", "/api/v1/undo", &json!({}));
    assert_eq!(brought(&house), Value::Null);
    house.client.done("POST", "/api/v1/redo", &json!({}));
    let house = house.restarted();
    assert_eq!(brought(&house)["closing"], 3407_50);
}

#[test]
fn what_explains_a_difference_is_looked_for_up_to_the_date_first() {
    let desk = Desk::new();
    let (grocer, later) = (desk.pay("2026-10-03", "Grocer", 5_00), desk.pay("2026-11-03", "Grocer", 5_00));
    desk.pay("2026-11-04", "Baker", 7_00);
    let statement = desk.start("2026-10-31", -5_00);
    let proposed = |page: &Value| -> Vec<i64> {
        let rows = page["explanations"].as_array().expect("explanations").iter();
        rows.filter_map(|one| one["rows"][0]["transaction"].as_i64()).collect()
    };
    assert_eq!(proposed(&desk.page(statement)), [grocer]);
    desk.tick(statement, &[grocer]);
    let path = format!("/api/v1/statements/{statement}");
    desk.house.client.done("PUT", &path, &json!({"date": "2026-10-31", "closing": -10_00}));
    assert_eq!(proposed(&desk.page(statement)), [later], "and after it where nothing else does");
}
