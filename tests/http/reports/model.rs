//! What a report must say, added up from the book's own JSON by somebody who knows the rules and nothing of the code.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

pub struct Account {
    pub name: String,
    pub kind: String,
    pub currency: String,
}

pub struct Entry {
    pub id: i64,
    pub date: String,
    pub payee: i64,
    pub tags: Vec<i64>,
    pub cleared: Vec<bool>,
    /// Account and minor units.
    pub splits: Vec<(i64, i64)>,
}

/// The book as it was exported; what is void is left out.
pub struct Exported {
    pub accounts: BTreeMap<i64, Account>,
    pub entries: Vec<Entry>,
}

/// One part: its amount, and what can be asked of it.
pub struct Part {
    pub transaction: i64,
    pub split: usize,
    pub date: String,
    pub amount: i64,
    pub currency: String,
    pub is_in: bool,
    pub is_liability: bool,
    pub account: i64,
    pub own: i64,
    pub payee: i64,
    pub tags: Vec<i64>,
}

/// `-12.34` in minor units.
fn units(text: &str) -> i64 {
    text.replace('.', "").parse().expect("an amount")
}

impl Exported {
    pub fn read(json: &Value) -> Exported {
        let list = |value: &Value| value.as_array().expect("a list").clone();
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let id = |value: &Value| value["id"].as_i64().expect("an id");
        let account = |one: &Value| Account {
            name: text(&one["name"]),
            kind: text(&one["kind"]),
            currency: text(&one["currency"]),
        };
        let entry = |one: &Value| Entry {
            id: id(one),
            date: text(&one["date"]),
            payee: one["payee"].as_i64().unwrap_or(0),
            tags: list(&one["tags"]).iter().filter_map(Value::as_i64).collect(),
            cleared: list(&one["splits"]).iter().map(|split| split["state"] == "cleared").collect(),
            splits: list(&one["splits"])
                .iter()
                .map(|split| (split["account"].as_i64().expect("an id"), units(&text(&split["amount"]))))
                .collect(),
        };
        let transactions = list(&json["transactions"]);
        Exported {
            accounts: list(&json["accounts"]).iter().map(|one| (id(one), account(one))).collect(),
            entries: transactions.iter().filter(|one| one["void"].is_null()).map(entry).collect(),
        }
    }

    pub fn is_register(&self, id: i64) -> bool {
        ["asset", "liability"].contains(&self.accounts[&id].kind.as_str())
    }

    /// By their ids.
    pub fn categories(&self) -> impl Iterator<Item = i64> {
        let is_one = |kind: &str| kind == "income" || kind == "expense";
        self.accounts.iter().filter(move |(_, account)| is_one(&account.kind)).map(|(id, _)| *id)
    }

    /// Whether an account is this category, or one below it, in any currency.
    pub fn is_below(&self, account: i64, category: i64) -> bool {
        let (name, above) =
            (self.accounts[&account].name.to_lowercase(), self.accounts[&category].name.to_lowercase());
        !self.is_register(account) && (name == above || name.starts_with(&format!("{above}:")))
    }

    /// Everything that counts of a kind of report, for some registers and whatever the day.
    pub fn parts(&self, what: &str, chosen: &BTreeSet<i64>, only_cleared: bool) -> Vec<Part> {
        let mut parts = Vec::new();
        for entry in &self.entries {
            let own: Vec<usize> =
                (0..entry.splits.len()).filter(|at| chosen.contains(&entry.splits[*at].0)).collect();
            if own.is_empty() || (only_cleared && !own.iter().any(|at| entry.cleared[*at])) {
                continue;
            }
            let is_stock = ["balance", "net-worth"].contains(&what);
            for (at, (account, amount)) in entry.splits.iter().enumerate() {
                let is_own = own.contains(&at);
                let kind = self.accounts[account].kind.as_str();
                let is_transfer = self.is_register(*account);
                let goes_out = kind == "expense" || (is_transfer && *amount > 0);
                let comes_in = kind == "income" || (is_transfer && *amount <= 0);
                let amount = match what {
                    _ if is_stock => is_own.then_some(*amount),
                    _ if is_own || kind == "equity" => None,
                    "spending" => goes_out.then_some(*amount),
                    "income" => comes_in.then_some(-amount),
                    _ => Some(-amount),
                };
                let Some(amount) = amount else { continue };
                parts.push(Part {
                    transaction: entry.id,
                    split: at,
                    date: entry.date.clone(),
                    amount,
                    currency: self.accounts[account].currency.clone(),
                    is_in: amount > 0,
                    is_liability: kind == "liability",
                    account: *account,
                    own: entry.splits[if is_stock { at } else { own[0] }].0,
                    payee: entry.payee,
                    tags: entry.tags.clone(),
                });
            }
        }
        parts
    }

    /// Whether a part belongs to the line with this key.
    pub fn is_in_line(&self, part: &Part, key: &[String]) -> bool {
        key.iter().all(|key| {
            let (kind, rest) = key.split_once(':').unwrap_or((key, ""));
            let number = || rest.parse::<i64>().expect("a number");
            match kind {
                "in" => part.is_in,
                "out" => !part.is_in,
                "assets" => !part.is_liability,
                "liabilities" => part.is_liability,
                "transfers" => self.is_register(part.account),
                "transfer" => part.account == number(),
                "payee" => part.payee == number(),
                "tag" => part.tags.contains(&number()) || (number() == 0 && part.tags.is_empty()),
                "account" => part.own == number(),
                "category" => {
                    let name = self.accounts[&part.account].name.to_lowercase();
                    !self.is_register(part.account) && (name == rest || name.starts_with(&format!("{rest}:")))
                }
                _ => panic!("an unknown key {key}"),
            }
        })
    }
}
