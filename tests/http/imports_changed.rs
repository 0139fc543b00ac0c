//! What a bank moved, renamed, changed or called by one id, from one file to the next; and taking its amount.

use serde_json::{Value, json};

use super::imports::{balance, fates, preview};
use super::support::{House, Request};

/// A line of the bank: its day in May, amount, id and payee.
type Line<'a> = (u8, &'a str, &'a str, &'a str);

fn ofx(lines: &[Line]) -> String {
    let lines: String = lines
        .iter()
        .map(|(day, amount, id, payee)| {
            format!("<STMTTRN><TRNTYPE>OTHER<DTPOSTED>202405{day:02}<TRNAMT>{amount}<FITID>{id}<NAME>{payee}</STMTTRN>")
        })
        .collect();
    format!(
        "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\n\r\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR\
         <BANKACCTFROM><BANKID>12<ACCTID>3456<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>{lines}</BANKTRANLIST>\
         </STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\r\n"
    )
}

fn giro(house: &House) -> i64 {
    let body = json!({"name": "Giro", "kind": "asset", "currency": "EUR"});
    house.client.done("POST", "/api/v1/accounts", &body)["id"].as_i64().expect("an id")
}

/// What a file would do in the account.
fn shown(house: &House, account: i64, name: &str, text: &str) -> Value {
    let shown = preview(house, name, text.as_bytes());
    let path = format!("/api/v1/imports/previews/{}", shown["id"].as_str().expect("an id"));
    house.client.done("POST", &path, &json!({"statements": [{"index": 0, "account": account}]}))
}

fn ordered(preview: &Value, account: i64, answers: &Value) -> Value {
    json!({"preview": preview["id"], "statements": [{"index": 0, "account": account, "answers": answers}]})
}

/// Takes a file in, with these answers.
fn taken(house: &House, account: i64, name: &str, text: &str, answers: &Value) -> Value {
    let shown = shown(house, account, name, text);
    house.client.done("POST", "/api/v1/imports", &ordered(&shown, account, answers))
}

fn rows(house: &House, account: i64) -> Vec<Value> {
    let register = house.client.get(&format!("/api/v1/accounts/{account}/register"));
    register["rows"].as_array().expect("rows").clone()
}

fn row(row: &Value) -> Value {
    json!({"transaction": row["transaction"], "split": row["split"]})
}

const KIOSK: [Line; 2] = [(1, "-7.00", "K1", "KIOSK"), (30, "-8.00", "K2", "KIOSK")];

fn with_kiosk(line: Line) -> String {
    ofx(&[KIOSK[0], line, KIOSK[1]])
}

#[test]
fn a_monthly_fee_of_one_id_is_there_each_time() {
    let house = House::new();
    let account = giro(&house);
    let fee = |day| ofx(&[(day, "-5.00", "FEE", "Account fee")]);
    taken(&house, account, "a.ofx", &fee(1), &json!([]));
    let next = shown(&house, account, "b.ofx", &fee(29));
    assert_eq!(fates(&next), ["new"]);
    assert_eq!(next["statements"][0]["lines"][0]["reason"], "The bank used this id before, on another day.");
    taken(&house, account, "b.ofx", &fee(29), &json!([]));
    for day in [1, 29] {
        assert_eq!(fates(&shown(&house, account, "c.ofx", &fee(day))), ["known"]);
    }
    assert_eq!(
        fates(&shown(&house, account, "d.ofx", &ofx(&[(1, "-5.00", "FEE", ""), (29, "-5.00", "FEE", "")]))),
        ["known", "known"]
    );
    assert_eq!(balance(&house, account), -10_00);
}

#[test]
fn what_the_bank_moved_renamed_or_changed_is_asked_and_stays_one() {
    for (line, after) in [
        ((8, "-50.00", "A2", "REWE SAGT DANKE"), -65_00),
        ((6, "-50.00", "A1", "REWE SAGT DANKE"), -65_00),
        ((5, "-50.00", "A2", "CARD 4711"), -65_00),
        ((6, "-60.00", "A2", "REWE SAGT DANKE"), -75_00),
    ] {
        let house = House::new();
        let account = giro(&house);
        taken(&house, account, "a.ofx", &with_kiosk((5, "-50.00", "A1", "REWE SAGT DANKE")), &json!([]));
        let next = with_kiosk(line);
        let told = shown(&house, account, "b.ofx", &next);
        assert_eq!(fates(&told), ["known", "doubtful", "known"], "{line:?}");
        let candidate = &told["statements"][0]["lines"][1]["candidates"][0];
        assert_eq!((&candidate["date"], &candidate["amount"]), (&json!("2024-05-05"), &json!(-50_00)));
        let refused = house.client.send(Request::new("POST", "/api/v1/imports").json(&ordered(
            &told,
            account,
            &json!([]),
        )));
        assert_eq!(refused.status, 422, "it is asked first");
        let mut entry = row(candidate);
        entry["take_amount"] = json!(true);
        let answers = json!([{"index": 1, "entry": entry}]);
        let done = taken(&house, account, "b.ofx", &next, &answers);
        assert_eq!((&done["added"], &done["linked"]), (&json!(0), &json!(1)));
        assert_eq!((rows(&house, account).len(), balance(&house, account)), (3, after));
        assert_eq!(fates(&shown(&house, account, "c.ofx", &next)), ["known", "known", "known"]);
        let first = with_kiosk((5, "-50.00", "A1", "REWE SAGT DANKE"));
        assert_eq!(fates(&shown(&house, account, "a.ofx", &first)), ["known", "known", "known"]);
        house.client.done("POST", "/api/v1/undo", &Value::Null);
        assert_eq!(balance(&house, account), -65_00, "one step back");
    }
}

#[test]
fn a_file_of_one_line_covers_the_days_that_it_says() {
    for bounds in ["<DTSTART>20240501<DTEND>20240531", "<DTSTART>20240510120000<DTEND>20240531"] {
        let house = House::new();
        let account = giro(&house);
        taken(&house, account, "a.ofx", &ofx(&[(5, "-50.00", "A1", "REWE")]), &json!([]));
        let next = ofx(&[(12, "-50.00", "A2", "REWE")]);
        let next = next.replace("<BANKTRANLIST>", &format!("<BANKTRANLIST>{bounds}"));
        let wanted = if bounds.contains("20240501") { "doubtful" } else { "new" };
        assert_eq!(fates(&shown(&house, account, "b.ofx", &next)), [wanted], "{bounds}");
    }
}

#[test]
fn a_table_that_dates_by_the_purchase_is_asked_about_and_doubles_nothing() {
    let house = House::new();
    let account = giro(&house);
    taken(&house, account, "a.ofx", &with_kiosk((14, "-23.10", "A1", "REWE SAGT DANKE")), &json!([]));
    let table = "Date,Amount,Payee\n2024-05-01,-7.00,Kiosk\n2024-05-12,-23.10,REWE\n2024-05-30,-8.00,Kiosk\n";
    let told = shown(&house, account, "a.csv", table);
    assert_eq!(fates(&told), ["linked", "doubtful", "linked"]);
    let reason = told["statements"][0]["lines"][1]["candidates"][0]["reason"].clone();
    assert!(reason.as_str().is_some_and(|words| words.contains("this file has it not")), "{reason}");
    let answers = json!([{"index": 1, "entry": row(&told["statements"][0]["lines"][1]["candidates"][0])}]);
    taken(&house, account, "a.csv", table, &answers);
    assert_eq!(rows(&house, account).len(), 3);
    for (name, text) in [("b.csv", table.to_owned()), ("b.ofx", with_kiosk((14, "-23.10", "A1", "REWE")))] {
        assert_eq!(fates(&shown(&house, account, name, &text)), ["known", "known", "known"]);
    }
}

/// A payment out of the account on a day of May.
fn payment(house: &House, account: i64, day: u8, units: i64, parts: &[(&str, i64)]) -> Value {
    let own = json!({"account": account, "amount": -units});
    let parts = parts.iter().map(|(name, units)| json!({"category": name, "amount": units}));
    let splits: Vec<Value> = std::iter::once(own).chain(parts).collect();
    let draft = json!({"date": format!("2024-05-{day:02}"), "payee": "REWE", "splits": splits});
    let made = house.client.done("POST", "/api/v1/transactions", &draft);
    json!({"transaction": made["id"], "split": 0})
}

#[test]
fn an_entry_matched_on_another_day_is_known_in_a_second_format() {
    let house = House::new();
    let account = giro(&house);
    payment(&house, account, 11, 23_10, &[("Food", 23_10)]);
    let told = taken(&house, account, "a.ofx", &ofx(&[(13, "-23.10", "A1", "REWE")]), &json!([]));
    assert_eq!((&told["added"], &told["linked"]), (&json!(0), &json!(1)));
    let table = "Date,Amount,Payee\n2024-05-13,-23.10,Supermarket\n";
    assert_eq!(fates(&shown(&house, account, "a.csv", table)), ["linked"]);
    let qif = "!Type:Bank\nD05/13/2024\nT-23.10\nPREWE\n^\nD05/13/2024\nT-23.10\nPREWE\n^\n";
    assert_eq!(fates(&shown(&house, account, "a.qif", qif)), ["linked", "new"], "a twin stays one more");
}

#[test]
fn a_row_of_another_amount_gets_the_bank_s_in_one_step() {
    let house = House::new();
    let account = giro(&house);
    let file = ofx(&[(13, "-120.00", "A1", "REWE")]);
    let mut entry = payment(&house, account, 12, 102_00, &[("Food", 102_00)]);
    let told = shown(&house, account, "a.ofx", &file);
    let check = |entry: &Value| {
        let path = format!("/api/v1/imports/previews/{}/decisions", told["id"].as_str().expect("an id"));
        let answers = json!([{"index": 0, "entry": entry}]);
        let body = json!({"statements": [{"index": 0, "account": account, "answers": answers}]});
        house.client.done("POST", &path, &body)["statements"][0]["lines"][0].clone()
    };
    let problem = check(&entry)["problem"].clone();
    assert!(problem.as_str().is_some_and(|words| words.contains("Take the bank's -120.00")), "{problem}");
    entry["take_amount"] = json!(true);
    let line = check(&entry);
    assert_eq!((&line["problem"], &line["line"]["fate"]), (&Value::Null, &json!("linked")));
    let revision = house.client.get("/api/v1/app")["revision"].as_i64().expect("a number");
    let answers = json!([{"index": 0, "entry": entry}]);
    house.client.done("POST", "/api/v1/imports", &ordered(&told, account, &answers));
    assert_eq!(house.client.get("/api/v1/app")["revision"].as_i64(), Some(revision + 1));
    let all = rows(&house, account);
    assert_eq!((all.len(), &all[0]["amount"], &all[0]["state"]), (1, &json!(-120_00), &json!("cleared")));
    assert_eq!((&all[0]["category"], &all[0]["date"]), (&json!("Food"), &json!("2024-05-12")));
    assert_eq!(fates(&shown(&house, account, "a.ofx", &file)), ["known"]);
    house.client.done("POST", "/api/v1/undo", &Value::Null);
    assert_eq!(balance(&house, account), -102_00);
    house.client.done("POST", "/api/v1/redo", &Value::Null);
    assert_eq!(balance(&house, account), -120_00);
}

#[test]
fn a_row_that_cannot_get_the_bank_s_amount_says_why_and_nothing_is_written() {
    let house = House::new();
    let account = giro(&house);
    let file = ofx(&[(13, "-120.00", "A1", "REWE")]);
    let parts = payment(&house, account, 12, 102_00, &[("Food", 100_00), ("Home", 2_00)]);
    let told = shown(&house, account, "a.ofx", &file);
    let revision = house.client.get("/api/v1/app")["revision"].clone();
    let mut entry = parts;
    entry["take_amount"] = json!(true);
    let answers = json!([{"index": 0, "entry": entry}]);
    let order = Request::new("POST", "/api/v1/imports").json(&ordered(&told, account, &answers));
    let refused = house.client.send(order);
    let words = refused.text();
    assert_eq!(refused.status, 422, "{words}");
    assert!(words.contains("several parts") && words.contains("Correct it in the register first"), "{words}");
    assert_eq!(house.client.get("/api/v1/app")["revision"], revision);
}

#[test]
fn a_cheque_over_another_amount_is_offered_with_the_bank_s() {
    let house = House::new();
    let account = giro(&house);
    let cheque = json!({"date": "2024-05-02", "number": "102", "payee": "Plumber",
        "splits": [{"account": account, "amount": -80_50}, {"category": "Home", "amount": 80_50}]});
    house.client.done("POST", "/api/v1/transactions", &cheque);
    let told = shown(&house, account, "may.ofx", super::imports::STATEMENT);
    let line = &told["statements"][0]["lines"][1];
    assert_eq!((&line["fate"], &line["candidates"][0]["amount"]), (&json!("new"), &json!(-80_50)));
}

#[test]
fn a_shop_s_line_takes_no_transfer_and_the_bank_s_own_does() {
    let house = House::new();
    let account = giro(&house);
    let body = json!({"name": "Savings", "kind": "asset", "currency": "EUR"});
    let savings = house.client.done("POST", "/api/v1/accounts", &body)["id"].clone();
    let transfer = json!({"date": "2024-05-05", "splits": [{"account": account, "amount": -100_00},
        {"account": savings, "amount": 100_00}]});
    house.client.done("POST", "/api/v1/transactions", &transfer);
    let shop = ofx(&[(5, "-100.00", "A1", "MEDIA MARKT")]);
    assert_eq!(fates(&shown(&house, account, "a.ofx", &shop)), ["doubtful"]);
    let both = ofx(&[(5, "-100.00", "A1", "MEDIA MARKT"), (5, "-100.00", "A2", "To Savings 4711")]);
    assert_eq!(fates(&shown(&house, account, "a.ofx", &both)), ["new", "linked"]);
}
