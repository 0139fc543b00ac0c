//! One statement of a message on its way.

use std::collections::HashMap;

use jiff::civil::Date;

use super::account::{AccountFields, balance_kind};
use super::entry::{Entry, Lines};
use super::payment::{Amount, Direction};
use crate::import::dates::read_iso;
use crate::import::decimal::marks::Marks;
use crate::import::text::{counted, shown};
use crate::import::{Balance, Line, Problem, Statement};

/// A statement that is being read. What it holds is grouped by currency at the end.
#[derive(Debug, Default)]
pub struct Draft {
    pub account: AccountFields,
    /// Each with the currency it is in; empty where it says none.
    lines: Vec<(String, Line)>,
    balances: Vec<(u64, String, Balance)>,
    bounds: Vec<Date>,
    /// How many entries have no booking date, and where the first is.
    without_booking_date: Option<(u64, u64)>,
}

/// The fields of a `Bal`, as written.
#[derive(Debug, Clone, Default)]
pub struct BalanceFields {
    at_line: u64,
    code: String,
    amount: Amount,
    direction: String,
    date: String,
}

impl BalanceFields {
    pub fn at(line: u64) -> BalanceFields {
        BalanceFields { at_line: line, ..BalanceFields::default() }
    }

    /// Takes the field at a path within `Bal`.
    pub fn take(&mut self, path: &str, text: &str, currency: &str) {
        match path {
            "Amt" => self.amount = Amount::of(text, currency),
            "CdtDbtInd" => text.clone_into(&mut self.direction),
            "Tp/CdOrPrtry/Cd" | "Tp/CdOrPrtry/Prtry" | "Tp/Cd" => text.clone_into(&mut self.code),
            "Dt/Dt" | "Dt/DtTm" => text.clone_into(&mut self.date),
            _ => {}
        }
    }
}

impl Draft {
    /// A field of `FrToDt`. A day that cannot be read tells nothing.
    pub fn take_bound(&mut self, path: &str, text: &str) {
        if matches!(path, "FrDt" | "FrDtTm" | "ToDt" | "ToDtTm") {
            self.bounds.extend(read_iso(text));
        }
    }

    /// Adds the lines of an entry, or names why there are none.
    pub fn add_entry(&mut self, entry: Entry, marks: &Marks, problems: &mut Vec<Problem>) {
        let at_line = entry.at_line;
        match entry.into_lines(&self.account, marks) {
            Ok(Lines { currency, lines, without_booking_date, problem }) => {
                problems.extend(problem);
                if without_booking_date {
                    self.without_booking_date.get_or_insert((0, at_line)).0 += 1;
                }
                self.lines.extend(lines.into_iter().map(|line| (currency.clone(), line)));
            }
            Err(problem) => problems.push(problem),
        }
    }

    /// Adds a balance, or names why not.
    pub fn add_balance(&mut self, fields: BalanceFields, marks: &Marks, problems: &mut Vec<Problem>) {
        let BalanceFields { at_line, code, amount, direction, date } = fields;
        let mut note = |reason| problems.push(Problem::at(at_line, reason));
        let name = if code.is_empty() { "A balance".into() } else { format!("The balance {}", shown(&code)) };
        let read = marks
            .read(&amount.text)
            .map_err(|error| format!("{name} has no amount: {error}. It was left out."));
        let signed = read.and_then(|read| {
            let direction = Direction::of(&direction);
            let signed = direction.and_then(|direction| direction.signed(read));
            signed.ok_or_else(|| format!("{name} does not say whether it is owned or owed. It was left out."))
        });
        match signed {
            Ok(signed) => {
                let date = read_iso(&date).inspect_err(|error| {
                    note(format!("{name} has no date: {error}. It was taken without one."))
                });
                let balance = Balance { kind: balance_kind(&code), date: date.ok(), amount: signed };
                self.balances.push((at_line, amount.currency, balance));
            }
            Err(reason) => note(reason),
        }
    }

    /// One statement for each currency. A balance in one that has no lines is no account's, and is named.
    pub fn into_statements(self, problems: &mut Vec<Problem>) -> Vec<Statement> {
        problems.extend(self.without_booking_date.map(|(count, at_line)| {
            let entries = counted(count, "entry has", "entries have");
            Problem::at(
                at_line,
                format!(
                    "{entries} no booking date, here for the first time. The value date was taken instead."
                ),
            )
        }));
        let main = self.currency();
        if main.is_empty() && self.lines.is_empty() && self.balances.is_empty() && !self.account.is_named() {
            return Vec::new();
        }
        let account = self.account.account();
        let empty = |code: &str| Statement {
            account: account.clone(),
            currency: Some(code.to_owned()).filter(|code| !code.is_empty()),
            lines: Vec::new(),
            balances: Vec::new(),
            bounds: self.bounds.clone(),
        };
        let mut statements = vec![empty(&main)];
        let mut places = HashMap::from([(main.clone(), 0), (String::new(), 0)]);
        for (code, line) in self.lines {
            let place = *places.entry(code).or_insert_with_key(|code| {
                statements.push(empty(code));
                statements.len() - 1
            });
            statements[place].lines.push(line);
        }
        for (at_line, code, balance) in self.balances {
            match places.get(&code) {
                Some(place) => statements[*place].balances.push(balance),
                None => problems.push(Problem::at(
                    at_line,
                    format!(
                        "A balance is in {}, but the statement is in {main}. It was left out.",
                        shown(&code)
                    ),
                )),
            }
        }
        statements
    }

    /// The account's currency, or else that of what is in it.
    fn currency(&self) -> String {
        let own = self.account.currency.trim().to_ascii_uppercase();
        let lines = self.lines.iter().map(|(code, _)| code);
        let balances = self.balances.iter().map(|(_, code, _)| code);
        let codes = std::iter::once(&own).chain(lines).chain(balances);
        codes.into_iter().find(|code| !code.is_empty()).cloned().unwrap_or_default()
    }
}
