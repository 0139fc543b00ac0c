//! CSV (RFC 4180): for spreadsheets.
//!
//! One row for each part of a payment, so that categories can be added up; the
//! parts of one payment have the same date, number and payee. It begins with
//! the byte order mark by which spreadsheets know UTF-8. A text that a
//! spreadsheet would take for a formula gets an apostrophe before it.

use std::fmt::{self, Write};

use super::contents::{Contents, Ids, state_word};
use super::movement::{Movement, Target, movements};
use super::text::{joined, one_line};
use crate::ledger::{Account, AccountId, Minor};

const COLUMNS: &str = "Account,Currency,Date,Number,Payee,Memo,Category,Amount,State,Balance,Tags";

pub fn write(contents: &Contents, only: Option<AccountId>, out: &mut dyn Write) -> fmt::Result {
    let ids = Ids::of(contents);
    write!(out, "\u{feff}{COLUMNS}\r\n")?;
    for register in contents.registers(only) {
        let mut balance = Minor::ZERO;
        for movement in movements(contents, &ids, register) {
            rows(contents, register, &movement, &mut balance, out)?;
        }
    }
    Ok(())
}

fn rows(
    contents: &Contents,
    register: &Account,
    movement: &Movement,
    balance: &mut Minor,
    out: &mut dyn Write,
) -> fmt::Result {
    let transaction = movement.transaction;
    let tags: Vec<&str> = contents.tags(transaction).collect();
    for part in &movement.parts {
        *balance = balance.plus(part.amount).map_err(|_| fmt::Error)?;
        let memo = if movement.memo == part.memo { "" } else { part.memo };
        let category = match part.target {
            Target::Category(name) => name.to_owned(),
            Target::Transfer(name) => format!("[{name}]"),
            Target::Opening => format!("[{}]", register.name),
        };
        let cells = [
            text(&register.name),
            register.currency.code().to_owned(),
            transaction.date.to_string(),
            text(transaction.number.as_deref().unwrap_or_default()),
            text(contents.payee(transaction)),
            text(&joined(&[&movement.memo, memo], " ")),
            text(&category),
            register.currency.text(part.amount),
            state_word(movement.state).to_owned(),
            register.currency.text(*balance),
            text(&tags.join(", ")),
        ];
        write!(out, "{}\r\n", cells.join(","))?;
    }
    Ok(())
}

/// A cell that is a text, whatever it begins with.
fn text(text: &str) -> String {
    let text = one_line(text);
    let is_formula = text.starts_with(['=', '+', '-', '@']);
    let text = if is_formula { format!("'{text}") } else { text };
    if text.contains(['"', ',', ';']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}
