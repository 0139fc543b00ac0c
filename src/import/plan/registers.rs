//! The accounts that the transfers of a file can mean.
//!
//! A transfer stays within one currency and open accounts. One that cannot
//! is taken without its other side, and named: the rest of the file is no
//! worse for it.

use std::collections::HashMap;

use super::{Destination, PlannedStatement};
use crate::import::matching::Fate;
use crate::import::text::folded;
use crate::import::{Problem, Statement, Target};
use crate::ledger::{Account, Currency};

/// Registers by the names that a file may use for them, folded.
#[derive(Debug, Clone, Default)]
pub struct Registers(HashMap<String, Register>);

#[derive(Debug, Clone)]
struct Register {
    /// The name in the book.
    name: String,
    currency: Currency,
    closed: bool,
}

impl Registers {
    /// The registers of a book.
    pub fn of<'a>(accounts: impl Iterator<Item = &'a Account>) -> Registers {
        let register = |account: &Account| Register {
            name: account.name.clone(),
            currency: account.currency,
            closed: account.closed,
        };
        Registers(accounts.map(|account| (folded(&account.name), register(account))).collect())
    }

    /// Within the file, what the statement calls its account is the account it goes to.
    pub fn learn(&mut self, statement: &Statement, destination: &Destination) {
        let register =
            Register { name: destination.name.clone(), currency: destination.currency, closed: false };
        self.0.entry(folded(&destination.name)).or_insert_with(|| register.clone());
        self.0.insert(folded(&statement.account.label), register);
    }

    /// The name in the book of the account that the file calls `name`; none where there is no such account yet.
    pub fn name_of(&self, name: &str) -> Option<&str> {
        self.0.get(&folded(name)).map(|register| register.name.as_str())
    }

    /// Why a line in `currency` cannot be a transfer to the account that the file calls `name`.
    pub fn hindrance(&self, name: &str, currency: Currency) -> Option<String> {
        let register = self.0.get(&folded(name))?;
        if register.closed {
            return Some(format!(
                "[{name}] is closed: the transfer was left without category; open the account again, \
                 then set it there."
            ));
        }
        (register.currency != currency).then(|| {
            format!(
                "[{name}] is kept in {}: the transfer was left without category; enter its other half there.",
                register.currency
            )
        })
    }

    /// A problem for each transfer of an added line that cannot be one.
    pub fn problems(&self, statement: &Statement, planned: &PlannedStatement) -> Vec<Problem> {
        let currency = planned.destination.currency;
        let lines = statement.lines.iter().zip(&planned.lines);
        let added = lines.filter(|(_, planned)| {
            planned.as_ref().is_some_and(|line| matches!(line.verdict.fate, Fate::New | Fate::NewAlone))
        });
        let sides =
            added.flat_map(|(line, _)| line.sides.iter().map(move |side| (line.at_line, &side.target)));
        let hindered = sides.filter_map(|(at_line, target)| match target {
            Target::Transfer(name) => Some(Problem::at(at_line, self.hindrance(name, currency)?)),
            Target::Category(_) => None,
        });
        hindered.collect()
    }
}
