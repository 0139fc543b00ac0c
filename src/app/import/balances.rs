//! What the bank itself says an account holds, where the register will not agree with it.
//!
//! It compares nothing: the preview did. Amounts are decimal strings with their sign.

use serde::Serialize;
use serde_json::Value;

use crate::app::client::Client;
use crate::import::Decimal;

/// A balance of a file that is not the register's after the import.
#[derive(Debug, Serialize)]
pub struct Disagreement {
    /// The account's name in the book.
    pub account: String,
    /// The day of the balance.
    pub date: String,
    /// What the bank says.
    pub bank: String,
    /// What the register holds then.
    pub register: String,
    /// What the register holds more; negative for less.
    pub difference: String,
    /// The first day from which it differs; null where it differs from before the file's first line.
    pub since: Option<String>,
}

/// Those of a preview's statements.
pub fn disagreements(client: &Client, preview: &Value) -> anyhow::Result<Vec<Disagreement>> {
    let statements = preview["statements"].as_array().into_iter().flatten();
    let differing: Vec<&Value> = statements.filter(|one| differs(one)).collect();
    if differing.is_empty() {
        return Ok(Vec::new());
    }
    let accounts = client.get("/api/v1/accounts")?;
    let name = |id: &Value| {
        let mut all = accounts["accounts"].as_array().into_iter().flatten();
        all.find(|one| one["id"] == *id).and_then(|one| one["name"].as_str()).map(str::to_owned)
    };
    Ok(differing.into_iter().map(|one| disagreement(one, name(&one["account"]))).collect())
}

fn differs(statement: &Value) -> bool {
    statement["agreement"]["difference"].as_i64().is_some_and(|difference| difference != 0)
}

fn disagreement(statement: &Value, name: Option<String>) -> Disagreement {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let decimals =
        statement["decimals"].as_u64().and_then(|decimals| u32::try_from(decimals).ok()).unwrap_or(2);
    let amount = |value: &Value| {
        let amount = value.as_i64().and_then(|units| Decimal::new(i128::from(units), decimals));
        amount.map(|amount| amount.with_decimals(decimals)).unwrap_or_default()
    };
    let (bank, agreement) = (&statement["bank_balance"], &statement["agreement"]);
    Disagreement {
        account: name.or_else(|| text(&statement["label"])).unwrap_or_default(),
        date: text(&bank["date"]).unwrap_or_default(),
        bank: amount(&bank["amount"]),
        register: amount(&agreement["register"]),
        difference: amount(&agreement["difference"]),
        since: text(&agreement["since"]),
    }
}

impl Disagreement {
    /// One line for a terminal.
    pub fn words(&self) -> String {
        let Disagreement { account, date, bank, register, difference, since } = self;
        let (many, than) = match difference.strip_prefix('-') {
            Some(less) => (less, "less"),
            None => (difference.as_str(), "more"),
        };
        let since = match since {
            Some(day) => format!("since {day}: look at that day on the page"),
            None => "already before the file begins: look at what was there then".to_owned(),
        };
        format!(
            "  {account} does not agree with the bank: {bank} in the file on {date}, {register} in the register, \
             {many} {than}, {since}.\n"
        )
    }
}
