//! One row that is booked, as the line it becomes.

use super::amounts::Movement;
use super::cell;
use super::grid::Row;
use super::lines::Manner;
use super::roles::Roles;
use crate::import::layout::Role;
use crate::import::text::{self, tidy};
use crate::import::{Decimal, Line, Side, Target};
use crate::ledger::SplitState;

/// The line of a row.
pub fn line(row: &Row, manner: &Manner, date: jiff::civil::Date, movement: Movement) -> Line {
    let roles = manner.roles;
    let joined = |role| join(roles.columns(role).map(|column| row.cell(column)));
    let amount = movement.amount;
    let is_number = |number: &String| {
        number.bytes().any(|byte| matches!(byte, b'1'..=b'9')) && cell::iban(number).is_none()
    };
    Line {
        at_line: row.line,
        date,
        amount,
        number: Some(tidy(&joined(Role::Number))).filter(is_number),
        payee: payee(row, roles, amount.is_negative()),
        memo: join(roles.memos().iter().map(|column| row.cell(*column))),
        bank_id: tidy(&joined(Role::BankId)),
        state: state(&joined(Role::Status)),
        void: false,
        sides: sides(tidy(joined(Role::Category).as_str()), movement),
        tags: Vec::new(),
    }
}

/// What went where: the category, and the fee as a part of its own.
fn sides(category: String, Movement { amount, fee }: Movement) -> Vec<Side> {
    let side = |target, amount| Side { target, amount, memo: String::new() };
    match fee {
        None if category.is_empty() => Vec::new(),
        None => vec![side(target(category), amount)],
        Some(fee) => {
            let rest: Decimal = amount.minus(fee).unwrap_or_default();
            vec![side(target(category), rest), side(Target::Category("Bank fees".into()), fee)]
        }
    }
}

/// A name in brackets is an account: "[Savings]".
fn target(category: String) -> Target {
    let account = category.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).map(text::name);
    account.map_or(Target::Category(category), Target::Transfer)
}

/// What a bank lists, it has booked; a ledger that wrote the file may know better.
fn state(status: &str) -> SplitState {
    match status {
        "uncleared" => SplitState::Uncleared,
        "reconciled" => SplitState::Reconciled,
        _ => SplitState::Cleared,
    }
}

/// Who is on the other side: of a payment the one who received it, else the one who paid.
fn payee(row: &Row, roles: &Roles, is_out: bool) -> String {
    let cell = |role| {
        let text = roles.column(role).map(|column| tidy(row.cell(column)));
        text.filter(|text| {
            !text.is_empty() && cell::iban(text).is_none_or(|iban| iban.len() + 8 < text.len())
        })
    };
    let (first, second) = if is_out { (Role::Payee, Role::Payer) } else { (Role::Payer, Role::Payee) };
    cell(first).or_else(|| cell(second)).unwrap_or_default()
}

/// The texts with one space between, each once.
pub fn join<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut parts: Vec<String> = Vec::new();
    for text in texts.map(tidy).filter(|text| !text.is_empty()) {
        if !parts.iter().any(|part| text::same_name(part, &text)) {
            parts.push(text);
        }
    }
    parts.join(" ")
}
