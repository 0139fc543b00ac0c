//! The two sides of a transfer over the interface: linked, merged, proposed, asked about; and the rest of an import.

use serde_json::{Value, json};

use super::imports::{balance, preview};
use super::support::{House, Request};

fn ofx(account: &str, lines: &[(&str, &str, &str, &str)]) -> String {
    let lines: String = lines
        .iter()
        .map(|(id, day, amount, name)| {
            format!(
                "<STMTTRN><TRNTYPE>OTHER<DTPOSTED>202405{day}<TRNAMT>{amount}<FITID>{id}<NAME>{name}</STMTTRN>"
            )
        })
        .collect();
    format!(
        "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\n\r\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS>\
         <CURDEF>USD<BANKACCTFROM><BANKID>12<ACCTID>{account}<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>\
         {lines}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\r\n"
    )
}

const LINES: [[(&str, &str, &str, &str); 2]; 2] = [
    [("C1", "03", "-500.00", "TRANSFER OUT"), ("C2", "04", "-12.50", "Grocer")],
    [("S1", "05", "500.00", "FROM CHEQUE"), ("S2", "31", "1.00", "Interest")],
];

fn take(house: &House, account: i64, file: &str, edits: &Value) -> Value {
    let shown = preview(house, "may.ofx", file.as_bytes());
    let statement = json!({"index": 0, "account": account, "edits": edits});
    house.client.done("POST", "/api/v1/imports", &json!({"preview": shown["id"], "statements": [statement]}))
}

fn rows(house: &House, account: i64) -> Vec<Value> {
    let page = house.client.get(&format!("/api/v1/accounts/{account}/register"));
    page["rows"].as_array().expect("rows").clone()
}

/// Two accounts with what their banks' files brought.
fn two_files(house: &House) -> [i64; 2] {
    let accounts = ["Cheque", "Savings"].map(|name| house.account(name));
    for (account, lines) in accounts.iter().zip(&LINES) {
        take(house, *account, &ofx(&account.to_string(), lines), &json!([]));
    }
    accounts
}

fn status(house: &House, method: &str, path: &str, body: &Value) -> (u16, Value) {
    let answer = house.client.send(Request::new(method, path).json(body));
    (answer.status, answer.json())
}

/// Everything that can be read of the book, as it is now.
fn whole(house: &House) -> Value {
    let mut book = house.client.get("/api/v1/export?format=json");
    book.as_object_mut().expect("a book").remove("exported");
    book
}

fn nothing_new(house: &House, accounts: [i64; 2]) {
    for (account, lines) in accounts.iter().zip(&LINES) {
        let done = take(house, *account, &ofx(&account.to_string(), lines), &json!([]));
        assert_eq!((&done["added"], &done["known"]), (&json!(0), &json!(2)), "{done}");
    }
}

#[test]
fn the_sides_of_two_files_are_proposed_linked_known_and_taken_apart_again() {
    let house = House::new();
    let [cheque, savings] = two_files(&house);
    let proposed =
        house.client.get(&format!("/api/v1/transfers/proposals?account={savings}&from=2024-05-01"));
    let pairs = proposed["pairs"].as_array().expect("pairs");
    assert_eq!(pairs.len(), 1, "{pairs:?}");
    assert_eq!(pairs[0]["reason"], "the same amount, 2 days apart, and the words speak of a transfer");
    let [payment, deposit] = ["payment", "deposit"].map(|side| pairs[0][side].clone());
    assert_eq!((&payment["account"], &deposit["account"]), (&json!(cheque), &json!(savings)));
    let path =
        format!("/api/v1/transactions/{}/counterparts?split={}", payment["transaction"], payment["split"]);
    let found = house.client.get(&path);
    assert_eq!(found["rows"], json!([deposit]));
    let before = whole(&house);
    let row = |row: &Value| json!({"transaction": row["transaction"], "split": row["split"]});
    let two = json!({"rows": [row(&deposit), row(&payment)], "base": proposed["revision"]});
    house.client.done("POST", "/api/v1/transactions/link", &two);
    assert_eq!((balance(&house, cheque), balance(&house, savings)), (-512_50, 501_00));
    assert_eq!(rows(&house, cheque)[0]["category"], "[Savings]");
    assert_eq!(rows(&house, savings)[0]["category"], "[Cheque]");
    assert_eq!(house.client.get("/api/v1/transfers/proposals")["pairs"], json!([]));
    nothing_new(&house, [cheque, savings]);
    let (code, problem) = status(&house, "POST", "/api/v1/transactions/link", &two);
    assert_eq!(code, 404, "{problem}");
    house.client.done("POST", "/api/v1/undo", &Value::Null);
    assert_eq!(whole(&house), before);
    house.client.done("POST", "/api/v1/redo", &Value::Null);
    assert_eq!(balance(&house, savings), 501_00);
    nothing_new(&house, [cheque, savings]);
}

#[test]
fn a_category_in_brackets_never_holds_the_money_twice_by_whichever_door() {
    let house = House::new();
    let [cheque, savings] = two_files(&house);
    let id = rows(&house, cheque)[0]["transaction"].clone();
    let put = |category: &str, more: &Value| {
        let mut body = json!({
            "date": "2024-05-03", "payee": "TRANSFER OUT",
            "splits": [{"account": cheque, "amount": -500_00}, {"category": category, "amount": 500_00}],
        });
        body.as_object_mut().expect("a body").extend(more.as_object().expect("more").clone());
        status(&house, "PUT", &format!("/api/v1/transactions/{id}"), &body)
    };
    let bulk = |category: &str, more: &Value| {
        let mut body = json!({"selection": [{"transaction": id}], "change": {"category": category}});
        body.as_object_mut().expect("a body").extend(more.as_object().expect("more").clone());
        status(&house, "POST", "/api/v1/transactions/bulk", &body)
    };
    type Door<'a> = &'a dyn Fn(&str, &Value) -> (u16, Value);
    let doors: [Door; 2] = [&put, &bulk];
    for door in doors {
        let (code, problem) = door("[Savings]", &json!({}));
        assert_eq!((code, &problem["type"]), (409, &json!("urn:counterfoil:problem:counterpart-stands")));
        assert_eq!(problem["counterparts"][0]["account"], savings);
        assert_eq!(door("[Savings]", &json!({"counterpart": "link"})).0, 200);
        assert_eq!((balance(&house, cheque), balance(&house, savings)), (-512_50, 501_00));
        nothing_new(&house, [cheque, savings]);
        house.client.done("POST", "/api/v1/undo", &Value::Null);
        assert_eq!(door("[Savings]", &json!({"counterpart": "apart"})).0, 200);
        assert_eq!(balance(&house, savings), 1001_00, "somebody said so");
        house.client.done("POST", "/api/v1/undo", &Value::Null);
        for (category, problem) in [("[Nowhere]", "no-such-register"), ("[Cheque]", "transfer-to-itself")] {
            let (code, told) = door(category, &json!({}));
            assert_eq!(code, 422, "{told}");
            assert_eq!(told["type"], format!("urn:counterfoil:problem:{problem}"));
        }
    }
    let accounts = house.client.get("/api/v1/accounts");
    let accounts = accounts["accounts"].as_array().expect("accounts");
    assert!(!accounts.iter().any(|one| one["name"].as_str().expect("a name").starts_with('[')));
    let income = json!({"name": "[Savings]", "kind": "income", "currency": "USD"});
    assert_eq!(status(&house, "POST", "/api/v1/accounts", &income).0, 422);
}

#[test]
fn the_review_offers_the_row_of_the_other_account_and_its_category_links_it() {
    let house = House::new();
    let [cheque, savings] = ["Cheque", "Savings"].map(|name| house.account(name));
    take(&house, cheque, &ofx("1", &LINES[0]), &json!([]));
    let file = ofx("2", &LINES[1]);
    let shown = preview(&house, "savings.ofx", file.as_bytes());
    let lines = &shown["statements"][0]["lines"];
    assert_eq!((&lines[0]["fate"], &lines[0]["counterpart"]["account"]), (&json!("new"), &json!(cheque)));
    assert_eq!(lines[1]["counterpart"], Value::Null);
    take(&house, savings, &file, &json!([{"index": 0, "category": "[Cheque]"}]));
    assert_eq!((balance(&house, cheque), balance(&house, savings)), (-512_50, 501_00));
    assert_eq!(rows(&house, savings)[0]["category"], "[Cheque]");
}

#[test]
fn two_rows_that_are_one_are_merged_and_both_files_still_know_it() {
    let house = House::new();
    let cheque = house.account("Cheque");
    take(&house, cheque, &ofx("1", &LINES[0]), &json!([]));
    let other = ofx("1", &[("X1", "06", "-500.00", "Transfer out ref 9")]);
    take(&house, cheque, &other, &json!([]));
    let twice: Vec<Value> = rows(&house, cheque).into_iter().filter(|row| row["amount"] == -500_00).collect();
    assert_eq!(twice.len(), 2);
    let before = whole(&house);
    let row = |at: usize| json!({"transaction": twice[at]["transaction"], "split": twice[at]["split"]});
    let two = json!({"rows": [row(0), row(1)]});
    house.client.done("POST", "/api/v1/transactions/merge", &two);
    assert_eq!(balance(&house, cheque), -512_50);
    for file in [ofx("1", &LINES[0]), other] {
        assert_eq!(take(&house, cheque, &file, &json!([]))["added"], 0);
    }
    house.client.done("POST", "/api/v1/undo", &Value::Null);
    assert_eq!(whole(&house), before);
    let (code, problem) = status(&house, "POST", "/api/v1/transactions/merge", &json!({"rows": [row(0)]}));
    assert_eq!((code, &problem["field"]), (422, &json!("rows")));
    assert_eq!(status(&house, "POST", "/api/v1/transactions/link", &two).0, 422);
}

#[test]
fn the_rest_of_an_import_is_shown_taken_back_and_what_stays_is_named() {
    let house = House::new();
    let [cheque, savings] = two_files(&house);
    let batches = house.client.get("/api/v1/imports");
    let step = batches["batches"][1]["step"].as_u64().expect("a step");
    let id = rows(&house, cheque)[1]["transaction"].clone();
    let memo = json!({"selection": [{"transaction": id}], "change": {"memo": "mine"}});
    house.client.done("POST", "/api/v1/transactions/bulk", &memo);
    let before = whole(&house);
    assert_eq!(status(&house, "POST", &format!("/api/v1/history/{step}/undo"), &Value::Null).0, 409);
    let shown = house.client.get(&format!("/api/v1/history/{step}/rest"));
    assert_eq!((&shown["taken"], &shown["stay"]), (&json!(1), &json!(1)));
    assert_eq!((&shown["rows"][0]["transaction"], &shown["rows"][0]["payee"]), (&id, &json!("Grocer")));
    assert_eq!(whole(&house), before, "a look changes nothing");
    let done = house.client.done("POST", &format!("/api/v1/history/{step}/rest"), &Value::Null);
    assert!(done["words"].as_str().expect("words").contains("1 stays: Grocer −12.50 on 2024-05-04"));
    assert_eq!((balance(&house, cheque), balance(&house, savings)), (-12_50, 501_00));
    let again = take(&house, cheque, &ofx(&cheque.to_string(), &LINES[0]), &json!([]));
    assert_eq!(
        (&again["added"], &again["known"]),
        (&json!(1), &json!(1)),
        "what went is new, what stays is known"
    );
    house.client.done("POST", "/api/v1/undo", &Value::Null);
    house.client.done("POST", "/api/v1/undo", &Value::Null);
    assert_eq!(whole(&house), before);
}
