//! `counterfoil register`: the rows of an account, oldest first.

use serde_json::Value;

use super::grid::{Column, Row, drawn};
use super::{NOTHING, asked_book, csv, list, look, printed};
use crate::app::client::{Client, in_address};
use crate::cli::{Printed, RegisterOrder};
use crate::config::Config;
use crate::ledger::Currency;

/// So many rows are asked for at once.
const PAGE: u64 = 1_000;

const HEADINGS: [&str; 7] = ["Date", "Number", "Payee", "Category", "Memo", "Amount", "Balance"];

/// Prints a register; the exit code.
///
/// # Errors
/// When the book cannot be had, has no account of that name, or what is looked for cannot be read.
pub fn register(order: &RegisterOrder, config: &Config) -> anyhow::Result<i32> {
    let reached = asked_book(config)?;
    let id = reached.register(&order.account, NOTHING)?;
    let accounts = reached.client.get("/api/v1/accounts")?;
    let account = list(&accounts["accounts"]).iter().find(|one| one["id"].as_i64() == Some(id));
    let currency: Currency =
        account.map_or("", |one| one["currency"].as_str().unwrap_or_default()).parse()?;
    let rows = all(&reached.client, id, order.search.as_deref())?;
    drop(reached);
    if order.format == Printed::Json {
        return printed(format!("{:#}\n", Value::from(rows)).as_bytes());
    }
    let rows: Vec<Row> = rows.iter().map(|row| cells(row, currency)).collect();
    if order.format == Printed::Csv {
        return printed(csv(&HEADINGS, &rows).as_bytes());
    }
    let columns = HEADINGS.map(|heading| match heading {
        "Date" | "Number" => Column::plain(heading),
        "Amount" | "Balance" => Column::figure(heading),
        _ => Column::text(heading),
    });
    printed(drawn(&columns, &rows, look()).as_bytes())
}

fn all(client: &Client, id: i64, search: Option<&str>) -> anyhow::Result<Vec<Value>> {
    let search = search.map(|text| format!("&search={}", in_address(text))).unwrap_or_default();
    let mut rows = Vec::new();
    loop {
        let offset = rows.len();
        let address = format!("/api/v1/accounts/{id}/register?offset={offset}&limit={PAGE}{search}");
        let page = client.get(&address)?;
        let more = list(&page["rows"]);
        rows.extend(more.iter().cloned());
        if more.is_empty() || rows.len() as u64 >= page["total"].as_u64().unwrap_or(0) {
            return Ok(rows);
        }
    }
}

fn cells(row: &Value, currency: Currency) -> Row {
    let word = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let money = |name: &str| currency.text_of(i128::from(row[name].as_i64().unwrap_or(0)));
    let memo = if row["void"] == true { format!("void {}", word("memo")) } else { word("memo") };
    let cells = vec![
        word("date"),
        word("number"),
        word("payee"),
        word("category"),
        memo.trim_end().to_owned(),
        money("amount"),
        money("balance"),
    ];
    Row { cells, is_strong: false }
}
