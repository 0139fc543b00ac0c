//! What is exported is imported again as it was.

use serde_json::{Value, json};

use super::imports::preview;
use super::support::program::{Running, command};
use super::support::{Answer, Client, House, Request};

fn open(house: &House, name: &str, opening: i64) -> i64 {
    let opening = json!({"amount": opening, "date": "2024-01-01"});
    let body = json!({"name": name, "kind": "asset", "currency": "USD", "opening": opening});
    house.client.done("POST", "/api/v1/accounts", &body)["id"].as_i64().expect("an id")
}

fn add(house: &House, date: &str, number: &str, payee: &str, splits: &Value) -> i64 {
    let number = Some(number).filter(|number| !number.is_empty());
    let body = json!({"date": date, "number": number, "payee": payee, "memo": format!("for {payee}"),
        "tags": ["holiday 24"], "splits": splits});
    house.client.done("POST", "/api/v1/transactions", &body)["id"].as_i64().expect("an id")
}

/// Two registers with an opening balance each, parts, transfers, states, odd names and a void cheque.
pub fn furnished() -> House {
    let house = House::new();
    let (giro, saved) = (open(&house, "Giro; \"main\"", 1000_00), open(&house, "Säving Ünder (two)", 500_00));
    add(
        &house,
        "2024-01-05",
        "101",
        "(Corner) \"Market\"; Ltd",
        &json!([
            {"account": giro, "amount": -50_00, "state": "cleared"},
            {"category": "Food:Groceries; fresh", "amount": 30_00, "memo": "bread"},
            {"category": "Household", "amount": 20_01},
            {"category": "Food:Deposit", "amount": -1},
        ]),
    );
    add(
        &house,
        "2024-01-06",
        "",
        "@home, 北京",
        &json!([
            {"account": giro, "amount": -200_00, "state": "cleared"}, {"account": saved, "amount": 200_00},
        ]),
    );
    add(
        &house,
        "2024-01-07",
        "",
        "Two ways",
        &json!([
            {"account": saved, "amount": -75_00, "state": "cleared"},
            {"account": giro, "amount": 70_00}, {"category": "Fees", "amount": 5_00},
        ]),
    );
    add(
        &house,
        "2024-01-08",
        "",
        "ACME",
        &json!([
            {"account": giro, "amount": 2500_00, "state": "cleared"}, {"category": "Salary", "amount": -2500_00},
        ]),
    );
    let void = add(
        &house,
        "2024-01-09",
        "102",
        "Nobody",
        &json!([
            {"account": giro, "amount": -7_00}, {"category": "Food", "amount": 7_00},
        ]),
    );
    house.client.done("POST", &format!("/api/v1/transactions/{void}/void"), &json!({"void": true}));
    house
}

fn export(house: &House, query: &str) -> Answer {
    exported_by(&house.client, query)
}

fn exported_by(client: &Client, query: &str) -> Answer {
    client.send(Request::get(&format!("/api/v1/export?{query}")))
}

pub fn exported(house: &House, query: &str) -> Vec<u8> {
    let answer = export(house, query);
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.body
}

/// Imports a file into an empty book, every statement as a new account of its name.
pub fn imported(name: &str, bytes: &[u8]) -> House {
    let house = House::new();
    let shown = preview(&house, name, bytes);
    let statements: Vec<Value> = shown["statements"]
        .as_array()
        .expect("statements")
        .iter()
        .map(|statement| json!({"index": statement["index"], "new_account": statement["label"], "with_opening": false}))
        .collect();
    let order = json!({"preview": shown["id"], "statements": statements});
    house.client.done("POST", "/api/v1/imports", &order);
    house
}

/// The accounts of a kind by name, with what they hold.
fn balances(client: &Client) -> Vec<(String, i64)> {
    let accounts = client.get("/api/v1/accounts");
    let accounts = accounts["accounts"].as_array().expect("accounts").clone();
    let all = accounts.iter().filter(|row| row["rows"] != 0 && row["balance"] != 0);
    let mut all: Vec<(String, i64)> = all
        .map(|row| (row["name"].as_str().expect("a name").to_owned(), row["balance"].as_i64().expect("one")))
        .collect();
    all.sort();
    all
}

/// What the registers show, but for what the book numbers by itself.
fn registers(client: &Client) -> Vec<String> {
    let accounts = client.get("/api/v1/accounts");
    let accounts = accounts["accounts"].as_array().expect("accounts").clone();
    let mut shown = Vec::new();
    let is_register = |row: &&Value| row["kind"] == "asset" || row["kind"] == "liability";
    for account in accounts.iter().filter(is_register) {
        let page = client.get(&format!("/api/v1/accounts/{}/register?offset=0&limit=1000", account["id"]));
        for row in page["rows"].as_array().expect("rows") {
            let fields = ["date", "number", "payee", "category", "amount", "state"];
            // Quicken knows an opening balance by its payee.
            let cell = |field: &&str| Some(&row[*field]).filter(|cell| *cell != "Opening Balance");
            let row: Vec<Option<&Value>> = fields.iter().map(cell).collect();
            shown.push(json!([account["name"], row]).to_string());
        }
    }
    // Accounts of another kind are listed elsewhere, and rows of one day may have changed places.
    shown.sort();
    shown
}

/// The sides of every transaction, by the names of their accounts.
fn sides(client: &Client) -> Vec<Vec<(String, String, String)>> {
    let book: Value = serde_json::from_slice(&exported_by(client, "format=json").body).expect("JSON");
    let accounts = book["accounts"].as_array().expect("accounts");
    let name = |id: &Value| {
        let found = accounts.iter().find(|account| &account["id"] == id).expect("there");
        found["name"].as_str().expect("a name").to_owned()
    };
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let side = |split: &Value| (name(&split["account"]), text(&split["amount"]), text(&split["memo"]));
    let all = book["transactions"].as_array().expect("transactions").iter().map(|one| {
        let mut sides: Vec<_> = one["splits"].as_array().expect("splits").iter().map(side).collect();
        sides.sort();
        sides
    });
    let mut all: Vec<_> = all.collect();
    all.sort();
    all
}

/// That two lists are equal; only the first difference is worth reading.
fn assert_same<T: PartialEq + std::fmt::Debug>(format: &str, now: &[T], was: &[T]) {
    let differ = now.iter().zip(was).find(|(now, was)| now != was);
    assert_eq!((differ, now.len()), (None, was.len()), "{format}");
}

/// What the book that the file of `before` makes has to show, and shows.
fn assert_comes_back(before: &Client, format: &str) {
    let after = imported(&format!("book.{format}"), &exported_by(before, &format!("format={format}")).body);
    assert_eq!(balances(&after.client), balances(before), "{format}");
    assert_same(format, &registers(&after.client), &registers(before));
    assert_same(format, &sides(&after.client), &sides(before));
}

#[test]
fn qif_and_csv_bring_the_whole_book_back() {
    let house = furnished();
    assert_comes_back(&house.client, "qif");
    assert_comes_back(&house.client, "csv");
}

#[test]
fn qif_and_csv_bring_the_sample_book_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut sample = command(folder.path());
    sample.args(["--no-browser", "--demo"]);
    let demo = Running::outside(sample).let_in();
    assert_comes_back(&demo.client, "qif");
    assert_comes_back(&demo.client, "csv");
}

#[test]
fn ofx_brings_back_the_balance_the_days_and_the_numbers_of_an_account() {
    let before = furnished();
    let accounts = before.client.get("/api/v1/accounts")["accounts"].clone();
    let giro = accounts.as_array().expect("accounts")[0].clone();
    let file = exported(&before, &format!("format=ofx&account={}", giro["id"]));
    let after = imported("giro.ofx", &file);
    let again = preview(&after, "again.ofx", &file);
    assert!(super::imports::fates(&again).iter().all(|fate| *fate == "known"), "{again}");
    let fields = ["date", "number", "amount", "balance", "payee"];
    let shown = |house: &House, id: &Value| -> Vec<Value> {
        let page = house.client.get(&format!("/api/v1/accounts/{id}/register"));
        let rows = page["rows"].as_array().expect("rows").iter();
        rows.map(|row| fields.iter().map(|field| row[field].clone()).collect()).collect()
    };
    let accounts = after.client.get("/api/v1/accounts")["accounts"].clone();
    assert_eq!(shown(&after, &accounts[0]["id"]), shown(&before, &giro["id"]));
}

/// What each register shows that OFX can say, whatever the register is called there.
fn movements_of_all(house: &House) -> Vec<Vec<String>> {
    let accounts = house.client.get("/api/v1/accounts")["accounts"].clone();
    let accounts = accounts.as_array().expect("accounts").iter();
    let registers = accounts.filter(|row| row["kind"] == "asset" || row["kind"] == "liability");
    let shown = registers.map(|account| {
        let page = house.client.get(&format!("/api/v1/accounts/{}/register?limit=1000", account["id"]));
        let fields = ["date", "number", "amount", "balance", "payee"];
        let row = |row: &Value| json!(fields.map(|field| &row[field])).to_string();
        page["rows"].as_array().expect("rows").iter().map(row).collect()
    });
    let mut all: Vec<Vec<String>> = shown.filter(|rows: &Vec<String>| !rows.is_empty()).collect();
    all.sort();
    all
}

#[test]
fn ofx_of_the_whole_book_is_one_file_with_a_statement_for_each_account_and_brings_all_back() {
    let before = furnished();
    let file = exported(&before, "format=ofx");
    let was = movements_of_all(&before);
    assert!(was.len() > 1, "or one account is all there is");
    let after = imported("book.ofx", &file);
    let shown = preview(&after, "again.ofx", &file);
    let statements = shown["statements"].as_array().expect("statements").clone();
    assert_eq!(statements.len(), was.len());
    let lines = statements.iter().flat_map(|one| one["lines"].as_array().expect("lines").clone());
    assert!(lines.into_iter().all(|line| line["fate"] == "known"), "{shown}");
    assert_same("ofx", &movements_of_all(&after), &was);
}

#[test]
fn a_download_is_named_after_its_account() {
    let house = furnished();
    let accounts = house.client.get("/api/v1/accounts")["accounts"].clone();
    let saved = accounts.as_array().expect("accounts").iter().find(|row| row["name"] == "Säving Ünder (two)");
    let answer = export(&house, &format!("format=csv&account={}", saved.expect("there")["id"]));
    let disposition = answer.header("Content-Disposition").expect("is an attachment");
    assert!(disposition.starts_with("attachment; filename=\"S-ving -nder (two).csv\""), "{disposition}");
    assert!(disposition.contains("filename*=UTF-8''S%C3%A4ving"), "{disposition}");
    assert!(!answer.text().contains("Giro; \"\"main\"\"\",USD"), "only that account: {}", answer.text());
}

#[test]
fn what_cannot_be_exported_is_said_beside_its_field() {
    let house = furnished();
    for (query, status, field) in [
        ("format=docx", 422, json!("format")),
        ("format=json&account=1", 422, json!("account")),
        ("format=qif&account=999", 404, Value::Null),
    ] {
        let answer = export(&house, query);
        assert_eq!((answer.status, &answer.json()["field"]), (status, &field), "{query}: {}", answer.text());
    }
}
