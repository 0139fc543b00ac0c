//! Bank files over the interface: preview, import, again, undo.

use serde_json::{Value, json};

use super::support::{House, Request};

pub const STATEMENT: &str = "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nENCODING:USASCII\r\nCHARSET:1252\r\n\r\n\
<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>12<ACCTID>3456<ACCTTYPE>CHECKING\
</BANKACCTFROM><BANKTRANLIST><DTSTART>20240501<DTEND>20240531\
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20240503120000<TRNAMT>-12.50<FITID>A1<NAME>Corner Market</STMTTRN>\
<STMTTRN><TRNTYPE>CHECK<DTPOSTED>20240507<TRNAMT>-80.00<FITID>A2<CHECKNUM>0102<NAME>CHEQUE</STMTTRN>\
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20240531<TRNAMT>2500.00<FITID>A3<NAME>ACME Payroll<MEMO>May</STMTTRN>\
</BANKTRANLIST><LEDGERBAL><BALAMT>3407.50<DTASOF>20240531</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\r\n";

pub fn preview(house: &House, name: &str, bytes: &[u8]) -> Value {
    let answer =
        house.client.send(Request::new("POST", &format!("/api/v1/imports/previews?name={name}")).body(bytes));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

pub fn import(house: &House, preview: &Value, account: Option<i64>) -> Value {
    let new = account.is_none().then_some("Giro");
    let statement = json!({"index": 0, "account": account, "new_account": new, "with_opening": true});
    let order = json!({"preview": preview["id"], "statements": [statement]});
    house.client.done("POST", "/api/v1/imports", &order)
}

pub fn fates(preview: &Value) -> Vec<&str> {
    let lines = preview["statements"][0]["lines"].as_array().expect("lines");
    lines.iter().map(|line| line["fate"].as_str().expect("a fate")).collect()
}

pub fn balance(house: &House, account: i64) -> i64 {
    let accounts = house.client.get("/api/v1/accounts");
    let accounts = accounts["accounts"].as_array().expect("accounts").clone();
    let found = accounts.iter().find(|row| row["id"] == account).expect("there");
    found["balance"].as_i64().expect("a balance")
}

#[test]
fn a_preview_writes_nothing_and_an_import_agrees_with_the_bank() {
    let house = House::new();
    let shown = preview(&house, "may.ofx", STATEMENT.as_bytes());
    assert_eq!(house.client.get("/api/v1/app")["revision"], 0);
    assert_eq!(fates(&shown), ["new", "new", "new"]);
    assert_eq!(shown["statements"][0]["opening"], json!({"date": "2024-05-02", "amount": 1000_00}));
    let done = import(&house, &shown, None);
    assert_eq!((&done["added"], &done["revision"]), (&json!(3), &json!(1)));
    let account = done["account"].as_i64().expect("where to look");
    assert_eq!(balance(&house, account), 3407_50);
    let register = house.client.get(&format!("/api/v1/accounts/{account}/register"));
    let balances: Vec<_> =
        register["rows"].as_array().expect("rows").iter().map(|row| row["balance"].clone()).collect();
    assert_eq!(balances, [json!(1000_00), json!(987_50), json!(907_50), json!(3407_50)]);
}

#[test]
fn the_same_file_again_adds_nothing_also_when_a_row_was_deleted() {
    let house = House::new();
    let first = preview(&house, "may.ofx", STATEMENT.as_bytes());
    let account = import(&house, &first, None)["account"].as_i64();
    let register = house.client.get(&format!("/api/v1/accounts/{}/register", account.expect("there")));
    let id = register["rows"][1]["transaction"].as_i64().expect("an id");
    house.client.done("DELETE", &format!("/api/v1/transactions/{id}"), &Value::Null);
    let again = preview(&house, "may-again.ofx", STATEMENT.as_bytes());
    assert_eq!(again["statements"][0]["account"].as_i64(), account, "it is recognised");
    assert_eq!(fates(&again), ["deleted", "known", "known"]);
    let revision = house.client.get("/api/v1/app")["revision"].clone();
    let done = import(&house, &again, account);
    assert_eq!((&done["added"], &done["known"], &done["revision"]), (&json!(0), &json!(2), &revision));
}

#[test]
fn undoing_an_import_forgets_it_whole() {
    let house = House::new();
    let first = preview(&house, "may.ofx", STATEMENT.as_bytes());
    import(&house, &first, None);
    house.client.done("POST", "/api/v1/undo", &Value::Null);
    assert_eq!(house.client.get("/api/v1/accounts")["accounts"], json!([]));
    let again = preview(&house, "may.ofx", STATEMENT.as_bytes());
    assert_eq!(fates(&again), ["new", "new", "new"]);
}

#[test]
fn a_cheque_that_was_written_down_is_linked_and_cleared() {
    let house = House::new();
    let body = json!({"name": "Giro", "kind": "asset", "currency": "EUR"});
    let account = house.client.done("POST", "/api/v1/accounts", &body)["id"].as_i64().expect("an id");
    let cheque = json!({"date": "2024-03-01", "number": "102", "payee": "Plumber",
        "splits": [{"account": account, "amount": -8000}, {"category": "Home", "amount": 8000}]});
    house.client.done("POST", "/api/v1/transactions", &cheque);
    let first = preview(&house, "may.ofx", STATEMENT.as_bytes());
    let choice = json!({"statements": [{"index": 0, "account": account}]});
    let path = format!("/api/v1/imports/previews/{}", first["id"].as_str().expect("an id"));
    let chosen = house.client.done("POST", &path, &choice);
    assert_eq!(fates(&chosen), ["new", "linked", "new"]);
    let done = import(&house, &chosen, Some(account));
    assert_eq!((&done["added"], &done["linked"]), (&json!(2), &json!(1)));
    let rows = house.client.get(&format!("/api/v1/accounts/{account}/register"));
    assert_eq!((&rows["total"], &rows["rows"][0]["state"]), (&json!(3), &json!("cleared")));
    assert_eq!(rows["rows"][0]["payee"], "Plumber");
}

#[test]
fn two_tabs_with_the_same_file_do_not_take_it_in_twice() {
    let house = House::new();
    let account = house.account("Other currency");
    let qif = b"!Type:Bank\nD05/13/2024\nT-40.00\nPShop\n^\n";
    let (one, two) = (preview(&house, "a.qif", qif), preview(&house, "a.qif", qif));
    assert_eq!(import(&house, &one, Some(account))["added"], 1);
    assert_eq!(import(&house, &two, Some(account))["added"], 0);
    assert_eq!(balance(&house, account), -40_00);
}

#[test]
fn a_file_that_is_no_statement_is_refused_in_words() {
    let house = House::new();
    let files: [(&str, &[u8]); 4] = [
        ("photo.ofx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("empty.qif", b""),
        ("letter.txt", b"Dear Sir or Madam"),
        ("page.ofx", b"<!doctype html><html><body>Sign in</body></html>"),
    ];
    for (name, bytes) in files {
        let request = Request::new("POST", &format!("/api/v1/imports/previews?name={name}")).body(bytes);
        let answer = house.client.send(request);
        let problem = answer.json();
        assert_eq!(
            (answer.status, problem["type"].as_str()),
            (422, Some("urn:counterfoil:problem:unreadable-file"))
        );
        assert!(problem["advice"].as_str().is_some_and(|advice| advice.len() > 10), "{problem}");
    }
    let gone = json!({"preview": "nothing", "statements": []});
    assert_eq!(house.client.post("/api/v1/imports", &gone).status, 404);
    assert_eq!(house.client.get("/api/v1/app")["revision"], 0);
}

#[test]
fn a_line_that_is_left_out_comes_again_next_time() {
    let house = House::new();
    let shown = preview(&house, "may.ofx", STATEMENT.as_bytes());
    let statement = json!({"index": 0, "account": null, "new_account": "Giro", "leave_out": [1]});
    let done = house.client.done(
        "POST",
        "/api/v1/imports",
        &json!({"preview": shown["id"], "statements": [statement]}),
    );
    assert_eq!((&done["added"], &done["left_out"]), (&json!(2), &json!(1)));
    let again = preview(&house, "may.ofx", STATEMENT.as_bytes());
    assert_eq!(fates(&again), ["known", "new", "known"]);
}

#[test]
fn a_statement_without_lines_still_makes_its_account_and_opening_balance() {
    let house = House::new();
    let lines =
        STATEMENT.find("<STMTTRN>").expect("lines")..STATEMENT.find("</BANKTRANLIST>").expect("an end");
    let mut empty = STATEMENT.to_owned();
    empty.replace_range(lines, "");
    let shown = preview(&house, "empty.ofx", empty.as_bytes());
    let account = import(&house, &shown, None)["account"].as_i64().expect("was made");
    assert_eq!(balance(&house, account), 3407_50);
}

fn open_account(house: &House, name: &str, currency: &str) -> i64 {
    let body = json!({"name": name, "kind": "asset", "currency": currency});
    house.client.done("POST", "/api/v1/accounts", &body)["id"].as_i64().expect("an id")
}

/// The problem of asking for the preview again with these accounts.
fn refused(house: &House, preview: &Value, accounts: &[i64]) -> (u16, Value) {
    let choices: Vec<Value> =
        (0..).zip(accounts).map(|(at, id)| json!({"index": at, "account": id})).collect();
    let path = format!("/api/v1/imports/previews/{}", preview["id"].as_str().expect("an id"));
    let answer = house.client.post(&path, &json!({ "statements": choices }));
    (answer.status, answer.json())
}

#[test]
fn a_statement_goes_into_an_account_of_its_currency_only() {
    let house = House::new();
    let dollar = open_account(&house, "Checking …3456", "USD");
    let shown = preview(&house, "may.ofx", STATEMENT.as_bytes());
    let statement = &shown["statements"][0];
    assert_eq!(statement["label"], "Checking …3456", "or the name would prove nothing");
    assert_eq!(statement["account"], Value::Null, "not proposed");
    let (status, problem) = refused(&house, &shown, &[dollar]);
    assert_eq!((status, &problem["type"]), (422, &json!("urn:counterfoil:problem:other-currency")));
    assert_eq!(problem["title"], "The statement is in EUR, Checking …3456 is kept in USD.");
}

#[test]
fn a_statement_goes_into_an_account_that_is_there_and_no_category() {
    let house = House::new();
    let giro = open_account(&house, "Giro", "EUR");
    let shopping = json!({"date": "2024-03-01",
        "splits": [{"account": giro, "amount": -1}, {"category": "Home", "amount": 1}]});
    house.client.done("POST", "/api/v1/transactions", &shopping);
    let accounts = house.client.get("/api/v1/accounts");
    let accounts = accounts["accounts"].as_array().expect("accounts").clone();
    let home = accounts.iter().find(|row| row["name"] == "Home").and_then(|row| row["id"].as_i64());
    let shown = preview(&house, "may.ofx", STATEMENT.as_bytes());
    let (status, problem) = refused(&house, &shown, &[4711]);
    assert_eq!((status, &problem["type"]), (404, &json!("urn:counterfoil:problem:no-such-account")));
    let (status, problem) = refused(&house, &shown, &[home.expect("was made")]);
    assert_eq!((status, &problem["type"]), (422, &json!("urn:counterfoil:problem:not-a-register")));
}

const TWO_ACCOUNTS: &str = "!Account\nNCheque\nTBank\n^\n!Type:Bank\nD05/13/2024\nT-40.00\nPShop\n^\n\
!Account\nNSavings\nTBank\n^\n!Type:Bank\nD05/13/2024\nT-40.00\nPShop\n^\n";

#[test]
fn two_statements_of_a_file_do_not_go_into_one_account() {
    let house = House::new();
    let account = house.account("Both");
    let shown = preview(&house, "two.qif", TWO_ACCOUNTS.as_bytes());
    let (status, problem) = refused(&house, &shown, &[account, account]);
    assert_eq!((status, &problem["type"]), (422, &json!("urn:counterfoil:problem:chosen-twice")));
    assert_eq!(problem["advice"], "Import them one after the other.");
}

const QIF: &str = "!Type:Bank\nD05/13/2024\nT-40.00\nPShop\n^\nD05/14/2024\nT-7.00\nPBaker\n^\n";

#[test]
fn a_file_without_account_numbers_is_recognised_by_its_lines() {
    let house = House::new();
    house.account("Another");
    let mine = house.account("My own name for it");
    let first = preview(&house, "a.qif", QIF.as_bytes());
    assert_eq!(first["statements"][0]["account"], Value::Null);
    import(&house, &first, Some(mine));
    let again = preview(&house, "b.qif", QIF.as_bytes());
    assert_eq!(again["statements"][0]["account"], mine);
    assert_eq!(fates(&again), ["known", "known"]);
}

#[test]
fn an_opening_balance_is_not_imported_into_an_account_that_has_one() {
    let house = House::new();
    let body = json!({"name": "Cheque", "kind": "asset", "currency": "USD",
        "opening": {"date": "2024-01-01", "amount": 500_00}});
    let account = house.client.done("POST", "/api/v1/accounts", &body)["id"].as_i64().expect("an id");
    let qif = "!Account\nNCheque\nTBank\n^\n!Type:Bank\nD01/01/2024\nT500.00\nPOpening Balance\nL[Cheque]\n^\n\
        D05/13/2024\nT-40.00\nPShop\n^\n";
    let shown = preview(&house, "a.qif", qif.as_bytes());
    assert_eq!(shown["statements"][0]["account"], account);
    assert_eq!(fates(&shown), ["known", "new"]);
    import(&house, &shown, Some(account));
    assert_eq!(balance(&house, account), 460_00);
}

#[test]
fn a_transfer_into_another_currency_does_not_keep_the_file_out() {
    let house = House::new();
    let euro = open_account(&house, "Giro", "EUR");
    open_account(&house, "Dollar", "USD");
    let shown = preview(&house, "a.qif", b"!Type:Bank\nD05/13/2024\nT-40.00\nPMove\nL[Dollar]\n^\n");
    assert_eq!(import(&house, &shown, Some(euro))["added"], 1);
    assert_eq!(balance(&house, euro), -40_00);
}

#[test]
fn a_file_that_is_too_large_is_refused_in_words() {
    let house = House::new();
    let request = Request::new("POST", "/api/v1/imports/previews?name=all.ofx");
    let answer = house.client.send(request.header("Content-Length", (512 * 1024 * 1024 + 1).to_string()));
    assert_eq!((answer.status, answer.header("Content-Type")), (413, Some("application/problem+json")));
    let problem = answer.json();
    assert_eq!(problem["title"], "The file is larger than 512 MB.");
    assert!(problem["advice"].as_str().is_some_and(|advice| advice.contains("shorter period")), "{problem}");
}
