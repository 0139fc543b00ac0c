//! Reconciling over the interface.

use serde_json::{Value, json};

use super::imports::{STATEMENT, import, preview};
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

    fn pay(&self, date: &str, payee: &str, units: i64) -> i64 {
        let body = json!({"date": date, "payee": payee,
            "splits": [{"account": self.account, "amount": -units}, {"category": "Food", "amount": units}]});
        self.house.client.done("POST", "/api/v1/transactions", &body)["id"].as_i64().expect("an id")
    }

    fn start(&self, date: &str, closing: i64) -> i64 {
        let path = format!("/api/v1/accounts/{}/statements", self.account);
        let body = json!({"date": date, "closing": closing});
        self.house.client.done("POST", &path, &body)["id"].as_i64().expect("an id")
    }

    fn tick(&self, statement: i64, transactions: &[i64]) {
        let rows: Vec<Value> = transactions.iter().map(|id| json!({"transaction": id, "split": 0})).collect();
        let path = format!("/api/v1/statements/{statement}/ticks");
        self.house.client.done("PUT", &path, &json!({"rows": rows, "ticked": true}));
    }

    fn finish(&self, statement: i64) -> Value {
        self.house.client.post(&format!("/api/v1/statements/{statement}/finish"), &json!({})).json()
    }

    fn page(&self, statement: i64) -> Value {
        self.house.client.get(&format!("/api/v1/statements/{statement}"))
    }

    fn delete(&self, transaction: i64) -> Value {
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

/// October with a grocer and a baker, then November with a butcher, both finished.
fn two_months(desk: &Desk) -> ([i64; 3], [i64; 2]) {
    let (grocer, baker) = (desk.pay("2026-10-03", "Grocer", 12_50), desk.pay("2026-10-09", "Baker", 4_00));
    let butcher = desk.pay("2026-11-02", "Butcher", 9_00);
    let months = [("2026-10-31", -16_50, vec![grocer, baker]), ("2026-11-30", -25_50, vec![butcher])];
    let statements = months.map(|(date, closing, rows)| {
        let statement = desk.start(date, closing);
        desk.tick(statement, &rows);
        desk.finish(statement);
        statement
    });
    ([grocer, baker, butcher], statements)
}

/// Each cause of a statement: the first words, what it makes of the difference, and its rows.
fn causes(page: &Value) -> Vec<(String, i64, Vec<i64>)> {
    let causes = page["drift"].as_array().expect("causes").iter();
    let cause = |one: &Value| {
        let rows = one["rows"].as_array().expect("rows").iter();
        (
            one["changes"][0]["words"].as_str().unwrap_or_default().to_owned(),
            one["difference"].as_i64().expect("a sum"),
            rows.map(|row| row["transaction"].as_i64().expect("an id")).collect(),
        )
    };
    let causes: Vec<_> = causes.map(cause).collect();
    let sum: i64 = causes.iter().map(|cause| cause.1).sum();
    assert_eq!(page["statement"]["difference"], sum, "they make up the difference");
    causes
}

#[test]
fn a_later_statement_names_the_row_of_an_earlier_one_also_when_that_one_was_finished_anew() {
    let desk = Desk::new();
    let ([grocer, _, _], [october, november]) = two_months(&desk);
    let client = &desk.house.client;
    client.done("POST", &format!("/api/v1/statements/{october}/reopen"), &json!({}));
    assert_eq!(desk.page(november)["statement"]["difference"], -16_50);
    let words = "Re-opened the statement of 2026-10-31".to_owned();
    assert_eq!(causes(&desk.page(november)), [(words, -16_50, vec![grocer, grocer + 1])]);
    client.done(
        "PUT",
        &format!("/api/v1/transactions/{grocer}"),
        &json!({"date": "2026-10-04", "payee": "Grocer",
        "splits": [{"account": desk.account, "amount": -15_00}, {"category": "Food", "amount": 15_00}]}),
    );
    desk.tick(october, &[grocer]);
    client.done(
        "PUT",
        &format!("/api/v1/statements/{october}"),
        &json!({"date": "2026-10-31", "closing": -19_00}),
    );
    desk.finish(october);
    assert_eq!(desk.page(october)["statement"]["difference"], 0);
    assert_eq!(desk.page(october)["drift"], json!([]));
    let page = desk.page(november);
    assert_eq!(causes(&page), [("Reconciled Current to 2026-10-31".into(), 2_50, vec![grocer])]);
    let cause = &page["drift"][0];
    let told: Vec<&str> = cause["changes"]
        .as_array()
        .expect("changes")
        .iter()
        .filter_map(|one| one["words"].as_str())
        .collect();
    assert!(told.iter().any(|words| words.starts_with("Changed Grocer −15.00")), "{told:?}");
    assert!(
        cause["changes"]
            .as_array()
            .expect("changes")
            .iter()
            .all(|one| one["at"].is_string() && one["origin"] != "")
    );
    assert_eq!(cause["rows"][0]["statement_date"], "2026-10-31");
    assert_eq!(
        cause["rows"][0]["fields"],
        json!([{"field": "date", "from": "2026-10-03", "to": "2026-10-04"},
        {"field": "amount", "from": "-1250", "to": "-1500"}])
    );
}

#[test]
fn changes_that_take_each_other_back_in_part_are_all_named() {
    let desk = Desk::new();
    let ([grocer, baker, butcher], [october, november]) = two_months(&desk);
    let client = &desk.house.client;
    for row in [grocer, butcher] {
        let path = format!("/api/v1/transactions/{row}/splits/0/state");
        client.done("PUT", &path, &json!({"state": "cleared", "unreconcile": true}));
    }
    desk.delete(grocer);
    let savings = desk.house.account("Savings");
    client.done(
        "POST",
        &format!("/api/v1/transactions/{butcher}/move"),
        &json!({"split": 0, "account": savings}),
    );
    // The whole of it, put in where it was: October adds up again, and November lacks its own row only.
    let other = desk.pay("2026-10-03", "Other grocer", 12_50);
    client.done("POST", &format!("/api/v1/statements/{october}/reopen"), &json!({}));
    desk.tick(october, &[other]);
    desk.finish(october);
    assert_eq!(
        (desk.page(october)["statement"]["difference"].as_i64(), &desk.page(october)["drift"]),
        (Some(0), &json!([]))
    );
    let page = desk.page(november);
    let found = causes(&page);
    assert_eq!(page["statement"]["difference"], -9_00);
    let rows: Vec<i64> = found.iter().flat_map(|cause| cause.2.clone()).collect();
    assert_eq!(rows.len(), 3, "{found:?}");
    assert!(!rows.contains(&baker) && [grocer, other, butcher].iter().all(|row| rows.contains(row)));
    let row = |id: i64| {
        let causes = page["drift"].as_array().expect("causes").iter();
        let mut rows = causes.flat_map(|cause| cause["rows"].as_array().expect("rows"));
        rows.find(|row| row["transaction"] == id).expect("named").clone()
    };
    assert_eq!(
        (row(grocer)["deleted"].as_bool(), row(grocer)["payee"].as_str()),
        (Some(true), Some("Grocer"))
    );
    let moved = json!({"field": "account", "from": "Current", "to": "Savings"});
    assert!(row(butcher)["fields"].as_array().expect("fields").contains(&moved), "{}", row(butcher));
}

#[test]
fn undo_and_redo_are_named_like_any_change_and_leave_no_blame_behind() {
    let desk = Desk::new();
    let ([grocer, ..], [october, november]) = two_months(&desk);
    let client = &desk.house.client;
    let path = format!("/api/v1/transactions/{grocer}/splits/0/state");
    client.done("PUT", &path, &json!({"state": "cleared", "unreconcile": true}));
    // Re-opened and taken back while it did not add up: what came before is still to blame.
    client.done("POST", &format!("/api/v1/statements/{november}/reopen"), &json!({}));
    client.done("POST", "/api/v1/undo", &json!({}));
    for statement in [october, november] {
        assert_eq!(
            causes(&desk.page(statement)),
            [("Un-reconciled Grocer −12.50".into(), -12_50, vec![grocer])]
        );
    }
    client.done("POST", "/api/v1/undo", &json!({}));
    for statement in [october, november] {
        assert_eq!(desk.page(statement)["drift"], json!([]));
        assert_eq!(desk.page(statement)["statement"]["difference"], 0);
    }
    client.done("POST", "/api/v1/redo", &json!({}));
    let found = causes(&desk.page(november));
    assert_eq!((found.len(), found[0].1, &found[0].2), (1, -12_50, &vec![grocer]));
    assert!(found[0].0.contains("Un-reconciled Grocer"), "{found:?}");
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
fn a_change_to_many_rows_names_the_statements_that_lock_some_of_them_before_anything_is_written() {
    let desk = Desk::new();
    let ([grocer, _, butcher], [october, november]) = two_months(&desk);
    let free = desk.pay("2026-12-01", "Cobbler", 3_00);
    let client = &desk.house.client;
    let selection = [grocer, free, butcher].map(|id| json!({"transaction": id}));
    let body = json!({"selection": selection, "change": "delete"});
    let before = client.get(&format!("/api/v1/accounts/{}/register", desk.account));
    for path in ["/api/v1/transactions/bulk/preview", "/api/v1/transactions/bulk"] {
        let refused = client.post(path, &body).json();
        assert_eq!(refused["type"], "urn:counterfoil:problem:rows-reconciled");
        assert_eq!(refused["locked"]["transactions"], json!([grocer, butcher]));
        let statement = |id: i64, date: &str| json!({"id": id, "account": desk.account, "date": date});
        let expected = json!([statement(october, "2026-10-31"), statement(november, "2026-11-30")]);
        assert_eq!(refused["locked"]["statements"], expected);
    }
    assert_eq!(client.get(&format!("/api/v1/accounts/{}/register", desk.account)), before);
    let body = json!({"selection": [{"transaction": free}], "change": "delete"});
    client.done("POST", "/api/v1/transactions/bulk", &body);
}
