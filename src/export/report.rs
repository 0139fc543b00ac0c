//! A report for a spreadsheet, and what its lines are called.
//!
//! It adds nothing up.

use std::fmt::{self, Write};

use super::csv::text as field;
use crate::ledger::Currency;
use crate::ledger::report::{Column, Definition, Figure, Interval, Key, Line, Measure, Table, shares};

/// What a line is called: by the book, or by what it stands for.
pub fn name(line: &Line) -> String {
    match line.key.last() {
        None => "Total".to_owned(),
        Some(Key::In) => "Money in".to_owned(),
        Some(Key::Out) => "Money out".to_owned(),
        Some(Key::Assets) => "Assets".to_owned(),
        Some(Key::Liabilities) => "Owed".to_owned(),
        Some(Key::Transfers) => "Transfers".to_owned(),
        Some(Key::Payee(0)) => "No payee".to_owned(),
        Some(Key::Tag(0)) => "No tag".to_owned(),
        Some(Key::Others) => format!("{} others", line.cut),
        Some(_) => line.name.clone(),
    }
}

/// What a column is called, without a language: `2024-03`, `2024`, or its days.
pub fn heading(column: &Column, interval: Interval) -> String {
    let Column { from, to } = column;
    let is_month = *from == from.first_of_month() && *to == from.last_of_month();
    let is_year = *from == from.first_of_year() && *to == from.last_of_year();
    match interval {
        _ if from == to => from.to_string(),
        Interval::Month if is_month => from.strftime("%Y-%m").to_string(),
        Interval::Year | Interval::None if is_year => from.strftime("%Y").to_string(),
        Interval::None if is_month => from.strftime("%Y-%m").to_string(),
        _ => format!("{from}..{to}"),
    }
}

/// A figure as text: an amount with its decimals, or a number of rows.
pub fn text(figure: i64, measure: Measure, currency: Currency) -> String {
    match measure {
        Measure::Count => figure.to_string(),
        Measure::Sum | Measure::Average => currency.text_of(i128::from(figure)),
    }
}

/// One row for each line, each with its currency; names below others stand after them, as `Food:Bread`.
pub fn csv(table: &Table, definition: &Definition, out: &mut dyn Write) -> fmt::Result {
    out.write_str("\u{feff}Line,Currency")?;
    for column in &table.columns {
        write!(out, ",{}", field(&heading(column, definition.interval)))?;
    }
    match (definition.compare, definition.what.is_stock()) {
        (Some(_), _) => out.write_str(",Change")?,
        (None, true) => {}
        (None, false) => out.write_str(",Total")?,
    }
    let has_shares = has_shares(definition);
    if has_shares {
        out.write_str(",Share")?;
    }
    out.write_str("\r\n")?;
    for section in &table.sections {
        let mut above: Vec<String> = Vec::new();
        let shares = shares(section, definition).into_iter().chain([None]);
        for (line, share) in section.lines.iter().chain([&section.total]).zip(shares) {
            above.truncate(line.depth);
            above.push(name(line));
            row(&above.join(":"), line, definition, section.currency, out)?;
            if has_shares {
                write!(out, ",{}", share.map(percent).unwrap_or_default())?;
            }
            out.write_str("\r\n")?;
        }
    }
    Ok(())
}

fn row(
    name: &str,
    line: &Line,
    definition: &Definition,
    currency: Currency,
    out: &mut dyn Write,
) -> fmt::Result {
    write!(out, "{},{currency}", field(name))?;
    let shown = |figure: &Figure| text(figure.value(definition.measure), definition.measure, currency);
    for figure in &line.figures {
        write!(out, ",{}", shown(figure))?;
    }
    if let Some(change) = change(line, definition) {
        write!(out, ",{}", text(change, definition.measure, currency))?;
    }
    if let Some(whole) = line.whole(definition) {
        write!(out, ",{}", shown(&whole))?;
    }
    Ok(())
}

/// Whether lines are parts of a whole.
fn has_shares(definition: &Definition) -> bool {
    !definition.what.is_stock() && definition.measure != Measure::Average
}

/// Hundredths of a percent as text: `12.34%`.
pub fn percent(share: i64) -> String {
    let sign = if share < 0 { "-" } else { "" };
    let size = share.unsigned_abs();
    format!("{sign}{}.{:02}%", size / 100, size % 100)
}

/// Of two spans: what the second one has more.
pub fn change(line: &Line, definition: &Definition) -> Option<i64> {
    let value = |at: usize| line.figures.get(at).map(|figure| figure.value(definition.measure));
    definition.compare.and(value(1).zip(value(0))).map(|(now, before)| now.saturating_sub(before))
}
