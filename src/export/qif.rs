//! QIF: for Quicken and the many that read it.
//!
//! One section for each register. Dates have the year first, with four digits,
//! so that no program takes the day for the month. The format knows neither
//! currencies nor tags, and has no way to write `/` in a category or `]` in an
//! account: they become `-` and `)`. As in Quicken, a void cheque has the mark of
//! it before its payee.

use std::fmt::{self, Write};

use super::contents::{Contents, Ids};
use super::movement::{Movement, Part, Target, VOID, movements};
use super::text::one_line;
use crate::ledger::{Account, AccountId, AccountKind, SplitState};

pub fn write(contents: &Contents, only: Option<AccountId>, out: &mut dyn Write) -> fmt::Result {
    let ids = Ids::of(contents);
    for register in contents.registers(only) {
        header(register, out)?;
        for movement in movements(contents, &ids, register) {
            record(contents, register, &movement, out)?;
        }
    }
    Ok(())
}

fn header(register: &Account, out: &mut dyn Write) -> fmt::Result {
    let kind = kind(register);
    writeln!(out, "!Account\nN{}\nT{kind}\n^\n!Type:{kind}", account(&register.name))
}

/// What QIF calls such an account.
fn kind(register: &Account) -> &'static str {
    match (register.subkind.as_str(), register.kind) {
        ("cash", AccountKind::Asset) => "Cash",
        ("credit_card", AccountKind::Liability) => "CCard",
        ("" | "bank" | "checking" | "current" | "savings", AccountKind::Asset) => "Bank",
        (_, AccountKind::Asset) => "Oth A",
        _ => "Oth L",
    }
}

fn record(contents: &Contents, register: &Account, movement: &Movement, out: &mut dyn Write) -> fmt::Result {
    let transaction = movement.transaction;
    let amount = |amount| register.currency.text(amount);
    writeln!(out, "D{}\nT{}", transaction.date, amount(movement.amount))?;
    match movement.state {
        SplitState::Uncleared => {}
        SplitState::Cleared => writeln!(out, "C*")?,
        SplitState::Reconciled => writeln!(out, "CX")?,
    }
    let opens = matches!(movement.parts.as_slice(), [Part { target: Target::Opening, .. }]);
    let payee = contents.payee(transaction);
    // Quicken knows an opening balance by this name.
    let payee = if payee.is_empty() && opens { "Opening Balance" } else { payee };
    field('N', transaction.number.as_deref().unwrap_or_default(), out)?;
    match transaction.void {
        Some(_) => field('P', &format!("{VOID}{payee}"), out)?,
        None => field('P', payee, out)?,
    }
    field('M', movement.memo.strip_prefix(VOID).unwrap_or(&movement.memo), out)?;
    match movement.parts.as_slice() {
        [part] if part.memo.trim().is_empty() => field('L', &target(register, part), out)?,
        parts => {
            for part in parts {
                writeln!(out, "S{}", target(register, part))?;
                field('E', part.memo, out)?;
                writeln!(out, "${}", amount(part.amount))?;
            }
        }
    }
    out.write_str("^\n")
}

/// A line of a record, where there is something to say.
fn field(code: char, text: &str, out: &mut dyn Write) -> fmt::Result {
    let text = one_line(text);
    if text.is_empty() { Ok(()) } else { writeln!(out, "{code}{text}") }
}

/// An opening balance is a transfer to the account itself.
fn target(register: &Account, part: &Part) -> String {
    match part.target {
        Target::Category(name) => category(name),
        Target::Transfer(name) => format!("[{}]", account(name)),
        Target::Opening => format!("[{}]", account(&register.name)),
    }
}

fn account(name: &str) -> String {
    one_line(name).replace(']', ")")
}

fn category(name: &str) -> String {
    one_line(name).replace('/', "-").replace('[', "(").replace(']', ")")
}
