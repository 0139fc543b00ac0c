//! CSV (RFC 4180): for spreadsheets.
//!
//! One row for each part of a payment, so that categories can be added up; the
//! parts of one payment have the same number under `Transaction`, by which
//! they become one again when the file is imported. It begins with the byte
//! order mark by which spreadsheets know UTF-8. A text that a spreadsheet
//! would take for a formula, in marks of any width, gets an apostrophe before it. The format has no
//! kinds of accounts, no void cheques and no ids of the bank.

use std::fmt::{self, Write};

use super::contents::{Contents, Ids, state_word};
use super::movement::{Movement, Target, movements};
use super::text::one_line;
use crate::ledger::{Account, AccountId};

/// What a formula begins with, also where a spreadsheet of East Asia takes a wide or a small mark for the plain one.
const FORMULA_MARKS: [char; 12] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫'];

const COLUMNS: &str =
    "Account,Currency,Date,Number,Payee,Memo,Category,Part memo,Amount,State,Balance,Tags,Transaction";

pub fn write(contents: &Contents, only: Option<AccountId>, out: &mut dyn Write) -> fmt::Result {
    let ids = Ids::of(contents);
    write!(out, "\u{feff}{COLUMNS}\r\n")?;
    for register in contents.registers(only) {
        let mut balance = 0;
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
    balance: &mut i128,
    out: &mut dyn Write,
) -> fmt::Result {
    let transaction = movement.transaction;
    let tags: Vec<&str> = contents.tags(transaction).collect();
    for part in &movement.parts {
        *balance += i128::from(part.amount.units());
        let memo = if movement.memo == part.memo { "" } else { part.memo };
        let category = match part.target {
            // In brackets it would be an account.
            Target::Category(name) if name.starts_with('[') => name.replacen('[', "(", 1),
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
            text(&movement.memo),
            text(&category),
            text(memo),
            register.currency.text(part.amount),
            state_word(movement.state).to_owned(),
            register.currency.text_of(*balance),
            text(&tags.join(", ")),
            number(movement),
        ];
        write!(out, "{}\r\n", cells.join(","))?;
    }
    Ok(())
}

/// The same for all parts of a line, and for no other line of the register.
fn number(movement: &Movement) -> String {
    let id = movement.transaction.id.0;
    if movement.place == 0 { id.to_string() } else { format!("{id}.{}", movement.place + 1) }
}

/// A cell that is a text, whatever it begins with.
pub fn text(text: &str) -> String {
    let text = one_line(text);
    let is_formula = text.trim_start_matches('\'').starts_with(FORMULA_MARKS);
    let text = if is_formula { format!("'{text}") } else { text };
    if text.contains(['"', ',', ';']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}
