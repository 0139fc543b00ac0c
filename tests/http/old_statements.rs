//! Statements of long ago: why they no longer add up, and which rows they lock.

use serde_json::{Value, json};

use super::statements::Desk;

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
