//! Any book comes back from each format as it was, and adds nothing to itself.
//!
//! The books are random, from a few seeds; what a format cannot hold is not compared.

use serde_json::{Value, json};

use super::exports::{exported, imported};
use super::imports::preview;
use super::support::{Dice, House, Request};

const PAYEES: [&str; 7] = [
    "Corner Market",
    "Gas & Water; Ltd",
    "A payee whose name is longer than the thirty-two characters of OFX",
    "=1+1",
    "＝SUM(A1)",
    "Ünïcödé 食費",
    "",
];
const MEMOS: [&str; 4] = ["", "for May", "\"quoted\", with; marks", "－5 on the bill"];
const CATEGORIES: [&str; 4] = ["Food", "Food:Out", "Home", "Éclairs"];

/// A register with an opening balance.
fn open(house: &House, name: &str, kind: &str, subkind: &str, units: i64) -> i64 {
    let opening = json!({"amount": units, "date": "2024-01-01"});
    let body = json!({"name": name, "kind": kind, "subkind": subkind, "currency": "USD", "opening": opening});
    house.client.done("POST", "/api/v1/accounts", &body)["id"].as_i64().expect("an id")
}

fn one_of<'a, T: ?Sized>(dice: &mut Dice, all: &[&'a T]) -> &'a T {
    all[dice.below(all.len() as u64) as usize]
}

/// Registers of all kinds, and rows of all kinds on a few days.
fn book(seed: u64) -> House {
    let house = House::new();
    let mut dice = Dice(seed);
    let registers = [
        open(&house, "Giro", "asset", "bank", 1_000_00),
        open(&house, "Wallet", "asset", "cash", 50_00),
        open(&house, "Visa", "liability", "credit_card", -20_00),
    ];
    for n in 0..24 {
        let own = registers[dice.below(3) as usize];
        let units = -(i64::try_from(dice.below(9_000)).expect("small") + 1);
        let state = one_of(&mut dice, &["cleared", "uncleared"]);
        let mut splits = vec![json!({"account": own, "amount": units, "state": state})];
        match dice.below(4) {
            0 => {
                let others: Vec<i64> = registers.into_iter().filter(|id| *id != own).collect();
                splits.push(json!({"account": others[dice.below(2) as usize], "amount": -units}));
            }
            1 => {
                splits.push(json!({"category": "Food", "amount": 1, "memo": "a cent"}));
                splits.push(json!({"category": one_of(&mut dice, &CATEGORIES[1..]), "amount": -units - 1}));
            }
            _ => splits.push(json!({"category": one_of(&mut dice, &CATEGORIES), "amount": -units})),
        }
        let number = (dice.below(5) == 0).then(|| (100 + n).to_string());
        let body = json!({"date": format!("2024-01-0{}", 2 + dice.below(4)), "number": number,
            "payee": one_of(&mut dice, &PAYEES), "memo": one_of(&mut dice, &MEMOS), "splits": splits});
        let id = house.client.done("POST", "/api/v1/transactions", &body)["id"].clone();
        if dice.below(6) == 0 {
            house.client.done("POST", &format!("/api/v1/transactions/{id}/void"), &json!({"void": true}));
        }
        if dice.below(2) == 0 {
            let by = i64::try_from(dice.below(7)).expect("small") - 3;
            let moved = json!({"account": own, "by": by});
            house.client.done("POST", &format!("/api/v1/transactions/{id}/place"), &moved);
        }
    }
    house
}

/// The rows of every register in their order, each register under `name`.
fn registers(house: &House, fields: &[&str], name: &str) -> Vec<Value> {
    let accounts = house.client.get("/api/v1/accounts")["accounts"].clone();
    let accounts = accounts.as_array().expect("accounts").iter();
    let registers = accounts.filter(|row| row["kind"] == "asset" || row["kind"] == "liability");
    let shown = registers.map(|account| {
        let page =
            house.client.get(&format!("/api/v1/accounts/{}/register?offset=0&limit=1000", account["id"]));
        let row = |row: &Value| -> Vec<Value> { fields.iter().map(|field| row[*field].clone()).collect() };
        let rows: Vec<Vec<Value>> = page["rows"].as_array().expect("rows").iter().map(row).collect();
        json!({"name": account.get(name), "rows": rows})
    });
    let mut all: Vec<Value> = shown.collect();
    all.sort_by_key(Value::to_string);
    all
}

fn assert_same(now: &[Value], was: &[Value], of: &str) {
    assert_eq!(now.len(), was.len(), "{of}");
    for (now, was) in now.iter().zip(was) {
        assert_eq!(now["name"], was["name"], "{of}");
        let (now, was) = (now["rows"].as_array().expect("rows"), was["rows"].as_array().expect("rows"));
        let differ = now.iter().zip(was).find(|(now, was)| now != was);
        assert_eq!((differ, now.len()), (None, was.len()), "{of}");
    }
}

/// What becomes of the lines of a file.
fn fates(shown: &Value) -> Vec<String> {
    let statements = shown["statements"].as_array().expect("statements");
    let lines = statements.iter().flat_map(|one| one["lines"].as_array().expect("lines"));
    lines.map(|line| line["fate"].as_str().expect("a fate").to_owned()).collect()
}

const WHOLE: [&str; 8] = ["date", "number", "payee", "category", "memo", "amount", "balance", "void"];

#[test]
fn any_book_comes_back_as_it_was_from_every_format() {
    for seed in [3, 11, 2_024] {
        let before = book(seed);
        for format in ["qif", "csv"] {
            let after = imported(&format!("book.{format}"), &exported(&before, &format!("format={format}")));
            let of = format!("{format} of {seed}");
            assert_same(&registers(&after, &WHOLE, "name"), &registers(&before, &WHOLE, "name"), &of);
        }
        let after = imported("book.ofx", &exported(&before, "format=ofx"));
        let told = ["date", "number", "payee", "memo", "amount", "balance", "void"];
        assert_same(&registers(&after, &told, ""), &registers(&before, &told, ""), &format!("ofx of {seed}"));
        let after = House::new();
        let json = exported(&before, "format=json");
        assert_eq!(after.client.send(Request::new("POST", "/api/v1/contents").body(json)).status, 200);
        assert_same(&registers(&after, &WHOLE, "name"), &registers(&before, &WHOLE, "name"), "json");
    }
}

#[test]
fn a_file_of_the_book_adds_nothing_to_it() {
    for seed in [5, 77] {
        let house = book(seed);
        let shown = preview(&house, "book.ofx", &exported(&house, "format=ofx"));
        assert!(fates(&shown).iter().all(|fate| fate == "known"), "{seed}: {shown}");
        for format in ["qif", "csv"] {
            let shown =
                preview(&house, &format!("book.{format}"), &exported(&house, &format!("format={format}")));
            assert!(fates(&shown).iter().all(|fate| fate != "new"), "{format} of {seed}: {shown}");
        }
    }
}

#[test]
fn qif_keeps_cash_and_cards_both_ways() {
    let before = book(1);
    let after = imported("book.qif", &exported(&before, "format=qif"));
    let kinds = |house: &House| -> Vec<String> {
        let accounts = house.client.get("/api/v1/accounts")["accounts"].clone();
        let named = |row: &&Value| ["Giro", "Wallet", "Visa"].iter().any(|name| row["name"] == *name);
        let of = |row: &Value| format!("{} {} {}", row["name"], row["kind"], row["subkind"]);
        accounts.as_array().expect("accounts").iter().filter(named).map(of).collect()
    };
    assert_eq!(kinds(&after), kinds(&before));
}

#[test]
fn an_opening_balance_comes_back_as_one() {
    let before = book(8);
    for format in ["qif", "csv", "ofx"] {
        let after = imported(&format!("book.{format}"), &exported(&before, &format!("format={format}")));
        let accounts = after.client.get("/api/v1/accounts")["accounts"].clone();
        let registers = accounts.as_array().expect("accounts").iter();
        let registers = registers.filter(|row| row["kind"] == "asset" || row["kind"] == "liability");
        let mut openings: Vec<i64> = registers
            .map(|row| {
                let told = after.client.get(&format!("/api/v1/accounts/{}/opening", row["id"]));
                told["opening"]["amount"].as_i64().unwrap_or_else(|| panic!("{format}: {told}"))
            })
            .collect();
        openings.sort_unstable();
        assert_eq!(openings, [-20_00, 50_00, 1_000_00], "{format}");
    }
}

#[test]
fn a_memo_too_long_for_ofx_is_shown_to_be_cut_and_is_known_again() {
    let house = House::new();
    let giro = house.account("Giro");
    let body = json!({"date": "2024-01-02", "memo": "long ".repeat(80), "payee": "P".repeat(150),
        "splits": [{"account": giro, "amount": -100}, {"category": "Food", "amount": 100}]});
    house.client.done("POST", "/api/v1/transactions", &body);
    let file = exported(&house, "format=ofx");
    let text = String::from_utf8(file.clone()).expect("UTF-8");
    assert!(text.contains("…</MEMO>") && text.contains("…</EXTDNAME>"), "{text}");
    assert_eq!(fates(&preview(&house, "giro.ofx", &file)), ["known"]);
}
