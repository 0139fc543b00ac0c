//! Rows to lines, and lines to the accounts they are of.

use std::collections::HashMap;

use super::cell;
use super::grid::Row;
use super::roles::Roles;
use super::sense::Amounts;
use super::words::is_pending;
use crate::import::dates::{Order, read_in_order};
use crate::import::layout::Role;
use crate::import::progress::Progress;
use crate::import::text::{self, counted, shown, tidy};
use crate::import::{Line, Problem, Side, Target};
use crate::ledger::{SplitState, Stopped};

/// How the whole table writes what it says.
#[derive(Debug)]
pub struct Manner<'a> {
    pub roles: &'a Roles,
    pub order: Order,
    pub amounts: &'a Amounts,
}

/// The account and the currency that rows say they are of; empty where they say none.
pub type Owner = (String, String);

/// The lines of each account, in the order of the file, and what was not read.
#[derive(Debug, Default)]
pub struct Lines {
    pub accounts: Vec<(Owner, Vec<Line>)>,
    pub problems: Vec<Problem>,
    places: HashMap<Owner, usize>,
    /// How many rows are not booked, where the first stands, and what it says.
    pending: Option<(u64, u64, String)>,
    /// How many rows have neither date nor amount, and where the first stands.
    others: Option<(u64, u64)>,
}

/// Reads all rows.
pub fn read(rows: &[Row], manner: &Manner, progress: Progress) -> Result<Lines, Stopped> {
    let (mut lines, mut steps) = (Lines::default(), progress.steps(rows.len()));
    for (behind, row) in rows.iter().enumerate() {
        steps.at(behind)?;
        lines.row(row, manner);
    }
    lines.name_what_was_left();
    Ok(lines)
}

impl Lines {
    fn row(&mut self, row: &Row, manner: &Manner) {
        let cell = |role| manner.roles.column(role).map_or("", |column| row.cell(column));
        if is_pending(cell(Role::Status)) {
            let first = self.pending.get_or_insert((0, row.line, shown(cell(Role::Status))));
            first.0 += 1;
            return;
        }
        match line(row, manner) {
            Ok(Some(line)) => {
                self.add((cell(Role::Account).to_owned(), cell(Role::Currency).to_uppercase()), line)
            }
            Ok(None) => self.others.get_or_insert((0, row.line)).0 += 1,
            Err(problem) => self.problems.push(problem),
        }
    }

    fn add(&mut self, owner: Owner, line: Line) {
        let accounts = &mut self.accounts;
        let place = *self.places.entry(owner).or_insert_with_key(|owner| {
            accounts.push((owner.clone(), Vec::new()));
            accounts.len() - 1
        });
        self.accounts[place].1.push(line);
    }

    fn name_what_was_left(&mut self) {
        if let Some((count, line, status)) = &self.pending {
            let rows = counted(*count, "row is", "rows are");
            self.problems.push(Problem::at(
                *line,
                format!("{rows} not booked (“{status}”, here for the first time). They were left out; a later file brings what is booked."),
            ));
        }
        if let Some((count, line)) = &self.others {
            let rows = counted(*count, "row has", "rows have");
            self.problems.push(Problem::at(
                *line,
                format!(
                    "{rows} neither a date nor an amount, here for the first time. They were passed over."
                ),
            ));
        }
    }
}

/// The line of a row; none where it is a heading or a total, and not a booking.
fn line(row: &Row, manner: &Manner) -> Result<Option<Line>, Problem> {
    let roles = manner.roles;
    let joined = |role| join(roles.columns(role).map(|column| row.cell(column)));
    let (date, amount) = (date(row, manner), manner.amounts.signed(row, roles));
    let left_out = |what: &str, why: String| {
        Err(Problem::at(row.line, format!("The row has no {what}: {why}. It was left out.")))
    };
    let (date, amount) = match (date, amount) {
        (Ok(Some(date)), Ok(Some(amount))) => (date, amount),
        (Ok(Some(_)), Ok(None)) => return left_out("amount", "its cell is empty".into()),
        (Ok(Some(_)), Err(error)) => return left_out("amount", error.to_string()),
        (Err(why), Ok(Some(_))) => return left_out("date", why),
        (Ok(None), Ok(Some(_))) if !joined(Role::Payee).is_empty() && row.is_booking() => {
            return left_out("date", "its cell is empty".into());
        }
        _ => return Ok(None),
    };
    let payee = payee(row, roles, amount.is_negative());
    let category = tidy(joined(Role::Category).as_str());
    let sides = if category.is_empty() {
        Vec::new()
    } else {
        vec![Side { target: target(category), amount, memo: String::new() }]
    };
    Ok(Some(Line {
        at_line: row.line,
        date,
        amount,
        number: Some(tidy(&joined(Role::Number)))
            .filter(|number| number.bytes().any(|byte| matches!(byte, b'1'..=b'9'))),
        payee,
        memo: joined(Role::Memo),
        bank_id: tidy(&joined(Role::BankId)),
        state: state(&joined(Role::Status)),
        void: false,
        sides,
        tags: Vec::new(),
    }))
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

/// The date, or the value date where it has none.
fn date(row: &Row, manner: &Manner) -> Result<Option<jiff::civil::Date>, String> {
    let columns = manner.roles.columns(Role::Date).chain(manner.roles.columns(Role::ValueDate));
    let Some(text) = columns.map(|column| row.cell(column)).find(|text| !text.is_empty()) else {
        return Ok(None);
    };
    read_in_order(text, manner.order).map(Some).map_err(|error| error.to_string())
}

/// Who is on the other side: of a payment the one who received it, else the one who paid.
fn payee(row: &Row, roles: &Roles, is_out: bool) -> String {
    let cell = |role| roles.column(role).map(|column| tidy(row.cell(column))).filter(|text| !text.is_empty());
    let (first, second) = if is_out { (Role::Payee, Role::Payer) } else { (Role::Payer, Role::Payee) };
    cell(first).or_else(|| cell(second)).unwrap_or_default()
}

/// The texts with one space between, each once.
fn join<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut parts: Vec<String> = Vec::new();
    for text in texts.map(tidy).filter(|text| !text.is_empty()) {
        if !parts.iter().any(|part| text::same_name(part, &text)) {
            parts.push(text);
        }
    }
    parts.join(" ")
}

/// The key of an account: its IBAN where the text has one.
pub fn key(account: &str) -> Option<String> {
    cell::iban(account)
}
