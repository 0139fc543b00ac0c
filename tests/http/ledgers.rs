//! The real hledger, ledger and beancount read what is exported, and agree on every balance.
//!
//! Where one of them is not installed its test says so and passes; with
//! `CI=true` it fails instead. `scripts/setup test` brings them.

mod statements;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::exports::furnished;
use super::support::program::{Running, command};
use super::support::{Client, House, Request};

/// What accounts hold, by the name that a plain-text ledger has for them; not those with nothing.
type Balances = BTreeMap<String, String>;

/// A book that is open, whoever has it open.
enum Book {
    Furnished(House),
    Demo(Running, #[allow(dead_code, reason = "held: the book is in it")] TempDir),
}

impl Book {
    /// The sample book as `--demo` opens it, and one in which all is odd that can be.
    fn both() -> [Book; 2] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut sample = command(folder.path());
        sample.args(["--no-browser", "--demo"]);
        let house = furnished();
        // A currency without decimals, and one with three.
        for (code, amount) in [("JPY", 1200), ("KWD", -1_005)] {
            let body = json!({"name": code, "kind": "asset", "currency": code});
            let id = house.client.done("POST", "/api/v1/accounts", &body)["id"].clone();
            let splits = json!([{"account": id, "amount": amount}, {"category": format!("In {code}"), "amount": -amount}]);
            let body = json!({"date": "2024-01-02", "memo": "", "splits": splits});
            house.client.done("POST", "/api/v1/transactions", &body);
        }
        [Book::Furnished(house), Book::Demo(Running::outside(sample).let_in(), folder)]
    }

    fn client(&self) -> &Client {
        match self {
            Book::Furnished(house) => &house.client,
            Book::Demo(running, _) => &running.client,
        }
    }

    fn exported(&self, format: &str) -> Vec<u8> {
        let answer = self.client().send(Request::get(&format!("/api/v1/export?format={format}")));
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.body
    }

    /// What the program itself says that its accounts hold.
    fn balances(&self, level: fn(&str) -> String) -> Balances {
        let answer = self.client().get("/api/v1/accounts");
        let accounts = answer["accounts"].as_array().expect("accounts").iter();
        let balances: Balances = accounts
            .filter(|one| one["entered_balance"] != 0)
            .map(|one| (path(one, level), text(one)))
            .collect();
        assert!(balances.len() > 5, "a book with several accounts: {balances:?}");
        balances
    }
}

fn path(account: &Value, level: fn(&str) -> String) -> String {
    let root = match account["kind"].as_str().expect("a kind") {
        "asset" => "Assets",
        "liability" => "Liabilities",
        "income" => "Income",
        "expense" => "Expenses",
        _ => "Equity",
    };
    let levels: Vec<String> = account["name"].as_str().expect("a name").split(':').map(level).collect();
    format!("{root}:{}", levels.join(":"))
}

fn text(account: &Value) -> String {
    let balance = account["entered_balance"].as_i64().expect("a balance");
    let decimals = account["decimals"].as_u64().expect("decimals") as usize;
    let digits = format!("{:0width$}", balance.unsigned_abs(), width = decimals + 1);
    let (whole, rest) = digits.split_at(digits.len() - decimals);
    let mark = if rest.is_empty() { "" } else { "." };
    let sign = if balance < 0 { "-" } else { "" };
    format!("{sign}{whole}{mark}{rest} {}", account["currency"].as_str().expect("a code"))
}

/// What another program says that they hold.
fn told(rows: impl Iterator<Item = (String, String)>) -> Balances {
    let is_nothing = |amount: &str| amount.trim_start_matches('0').trim().is_empty();
    let one_spaced = |amount: String| amount.split_whitespace().collect::<Vec<_>>().join(" ");
    rows.map(|(name, amount)| (name.trim().to_owned(), one_spaced(amount)))
        .filter(|(_, amount)| !is_nothing(amount))
        .collect()
}

/// Whether a program is here; a run that has to be complete fails without it.
fn is_here(program: &str) -> bool {
    let Err(error) = Command::new(program).arg("--version").output() else { return true };
    let said =
        format!("{program} did not read the file: it is not here ({error}); scripts/setup test brings it");
    assert!(!std::env::var("CI").is_ok_and(|ci| ci == "true"), "{said}");
    eprintln!("skipped: {said}");
    false
}

/// What a program says to a file that it must accept without a word of complaint.
fn said(program: &str, args: &[&str]) -> String {
    let out = Command::new(program).args(args).env("LC_ALL", "C.UTF-8").output().expect("runs");
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    let errors = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success() && errors.is_empty(), "{program} refuses the file: {errors}{text}");
    text
}

fn written(folder: &Path, name: &str, bytes: &[u8]) -> String {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("writes");
    path.to_str().expect("a path").to_owned()
}

/// The rows of a CSV without its header, as name and amount: the first and the last cell.
fn csv_rows(text: &str) -> Vec<(String, String)> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.records().map(|row| {
        let row = row.expect("a row");
        let cell = |at: usize| row.get(at).expect("a cell").to_owned();
        (cell(0), cell(row.len() - 1))
    });
    rows.collect()
}

/// As in the journal: neither program has a way to write `;` in a name.
fn in_journal(level: &str) -> String {
    level.replace(';', ",")
}

/// As in Beancount: letters, digits and hyphens, a capital or a digit first.
fn in_beancount(level: &str) -> String {
    let plain: String = level.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    plain.trim_matches('-').to_owned()
}

#[test]
fn the_real_hledger_accepts_the_journal_and_agrees_on_every_balance() {
    if !is_here("hledger") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    for book in Book::both() {
        let file = written(folder.path(), "book.journal", &book.exported("journal"));
        said("hledger", &["-f", &file, "check", "--strict", "balancednoautoconversion"]);
        let balances = said("hledger", &["-f", &file, "balance", "--flat", "--no-total", "-O", "csv"]);
        assert_eq!(told(csv_rows(&balances).into_iter()), book.balances(in_journal));
    }
}

#[test]
fn the_real_ledger_accepts_the_journal_and_agrees_on_every_balance() {
    if !is_here("ledger") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    for book in Book::both() {
        let file = written(folder.path(), "book.journal", &book.exported("journal"));
        let row = "%(account)\t%(amount)\n";
        let args =
            ["-f", &file, "--args-only", "--pedantic", "balance", "--flat", "--no-total", "--format", row];
        let balances = said("ledger", &args);
        let rows = balances.lines().filter_map(|row| row.split_once('\t'));
        let rows = rows.map(|(name, amount)| (name.to_owned(), amount.to_owned()));
        assert_eq!(told(rows), book.balances(in_journal));
    }
}

#[test]
fn the_real_beancount_accepts_the_book_and_agrees_on_every_balance() {
    if !is_here("bean-check") || !is_here("bean-query") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    for book in Book::both() {
        let file = written(folder.path(), "book.beancount", &book.exported("beancount"));
        said("bean-check", &[&file]);
        let question = "SELECT account, sum(position) GROUP BY account";
        let balances = said("bean-query", &["-f", "csv", &file, question]);
        assert_eq!(told(csv_rows(&balances).into_iter()), book.balances(in_beancount));
    }
}

/// Category names in many scripts, and with what no account name may have.
const NAMES: [&str; 18] = [
    "éclair",
    "e\u{301}clair au lait",
    "食費",
    "ßtraße",
    "مزون",
    "жильё:вода",
    "खाना",
    "อาหาร",
    "가스",
    "ǆep",
    "ﬁnance",
    "Ⅳ. quarter",
    "٣ أيام",
    "𠮷野家",
    "🍎 fruit",
    "ა ბ",
    "İstanbul:ığdır",
    "½ price --",
];

#[test]
fn the_real_beancount_accepts_names_of_every_script() {
    if !is_here("bean-check") {
        return;
    }
    let house = House::new();
    for (n, name) in NAMES.into_iter().enumerate() {
        let body = json!({"name": name, "kind": "asset", "currency": "USD"});
        let account = house.client.done("POST", "/api/v1/accounts", &body)["id"].clone();
        let splits = json!([{"account": account, "amount": -100}, {"category": format!("{name}:{name}"), "amount": 100}]);
        let body = json!({"date": "2024-01-02", "payee": name, "memo": name, "tags": [format!("{name} {n}")], "splits": splits});
        house.client.done("POST", "/api/v1/transactions", &body);
    }
    let folder = tempfile::tempdir().expect("a folder");
    let answer = house.client.send(Request::get("/api/v1/export?format=beancount"));
    said("bean-check", &[&written(folder.path(), "names.beancount", &answer.body)]);
}
