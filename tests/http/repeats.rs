//! An order whose answer was lost: sent again it is answered again, and never done twice.

use std::panic::catch_unwind;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};

use super::support::program::{Running, command};
use super::support::{Answer, Client, Dice, House, Request};

fn order(client: &Client, key: &str, name: &str) -> Answer {
    let body = json!({"name": name, "kind": "expense", "currency": "USD"});
    client.send(
        Request::new("POST", "/api/v1/accounts").json(&body).header("Idempotency-Key", format!("\"{key}\"")),
    )
}

fn count(client: &Client) -> usize {
    client.get("/api/v1/accounts")["accounts"].as_array().expect("accounts").len()
}

#[test]
fn the_same_key_is_answered_the_same_again_also_after_a_restart() {
    let house = House::new();
    let first = order(&house.client, "k-1", "Food").json();
    assert_eq!(order(&house.client, "k-1", "Food").json(), first);
    let house = house.restarted();
    let mut client = house.client.clone();
    client.cookie = Some(house.let_in());
    assert_eq!(order(&client, "k-1", "Food").json(), first);
    assert_eq!(count(&client), 1);
    assert_eq!(client.get("/api/v1/answers/k-1"), first, "what became of it can be asked");
    assert_eq!(client.send(Request::get("/api/v1/answers/k-2")).status, 404);
}

#[test]
fn a_key_that_was_another_order_s_is_refused_and_without_one_everything_is_as_ever() {
    let house = House::new();
    order(&house.client, "k-1", "Food");
    let entry = json!({"accounts": [1], "moved": null});
    let other = Request::new("PUT", "/api/v1/accounts/order").json(&entry).header("Idempotency-Key", "k-1");
    let refused = house.client.send(other);
    assert_eq!(
        (refused.status, refused.json()["type"].clone()),
        (422, json!("urn:counterfoil:problem:key-used"))
    );
    house.account("A");
    house.account("B");
    assert_eq!(count(&house.client), 3);
}

#[test]
fn a_key_that_comes_again_with_another_body_is_refused_also_after_a_restart() {
    let house = House::new();
    order(&house.client, "k-1", "Food");
    let refused = |client: &Client| {
        let answer = order(client, "k-1", "Fuel");
        (answer.status, answer.json()["type"].clone())
    };
    let expected = (422, json!("urn:counterfoil:problem:key-used"));
    assert_eq!(refused(&house.client), expected);
    let house = house.restarted();
    let mut client = house.client.clone();
    client.cookie = Some(house.let_in());
    assert_eq!(refused(&client), expected);
    assert_eq!(count(&client), 1);
    let undo = |revision: &str| {
        let path = format!("/api/v1/undo{revision}");
        client.send(Request::new("POST", &path).body("").header("Idempotency-Key", "k-2")).status
    };
    assert_eq!((undo("?revision=1"), undo("?revision=1"), undo("")), (200, 200, 422));
    for odd in ["\"\"", "\"a\", \"b\"", &"k".repeat(200)] {
        assert_eq!(order(&client, odd.trim_matches('"'), "Fuel").status, 400, "{odd}");
    }
    assert_eq!(count(&client), 0, "nothing else was done");
}

#[test]
fn an_import_that_is_sent_again_is_answered_as_at_first() {
    let house = House::new();
    let body = json!({"preview": super::ends::preview(&house.client, 30), "statements": [{"index": 0, "new_account": "Giro"}]});
    let import = |client: &Client, body: &Value| {
        client
            .send(Request::new("POST", "/api/v1/imports?task=t").json(body).header("Idempotency-Key", "i-1"))
    };
    let first = import(&house.client, &body).json();
    assert_eq!((first["added"].clone(), first["account"].clone()), (json!(30), json!(1)));
    assert_eq!(import(&house.client, &body).json(), first);
    assert_eq!(house.client.get("/api/v1/answers/i-1"), first);
    let other = json!({"preview": body["preview"], "statements": []});
    assert_eq!(import(&house.client, &other).status, 422);
    let house = house.restarted();
    let mut client = house.client.clone();
    client.cookie = Some(house.let_in());
    assert_eq!(import(&client, &body).json(), first, "also after a restart");
    assert_eq!(client.get("/api/v1/imports")["batches"].as_array().expect("batches").len(), 1);
}

#[test]
fn a_whole_book_that_is_brought_in_again_under_its_key_is_answered_as_at_first() {
    let house = House::new();
    house.account("A");
    let whole = house.client.send(Request::get("/api/v1/export?format=json")).text();
    let empty = House::new();
    let fill = |body: &str| {
        let order = Request::new("POST", "/api/v1/contents").body(body).header("Idempotency-Key", "c-1");
        empty.client.send(order)
    };
    let first = fill(&whole).json();
    assert_eq!(fill(&whole).json(), first);
    assert_eq!(fill(&whole.replace("\"A\"", "\"B\"")).status, 422);
}

#[test]
fn what_the_program_was_told_under_a_key_is_done_once_while_it_runs() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = command(folder.path());
    command.arg("--no-browser").stderr(Stdio::null());
    let running = Running::outside(command).let_in();
    order(&running.client, "k-1", "Food");
    let backup = |key: &str, to: Value| {
        let body = json!({"to": to});
        let order = Request::new("POST", "/api/v1/backups").json(&body).header("Idempotency-Key", key);
        running.client.send(order)
    };
    let first = backup("b-1", Value::Null).json();
    assert_eq!(backup("b-1", Value::Null).json(), first);
    assert_eq!(running.client.get("/api/v1/backups")["backups"].as_array().expect("backups").len(), 1);
    assert_eq!(running.client.get("/api/v1/answers/b-1"), first);
    assert_eq!(backup("b-1", json!("/elsewhere")).status, 422);
    assert_eq!(backup("k-1", Value::Null).status, 422, "it was an order to the book");
    let keep = |on: bool| {
        let order = Request::new("PUT", "/api/v1/app/keep-running").json(&json!({"on": on}));
        running.client.send(order.header("Idempotency-Key", "a-1")).status
    };
    assert_eq!((keep(true), keep(true), keep(false)), (204, 204, 422));
    let refused = |path: &str| {
        let body = json!({"name": "none", "in_place": false});
        running.client.send(Request::new("POST", path).json(&body).header("Idempotency-Key", "r-1")).status
    };
    assert_eq!(refused("/api/v1/backups/restore"), 404);
    assert_eq!(refused("/api/v1/backups/restore"), 404, "what was refused is judged anew");
}

#[test]
fn an_undo_that_means_another_step_than_the_next_changes_nothing() {
    let house = House::new();
    house.account("A");
    let meant = house.client.get("/api/v1/history")["undo_revision"].as_u64().expect("a step");
    house.account("B");
    let undo = |revision: u64| {
        house.client.send(Request::new("POST", &format!("/api/v1/undo?revision={revision}")).body(""))
    };
    assert_eq!(undo(meant).status, 409, "somebody else did something since");
    assert_eq!(count(&house.client), 2);
    let meant = house.client.get("/api/v1/history")["undo_revision"].as_u64().expect("a step");
    assert_eq!(undo(meant).status, 200);
    assert_eq!(undo(meant).status, 409, "asked twice it takes back one step");
    assert_eq!(count(&house.client), 1);
}

/// So many kills, each in the midst of orders; whoever got no answer sends the same order again.
fn kills(rounds: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let start = || {
        let mut command = command(folder.path());
        command.arg("--no-browser").stderr(Stdio::null());
        Running::outside(command).let_in()
    };
    let (mut dice, mut sent, mut repeated, mut were_in) = (Dice(7), 0_usize, 0, 0);
    let mut unanswered: Vec<String> = Vec::new();
    for _ in 0..rounds {
        let running = start();
        for name in std::mem::take(&mut unanswered) {
            let known =
                running.client.send(Request::get(&format!("/api/v1/answers/key-{name}"))).status == 200;
            were_in += usize::from(known);
            repeated += 1;
            assert_eq!(order(&running.client, &format!("key-{name}"), &name).status, 200);
        }
        assert_eq!(count(&running.client), sent, "none is lost and none is doubled");
        let (client, most) = (running.client.clone(), 5 + dice.below(20));
        let mut killed = Some(running);
        let is_enough = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let writer = scope.spawn(|| {
                for n in 0..most + 50 {
                    let name = format!("{}", sent + 1);
                    let answered = catch_unwind(|| order(&client, &format!("key-{name}"), &name).status);
                    sent += 1;
                    if !matches!(answered, Ok(200)) {
                        unanswered.push(name);
                        return;
                    }
                    if n == most {
                        is_enough.store(true, Ordering::Release);
                    }
                }
            });
            super::support::wait_for("orders", || {
                (writer.is_finished() || is_enough.load(Ordering::Acquire)).then_some(())
            });
            drop(killed.take());
        });
    }
    println!(
        "{rounds} kills, {sent} orders, {repeated} repeated, {were_in} of them were in the book already"
    );
}

#[test]
fn no_order_is_doubled_by_sending_it_again_after_a_kill() {
    let rounds = std::env::var("COUNTERFOIL_KILLS").ok().and_then(|text| text.parse().ok());
    kills(rounds.unwrap_or(6));
}
