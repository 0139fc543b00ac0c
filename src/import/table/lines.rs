//! Rows to lines, and lines to the accounts they are of.
//!
//! Every row becomes a line, or a balance, or is named with the reason why not.

use std::collections::HashMap;

use super::amounts::Amounts;
use super::cell;
use super::dating::Dating;
use super::grid::Row;
use super::kind::{Kind, Undated, kind};
use super::line::join;
use super::roles::Roles;
use super::standing::Standings;
use crate::import::layout::Role;
use crate::import::progress::Progress;
use crate::import::text::{counted, shown};
use crate::import::vocabulary::Stated;
use crate::import::{Balance, BalanceKind, Line, Problem};
use crate::ledger::Stopped;

/// How the whole table writes what it says.
#[derive(Debug)]
pub struct Manner<'a> {
    pub roles: &'a Roles,
    pub dating: &'a Dating,
    pub amounts: &'a Amounts,
    pub standings: &'a Standings,
    /// Of each row whether it is no movement.
    pub is_left: &'a [bool],
    pub languages: &'a [usize],
    /// How many columns the header names, where all bookings have so many.
    pub width: Option<usize>,
    /// The lines of the file whose quotation mark never closes.
    pub unclosed: &'a [u64],
}

/// The account and the currency that rows say they are of; empty where they say none.
pub type Owner = (String, String);

/// What one account has in the file.
#[derive(Debug, Default, Clone)]
pub struct Rows {
    pub lines: Vec<Line>,
    pub balances: Vec<Balance>,
}

/// The lines of each account, in the order of the file, and what was not read.
#[derive(Debug, Default)]
pub struct Lines {
    pub accounts: Vec<(Owner, Rows)>,
    pub problems: Vec<Problem>,
    places: HashMap<Owner, usize>,
    /// How many rows are not booked, where the first stands, and what it says: by the word.
    unbooked: Vec<(String, u64, u64)>,
    /// How many rows are balances or sums, and where the first stands.
    stated: Option<(u64, u64, String)>,
    /// How many rows have neither date nor amount, and where the first stands.
    others: Option<(u64, u64)>,
    /// The line of the last booking and its account, for a text that goes on.
    last: Option<(u64, usize)>,
    /// Rows that have no date of their own.
    pub undated: Undated,
}

/// Reads all rows.
pub fn read(rows: &[Row], manner: &Manner, progress: Progress) -> Result<Lines, Stopped> {
    let (mut lines, mut steps) = (Lines::default(), progress.steps(rows.len()));
    lines.undated = Undated::before(rows, manner);
    for (behind, (row, is_left)) in rows.iter().zip(manner.is_left).enumerate() {
        steps.at(behind)?;
        if *is_left {
            lines.no_movement(row, manner);
        } else {
            lines.row(row, manner);
        }
    }
    lines.join_without_currency();
    lines.name_what_was_left();
    Ok(lines)
}

const UNCLOSED: &str =
    "A quotation mark in this line is never closed. The line was read without it; look at its text.";

impl Lines {
    fn no_movement(&mut self, row: &Row, manner: &Manner) {
        if let Some((stated, text)) = manner.standings.stated(row) {
            self.stated.get_or_insert((0, row.line, shown(text))).0 += 1;
            return self.balance(row, stated, manner);
        }
        if let Some(word) = manner.standings.unbooked(row) {
            self.not_booked(row, word);
        }
    }

    fn row(&mut self, row: &Row, manner: &Manner) {
        match self.undated.booked(row, manner).map_or_else(|| kind(row, manner), Ok) {
            Ok(Kind::Booked(line)) => {
                if manner.unclosed.contains(&row.line) {
                    self.problems.push(Problem::at(row.line, UNCLOSED));
                }
                self.undated.see(row, line.date, manner);
                let place = self.place(owner(row, manner));
                self.accounts[place].1.lines.push(*line);
                self.last = Some((row.line, place));
            }
            Ok(Kind::Continues(text)) if self.last.is_some_and(|(line, _)| line + 1 == row.line) => {
                let place = self.last.map_or(0, |(_, place)| place);
                if let Some(line) = self.accounts[place].1.lines.last_mut() {
                    line.memo = join([line.memo.as_str(), text.as_str()].into_iter());
                }
                self.last = Some((row.line, place));
            }
            Ok(_) => self.others.get_or_insert((0, row.line)).0 += 1,
            Err(problem) => self.problems.push(problem),
        }
    }

    fn place(&mut self, owner: Owner) -> usize {
        let accounts = &mut self.accounts;
        *self.places.entry(owner).or_insert_with_key(|owner| {
            accounts.push((owner.clone(), Rows::default()));
            accounts.len() - 1
        })
    }

    fn not_booked(&mut self, row: &Row, word: &str) {
        match self.unbooked.iter_mut().find(|(known, ..)| known == word) {
            Some((_, count, _)) => *count += 1,
            None => self.unbooked.push((word.to_owned(), 1, row.line)),
        }
    }

    /// A row that states a balance: of its account, where that is clear.
    fn balance(&mut self, row: &Row, stated: Stated, manner: &Manner) {
        let kind = match stated {
            Stated::Opening => BalanceKind::Opening,
            Stated::Closing => BalanceKind::Ledger,
            Stated::Turnover => return,
        };
        let amount = manner.amounts.balance(row, manner.roles);
        let of_row = || Some(manner.amounts.movement(row, manner.roles).ok()??.amount);
        let (Some(amount), Some(date)) = (amount.or_else(of_row), manner.dating.date(row).ok().flatten())
        else {
            return;
        };
        let mut owner = owner(row, manner);
        // A row of a balance often names no account, or no currency, where the others do: it is of the only one.
        if let [(only, _)] = self.accounts.as_slice()
            && (owner.0.is_empty() || owner.0 == only.0)
        {
            owner = only.clone();
        }
        let place = self.place(owner);
        self.accounts[place].1.balances.push(Balance { kind, date: Some(date), amount });
    }

    /// Rows that write no currency are of the only one that others of their account write.
    fn join_without_currency(&mut self) {
        let mut at = 0;
        while at < self.accounts.len() {
            let (account, currency) = self.accounts[at].0.clone();
            let others: Vec<usize> = (0..self.accounts.len())
                .filter(|other| *other != at && self.accounts[*other].0.0 == account)
                .collect();
            if let ([only], true) = (others.as_slice(), currency.is_empty()) {
                let Rows { lines, balances } = self.accounts[at].1.clone();
                let into = &mut self.accounts[*only].1;
                into.lines.extend(lines);
                into.lines.sort_by_key(|line| line.at_line);
                into.balances.extend(balances);
                self.accounts.remove(at);
                continue;
            }
            at += 1;
        }
    }

    fn name_what_was_left(&mut self) {
        for (word, count, line) in &self.unbooked {
            let rows = counted(*count, "row is", "rows are");
            self.problems.push(Problem::at(
                *line,
                format!("{rows} not booked (“{}”, here for the first time). They were left out; a later file brings what is booked.", shown(word)),
            ));
        }
        if let Some((count, line, text)) = &self.stated {
            let rows = counted(*count, "row states a balance or a sum", "rows state a balance or a sum");
            self.problems.push(Problem::at(
                *line,
                format!(
                    "{rows} (“{text}”, here for the first time) and are no movements. They were left out."
                ),
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

/// The account and the currency of a row.
fn owner(row: &Row, manner: &Manner) -> Owner {
    let cell = |role| manner.roles.column(role).map_or("", |column| row.cell(column));
    let currency = match cell(Role::Currency) {
        "" => manner.amounts.currency(row, manner.roles, manner.languages).unwrap_or_default(),
        stated => stated,
    };
    (cell(Role::Account).to_owned(), currency.to_uppercase())
}

/// The key of an account: its IBAN where the text has one.
pub fn key(account: &str) -> Option<String> {
    cell::iban(account)
}
