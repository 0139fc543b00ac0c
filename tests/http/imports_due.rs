//! Bank files that bring what schedules expect.

use serde_json::{Value, json};

use super::command_line::{imported, running};
use super::imports::{balance, fates, preview};
use super::support::House;

/// Two payments of the rent and a haircut, each under an id of its own.
fn statement(days: [&str; 3]) -> String {
    let entry = |(day, (amount, payee)): (&str, (&str, &str))| {
        format!(
            "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>{day}<TRNAMT>{amount}<FITID>{day}{amount}<NAME>{payee}</STMTTRN>"
        )
    };
    let lines = [("-900.00", "HAUS UND GRUND"), ("-20.00", "Haircut"), ("-900.00", "HAUS UND GRUND")];
    let lines: String = days.into_iter().zip(lines).map(entry).collect();
    format!(
        "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\n\r\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR\
         <BANKACCTFROM><BANKID>12<ACCTID>3456<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>{lines}\
         </BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    )
}

struct Desk {
    house: House,
    account: i64,
    schedule: i64,
}

impl Desk {
    /// The rent is due on the first of each month from March 2026 on.
    fn new() -> Desk {
        let house = House::new();
        let body = json!({"name": "Giro", "kind": "asset", "currency": "EUR"});
        let account = house.client.done("POST", "/api/v1/accounts", &body)["id"].as_i64().expect("an id");
        let rule = json!({"first": "2026-03-01", "unit": "months", "interval": 1});
        let draft = json!({"account": account, "payee": "Haus & Grund", "memo": "Flat 4",
            "splits": [{"category": "Housing:Rent", "amount": 900_00}], "tags": ["home"],
            "amount": {"kind": "fixed", "amount": -900_00}, "rule": rule});
        let schedule = house.client.done("POST", "/api/v1/schedules", &draft)["id"].as_i64().expect("an id");
        Desk { house, account, schedule }
    }

    fn preview(&self, days: [&str; 3]) -> Value {
        let first = preview(&self.house, "rent.ofx", statement(days).as_bytes());
        let choice = json!({"statements": [{"index": 0, "account": self.account}]});
        let path = format!("/api/v1/imports/previews/{}", first["id"].as_str().expect("an id"));
        self.house.client.done("POST", &path, &choice)
    }

    fn import(&self, preview: &Value, due: &Value) -> Value {
        let statement = json!({"index": 0, "account": self.account, "due": due});
        let order = json!({"preview": preview["id"], "statements": [statement]});
        self.house.client.done("POST", "/api/v1/imports", &order)
    }

    fn next(&self) -> Value {
        self.house.client.get("/api/v1/schedules")["schedules"][0]["next"]["date"].clone()
    }

    fn rows(&self) -> Vec<Value> {
        let page = self.house.client.get(&format!("/api/v1/accounts/{}/register", self.account));
        page["rows"].as_array().expect("rows").clone()
    }
}

const DAYS: [&str; 3] = ["20260302", "20260315", "20260401"];

#[test]
fn an_import_tells_what_was_due_enters_it_and_moves_the_schedule_on_in_one_step() {
    let desk = Desk::new();
    let shown = desk.preview(DAYS);
    let due = &shown["statements"][0]["lines"][0]["due"];
    assert_eq!(due["reason"], "Haus & Grund, due 2026-03-01: this enters it.");
    assert_eq!(
        (&due["category"], &due["memo"], &due["certain"]),
        (&json!("Housing:Rent"), &json!("Flat 4"), &json!(true))
    );
    assert_eq!(shown["statements"][0]["lines"][1].get("due"), None);
    let done = desk.import(&shown, &json!([]));
    assert_eq!((&done["added"], &done["scheduled"]), (&json!(3), &json!(2)));
    assert_eq!(done["words"], "Imported rent.ofx, 2 scheduled");
    assert_eq!(desk.next(), "2026-05-01");
    let first = &desk.rows()[0];
    let row = ["date", "payee", "category", "memo", "state"]
        .map(|key| first[key].as_str().unwrap_or_default().to_owned());
    assert_eq!(row, ["2026-03-02", "Haus & Grund", "Housing:Rent", "Flat 4", "cleared"]);
    desk.house.client.done("POST", "/api/v1/undo", &Value::Null);
    assert_eq!((desk.next(), desk.rows().len()), (json!("2026-03-01"), 0));
    desk.house.client.done("POST", "/api/v1/redo", &Value::Null);
    assert_eq!((desk.next(), desk.rows().len()), (json!("2026-05-01"), 3));
}

#[test]
fn the_same_file_again_moves_no_schedule_on() {
    let desk = Desk::new();
    desk.import(&desk.preview(DAYS), &json!([]));
    let again = desk.preview(DAYS);
    assert_eq!(fates(&again), ["known", "known", "known"]);
    desk.import(&again, &json!([]));
    assert_eq!(desk.next(), "2026-05-01");
    // Deleted and brought back, it is not due once more.
    let id = desk.rows()[2]["transaction"].as_i64().expect("an id");
    desk.house.client.done("DELETE", &format!("/api/v1/transactions/{id}"), &Value::Null);
    let order = json!({"preview": desk.preview(DAYS)["id"],
        "statements": [{"index": 0, "account": desk.account, "bring_back": [2]}]});
    let done = desk.house.client.done("POST", "/api/v1/imports", &order);
    assert_eq!(
        (&done["added"], &done["scheduled"], desk.next()),
        (&json!(1), &json!(0), json!("2026-05-01"))
    );
}

#[test]
fn what_was_entered_before_is_matched_and_does_not_move_the_schedule_on_again() {
    let desk = Desk::new();
    let path = format!("/api/v1/schedules/{}/enter", desk.schedule);
    desk.house.client.done("POST", &path, &json!({"occurrence": 0}));
    assert_eq!(desk.next(), "2026-04-01");
    let shown = desk.preview(["20260302", "20260315", "20260320"]);
    assert_eq!(fates(&shown), ["linked", "new", "new"]);
    let done = desk.import(&shown, &json!([]));
    assert_eq!((&done["linked"], &done["scheduled"]), (&json!(1), &json!(0)));
    assert_eq!((desk.next(), balance(&desk.house, desk.account)), (json!("2026-04-01"), -1820_00));
}

#[test]
fn a_line_that_is_refused_leaves_the_schedule_where_it_is() {
    let desk = Desk::new();
    let done = desk.import(&desk.preview(DAYS), &json!([{"index": 2, "enters": false}]));
    assert_eq!(
        (&done["added"], &done["scheduled"], desk.next()),
        (&json!(3), &json!(1), json!("2026-04-01"))
    );
    assert_eq!(desk.rows()[2]["payee"], "HAUS UND GRUND");
}

#[test]
fn a_schedule_that_was_dealt_with_between_preview_and_import_is_not_moved_on_again() {
    let desk = Desk::new();
    let shown = desk.preview(["20260302", "20260315", "20260320"]);
    desk.house.client.done(
        "POST",
        &format!("/api/v1/schedules/{}/skip", desk.schedule),
        &json!({"occurrence": 0}),
    );
    let done = desk.import(&shown, &json!([]));
    assert_eq!(
        (&done["added"], &done["scheduled"], desk.next()),
        (&json!(3), &json!(0), json!("2026-04-01"))
    );
}

#[test]
fn what_a_schedule_expected_is_entered_once_by_the_command_line_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = running(folder.path());
    let account = json!({"name": "Bank", "kind": "asset", "currency": "USD"});
    let id = program.client.done("POST", "/api/v1/accounts", &account)["id"].clone();
    let rent = json!({"account": id, "payee": "Landlord", "amount": {"kind": "fixed", "amount": -900_00},
        "splits": [{"category": "Rent", "amount": 900_00}],
        "rule": {"first": "2026-03-01", "unit": "months", "interval": 1}});
    program.client.done("POST", "/api/v1/schedules", &rent);
    let path = folder.path().join("a.qif").display().to_string();
    std::fs::write(&path, "!Type:Bank\nD2026-03-02\nT-900.00\nPLandlord\n^\n").expect("writes");
    for scheduled in [1, 0] {
        let (told, code) = imported(folder.path(), &["--account", "Bank", &path]);
        assert_eq!((&told["files"][0]["imported"]["scheduled"], code), (&json!(scheduled), 0), "{told}");
        let next = program.client.get("/api/v1/schedules")["schedules"][0]["next"]["date"].clone();
        assert_eq!(next, "2026-04-01");
    }
}
