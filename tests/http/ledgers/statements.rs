//! hledger and beancount have the same income statement and the same balance sheet as the reports, to the cent.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::support::{Dice, House};
use super::{Book, csv_rows, in_beancount, in_journal, is_here, said, written};

/// By the name that a plain-text ledger has for it, and its currency; not what comes to nothing.
type Figures = BTreeMap<(String, String), String>;

/// What it says of a file, from a day on where one is given, before another, and below these roots: names and cells.
type Ask = fn(&str, Option<&str>, &str, &str) -> Vec<(String, String)>;

/// Who a report is compared with: how it writes a level, and what it says from a day up to another, which is not in it.
struct Other {
    format: &'static str,
    level: fn(&str) -> String,
    ask: Ask,
}

fn hledger(file: &str, from: Option<&str>, before: &str, roots: &str) -> Vec<(String, String)> {
    let from = from.map(|day| format!("--begin={day}"));
    let (end, depth) = (format!("--end={before}"), "--depth=2");
    let mut args = vec!["-f", file, "balance", "--flat", "--no-total", depth, "-O", "csv", &end];
    args.extend(from.as_deref());
    let roots: Vec<String> = roots.split('|').map(|root| format!("^{root}:")).collect();
    args.extend(roots.iter().map(String::as_str));
    csv_rows(&said("hledger", &args))
}

fn beancount(file: &str, from: Option<&str>, before: &str, roots: &str) -> Vec<(String, String)> {
    let from = from.map(|day| format!("date >= {day} AND ")).unwrap_or_default();
    let question = format!(
        "SELECT root(account, 2), sum(position) WHERE {from}date < {before} AND account ~ '^({roots}):' GROUP BY 1"
    );
    csv_rows(&said("bean-query", &["-f", "csv", file, &question]))
}

const OTHERS: [Other; 2] = [
    Other { format: "journal", level: in_journal, ask: hledger },
    Other { format: "beancount", level: in_beancount, ask: beancount },
];

/// A cell may have an amount of each of several currencies.
fn told(rows: Vec<(String, String)>) -> Figures {
    let mut figures = Figures::new();
    for (name, cell) in rows {
        for part in cell.split(',') {
            let mut words = part.split_whitespace();
            let (Some(amount), Some(currency)) = (words.next(), words.next()) else { continue };
            if amount.chars().any(|c| ('1'..='9').contains(&c)) {
                figures.insert((name.trim().to_owned(), currency.to_owned()), amount.to_owned());
            }
        }
    }
    figures
}

fn decimal(units: i64, decimals: usize) -> String {
    let digits = format!("{:0width$}", units.unsigned_abs(), width = decimals + 1);
    let (whole, rest) = digits.split_at(digits.len() - decimals);
    let (sign, mark) = (if units < 0 { "-" } else { "" }, if rest.is_empty() { "" } else { "." });
    format!("{sign}{whole}{mark}{rest}")
}

/// What a report says: of each line on its first level the last figure, as the other's root has it.
fn reported(report: &Value, sign: i64, name: impl Fn(&Value) -> String) -> Figures {
    let mut figures = Figures::new();
    for section in report["sections"].as_array().expect("sections") {
        let currency = section["currency"].as_str().expect("a code").to_owned();
        let decimals = section["decimals"].as_u64().expect("decimals") as usize;
        let lines = section["lines"].as_array().expect("lines").iter();
        for line in lines.filter(|line| line["depth"] == 0) {
            let units = line["figures"].as_array().and_then(|all| all.last()).and_then(Value::as_i64);
            let units = units.expect("a figure") * sign;
            if units != 0 {
                figures.insert((name(line), currency.clone()), decimal(units, decimals));
            }
        }
    }
    figures
}

fn day_after(day: &str) -> String {
    day.parse::<jiff::civil::Date>().expect("a day").tomorrow().expect("a day").to_string()
}

fn agree(book: &Book, other: &Other) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "book", &book.exported(other.format));
    let make = |definition: &Value| {
        let answer = book.client().post("/api/v1/reports", definition);
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    };
    for span in ["last-12-months", "last-year", "1990-01-01..2099-12-31"] {
        for (what, root, sign) in [("spending", "Expenses", 1), ("income", "Income", -1)] {
            let report = make(
                &json!({"what": what, "span": span, "interval": "none", "by": "category", "most": 10_000}),
            );
            let day = |name: &str| report["columns"][0][name].as_str().expect("a day").to_owned();
            let rows = (other.ask)(&file, Some(&day("from")), &day_after(&day("to")), root);
            let name =
                |line: &Value| format!("{root}:{}", (other.level)(line["name"].as_str().unwrap_or("")));
            assert_eq!(reported(&report, sign, name), told(rows), "{what} {span} {}", other.format);
        }
        let accounts = book.client().get("/api/v1/accounts");
        let kind = |line: &Value| {
            let id = line["key"][0].as_str().and_then(|key| key.strip_prefix("account:"));
            let id = id.and_then(|id| id.parse::<i64>().ok());
            let all = accounts["accounts"].as_array().expect("accounts").iter();
            let found = all.into_iter().find(|one| one["id"].as_i64() == id);
            if found.is_some_and(|one| one["kind"] == "liability") { "Liabilities" } else { "Assets" }
        };
        let report = make(&json!({"what": "balance", "span": span, "interval": "none", "most": 10_000}));
        let last = report["columns"][0]["to"].as_str().expect("a day");
        let rows = (other.ask)(&file, None, &day_after(last), "Assets|Liabilities");
        let name =
            |line: &Value| format!("{}:{}", kind(line), (other.level)(line["name"].as_str().unwrap_or("")));
        assert_eq!(reported(&report, 1, name), told(rows), "balance sheet {span} {}", other.format);
    }
}

/// A year and more of rows that nobody chose: splits, transfers, refunds, two currencies, void ones and rows ahead.
fn random() -> House {
    let house = House::at("2026-11-30T12:00[Europe/London]");
    let mut dice = Dice(0x5eed);
    let account = |name: &str, kind: &str, currency: &str| {
        let body = json!({"name": name, "kind": kind, "currency": currency});
        house.client.done("POST", "/api/v1/accounts", &body)["id"].as_i64().expect("an id")
    };
    let dollars = [account("Current", "asset", "USD"), account("Card", "liability", "USD")];
    let euros = [account("Giro", "asset", "EUR"), account("Sparbuch", "asset", "EUR")];
    // A plain-text ledger has one account for both currencies, and so another name where ours have two.
    let english = ["Food", "Food:Bread", "Car:Fuel", "Salary", "Gifts", "Home:Rent"];
    let german = ["Essen", "Essen:Brot", "Auto:Benzin", "Gehalt", "Geschenke", "Haus:Miete"];
    let today = jiff::civil::date(2026, 11, 30);
    for _ in 0..160 {
        let mut below = |many: u64| i64::try_from(dice.below(many)).expect("small");
        let (own, categories) = if below(3) == 0 { (euros, german) } else { (dollars, english) };
        let (first, second) = (below(9_000) - 3_000, below(5_000) + 1);
        let pick = below(6) as usize;
        let mut splits = vec![json!({"account": own[0], "amount": -first - second})];
        match below(4) {
            0 => splits.push(json!({"account": own[1], "amount": first + second})),
            1 => splits.push(json!({"category": categories[pick], "amount": first + second})),
            _ => {
                splits.push(json!({"category": categories[pick], "amount": first}));
                splits.push(json!({"category": categories[(pick + 1) % 6], "amount": second}));
            }
        }
        let day = today.saturating_sub(jiff::Span::new().days(below(700) - 60));
        let body = json!({"date": day.to_string(), "memo": "", "splits": splits});
        let answer = house.client.post("/api/v1/transactions", &body);
        if answer.status == 200 && below(9) == 0 {
            let id = answer.json()["id"].as_i64().expect("an id");
            house.client.done("POST", &format!("/api/v1/transactions/{id}/void"), &json!({"void": true}));
        }
    }
    house
}

#[test]
fn others_have_the_same_income_statement_and_balance_sheet() {
    let here = |other: &&Other| match other.format {
        "journal" => is_here("hledger"),
        _ => is_here("bean-query"),
    };
    let [_, demo] = Book::both();
    let books = [demo, Book::Furnished(random())];
    for other in OTHERS.iter().filter(here) {
        books.iter().for_each(|book| agree(book, other));
    }
}
