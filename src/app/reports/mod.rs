//! `counterfoil report`, `balance` and `register`: figures on a terminal.
//!
//! They ask the program's interface and change nothing in the book.

mod grid;
mod register;

use std::io::{self, IsTerminal, Write};

use anyhow::{Context, bail};
use serde_json::Value;

use self::grid::{Column, Look, Row, drawn};
use super::client::in_address;
use super::reach::Reached;
use crate::cli::{BalanceOrder, Printed, ReportOrder};
use crate::config::Config;
use crate::export::report::{heading, percent, text};
use crate::ledger::Currency;
use crate::ledger::report::{Column as Days, Interval, Measure, folded};
pub use register::register;

const NOTHING: &str = "Nothing was printed";

/// Prints a report; the exit code.
///
/// # Errors
/// When the book cannot be had, or the question has no answer.
pub fn report(order: &ReportOrder, config: &Config) -> anyhow::Result<i32> {
    let reached = asked_book(config)?;
    let accounts = order.account.iter().map(|name| reached.register(name, NOTHING));
    let accounts = accounts.collect::<anyhow::Result<Vec<_>>>()?;
    let categories = categories(&reached, &order.category)?;
    let ahead = order.ahead.map(|days| days.to_string());
    let given = [
        ("ahead", &ahead),
        ("by", &order.by),
        ("then", &order.then),
        ("interval", &order.every),
        ("span", &order.span),
        ("from", &order.from),
        ("to", &order.to),
        ("compare", &order.compare),
        ("year_begins", &order.year_begins),
        ("measure", &order.measure),
        ("search", &order.search),
    ];
    let given = given.iter().filter_map(|(name, value)| value.as_ref().map(|value| (*name, value.clone())));
    let numbers = [("accounts", accounts), ("categories", categories)];
    let numbers = numbers
        .iter()
        .filter(|(_, ids)| !ids.is_empty())
        .map(|(name, ids)| (*name, ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")));
    let query: Vec<String> =
        given.chain(numbers).map(|(name, value)| format!("{name}={}", in_address(&value))).collect();
    let address = format!("/api/v1/reports/{}?{}", in_address(&order.name), query.join("&"));
    if order.format == Printed::Csv {
        return printed(&reached.client.get_file(&format!("{address}&format=csv"))?);
    }
    let answer = reached.client.get(&address)?;
    drop(reached);
    if order.format == Printed::Json {
        return printed(format!("{answer:#}\n").as_bytes());
    }
    printed(tables(&answer, order)?.as_bytes())
}

/// The numbers of categories by their names, in every currency that has them.
fn categories(reached: &Reached, names: &[String]) -> anyhow::Result<Vec<i64>> {
    let mut ids = Vec::new();
    if names.is_empty() {
        return Ok(ids);
    }
    let answer = reached.client.get("/api/v1/accounts")?;
    for name in names {
        let is_it = |one: &&Value| {
            let is_category = one["kind"] == "income" || one["kind"] == "expense";
            is_category && folded(one["name"].as_str().unwrap_or_default()) == folded(name)
        };
        let found = list(&answer["accounts"]).iter().filter(is_it).filter_map(|one| one["id"].as_i64());
        let before = ids.len();
        ids.extend(found);
        if ids.len() == before {
            bail!(
                "There is no category “{name}” in this book. {NOTHING}; look at Categories on the page for their names."
            );
        }
    }
    Ok(ids)
}

/// One table for each currency.
fn tables(answer: &Value, order: &ReportOrder) -> anyhow::Result<String> {
    let interval: Interval = answer["interval"].as_str().unwrap_or_default().parse()?;
    let measure: Measure = answer["measure"].as_str().unwrap_or_default().parse()?;
    let days = list(&answer["columns"]).iter().map(|column| {
        let day = |name: &str| column[name].as_str().unwrap_or_default().parse();
        Ok(heading(&Days { from: day("from")?, to: day("to")? }, interval))
    });
    let days = days.collect::<anyhow::Result<Vec<String>>>()?;
    let mut out = String::new();
    for section in list(&answer["sections"]) {
        let currency: Currency = section["currency"].as_str().unwrap_or_default().parse()?;
        let mut columns = vec![Column::text(currency.code())];
        columns.extend(days.iter().map(|day| Column::figure(day)));
        let last = [("change", "Change"), ("whole", "Total")];
        let last = last.into_iter().find(|(name, _)| section["total"][name].is_i64() && days.len() > 1);
        columns.extend(last.map(|(_, title)| Column::figure(title)));
        let shown = |figure: &Value| text(figure.as_i64().unwrap_or(0), measure, currency);
        if order.share {
            columns.push(Column::figure("Share"));
        }
        let share = |line: &Value| line["share"].as_i64().map(percent).unwrap_or_default();
        let row = |line: &Value, is_strong| {
            let depth = line["depth"].as_u64().and_then(|depth| usize::try_from(depth).ok()).unwrap_or(0);
            let name = format!("{}{}", "  ".repeat(depth), line["name"].as_str().unwrap_or_default());
            let figures =
                list(&line["figures"]).iter().map(shown).chain(last.map(|(name, _)| shown(&line[name])));
            let share = order.share.then(|| share(line));
            Row { cells: [name].into_iter().chain(figures).chain(share).collect(), is_strong }
        };
        let mut rows: Vec<Row> = list(&section["lines"]).iter().map(|line| row(line, false)).collect();
        rows.push(row(&section["total"], true));
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&drawn(&columns, &rows, look()));
        out.push_str(&ahead(section, currency));
    }
    if out.is_empty() {
        out.push_str("Nothing was entered in this span.\n");
    }
    Ok(out)
}

/// Where what is scheduled leads to; nothing where nobody asked.
fn ahead(section: &Value, currency: Currency) -> String {
    let ahead = &section["ahead"];
    let money = |point: &Value| currency.text_of(i128::from(point["balance"].as_i64().unwrap_or(0)));
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    match list(&ahead["points"]).last() {
        None => String::new(),
        Some(last) => format!(
            "\nWith what is scheduled: {} on {}; the lowest is {} on {}.\n",
            money(last),
            word(&ahead["until"]),
            money(&ahead["lowest"]),
            word(&ahead["lowest"]["date"]),
        ),
    }
}

/// Prints what accounts hold today; the exit code.
///
/// # Errors
/// When the book cannot be had, or has no account of that name.
pub fn balance(order: &BalanceOrder, config: &Config) -> anyhow::Result<i32> {
    let reached = asked_book(config)?;
    let only = order.account.as_deref().map(|name| reached.register(name, NOTHING)).transpose()?;
    let answer = reached.client.get("/api/v1/accounts")?;
    drop(reached);
    let is_shown = |one: &&Value| match only {
        Some(id) => one["id"].as_i64() == Some(id),
        None => (one["kind"] == "asset" || one["kind"] == "liability") && one["closed"] == false,
    };
    let accounts: Vec<&Value> = list(&answer["accounts"]).iter().filter(is_shown).collect();
    if order.format == Printed::Json {
        return printed(format!("{:#}\n", Value::from_iter(accounts.into_iter().cloned())).as_bytes());
    }
    let mut rows = Vec::new();
    let mut totals: Vec<(Currency, i128)> = Vec::new();
    for account in accounts {
        let currency: Currency = account["currency"].as_str().unwrap_or_default().parse()?;
        let units = i128::from(account["balance"].as_i64().unwrap_or(0));
        match totals.iter_mut().find(|(other, _)| *other == currency) {
            Some((_, total)) => *total += units,
            None => totals.push((currency, units)),
        }
        let name = account["name"].as_str().unwrap_or_default().to_owned();
        rows.push(Row { cells: vec![name, currency.text_of(units), currency.to_string()], is_strong: false });
    }
    if order.format == Printed::Csv {
        return printed(csv(&["Account", "Balance", "Currency"], &rows).as_bytes());
    }
    if only.is_none() {
        rows.extend(totals.iter().map(|(currency, total)| {
            let cells = vec!["Total".to_owned(), currency.text_of(*total), currency.to_string()];
            Row { cells, is_strong: true }
        }));
    }
    let columns = [Column::text("Account"), Column::figure("Balance"), Column::plain("")];
    printed(drawn(&columns, &rows, look()).as_bytes())
}

/// The book that there is; none is made to be asked.
fn asked_book(config: &Config) -> anyhow::Result<Reached> {
    if !config.book.exists() {
        bail!("There is no book {}. {NOTHING}; name one with --book.", config.book.display());
    }
    Reached::book(config)
}

fn csv(headings: &[&str], rows: &[Row]) -> String {
    let line = |cells: &[String]| {
        cells.iter().map(|cell| crate::export::csv::text(cell)).collect::<Vec<_>>().join(",")
    };
    let mut out = format!("\u{feff}{}\r\n", headings.join(","));
    for row in rows {
        out.push_str(&line(&row.cells));
        out.push_str("\r\n");
    }
    out
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Colours only for eyes, and where they are not declined (no-color.org).
fn look() -> Look {
    let is_seen = io::stdout().is_terminal();
    let declined = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let width = columns.or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)));
    Look { width: width.filter(|width| is_seen && *width > 0), is_coloured: is_seen && !declined }
}

fn printed(text: &[u8]) -> anyhow::Result<i32> {
    let mut out = io::stdout().lock();
    match out.write_all(text).and_then(|()| out.flush()) {
        // Whoever reads may stop reading: `head` does.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(error).context("The figures could not be written")
        }
        _ => Ok(0),
    }
}
