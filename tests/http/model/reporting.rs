//! Reports as the program answers them, and as adding up the model's rows gives them: what was spent and earned by
//! category, from any of the accounts, and what there is at the end of each month.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::book::{Class, Kind};
use super::world::World;

/// By currency, and then by the folded path of a category, or by `transfer:ID`: minor units.
type Sums = BTreeMap<String, BTreeMap<String, i64>>;

impl World {
    pub fn compare_reports(&mut self) {
        let registers = self.book.registers();
        let all = self.one_in(2);
        let chosen: Vec<i64> = registers.iter().copied().filter(|_| all || self.one_in(2)).collect();
        if chosen.is_empty() {
            return;
        }
        for what in ["spending", "income"] {
            let definition = json!({
                "what": what, "span": "1900-01-01..2199-12-31", "interval": "none", "by": "category",
                "most": 10_000, "accounts": if all { Vec::new() } else { chosen.clone() },
            });
            let told = self.asked(&definition);
            let model = self.flows(what, &chosen);
            self.same(&format!("{what} by category from {chosen:?}"), &told, &model);
        }
        let definition = json!({
            "what": "balance", "span": "2026-01-01..2026-12-31", "interval": "month",
            "accounts": if all { Vec::new() } else { chosen.clone() },
        });
        let answer = self.post("/api/v1/reports", &definition);
        for section in answer["sections"].as_array().expect("sections") {
            let currency = section["currency"].as_str().unwrap_or("");
            let figures = section["total"]["figures"].as_array().expect("figures");
            for (column, figure) in answer["columns"].as_array().expect("columns").iter().zip(figures) {
                let day = column["to"].as_str().unwrap_or("");
                let sum = self.held(&chosen, currency, day);
                self.same(&format!("what {chosen:?} hold on {day}"), figure, &json!(sum));
            }
        }
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let answer = self.client().post(path, body);
        if answer.status != 200 {
            self.differs(&format!("POST {path} {body}: {} {}", answer.status, answer.text()));
        }
        answer.json()
    }

    /// The lines that are not put together of others, and that come to something.
    fn asked(&self, definition: &Value) -> Sums {
        let answer = self.post("/api/v1/reports", definition);
        let mut sums = Sums::new();
        for section in answer["sections"].as_array().expect("sections") {
            let of_currency = sums.entry(section["currency"].as_str().unwrap_or("").to_owned()).or_default();
            for line in section["lines"].as_array().expect("lines") {
                let key = line["key"].as_array().and_then(|key| key.last()).and_then(Value::as_str);
                let key = key.unwrap_or("").trim_start_matches("category:").to_owned();
                if key != "transfers" {
                    of_currency.insert(key, line["figures"][0].as_i64().unwrap_or(0));
                }
            }
            of_currency.insert("total".into(), section["total"]["figures"][0].as_i64().unwrap_or(0));
        }
        sums.retain(|_, lines| {
            lines.retain(|_, sum| *sum != 0);
            !lines.is_empty()
        });
        sums
    }

    fn flows(&self, what: &str, chosen: &[i64]) -> Sums {
        let mut sums = Sums::new();
        for one in self.book.transactions.values().filter(|one| one.void.is_none()) {
            if !one.sides.iter().any(|side| chosen.contains(&side.account)) {
                continue;
            }
            for side in one.sides.iter().filter(|side| !chosen.contains(&side.account)) {
                let account = &self.book.accounts[&side.account];
                let is_transfer = account.kind.class() == Class::Register;
                let goes_out = account.kind == Kind::Expense || (is_transfer && side.amount > 0);
                let comes_in = account.kind == Kind::Income || (is_transfer && side.amount <= 0);
                let amount = match what {
                    "spending" if goes_out => side.amount,
                    "income" if comes_in => -side.amount,
                    _ => continue,
                };
                let lines = sums.entry(account.currency.to_owned()).or_default();
                *lines.entry("total".to_owned()).or_default() += amount;
                for key in keys(&account.name, is_transfer.then_some(side.account)) {
                    *lines.entry(key).or_default() += amount;
                }
            }
        }
        sums.retain(|_, lines| {
            lines.retain(|_, sum| *sum != 0);
            !lines.is_empty()
        });
        sums
    }

    fn held(&self, chosen: &[i64], currency: &str, until: &str) -> i64 {
        let days = self.book.transactions.values().filter(|one| one.date.to_string().as_str() <= until);
        let sides = days.flat_map(|one| &one.sides).filter(|side| {
            chosen.contains(&side.account) && self.book.accounts[&side.account].currency == currency
        });
        sides.map(|side| side.amount).sum()
    }
}

/// A category and all that it is below, or the account of a transfer.
fn keys(name: &str, transfer: Option<i64>) -> Vec<String> {
    if let Some(id) = transfer {
        return vec![format!("transfer:{id}")];
    }
    let folded = name.to_lowercase();
    let ends = folded.match_indices(':').map(|(at, _)| at).chain([folded.len()]);
    ends.map(|end| folded[..end].to_owned()).collect()
}
