//! Reports: every figure is what adding up the export's rows gives, and opens rows that sum to it.

mod asked;
mod chosen;
mod model;

use std::collections::BTreeSet;

use counterfoil::ledger::{AccountId, AccountKind, Command, Contents, PayeeId, TagId, TransactionId};
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::{Value, json};

use self::asked::{Asked, asked};
use self::model::{Exported, Part};
use super::contents::any;
use super::support::{House, Request};

/// Trees, and names that begin alike.
const CATEGORIES: [&str; 7] =
    ["Food", "Food:Bread", "food:bread:Rolls", "Foodstuff", "Car:Fuel", "Car", "Ärger:Ölweg"];

fn with_trees(mut book: Contents) -> Contents {
    let categories =
        book.accounts.iter_mut().filter(|one| !one.kind.is_register() && one.kind != AccountKind::Equity);
    for (account, name) in categories.zip(CATEGORIES) {
        account.name = name.to_owned();
    }
    book
}

fn exported(house: &House) -> Exported {
    Exported::read(&house.client.send(Request::get("/api/v1/export?format=json")).json())
}

fn post(house: &House, path: &str, body: &Value) -> Value {
    let answer = house.client.post(path, body);
    assert_eq!(answer.status, 200, "{body}: {}", answer.text());
    answer.json()
}

/// Compares every figure of a report with what the export gives, and opens every third.
fn compare(house: &House, asked: &Asked) {
    let book = exported(house);
    let registers: Vec<i64> = book.accounts.keys().copied().filter(|id| book.is_register(*id)).collect();
    let bit = |at: usize| asked.chosen & (1 << (at % 3)) != 0;
    let some: BTreeSet<i64> =
        registers.iter().enumerate().filter(|(at, _)| bit(*at)).map(|(_, id)| *id).collect();
    let all = some.is_empty();
    let chosen = if all { registers.into_iter().collect() } else { some };
    let categories: Vec<i64> = book.categories().filter(|_| !asked.is_stock()).collect();
    let category = asked.category.and_then(|at| categories.get(at % categories.len().max(1)).copied());
    let mut definition = asked.definition(&chosen, all);
    if let Some(category) = category {
        definition["categories"] = json!([category]);
    }
    let report = post(house, "/api/v1/reports", &definition);
    let mut parts = book.parts(asked.what, &chosen, asked.only_cleared);
    if let Some(category) = category {
        parts.retain(|part| book.is_below(part.account, category));
    }
    let columns: Vec<(String, String)> = serde_json::from_value::<Vec<Value>>(report["columns"].clone())
        .expect("columns")
        .iter()
        .map(|one| (one["from"].as_str().unwrap_or("").into(), one["to"].as_str().unwrap_or("").into()))
        .collect();
    let is_stock = asked.is_stock();
    let in_column =
        |part: &Part, at: usize| part.date <= columns[at].1 && (is_stock || part.date >= columns[at].0);
    let sections = report["sections"].as_array().expect("sections").clone();
    let counted = |part: &&Part| (0..columns.len()).any(|at| in_column(part, at));
    let currencies: BTreeSet<&str> =
        parts.iter().filter(counted).map(|part| part.currency.as_str()).collect();
    let told: BTreeSet<&str> = sections.iter().map(|one| one["currency"].as_str().unwrap_or("")).collect();
    assert_eq!(told, currencies, "{definition}");
    let mut turn = 0;
    for section in &sections {
        let currency = section["currency"].as_str().unwrap_or("");
        let lines = section["lines"].as_array().expect("lines");
        for line in lines.iter().chain([&section["total"]]) {
            let key: Vec<String> = serde_json::from_value(line["key"].clone()).expect("a key");
            let of_line = |part: &&Part| part.currency == currency && book.is_in_line(part, &key);
            for at in 0..columns.len() {
                let behind: Vec<&Part> =
                    parts.iter().filter(of_line).filter(|part| in_column(part, at)).collect();
                assert_eq!(line["figures"][at], asked.value(&behind), "{definition} {line} column {at}");
                assert_eq!(line["rows"][at], behind.len(), "{definition} {line} column {at}");
                turn += 1;
                if turn % 3 == 0 && !behind.is_empty() {
                    opens(house, &definition, (currency, &key, at), &behind);
                }
            }
        }
        if asked.by != "tag" && asked.by != "none" && asked.measure == "sum" {
            let roots = lines.iter().filter(|line| line["depth"] == 0);
            let sum: i64 = roots.map(|line| line["figures"][0].as_i64().expect("a figure")).sum();
            assert_eq!(section["total"]["figures"][0], sum, "{definition}: no line is missing");
        }
    }
}

fn opens(
    house: &House,
    report: &Value,
    (currency, line, column): (&str, &[String], usize),
    behind: &[&Part],
) {
    let order =
        json!({"report": report, "currency": currency, "line": line, "column": column, "limit": 1000});
    let answer = post(house, "/api/v1/reports/rows", &order);
    let sum: i64 = behind.iter().map(|part| part.amount).sum();
    assert_eq!((&answer["sum"], &answer["total"]), (&json!(sum), &json!(behind.len())), "{order}");
    let rows = answer["rows"].as_array().expect("rows");
    let told: BTreeSet<(i64, i64, i64)> = rows
        .iter()
        .map(|row| {
            let number = |name: &str| row[name].as_i64().expect("a number");
            (number("transaction"), number("split"), number("amount"))
        })
        .collect();
    let expected = behind.iter().map(|part| (part.transaction, part.split as i64, part.amount)).collect();
    assert_eq!(told, expected, "{order}");
    let days: Vec<&str> = rows.iter().map(|row| row["date"].as_str().unwrap_or("")).collect();
    assert!(days.is_sorted(), "{days:?}");
}

/// What changes a book that reports were made of.
fn command() -> impl Strategy<Value = Command> {
    let id = || (1i64..30).prop_map(TransactionId);
    prop_oneof![
        3 => id().prop_map(|id| Command::DeleteTransaction { id }),
        3 => (id(), any::<bool>()).prop_map(|(id, void)| Command::VoidTransaction { id, void }),
        3 => (id(), 1i8..=28).prop_map(|(id, day)| Command::DuplicateTransaction { id, date: date(2026, 5, day) }),
        2 => (1i64..18, 1i64..18).prop_map(|(id, into)| Command::MergeCategory { id: AccountId(id), into: AccountId(into) }),
        2 => (1i64..4, 1i64..4).prop_map(|(id, into)| Command::MergePayee { id: PayeeId(id), into: PayeeId(into) }),
        2 => (1i64..4, 1i64..4).prop_map(|(id, into)| Command::MergeTag { id: TagId(id), into: TagId(into) }),
        4 => Just(Command::Undo),
        2 => Just(Command::Redo),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn every_figure_is_what_the_export_s_rows_add_up_to(
        book in any::contents().prop_map(with_trees),
        questions in prop::collection::vec((asked(), prop::collection::vec(command(), 0..4)), 4..9),
    ) {
        let house = House::new();
        house.book.submit_blocking(Command::Fill(Box::new(book))).expect("is filled");
        for (asked, commands) in questions {
            compare(&house, &asked);
            for command in commands {
                // What is refused changes nothing, which is as good.
                let _refused_or_not = house.book.submit_blocking(command);
            }
            compare(&house, &asked);
        }
    }
}

/// An account, and what is spent from it.
fn furnished() -> (House, i64, i64) {
    let house = House::at("2026-11-30T12:00[Europe/London]");
    let (cheque, savings) = (house.account("Cheque"), house.account("Savings"));
    for (day, category, amount) in [
        ("2026-10-03", "Food:Bread", 10_00),
        ("2026-10-20", "Food", 5_50),
        ("2026-11-02", "Food:Bread", 12_00),
        ("2026-11-29", "Car", 30_00),
        ("2026-11-30", "[Savings]", 100_00),
    ] {
        let body = json!({"date": day, "payee": "Somebody", "splits": [
            {"account": cheque, "amount": -amount}, {"category": category, "amount": amount}]});
        house.client.done("POST", "/api/v1/transactions", &body);
    }
    (house, cheque, savings)
}

/// Of each line its name and its figures.
fn lines(report: &Value) -> Vec<(String, Value)> {
    let lines = report["sections"][0]["lines"].as_array().cloned().unwrap_or_default();
    lines
        .iter()
        .map(|line| (line["name"].as_str().unwrap_or("").to_owned(), line["figures"].clone()))
        .collect()
}

#[test]
fn the_reports_that_everybody_has_are_read_by_name() {
    let (house, cheque, _) = furnished();
    let spent = house.client.get("/api/v1/reports/spending?from=2026-10-01");
    let food = ("Food".to_owned(), json!([15_50, 12_00]));
    let bread = ("Bread".to_owned(), json!([10_00, 12_00]));
    let car = ("Car".to_owned(), json!([0, 30_00]));
    assert_eq!(lines(&spent), [car.clone(), food, bread.clone()]);
    // From one account, what leaves for another is spent, too.
    let spent = house.client.get(&format!("/api/v1/reports/spending?span=2026-11&accounts={cheque}"));
    let names: Vec<String> = lines(&spent).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["Transfers", "Savings", "Car", "Food", "Bread"]);
    let worth = house.client.get("/api/v1/reports/net-worth?from=2026-10-01");
    assert_eq!(worth["sections"][0]["total"]["figures"], json!([-15_50, -57_50]));
    let flow = house.client.get("/api/v1/reports/cash-flow?span=this-year&interval=year");
    assert_eq!(lines(&flow), [("Money out".to_owned(), json!([-57_50]))]);
    let compared = house.client.get("/api/v1/reports/compare?span=2026-11&compare=2026-10");
    assert_eq!(compared["sections"][0]["total"]["figures"], json!([15_50, 42_00]));
    assert_eq!(compared["sections"][0]["total"]["change"], 26_50);
    let before = house.client.get("/api/v1/reports/spending?span=2026-11&compare=before");
    assert_eq!(before["sections"], compared["sections"]);
    assert_eq!(before["sections"][0]["lines"][0]["share"], 71_43);
    let csv = house.client.send(Request::get("/api/v1/reports/spending?from=2026-10-01&format=csv"));
    let text = csv.text();
    assert_eq!(
        text.trim_start_matches('\u{feff}'),
        "Line,Currency,2026-10,2026-11,Total,Share\r\nCar,USD,0.00,30.00,30.00,52.17%\r\n\
         Food,USD,15.50,12.00,27.50,47.83%\r\nFood:Bread,USD,10.00,12.00,22.00,38.26%\r\n\
         Total,USD,15.50,42.00,57.50,\r\n"
    );
}

#[test]
fn a_question_that_has_no_answer_is_refused_in_words() {
    let (house, ..) = furnished();
    for (body, field) in [
        (json!({"what": "spending", "span": "2024-02-01..2024-01-01"}), "span"),
        (json!({"what": "spending", "span": "soon"}), "span"),
        (json!({"what": "spending", "accounts": [999]}), "accounts"),
        (json!({"what": "spending", "span": "0001-01-01..9999-12-31", "interval": "day"}), "interval"),
        (json!({"what": "spending", "categories": [1]}), "categories"),
        (json!({"what": "balance", "categories": [3]}), "categories"),
        (json!({"what": "spending", "span": "before"}), "span"),
        (json!({"what": "balance", "by": "payee"}), "by"),
        (json!({"what": "net-worth", "compare": "2024"}), "compare"),
        (json!({"what": "income", "year_begins": "02-30"}), "year_begins"),
        (json!({"what": "income", "by": "payee", "then": "payee"}), "then"),
        (json!({"what": "income", "search": "\"".repeat(600)}), "search"),
    ] {
        let answer = house.client.post("/api/v1/reports", &body);
        let problem = answer.json();
        assert_eq!((answer.status, problem["field"].as_str()), (422, Some(field)), "{body}: {problem}");
        assert!(problem["title"].as_str().is_some_and(|title| title.len() > 10), "{problem}");
        assert!(problem["advice"].as_str().is_some_and(|advice| !advice.is_empty()), "{problem}");
    }
    let unknown = house.client.post("/api/v1/reports", &json!({"what": "spending", "colour": "red"}));
    assert!(unknown.status == 400 && unknown.text().contains("colour"), "{}", unknown.text());
    let gone = house.client.send(Request::get("/api/v1/reports/weather"));
    assert_eq!(gone.status, 404);
    let order = json!({"report": {"what": "spending"}, "currency": "USD", "line": ["colour:red"]});
    assert_eq!(house.client.post("/api/v1/reports/rows", &order).json()["field"], "line");
}

#[test]
fn the_smallest_of_very_many_lines_are_put_together_in_words() {
    let house = House::at("2026-11-30T12:00[Europe/London]");
    let cheque = house.account("Cheque");
    for at in 0..60 {
        let splits =
            json!([{"account": cheque, "amount": -(at + 1)}, {"category": "Food", "amount": at + 1}]);
        let body = json!({"date": "2026-11-02", "payee": format!("Payee {at}"), "splits": splits});
        house.client.done("POST", "/api/v1/transactions", &body);
    }
    let report = house.client.get("/api/v1/reports/spending?by=payee&span=2026-11&most=10");
    let all = lines(&report);
    assert_eq!(all.len(), 11);
    assert_eq!(all[10], ("50 others".to_owned(), json!([(1..=50).sum::<i64>()])));
}

#[test]
fn what_is_scheduled_goes_on_from_today_and_a_transfer_inside_counts_for_nothing() {
    let (house, cheque, savings) = furnished();
    let schedule = |category: &str, day: &str, amount: i64| {
        let rule = json!({"first": day, "unit": "months", "interval": 1});
        let body = json!({"account": cheque, "payee": "Somebody", "amount": {"kind": "fixed", "amount": -amount},
            "splits": [{"category": category, "amount": amount}], "rule": rule});
        house.client.done("POST", "/api/v1/schedules", &body);
    };
    schedule("Insurance", "2026-12-20", 30_00);
    schedule("[Savings]", "2026-12-10", 10_00);
    let both = json!({"what": "net-worth", "span": "2026-11", "interval": "month", "ahead": 40});
    let report = post(&house, "/api/v1/reports", &both);
    let ahead = &report["sections"][0]["ahead"];
    assert_eq!(ahead["until"], "2027-01-09");
    assert_eq!(ahead["points"][0], json!({"date": "2026-11-30", "balance": -57_50}));
    assert_eq!(ahead["lowest"], json!({"date": "2026-12-20", "balance": -87_50}));
    let one = json!({"what": "balance", "accounts": [savings], "span": "2026-11", "interval": "month", "ahead": 40});
    let report = post(&house, "/api/v1/reports", &one);
    let points = report["sections"][0]["ahead"]["points"].clone();
    let of = |day: &str, balance: i64| json!({"date": day, "balance": balance});
    assert_eq!(points, json!([of("2026-11-30", 100_00), of("2026-12-10", 110_00)]));
    let nobody_asked = post(&house, "/api/v1/reports", &json!({"what": "balance"}));
    assert_eq!(nobody_asked["sections"][0]["ahead"], Value::Null);
}
