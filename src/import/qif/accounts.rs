//! The statements of a QIF file, by the account that their records belong to.

use std::collections::HashMap;

use super::section::AccountType;
use crate::import::text::{self, folded};
use crate::import::{BankAccount, Line, Statement, Target};

/// The statements that were read, and the account that is current.
#[derive(Debug, Default)]
pub struct Accounts {
    /// The name from the last `!Account` block.
    named: Option<String>,
    /// What the current section holds.
    section: Option<AccountType>,
    /// Where the statement of the current account is, once it was looked up.
    current: Option<usize>,
    read: Vec<Statement>,
    by_name: HashMap<String, usize>,
}

impl Accounts {
    /// The transactions that follow belong to the account of this name, or to none that is known.
    pub fn switch_to(&mut self, name: Option<&str>) {
        self.named = name.map(text::name).filter(|name| !name.is_empty());
        self.section = None;
        self.current = None;
    }

    /// A section of transactions begins. A second one of another type cannot belong to the account that was named.
    pub fn begin(&mut self, section: AccountType) {
        if self.section.is_some_and(|earlier| earlier != section) {
            self.named = None;
        }
        self.section = Some(section);
        self.current = None;
    }

    /// The statement that records belong to now.
    pub fn current(&mut self) -> &mut Statement {
        let index = match self.current {
            Some(index) => index,
            None => self.look_up(),
        };
        self.current = Some(index);
        &mut self.read[index]
    }

    fn look_up(&mut self) -> usize {
        let section = self.section.unwrap_or(AccountType::Bank);
        let label = self.named.clone().unwrap_or_else(|| section.label().into());
        let index = *self.by_name.entry(folded(&label)).or_insert(self.read.len());
        if index == self.read.len() {
            let (kind, subkind) = (section.kind(), self.section.map_or("", AccountType::subkind));
            let account = BankAccount { key: None, written: self.named.clone(), label, kind, subkind };
            self.read.push(Statement { account, currency: None, lines: Vec::new(), balances: Vec::new() });
        }
        index
    }

    /// Adds a line to the current account. An opening balance tells the name of an account that has none.
    pub fn add(&mut self, line: Line) {
        if self.named.is_none()
            && let Some(name) = named_by(&line)
        {
            self.rename(name);
        }
        self.current().lines.push(line);
    }

    /// Gives the account without a name, if there is one yet, the name that its
    /// opening balance tells, unless another has it; what follows belongs to that name.
    fn rename(&mut self, name: String) {
        let unnamed = folded(self.section.unwrap_or(AccountType::Bank).label());
        let is_free = !self.by_name.contains_key(&folded(&name));
        if is_free && let Some(index) = self.by_name.remove(&unnamed) {
            let account = &mut self.read[index].account;
            account.label.clone_from(&name);
            account.written = Some(name.clone());
            self.by_name.insert(folded(&name), index);
        }
        self.named = Some(name);
        self.current = None;
    }

    pub fn into_vec(self) -> Vec<Statement> {
        self.read
    }
}

/// Quicken begins an account with a record of the payee "Opening Balance", transferred from the account itself.
fn named_by(line: &Line) -> Option<String> {
    match line.sides.as_slice() {
        [side] if line.payee.eq_ignore_ascii_case("Opening Balance") => match &side.target {
            Target::Transfer(name) => Some(name.clone()),
            Target::Category(_) => None,
        },
        _ => None,
    }
}
