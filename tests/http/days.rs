//! The day it is: where the user is, over a change of zone, and in every answer that knows one.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use serde_json::{Value, json};

use super::support::program::{Running, command};
use super::support::{Client, House, wait_for};

/// One moment: 00:15 on the 31st in Kathmandu, 10:30 on the 30th in Los Angeles, 08:30 on the 31st in Kiritimati.
const MOMENT: &str = "2027-01-30T18:30:00Z";

fn started(folder: &Path, clock: &str, zone: &str) -> Running {
    let mut command = command(folder);
    command.args(["--no-browser", "--clock", clock]).env("TZ", zone);
    Running::outside(command).let_in()
}

fn today(client: &Client) -> String {
    client.get("/api/v1/due")["today"].as_str().expect("a day").to_owned()
}

fn account(client: &Client) -> i64 {
    let body = json!({"name": "Current", "kind": "asset", "currency": "USD"});
    client.done("POST", "/api/v1/accounts", &body)["id"].as_i64().expect("an id")
}

/// A bill of this day that enters itself.
fn bill(client: &Client, account: i64, first: &str) {
    let body = json!({"account": account, "payee": "Rent", "splits": [{"category": "Rent", "amount": 100}],
        "amount": {"kind": "fixed", "amount": -100}, "enter_days_before": 0,
        "rule": {"first": first, "unit": "months", "interval": 1}});
    client.done("POST", "/api/v1/schedules", &body);
}

fn pay(client: &Client, account: i64, date: &str, units: i64) {
    let body = json!({"date": date,
        "splits": [{"account": account, "amount": -units}, {"category": "Food", "amount": units}]});
    client.done("POST", "/api/v1/transactions", &body);
}

#[test]
fn the_day_is_that_of_the_system_s_zone_and_what_is_due_goes_by_it() {
    for (zone, day, entered) in [
        ("Asia/Kathmandu", "2027-01-31", 1),
        ("America/Los_Angeles", "2027-01-30", 0),
        ("Pacific/Kiritimati", "2027-01-31", 1),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let program = started(folder.path(), MOMENT, zone);
        let client = &program.client;
        let account = account(client);
        bill(client, account, "2027-01-31");
        let rows = |search: &str| {
            client.get(&format!("/api/v1/accounts/{account}/register?search={search}"))["total"].clone()
        };
        assert_eq!((today(client), rows("")), (day.to_owned(), json!(entered)), "{zone}");
        pay(client, account, "2027-01-31", 5);
        let future = i64::from(day == "2027-01-30");
        assert_eq!(rows("is:future"), future, "{zone}");
        let life = &client.get("/api/v1/app")["life"];
        assert_eq!((&life["today"], &life["zone"]), (&json!(day), &json!(zone)));
        for path in [
            "schedules",
            "accounts",
            &format!("accounts/{account}/ahead"),
            &format!("accounts/{account}/cheques"),
        ] {
            assert_eq!(client.get(&format!("/api/v1/{path}"))["today"], day, "{zone}: {path}");
        }
    }
}

#[test]
fn a_change_of_zone_is_seen_by_a_program_that_runs_and_told_to_every_page() {
    let folder = tempfile::tempdir().expect("a folder");
    // As systems do it: a link to the zone, by way of a database that need not be there.
    let zone = folder.path().join("localtime");
    let link = |name: &str| {
        let _ = fs::remove_file(&zone);
        symlink(format!("/nowhere/zoneinfo/{name}"), &zone).expect("links");
    };
    link("America/Los_Angeles");
    let program = started(folder.path(), MOMENT, zone.to_str().expect("text"));
    let client = &program.client;
    assert_eq!(today(client), "2027-01-30");
    let mut events = client.events("session=a", None);
    link("Asia/Kathmandu");
    assert_eq!(today(client), "2027-01-31");
    let life = wait_for("the status of the new zone", || {
        let life = events.next_named("status").data;
        (life["zone"] == "Asia/Kathmandu").then_some(life)
    });
    assert_eq!(life["today"], "2027-01-31");
}

#[test]
fn a_moment_that_is_none_is_refused_in_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = command(folder.path()).args(["--clock", "soon"]).output().expect("runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("is no moment"), "{said}");
    assert!(!folder.path().join("b.counterfoil").exists());
}

/// Days at which something is different: (the clock, yesterday, tomorrow).
const CHOSEN: [(&str, &str, &str); 6] = [
    ("2027-01-31T12:00[America/Los_Angeles]", "2027-01-30", "2027-02-01"),
    ("2028-02-29T00:10[Asia/Kathmandu]", "2028-02-28", "2028-03-01"),
    ("2027-12-31T23:00[Pacific/Kiritimati]", "2027-12-30", "2028-01-01"),
    // Clocks are put forward at 2:00, back at 2:00, and forward at midnight: that day begins at 1:00.
    ("2027-03-28T01:30[Europe/Berlin]", "2027-03-27", "2027-03-29"),
    ("2027-11-07T01:30[America/New_York]", "2027-11-06", "2027-11-08"),
    ("2027-09-05T01:10[America/Santiago]", "2027-09-04", "2027-09-06"),
];

fn accounts(client: &Client, query: &str) -> (Value, Value) {
    let account = client.get(&format!("/api/v1/accounts{query}"))["accounts"][0].clone();
    (account["balance"].clone(), account["entered_balance"].clone())
}

#[test]
fn a_balance_is_that_of_today_with_everything_entered_beside_it_on_any_day() {
    for (clock, yesterday, tomorrow) in CHOSEN {
        let house = House::at(clock);
        let (client, account) = (&house.client, house.account("Current"));
        let today = today(client);
        for (date, units) in [(yesterday, 1), (today.as_str(), 20), (tomorrow, 300), ("2099-06-15", 4_000)] {
            pay(client, account, date, units);
        }
        assert_eq!(accounts(client, ""), (json!(-21), json!(-4_321)), "{clock}");
        assert_eq!(accounts(client, &format!("?today={yesterday}")), (json!(-1), json!(-4_321)), "{clock}");
        assert_eq!(accounts(client, &format!("?today={tomorrow}")), (json!(-321), json!(-4_321)), "{clock}");
        let funds = client.get(&format!("/api/v1/accounts/{account}/funds"));
        let told = ["balance", "entered", "cleared", "unpaid", "available"].map(|name| funds[name].as_i64());
        assert_eq!(told, [-21, -4_321, 0, -21, -21].map(Some), "{clock}");
    }
}

#[test]
fn a_day_that_is_none_is_refused() {
    let house = House::new();
    let account = house.account("Current");
    for path in [
        "accounts",
        "due",
        "schedules",
        &format!("accounts/{account}/register"),
        &format!("accounts/{account}/ahead"),
    ] {
        let answer =
            house.client.send(super::support::Request::get(&format!("/api/v1/{path}?today=2027-02-30")));
        assert_eq!((answer.status, answer.json()["field"].clone()), (422, json!("today")), "{path}");
    }
}

#[test]
fn an_occurrence_of_the_last_day_is_due_on_the_last_day_of_every_month() {
    for (clock, _, _) in CHOSEN.into_iter().take(3) {
        let house = House::at(clock);
        let (client, account) = (&house.client, house.account("Current"));
        let today = today(client);
        let body = json!({"account": account, "payee": "Rent", "splits": [{"category": "Rent", "amount": 100}],
            "amount": {"kind": "fixed", "amount": -100},
            "rule": {"first": today, "unit": "months", "interval": 1, "on": {"kind": "last"}}});
        client.done("POST", "/api/v1/schedules", &body);
        let due = client.get("/api/v1/due");
        assert_eq!((&due["count"], &due["lines"][0]["overdue"]), (&json!(1), &json!(false)), "{clock}");
    }
}
