//! The statements of a file, one for each account and currency.
//!
//! Banks send one message for each day or page. What they tell of the same
//! account comes together here, in the order of the file; a statement that
//! does not say whose it is stays alone.

use std::collections::HashMap;

use jiff::civil::Date;

use super::decimal::Decimal;
use super::{BalanceKind, Statement};

/// The statements that were read so far.
#[derive(Debug, Default)]
pub struct Statements {
    read: Vec<Statement>,
    by_account: HashMap<(String, Option<String>), usize>,
}

impl Statements {
    /// Adds a statement to the earlier one of its account and currency, if there was one.
    pub fn add(&mut self, statement: Statement) {
        let key = statement.account.key.clone().map(|key| (key, statement.currency.clone()));
        let earlier = key.as_ref().and_then(|key| self.by_account.get(key)).copied();
        if let Some(earlier) = earlier.and_then(|index| self.read.get_mut(index)) {
            earlier.lines.extend(statement.lines);
            earlier.balances.extend(statement.balances);
            return;
        }
        if let Some(key) = key {
            self.by_account.insert(key, self.read.len());
        }
        self.read.push(statement);
    }

    /// Whether there is neither a line nor a balance.
    pub fn is_empty(&self) -> bool {
        self.read.iter().all(|statement| statement.lines.is_empty() && statement.balances.is_empty())
    }

    pub fn names_an_account(&self) -> bool {
        !self.read.is_empty()
    }

    pub fn into_vec(self) -> Vec<Statement> {
        self.read
    }
}

impl Statement {
    /// Whether the file begins with the newest line. A file that is in no order at all begins with none.
    pub fn is_newest_first(&self) -> bool {
        let steps = || self.lines.windows(2).map(|pair| pair[0].date.cmp(&pair[1].date));
        let back = steps().filter(|step| step.is_gt()).count();
        let forth = steps().filter(|step| step.is_lt()).count();
        // Some banks sort by another day than that of the booking: a few steps may go the other way.
        back > 4 * forth
    }

    /// What the bank had booked on the last day that it tells of, where it tells any with its day.
    pub fn booked(&self) -> Option<(Date, Decimal)> {
        let booked = self.balances.iter().filter(|balance| balance.kind == BalanceKind::Ledger);
        booked.filter_map(|balance| Some((balance.date?, balance.amount))).max_by_key(|last| last.0)
    }
}
