//! The statements of an OFX file on their way.

use super::account::{AccountFields, StatementKind};
use super::entry::Entry;
use crate::import::dates::read_ofx;
use crate::import::decimal::marks::Marks;
use crate::import::{Balance, BalanceKind, Line, Problem, Side, Statement, Target};

/// A statement that is being read.
#[derive(Debug)]
pub struct Draft {
    kind: StatementKind,
    /// Whether Counterfoil wrote the file.
    is_ours: bool,
    pub account: AccountFields,
    /// `CURDEF` as written.
    pub currency: String,
    lines: Vec<Line>,
    balances: Vec<Balance>,
}

/// A `LEDGERBAL` or `AVAILBAL` that is being read.
#[derive(Debug, Clone)]
pub struct BalanceFields {
    pub at_line: u64,
    pub kind: BalanceKind,
    pub amount: String,
    pub date: String,
}

impl Draft {
    pub fn of(kind: StatementKind, is_ours: bool) -> Draft {
        Draft {
            kind,
            is_ours,
            account: AccountFields::default(),
            currency: String::new(),
            lines: Vec::new(),
            balances: Vec::new(),
        }
    }

    /// Adds a transaction, or names why not.
    pub fn add_entry(&mut self, entry: Entry, marks: &Marks, problems: &mut Vec<Problem>) {
        problems.extend(self.note_currency(&entry));
        match entry.into_line(marks, problems) {
            Ok(line) => self.lines.push(line),
            Err(problem) => problems.push(problem),
        }
    }

    /// Adds a balance, or names why not.
    pub fn add_balance(&mut self, fields: BalanceFields, marks: &Marks, problems: &mut Vec<Problem>) {
        let kind = fields.kind;
        let name = if kind == BalanceKind::Ledger { "ledger" } else { "available" };
        let mut note = |reason| problems.push(Problem::at(fields.at_line, reason));
        match marks.read(&fields.amount) {
            Ok(amount) => {
                let date = read_ofx(&fields.date).inspect_err(|error| {
                    note(format!("The {name} balance has no date: {error}. It was taken without one."));
                });
                self.balances.push(Balance { kind, date: date.ok(), amount });
            }
            Err(error) => note(format!("The {name} balance has no amount: {error}. It was left out.")),
        }
    }

    /// Takes the currency of an amount where the statement names none, and names one that differs.
    fn note_currency(&mut self, entry: &Entry) -> Option<Problem> {
        if self.currency.is_empty() {
            self.currency.clone_from(&entry.currency);
        }
        if entry.currency.is_empty() || entry.currency.eq_ignore_ascii_case(&self.currency) {
            return None;
        }
        let reason = format!(
            "The amount is in {}, but the statement is in {}. The number was taken as it stands; check it.",
            entry.currency, self.currency
        );
        Some(Problem::at(entry.at_line, reason))
    }

    /// The statement, if there is anything in it. An investment statement without cash rows is none.
    pub fn into_statement(self) -> Option<Statement> {
        let has_content = !self.lines.is_empty() || !self.balances.is_empty();
        let names_account = self.kind != StatementKind::Investment && !self.account.is_empty();
        let currency = Some(self.currency.to_ascii_uppercase()).filter(|code| !code.is_empty());
        (has_content || names_account).then(|| {
            let account = self.account.into_account(self.kind, self.is_ours);
            let mut lines = self.lines;
            lines.iter_mut().for_each(|line| opening(line, &account.label));
            Statement { account, currency, lines, balances: self.balances }
        })
    }
}

/// What our own files say by the id: the account had this before its first line.
fn opening(line: &mut Line, account: &str) {
    if line.bank_id.starts_with("counterfoil-opening-") && line.sides.is_empty() {
        let target = Target::Transfer(account.to_owned());
        line.sides.push(Side { target, amount: line.amount, memo: String::new() });
    }
}

impl BalanceFields {
    pub fn take(&mut self, name: &str, text: String) {
        match name {
            "BALAMT" => self.amount = text,
            "DTASOF" => self.date = text,
            _ => {}
        }
    }
}
